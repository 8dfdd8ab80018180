"""Faults for real: real processes, killed, starved and misled, and what came of it."""
