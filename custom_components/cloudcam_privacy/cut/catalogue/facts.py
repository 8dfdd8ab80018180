"""What is known of an entity that is a cut already, and of a camera that is guarded."""

from dataclasses import dataclass, field, replace
from typing import Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.components.sensor import SensorDeviceClass
from homeassistant.core import HomeAssistant, callback
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from ...const import MOTION_OFF
from .candidates import candidate_of, candidates_of
from .load import UNKNOWN, makers_of
from .model import Candidate, Effect, Maker, ReadBack, Row, Scope, Still, Witness
from .search import maker_of

_NEAR = (Scope.CAMERA, Scope.DEVICE)


CLOUD_UNDO_DELAY: Final = 10
"""Seconds between cutting and undoing by way of a maker's cloud, which may refuse
commands that come too quickly. Raising privacy never waits."""

CLOUD_LAG: Final = 60
"""Seconds for which a maker's cloud may still show what was before a command: Ring's
was seen to take 45."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CutFacts:
    """What is known of an entity as a cut; neutral where nothing is."""

    effect: Effect | None = None
    read_back: ReadBack = field(default_factory=ReadBack)
    cloud: bool = False
    """Whether each command and each look is a call to a maker's cloud."""
    lag: float = 0
    """Seconds after a command in which a state that contradicts it says nothing."""
    undo_delay: float = 0
    """Seconds to leave between cutting and undoing."""
    repeat_after: float = 0
    """Seconds in which the same command would be dropped without a word."""
    silences: bool = False
    """Whether the device answers nothing else while this is cut: others go first."""
    recorder: bool = False
    """Whether it is a recorder's, and so proves nothing about the camera."""
    companions: tuple[str, ...] = ()
    """Entities of settings that the device changes with this cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessEntity:
    """An entity that changes when the maker has received something new."""

    entity_id: str
    witness: Witness
    read_back: ReadBack


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraFacts:
    """What the catalogue knows of a source camera."""

    maker: Maker = UNKNOWN
    """Its still picture, whether it is a recorder, what helps where nothing cuts."""
    battery: bool = False
    """Whether the camera runs on a battery, by its battery sensor, or so people say."""
    witnesses: tuple[WitnessEntity, ...] = ()

    @property
    def sleeps(self) -> bool:
        """Tell whether asking for a still could wake it from its battery."""
        return self.battery and self.maker.still_wakes

    @property
    def may_be_asked(self) -> bool:
        """Tell whether its stills are its own and of now, and asking wakes nobody."""
        return self.maker.still is Still.CAMERA and not self.sleeps


@callback
def cut_facts(hass: HomeAssistant, entity_id: str, cut_state: str) -> CutFacts:
    """Return what is known of an entity as a cut with that state."""
    candidate = candidate_of(hass, entity_id)
    facts = _by_cloud(hass, candidate.integration)
    for maker in makers_of(candidate.integration):
        if maker.recorder or candidate.foreign:
            return replace(facts, recorder=True)
        for row in maker.cuts:
            if row.fits(candidate) and row.cut_state in ("", cut_state):
                return replace(
                    facts,
                    effect=row.effect,
                    read_back=row.read_back or maker.read_back,
                    silences=row.silences,
                    companions=_companions(hass, entity_id, row),
                    repeat_after=maker.repeat_after,
                )
    return facts


def _by_cloud(hass: HomeAssistant, integration: str | None) -> CutFacts:
    """Return what follows from how an integration reaches its devices."""
    try:
        loaded = async_get_loaded_integration(hass, integration or "")
    except IntegrationNotLoaded:
        return CutFacts()
    if not (loaded.iot_class or "").startswith("cloud"):
        return CutFacts()
    return CutFacts(cloud=True, lag=CLOUD_LAG, undo_delay=CLOUD_UNDO_DELAY)


def _companions(hass: HomeAssistant, entity_id: str, row: Row) -> tuple[str, ...]:
    if not row.companions:
        return ()
    return tuple(
        each.entity_id
        for each in candidates_of(hass, entity_id)
        if each.scope in _NEAR and any(part.fits(each) for part in row.companions)
    )


@callback
def camera_facts(
    hass: HomeAssistant, source_entity_id: str | None, *, battery: bool = False
) -> CameraFacts:
    """Return what is known of a source camera and of what stands around it.

    `battery` is what people say of it.
    """
    if source_entity_id is None:
        return CameraFacts(battery=battery)
    near = [
        each
        for each in candidates_of(hass, source_entity_id)
        if each.scope in (*_NEAR, Scope.TWIN)
    ]
    return CameraFacts(
        maker=maker_of(hass, source_entity_id),
        battery=battery or any(map(_is_battery, near)),
        witnesses=tuple(
            WitnessEntity(
                entity_id=each.entity_id, witness=witness, read_back=maker.read_back
            )
            for each in near
            if not each.disabled
            for maker in makers_of(each.integration)
            for witness in maker.witnesses
            if witness.fits(each)
        ),
    )


def _is_battery(candidate: Candidate) -> bool:
    return (
        candidate.domain == "sensor"
        and candidate.device_class == SensorDeviceClass.BATTERY
    )


@callback
def takes_the_picture(hass: HomeAssistant, entity_id: str, cut_state: str) -> bool:
    """Tell whether a cut is known to put the camera's picture out."""
    facts = cut_facts(hass, entity_id, cut_state)
    if facts.recorder:
        return False
    domain = entity_id.partition(".")[0]
    if domain in (CAMERA_DOMAIN, "cover"):
        return cut_state != MOTION_OFF
    return facts.effect is Effect.PICTURE


def advice(integration: str) -> str | None:
    """Return a key for what helps where Home Assistant alone cannot cut, or None.

    `network_or_power`: the camera's network or power; `alarm_panel`: a script that
    disarms the maker's alarm panel; `on_request`: it uploads only when it is asked.
    """
    return next((m.advice for m in makers_of(integration) if m.advice), None)
