"""The decision in pure Python: modes, rules and what they let through."""
