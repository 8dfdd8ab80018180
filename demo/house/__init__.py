"""A real Home Assistant with a household in it, for the demo and the tests."""
