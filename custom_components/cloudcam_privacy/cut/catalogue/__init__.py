"""The catalogue of known cameras and routers: which of their entities cut.

The rows are data, in the JSON files beside. They name entities by what they are, as
the integrations register them, and never by a name.
"""

from .facts import (
    CameraFacts,
    CutFacts,
    advice,
    camera_facts,
    cut_facts,
    takes_the_picture,
)
from .load import is_listed
from .model import Effect, ReadBack, Scope, Told
from .routers import offers_by_hand
from .search import Findings, FoundCut, as_stored, look_around
from .states import CUT_STATES, NUMBER_DOMAINS, capability, valid_cut_states

__all__ = [
    "CUT_STATES",
    "NUMBER_DOMAINS",
    "CameraFacts",
    "CutFacts",
    "Effect",
    "Findings",
    "FoundCut",
    "ReadBack",
    "Scope",
    "Told",
    "advice",
    "as_stored",
    "camera_facts",
    "capability",
    "cut_facts",
    "is_listed",
    "look_around",
    "offers_by_hand",
    "takes_the_picture",
    "valid_cut_states",
]
