"""Home Assistant's states and clock, as verdicts of rules."""
