"""Tests of the ledger: who looked, and who was refused."""
