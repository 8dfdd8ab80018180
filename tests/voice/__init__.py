"""Tests of what can be said, and what is answered."""
