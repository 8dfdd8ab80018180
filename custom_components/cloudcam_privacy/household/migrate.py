"""Take up what an older version has stored."""

from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import get_instance

from ..const import (
    CONF_BATTERY,
    CONF_MUTE,
    CONF_OFFER_TAKE_OVER,
    CONF_SOUND,
    CONF_TAKE_OVER,
    CONF_WITNESSES,
    SUBENTRY_CAMERA,
)
from ..policy.sound import SoundSetting
from ..rules.history import RECORDER
from ..source.place import Place, async_guarded_id, async_note, place_of
from .references import async_resolve
from .store import HouseholdStore

VERSION = 2
"""Version of the entry: 1 was stored by 0.1.0."""

_HIDE_SOURCE = "hide_source"
"""What 0.1.0 had in place of `take_over`."""

_HAD_UNITS = ("_viewers", "_refusals", "_private_cameras")
"""Ends of the unique ids of what 0.1.0 counted in words."""

_NEW_IN_CAMERA: dict[str, Any] = {
    CONF_BATTERY: False,
    CONF_SOUND: SoundSetting.WITH_PICTURE.value,
    CONF_TAKE_OVER: False,
    CONF_WITNESSES: [],
}
_NEW_IN_RULE: dict[str, Any] = {CONF_MUTE: False}
"""Fields that subentries of 0.1.0 do not have, with what they do without them."""


@callback
def async_migrate(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Bring an entry to this version; tell whether that was possible."""
    if entry.version > VERSION:
        return False
    if entry.version == VERSION:
        return True
    _forget_units(hass, entry)
    offer = any(_HIDE_SOURCE in each.data for each in entry.subentries.values())
    for subentry in tuple(entry.subentries.values()):
        is_camera = subentry.subentry_type == SUBENTRY_CAMERA
        new = _NEW_IN_CAMERA if is_camera else _NEW_IN_RULE
        data = {**new, **subentry.data}
        data.pop(_HIDE_SOURCE, None)
        hass.config_entries.async_update_subentry(entry, subentry, data=data)
        if is_camera:
            _forget_name(hass, subentry)
    hass.config_entries.async_update_entry(
        entry, version=VERSION, data={**entry.data, CONF_OFFER_TAKE_OVER: offer}
    )
    return True


def _forget_units(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Take away the units of statistics: of 0.1.0 they were words of one language."""
    if RECORDER not in hass.config.components:
        return
    for entity in er.async_entries_for_config_entry(er.async_get(hass), entry.entry_id):
        if entity.unique_id.endswith(_HAD_UNITS):
            get_instance(hass).async_update_statistics_metadata(
                entity.entity_id, new_unit_class=None, new_unit_of_measurement=None
            )


def _forget_name(hass: HomeAssistant, camera: ConfigSubentry) -> None:
    """Take the source's name from the entity: its device has the same."""
    entity_id = async_guarded_id(hass, camera.subentry_id)
    registry = er.async_get(hass)
    own = registry.async_get(entity_id) if entity_id else None
    if own is not None and own.name == camera.title:
        registry.async_update_entity(own.entity_id, name=None)


@callback
def async_note_hidden(hass: HomeAssistant, store: HouseholdStore) -> None:
    """Note at the sources themselves how they were before 0.1.0 hid them."""
    for camera_id, camera in store.cameras.items():
        if (hidden := camera.hidden) is None:
            continue
        camera.hidden = None
        entity_id = async_resolve(hass, hidden.source)
        source = er.async_get(hass).async_get(entity_id or "")
        if source is not None and place_of(source) is None:
            place = Place(camera_id, None, hidden.was_visible, hidden.exposed)
            async_note(hass, source.entity_id, place)
