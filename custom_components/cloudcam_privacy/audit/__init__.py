"""What still uses a source camera directly, and how to mend it."""
