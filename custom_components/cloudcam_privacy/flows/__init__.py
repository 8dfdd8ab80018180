"""The forms in which a household is set up and changed."""
