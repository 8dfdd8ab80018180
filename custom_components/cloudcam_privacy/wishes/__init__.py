"""Wishes for a mode: who makes them, whether they may, and what becomes of them."""
