"""Tests of what finds, and mends, what goes round a guard."""
