"""A house with four cameras, three people and no hardware, in a real Home Assistant."""
