"""Who looked, who was refused, and what can be taken back."""
