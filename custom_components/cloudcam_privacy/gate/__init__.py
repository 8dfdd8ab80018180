"""The gate: who asks, what they get, and ending what runs."""
