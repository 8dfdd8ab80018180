"""What can happen to a camera's privacy, as events tell it."""

from enum import StrEnum
from typing import Final

from ..const import DOMAIN

EVENT_PRIVACY: Final = f"{DOMAIN}_privacy"
"""Told on the bus for the logbook: what happened to a camera, once for all entities."""


class PrivacyEvent(StrEnum):
    """One of the types of the privacy event."""

    RAISED = "raised"
    LOWERED = "lowered"
    CUT = "cut"
    RESTORED = "restored"
    CONTRADICTED = "contradicted"
    CAME_BACK = "came_back"
    DID_NOT_COME_BACK = "did_not_come_back"
