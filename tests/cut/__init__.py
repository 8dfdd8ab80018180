"""Tests of the cuts."""
