"""Tell the entities of one camera how it is, and what has happened to its privacy."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from enum import StrEnum
import logging
from typing import Final

from homeassistant.core import HomeAssistant, callback

from ..const import DOMAIN
from ..cut.assurance import Assurance
from ..policy.decision import Decision
from ..policy.mode import Mode
from .listeners import Listeners

_LOGGER = logging.getLogger(__name__)

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


_SURE: Final = (Assurance.CONFIRMED, Assurance.VERIFIED)
_AMOUNTS_TO: Final = {
    **dict.fromkeys(_SURE, PrivacyEvent.CUT),
    Assurance.CONTRADICTED: PrivacyEvent.CONTRADICTED,
}
"""What has happened when the assurance becomes another one."""


class PrivacyEvents(ABC):
    """Whoever knows mode and assurance of a camera, and tells of them."""

    name: str
    decision: Decision

    def __init__(self, hass: HomeAssistant) -> None:
        """Begin with nothing told: no mode is news before `async_begin_to_tell`."""
        self.hass = hass
        self.lost = False
        """Whether the camera did not come back, and has not since."""
        self.by: str | None = None
        """Who has changed the mode by hand, until that is told."""
        self._told_mode: Mode | None = None
        self._told_muted = False
        self._told_assurance = Assurance.PENDING
        self.when_changed = Listeners[[]]()
        """Something that the entities show may have changed."""
        self.when_happened = Listeners[PrivacyEvent]()
        """Something happened to the camera's privacy."""

    @property
    @abstractmethod
    def assurance(self) -> Assurance:
        """Return how sure it is that nothing is uploaded."""

    @property
    @abstractmethod
    def is_stuck(self) -> bool:
        """Return whether what cuts the camera could not be put back."""

    @callback
    def async_begin_to_tell(self) -> None:
        """Take the mode of now as known; from now on another one is news."""
        self._told_mode = self.decision.mode
        self._told_muted = self.decision.muted

    @callback
    def async_publish(self) -> None:
        """Tell the entities, and what has become of mode and assurance."""
        self.when_changed.async_call()
        for happening in self._news():
            self._happened(happening)
        self.by = None

    @callback
    def async_tell(self, happening: PrivacyEvent) -> None:
        """Tell that something happened, after all that happened before."""
        if happening is PrivacyEvent.DID_NOT_COME_BACK:
            self.lost = not self.is_stuck
        elif happening is PrivacyEvent.CAME_BACK:
            self.lost = False
        self.async_publish()
        self._happened(happening)

    def _news(self) -> Iterator[PrivacyEvent]:
        """Yield what happened since this was last asked for."""
        if (mode := self._told_mode) is not None:
            was_muted, self._told_muted = self._told_muted, self.decision.muted
            self._told_mode = self.decision.mode
            steps = (
                self._told_mode.strictness - mode.strictness,
                self._told_muted - was_muted,
            )
            if any(step > 0 for step in steps):
                yield PrivacyEvent.RAISED
            if any(step < 0 for step in steps):
                yield PrivacyEvent.LOWERED
        assurance, self._told_assurance = self._told_assurance, self.assurance
        if self._told_assurance is not assurance:
            _LOGGER.debug("%s: evidence says %s", self.name, self._told_assurance)
        now = _AMOUNTS_TO.get(self._told_assurance)
        if now is not None and now is not _AMOUNTS_TO.get(assurance):
            yield now

    @callback
    def _happened(self, happening: PrivacyEvent) -> None:
        _LOGGER.debug("%s: %s", self.name, happening)
        self.when_happened.async_call(happening)
