"""The original camera: its frames, and taking its place."""
