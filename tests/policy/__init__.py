"""Tests of the decision in pure Python."""
