"""Take the place of source cameras, and give it back: entity id, assistants, aliases.

What names the source's entity id goes through the gate from then on. Each step can be
repeated, and between two of them the id belongs to nobody.
"""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import replace
import logging
from typing import Final

from homeassistant.components.camera import DATA_COMPONENT, DOMAIN as CAMERA_DOMAIN
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.const import ATTR_RESTORED
from homeassistant.core import (
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
    split_entity_id,
)
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.event import async_track_state_change_event

from ..const import CONF_CAMERA, CONF_TAKE_OVER, DOMAIN, SUBENTRY_CAMERA
from ..household.references import async_rename, async_resolve
from .place import (
    Place,
    async_guarded_id,
    async_note,
    async_places,
    exposure_of,
    place_of,
    unique_id_of,
)

_LOGGER = logging.getLogger(__name__)

ORIGINAL: Final = "_original"
"""What is added to the entity id of a source whose place is taken."""

GONE_LIMIT: Final = 10
"""Seconds for which an entity may take to leave an id that it no longer has."""


async def async_settle_places(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Give each guarded camera its source's place, or the source its own back.

    What the option `take_over` of each camera says. What cannot be done now is done
    with the next set-up of the entry: the cameras are guarded all the same.
    """
    try:
        await _async_settle(hass, entry)
    except Exception:
        _LOGGER.exception("Not every camera could take its source's place")


async def _async_settle(hass: HomeAssistant, entry: ConfigEntry) -> None:
    cameras = {
        subentry.subentry_id: subentry
        for subentry in entry.get_subentries_of_type(SUBENTRY_CAMERA)
    }
    for source, place in async_places(hass):
        camera = cameras.get(place.camera_id)
        if camera is None:
            await _async_give_back(hass, source, place, entry)
        elif place.entity_id is not None and not camera.data[CONF_TAKE_OVER]:
            await _async_give_back(hass, source, place, entry, stays=True)
    moved = [
        aside
        for camera in cameras.values()
        if camera.data[CONF_TAKE_OVER] and (aside := _step_aside(hass, entry, camera))
    ]
    left = {
        given_up.entity_id
        for source in _current(hass, moved)
        if (given_up := place_of(source)) is not None
        and given_up.entity_id is not None
        and given_up.entity_id != async_guarded_id(hass, given_up.camera_id)
    }
    still_there = await _async_gone(hass, left)
    for source in _current(hass, moved):
        _take(hass, entry, source, still_there)


async def async_give_back_all(hass: HomeAssistant) -> None:
    """Give all sources their places back, as the integration is removed."""
    for source, place in async_places(hass):
        await _async_give_back(hass, source, place)


@callback
def async_follow_own(hass: HomeAssistant, old: str, new: str) -> None:
    """Note that somebody gave a guarded camera another entity id than the source's."""
    for source, place in async_places(hass):
        if place.entity_id == old and new == async_guarded_id(hass, place.camera_id):
            async_note(hass, source.entity_id, replace(place, entity_id=new))


def _current(hass: HomeAssistant, sources: Iterable[str]) -> list[er.RegistryEntry]:
    """Return the entries of today of sources, which are given by registry id."""
    entities = er.async_get(hass).entities
    return [entry for each in sources if (entry := entities.get_entry(each))]


def _step_aside(
    hass: HomeAssistant, entry: ConfigEntry, camera: ConfigSubentry
) -> str | None:
    """Hide a source and take its id from it; return its registry id.

    None if its place is taken already, or if it has none that could be.
    """
    registry = er.async_get(hass)
    source = registry.async_get(async_resolve(hass, camera.data[CONF_CAMERA]) or "")
    if source is None or source.platform == DOMAIN:
        _LOGGER.debug("Source of %s has no place to take", camera.subentry_id)
        return None
    place = place_of(source)
    if place is not None and place.taken:
        return None
    if place is None or place.entity_id is None:
        place = Place(
            camera.subentry_id,
            source.entity_id,
            source.hidden_by is None if place is None else place.was_visible,
            exposure_of(hass, source.entity_id) if place is None else place.exposed,
        )
        async_note(hass, source.entity_id, place)
    for assistant in place.exposed:
        async_expose_entity(hass, assistant, source.entity_id, False)
    if source.hidden_by is None:
        registry.async_update_entity(
            source.entity_id, hidden_by=er.RegistryEntryHider.INTEGRATION
        )
    if source.entity_id == place.entity_id:
        _rename(hass, entry, source.entity_id, f"{source.entity_id}{ORIGINAL}")
    return source.id


def _take(
    hass: HomeAssistant,
    entry: ConfigEntry,
    source: er.RegistryEntry,
    still_there: Collection[str],
) -> None:
    """Give the guarded camera what its source has left."""
    place = place_of(source)
    if place is None or place.entity_id is None or place.entity_id in still_there:
        return
    registry = er.async_get(hass)
    own = registry.async_get_or_create(
        CAMERA_DOMAIN,
        DOMAIN,
        unique_id_of(place.camera_id),
        suggested_object_id=split_entity_id(place.entity_id)[1],
        config_entry=entry,
        config_subentry_id=place.camera_id,
    )
    if own.entity_id != place.entity_id:
        _forget_state(hass, own.entity_id)
    try:
        registry.async_update_entity(
            own.entity_id, new_entity_id=place.entity_id, aliases=source.aliases
        )
    except ValueError as err:
        _LOGGER.warning("%s cannot be taken over: %s", place.entity_id, err)
        return
    for assistant, exposed in place.exposed.items():
        async_expose_entity(hass, assistant, place.entity_id, exposed)
    async_note(hass, source.entity_id, replace(place, taken=True))
    _LOGGER.debug("%s is guarded; its source is %s", place.entity_id, source.entity_id)


async def _async_give_back(
    hass: HomeAssistant,
    source: er.RegistryEntry,
    place: Place,
    entry: ConfigEntry | None = None,
    *,
    stays: bool = False,
) -> None:
    """Put a source back as it was; `stays` tells that it goes on being guarded."""
    registry = er.async_get(hass)
    entity_id = source.entity_id
    if place.entity_id is not None:
        _leave(hass, place, stays=stays)
        if entity_id != place.entity_id:
            if await _async_gone(hass, {place.entity_id}):
                return
            entity_id = _rename(hass, entry, entity_id, place.entity_id)
    if place.was_visible and source.hidden_by is er.RegistryEntryHider.INTEGRATION:
        registry.async_update_entity(entity_id, hidden_by=None)
    for assistant, exposed in place.exposed.items():
        async_expose_entity(hass, assistant, entity_id, exposed)
    async_note(hass, entity_id, None)
    _LOGGER.debug("%s is back in its place", entity_id)


def _leave(hass: HomeAssistant, place: Place, *, stays: bool) -> None:
    """Take the guarded camera off its source's id.

    It gets another one first, and the recorder with it: what it recorded would keep the
    source's own history from coming back. One that Home Assistant has taken out of the
    registry already is brought back for that.
    """
    registry = er.async_get(hass)
    own = registry.async_get_or_create(
        CAMERA_DOMAIN, DOMAIN, unique_id_of(place.camera_id)
    )
    if own.entity_id == place.entity_id:
        _forget_state(hass, own.entity_id)
        what = "view" if stays else place.camera_id.lower()  # Never used before.
        object_id = f"{split_entity_id(own.entity_id)[1]}_guarded_{what}"
        own = registry.async_update_entity(
            own.entity_id,
            new_entity_id=registry.async_get_available_entity_id(
                CAMERA_DOMAIN, object_id
            ),
        )
    if not stays:
        registry.async_remove(own.entity_id)
        return
    for assistant in place.exposed:
        async_expose_entity(hass, assistant, own.entity_id, False)


def _rename(hass: HomeAssistant, entry: ConfigEntry | None, old: str, new: str) -> str:
    """Rename a source to an id like the new one; return which it has now."""
    registry = er.async_get(hass)
    component = hass.data.get(DATA_COMPONENT)
    camera = component.get_entity(old) if component else None
    _forget_state(hass, old)
    try:
        registry.async_update_entity(old, new_entity_id=new)
    except ValueError as err:
        _LOGGER.debug("%s is taken: %s", new, err)
        new = registry.async_get_available_entity_id(*split_entity_id(new))
        registry.async_update_entity(old, new_entity_id=new)
    if entry is not None:
        async_rename(hass, entry, old, new)
    if camera is not None:
        for _ in camera.access_tokens.copy():
            camera.async_update_token()  # The address of its picture has the old id.
    _LOGGER.debug("%s is %s now", old, new)
    return new


def _forget_state(hass: HomeAssistant, entity_id: str) -> None:
    """Take away what stands in for an entity that is not loaded, before a renaming.

    Home Assistant would put it under the new id at once, and the recorder could not
    carry over what it has under the old one.
    """
    state = hass.states.get(entity_id)
    if state is not None and state.attributes.get(ATTR_RESTORED):
        hass.states.async_remove(entity_id)


async def _async_gone(hass: HomeAssistant, entity_ids: Collection[str]) -> set[str]:
    """Wait until nothing has these ids any more; return those that something has."""
    left = {each for each in entity_ids if hass.states.get(each) is not None}
    if not left:
        return left
    all_gone = asyncio.Event()

    @callback
    def changed(event: Event[EventStateChangedData]) -> None:
        if event.data["new_state"] is None:
            left.discard(event.data["entity_id"])
            if not left:
                all_gone.set()

    unsubscribe = async_track_state_change_event(hass, tuple(left), changed)
    try:
        async with asyncio.timeout(GONE_LIMIT):
            await all_gone.wait()
    except TimeoutError:
        _LOGGER.warning("Still there after %s seconds: %s", GONE_LIMIT, sorted(left))
    finally:
        unsubscribe()
    return left
