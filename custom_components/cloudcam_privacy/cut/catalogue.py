"""The catalogue of known cameras: which of their entities stop the upload.

The rows stand in catalogue.json. They name entities as Home Assistant's own
integrations register them; the two rows without an integration fit any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
import json
from pathlib import Path
from typing import Any, Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN, CameraEntityFeature
from homeassistant.components.select import ATTR_OPTIONS
from homeassistant.const import ATTR_SUPPORTED_FEATURES
from homeassistant.core import HomeAssistant, callback, split_entity_id
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import entity_sources

from ..const import (
    CONF_CUT_STATE,
    CONF_ENTITY_ID,
    CONF_FROM_MODE,
    CONF_LAST_RESORT,
    DISARMED,
    DOMAIN,
    MOTION_OFF,
)
from ..household.references import async_reference
from ..policy.mode import Mode

CUT_STATES: Final[dict[str, tuple[str, ...]]] = {
    "switch": ("off", "on"),
    "light": ("off", "on"),
    "input_boolean": ("off", "on"),
    "siren": ("off", "on"),
    "cover": ("closed", "open"),
    "valve": ("closed", "open"),
    "lock": ("locked", "unlocked"),
    "camera": ("off", MOTION_OFF),
    "script": ("on",),
    "scene": ("on",),
    "button": ("on",),
    "alarm_control_panel": (DISARMED,),
    "select": (),
    "input_select": (),
    "number": (),
    "input_number": (),
}
"""States that can cut, by domain of the entity; empty where options or numbers do.

`on` of a script, scene or button is that it runs, is activated or pressed.
"""


class Effect(StrEnum):
    """What a cut takes away besides the upload."""

    UPLOAD = "upload"
    """Nothing else: the picture can still be seen at home."""
    PICTURE = "picture"
    """The picture, for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Entities that cut, found on the device of a camera or being the camera itself.

    Of each effect the matching rows with the lowest `rank` are taken together. A row
    that stands `alone` sees to the uploads too, and would disturb other cuts.
    """

    domain: str
    cut_state: str
    effect: Effect
    rank: int
    integrations: tuple[str, ...] | None = None
    except_integrations: tuple[str, ...] = ()
    keys: tuple[str | None, ...] | None = None
    """Translation keys; None among them is the entity that has none."""
    says: str = ""
    """A word that the entity's translation key, unique id or entity id contains."""
    unless_says: tuple[str, ...] = ()
    needs_on_off: bool = False
    alone: bool = False

    def matches(self, candidate: Candidate) -> bool:
        """Tell whether the candidate is one of the row's entities."""
        integration = candidate.integration
        if self.integrations is not None and integration not in self.integrations:
            return False
        return (
            candidate.domain == self.domain
            and integration not in self.except_integrations
            and (self.keys is None or candidate.key in self.keys)
            and self.says in candidate.texts
            and not any(word in candidate.texts for word in self.unless_says)
            and (candidate.can_turn_off or not self.needs_on_off)
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of an entity that may be a cut."""

    entity_id: str
    domain: str
    integration: str | None
    key: str | None
    texts: str
    can_turn_off: bool


def _read() -> tuple[tuple[Row, ...], dict[str, str]]:
    stored = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    rows = tuple(_row(row) for row in stored["cuts"])
    advice = {
        integration: key
        for key, integrations in stored["advice"].items()
        for integration in integrations
    }
    return rows, advice


def _row(stored: dict[str, Any]) -> Row:
    lists = {name: tuple(v) for name, v in stored.items() if isinstance(v, list)}
    return Row(**{**stored, **lists, "effect": Effect(stored["effect"])})


ROWS, _ADVICE = _read()


def advice(integration: str) -> str | None:
    """Return a key for what helps where Home Assistant alone cannot cut, or None.

    `network_or_power`: the camera's network or power; `alarm_panel`: a script that
    disarms the maker's alarm panel; `on_request`: it uploads only when it is asked.
    """
    return _ADVICE.get(integration)


@callback
def find_cuts(hass: HomeAssistant, source_entity_id: str) -> list[dict[str, Any]]:
    """Return the cuts of a source camera in the shape of the stored field `cuts`.

    What only stops the upload engages from `local` on, what puts the picture out
    from `private` on; where nothing else stops the upload, from `local` on too.
    """
    candidates = list(_candidates(hass, source_entity_id))
    uploads = _best(candidates, Effect.UPLOAD)
    pictures = _best(candidates, Effect.PICTURE)
    taken = {candidate.entity_id for candidate, _ in pictures}
    if any(row.alone for _, row in pictures) or any(
        candidate.entity_id in taken for candidate, _ in uploads
    ):
        uploads = []
    from_mode = Mode.PRIVATE if uploads else Mode.LOCAL
    return [
        *(_cut(hass, *found, Mode.LOCAL) for found in uploads),
        *(_cut(hass, *found, from_mode) for found in pictures),
    ]


def _best(
    candidates: Iterable[Candidate], effect: Effect
) -> list[tuple[Candidate, Row]]:
    found = [
        (candidate, row)
        for candidate in candidates
        for row in ROWS
        if row.effect is effect and row.matches(candidate)
    ]
    best = min((row.rank for _, row in found), default=0)
    return [(candidate, row) for candidate, row in found if row.rank == best]


def _cut(
    hass: HomeAssistant, candidate: Candidate, row: Row, from_mode: Mode
) -> dict[str, Any]:
    return {
        CONF_ENTITY_ID: async_reference(hass, candidate.entity_id),
        CONF_CUT_STATE: row.cut_state,
        CONF_FROM_MODE: from_mode.value,
        CONF_LAST_RESORT: False,
    }


def _candidates(hass: HomeAssistant, source_entity_id: str) -> Iterable[Candidate]:
    """Yield the source itself and the other entities of its device, but no cameras."""
    registry = er.async_get(hass)
    source = registry.async_get(source_entity_id)
    yield Candidate(
        source_entity_id,
        CAMERA_DOMAIN,
        _integration(hass, source_entity_id, source),
        None,
        "",
        _can_turn_off(hass, source_entity_id, source),
    )
    if source is None or source.device_id is None:
        return
    for entry in er.async_entries_for_device(registry, source.device_id):
        if entry.domain != CAMERA_DOMAIN and entry.platform != DOMAIN:
            yield _candidate(entry)


def _candidate(entry: er.RegistryEntry) -> Candidate:
    key, (_, object_id) = entry.translation_key, split_entity_id(entry.entity_id)
    texts = f"{key} {entry.unique_id} {object_id}".lower()
    return Candidate(entry.entity_id, entry.domain, entry.platform, key, texts, False)


@callback
def takes_the_picture(hass: HomeAssistant, entity_id: str, cut_state: str) -> bool:
    """Tell whether a cut is known to put the camera's picture out."""
    domain, _ = split_entity_id(entity_id)
    if domain in (CAMERA_DOMAIN, "cover"):
        return cut_state != MOTION_OFF
    entry = er.async_get(hass).async_get(entity_id)
    return entry is not None and any(
        row.effect is Effect.PICTURE and row.cut_state == cut_state
        for row in ROWS
        if row.matches(_candidate(entry))
    )


def _integration(
    hass: HomeAssistant, entity_id: str, entry: er.RegistryEntry | None
) -> str | None:
    if entry is not None:
        return entry.platform
    info = entity_sources(hass).get(entity_id)
    return None if info is None else info["domain"]


def _can_turn_off(
    hass: HomeAssistant, entity_id: str, entry: er.RegistryEntry | None
) -> bool:
    features = 0 if entry is None else entry.supported_features
    if (state := hass.states.get(entity_id)) is not None:
        features |= state.attributes.get(ATTR_SUPPORTED_FEATURES, 0)
    return bool(features & CameraEntityFeature.ON_OFF)


@callback
def valid_cut_states(hass: HomeAssistant, entity_id: str) -> list[str]:
    """Return the states of an entity that can cut.

    Empty if its domain cannot cut, or if it has options that are not known yet.
    """
    domain, _ = split_entity_id(entity_id)
    if (states := CUT_STATES.get(domain)) is None:
        return []
    if states:
        return list(states)
    entry = er.async_get(hass).async_get(entity_id)
    options = ((entry and entry.capabilities) or {}).get(ATTR_OPTIONS)
    if (state := hass.states.get(entity_id)) is not None:
        options = state.attributes.get(ATTR_OPTIONS, options)
    return list(options or [])
