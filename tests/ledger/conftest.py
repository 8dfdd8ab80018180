"""The gate's house, with cameras that film and people who look."""

from ..gate.conftest import anonymous, furnish, house, server

__all__ = ["anonymous", "furnish", "house", "server"]
