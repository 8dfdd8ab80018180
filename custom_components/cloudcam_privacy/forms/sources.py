"""Source cameras: which may be guarded, and what is stored of a new one."""

from collections.abc import Collection, Iterable
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import (
    CONF_BATTERY,
    CONF_CAMERA,
    CONF_CUTS,
    CONF_HIDE_REASON,
    CONF_RESTING_MODE,
    CONF_SOUND,
    CONF_TAKE_OVER,
    CONF_TRUST_INTERNAL,
    CONF_UPLOAD_LIMIT,
    CONF_UPLOAD_RATE,
    CONF_WHEN_UNSURE,
    CONF_WITNESSES,
    DEFAULT_UPLOAD_LIMIT,
    SUBENTRY_CAMERA,
)
from ..cut.catalogue.facts import camera_facts
from ..cut.catalogue.search import as_stored, look_around
from ..household.references import async_is_ours, async_reference, async_resolve
from ..policy.matching import WhenUnsure
from ..policy.mode import Mode
from ..policy.sound import SoundSetting
from .errors import FormErrors, existing
from .fields import EntityField, entity_field, own_entities


@callback
def guarded_sources(hass: HomeAssistant, entry: ConfigEntry) -> list[str]:
    """Return the entity ids of the cameras that are guarded already."""
    sources = (
        async_resolve(hass, subentry.data[CONF_CAMERA])
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    )
    return [source for source in sources if source is not None]


@callback
def source_field(
    hass: HomeAssistant, guarded: Iterable[str] = (), *, several: bool = False
) -> EntityField:
    """Return a field that offers the cameras that can be guarded."""
    exclude = (*guarded, *own_entities(hass))
    return entity_field(CAMERA_DOMAIN, exclude=exclude, several=several)


@callback
def cameras_left(hass: HomeAssistant, guarded: Collection[str]) -> set[str]:
    """Return the cameras that are there and not guarded yet."""
    registered = {
        entry.entity_id
        for entry in er.async_get(hass).entities.values()
        if entry.domain == CAMERA_DOMAIN and not entry.disabled
    }
    found = {*hass.states.async_entity_ids(CAMERA_DOMAIN), *registered}
    return found.difference(guarded, own_entities(hass))


@callback
def judge_source(
    hass: HomeAssistant,
    value: Any,
    guarded: Collection[str],
    problems: FormErrors,
    field_name: str,
) -> str | None:
    """Return the entity id of a camera that can be guarded, else None."""
    entity_id = existing(hass, value, (CAMERA_DOMAIN,))
    if entity_id is None:
        problems.add(field_name, "camera_unknown", camera=str(value))
    elif async_is_ours(hass, entity_id):
        problems.add(field_name, "camera_is_guarded_view", camera=entity_id)
    elif entity_id in guarded:
        problems.add(field_name, "camera_twice", camera=entity_id)
    else:
        return entity_id
    return None


@callback
def new_camera(hass: HomeAssistant, entity_id: str, **fields: Any) -> dict[str, Any]:
    """Return the data of a new camera: defaults, found cuts, and the fields given."""
    found = look_around(hass, entity_id)
    facts = camera_facts(hass, entity_id)
    return {
        CONF_CAMERA: async_reference(hass, entity_id),
        CONF_RESTING_MODE: Mode.OPEN.value,
        CONF_WHEN_UNSURE: WhenUnsure.PRIVATE.value,
        CONF_CUTS: as_stored(hass, found.ticked),
        CONF_WITNESSES: [
            async_reference(hass, each.entity_id) for each in facts.witnesses
        ],
        CONF_BATTERY: facts.battery,
        CONF_UPLOAD_RATE: found.upload_rate,
        CONF_UPLOAD_LIMIT: DEFAULT_UPLOAD_LIMIT,
        CONF_SOUND: SoundSetting.WITH_PICTURE.value,
        CONF_TRUST_INTERNAL: False,
        CONF_HIDE_REASON: False,
        CONF_TAKE_OVER: True,
        **fields,
    }
