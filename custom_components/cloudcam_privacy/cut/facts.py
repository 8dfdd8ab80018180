"""How an entity that cuts behaves: how soon it tells, and what it changes besides."""

from dataclasses import dataclass
from typing import Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from .catalogue import Told, cut_facts

CLOUD_UNDO_DELAY: Final = 10
"""Seconds between cutting and undoing by way of a maker's cloud, which may refuse
commands that come too quickly. Raising privacy never waits."""

CLOUD_LAG: Final = 60
"""Seconds for which a maker's cloud may still show what was before a command: Ring's
was seen to take 45."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutFacts:
    """What is known of an entity beside its state; neutral where nothing is."""

    lag: float = 0
    """Seconds after a command in which a state that contradicts it says nothing."""
    interval: float | None = None
    """Seconds between two polls, None if that is not known; 0 for what is pushed."""
    undo_delay: float = 0
    """Seconds to leave between cutting and undoing."""
    repeat_after: float = 0
    """Seconds in which the same command would be dropped without a word."""
    cloud: bool = False
    """Whether each command and each look is a call to a maker's cloud."""
    skips: bool = False
    """Whether a poll that comes too early asks nobody, and says so by its data."""
    guesses: bool = False
    """Whether it shows that it is off where asking has failed."""
    reads_back: bool = True
    """Whether its state tells what the device does."""
    attribute: str | None = None
    """The attribute that tells it, where the state does not."""
    silences: bool = False
    """Whether the device does not answer any more once this cut is engaged."""
    recorder: bool = False
    """Whether it is a recorder's, and so proves nothing about the camera."""
    companions: tuple[str, ...] = ()
    """Entities of settings that the device changes with this cut."""


@callback
def iot_class(hass: HomeAssistant, entity_id: str) -> str:
    """Return how the entity's integration reaches its devices, empty if not known."""
    if (entry := er.async_get(hass).async_get(entity_id)) is None:
        return ""
    try:
        return async_get_loaded_integration(hass, entry.platform).iot_class or ""
    except IntegrationNotLoaded:
        return ""


@callback
def facts_of(hass: HomeAssistant, entity_id: str, cut_state: str) -> CutFacts:
    """Return what is known of an entity that cuts with a state."""
    known = cut_facts(hass, entity_id, cut_state)
    cloud = iot_class(hass, entity_id).startswith("cloud")
    by = known.read_back
    pushed = by is not None and by.by is Told.PUSH
    return CutFacts(
        lag=CLOUD_LAG if cloud else 0,
        interval=0 if pushed else float(by.seconds) if by and by.seconds else None,
        undo_delay=CLOUD_UNDO_DELAY if cloud else 0,
        repeat_after=known.repeat_after,
        cloud=cloud,
        skips=by is not None and by.skips,
        guesses=by is not None and by.guesses,
        reads_back=by is None or by.by is not Told.NEVER,
        attribute=None if by is None else by.attribute,
        silences=known.silences,
        recorder=known.recorder,
        companions=known.companions,
    )
