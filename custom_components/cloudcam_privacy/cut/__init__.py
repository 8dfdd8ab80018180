"""Switch uploads off at the source, and put everything back afterwards."""
