"""Tests of repair issues and of what mends them."""
