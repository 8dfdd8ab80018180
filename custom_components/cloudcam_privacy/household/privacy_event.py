"""What can happen to a camera's privacy, as events tell it."""

from enum import StrEnum


class PrivacyEvent(StrEnum):
    """One of the types of the privacy event."""

    RAISED = "raised"
    LOWERED = "lowered"
    CUT = "cut"
    RESTORED = "restored"
    CONTRADICTED = "contradicted"
    CAME_BACK = "came_back"
    DID_NOT_COME_BACK = "did_not_come_back"
