"""The gate's house, with cameras that film and people who look."""

import pytest

from ..gate.conftest import anonymous, furnish, house, server

__all__ = ["anonymous", "furnish", "house", "server"]


@pytest.fixture(autouse=True)
def sums(all_enabled: None) -> None:
    """Have the ledger's sums."""
