"""What still uses a source camera directly, and how to fix it."""
