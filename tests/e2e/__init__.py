"""Tests that run real processes and talk to them over the network."""
