"""A house that somebody means harm to."""

from ..lab.conftest import story

__all__ = ["story"]
