"""Kill Home Assistant around a raise and a lowering, and look what is left."""
