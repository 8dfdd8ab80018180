"""What can be said about cameras, and what is answered."""
