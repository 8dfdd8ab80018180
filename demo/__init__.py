"""Simulated hardware for the demo and the tests: cloud cameras and their maker's cloud."""
