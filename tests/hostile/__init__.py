"""Input that is broken or means harm, by every way into the house."""
