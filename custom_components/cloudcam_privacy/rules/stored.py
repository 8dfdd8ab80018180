"""Make the household's rules from what is stored of them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, entity_registry as er

from ..const import (
    CONF_AFTER,
    CONF_CAMERA,
    CONF_CAMERAS,
    CONF_CUTS,
    CONF_ENTITY_ID,
    CONF_EXCEPTION,
    CONF_HOLD,
    CONF_KIND,
    CONF_MODE,
    CONF_MUTE,
    CONF_NAME,
    CONF_SENSORS,
    CONF_TRACKERS,
    SUBENTRY_CAMERA,
)
from ..household.references import async_resolve
from ..household.silenced import silenced_devices
from ..household.store import HouseholdStore
from ..policy.matching import Rule
from ..policy.mode import Mode
from ..source.place import async_guarded_id
from .create import create_watch
from .room import RoomWatch
from .rule import WatchedRule
from .watch import Watch


def watched_rules(
    hass: HomeAssistant,
    entry: ConfigEntry,
    subentry: ConfigSubentry,
    store: HouseholdStore,
) -> list[WatchedRule]:
    """Return the rule of a subentry with what is remembered of it: one for each room."""
    rule_id = subentry.subentry_id
    had_sensors = store.rooms.setdefault(rule_id, set())
    watches = watches_of(hass, entry, subentry.data, had_sensors, store.save_soon)
    if store.lost:  # The rooms may have had sensors.
        for watch, cameras in watches:
            if isinstance(watch, RoomWatch):
                had_sensors |= cameras | ({watch.area_id} if watch.area_id else set())
    return [
        _watched(hass, subentry, store, watch, cameras) for watch, cameras in watches
    ]


def watches_of(
    hass: HomeAssistant,
    entry: ConfigEntry,
    data: Mapping[str, Any],
    had_sensors: set[str] | None = None,
    remember: Callable[[], None] = lambda: None,
) -> list[tuple[Watch, frozenset[str]]]:
    """Return the watches of a rule, each with its cameras, none meaning all.

    `data` are the fields of the rule's subentry. A rule by room has one watch for each
    room that a camera of it is in, and one for each camera that is in no area.
    """
    chosen = frozenset(data[CONF_CAMERAS])
    if data[CONF_KIND] != "room":
        return [(create_watch(hass, data), chosen)]
    rooms: dict[tuple[str | None, str], set[str]] = {}
    for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        camera_id = camera.subentry_id
        if not chosen or camera_id in chosen:
            area_id = camera_area(hass, camera)
            rooms.setdefault((area_id, area_id or camera_id), set()).add(camera_id)
    return [
        (
            RoomWatch(
                hass,
                area_id,
                data[CONF_SENSORS],
                data[CONF_TRACKERS],
                cameras=frozenset(cameras),
                silenced=_silenced(hass, entry),
                had_sensors=had_sensors,
                remember=remember,
            ),
            frozenset(cameras),
        )
        for (area_id, _), cameras in rooms.items()
    ]


@callback
def camera_area(hass: HomeAssistant, camera: ConfigSubentry) -> str | None:
    """Return the area of a guarded camera, else that of its source, else None."""
    registry = er.async_get(hass)
    guarded = async_guarded_id(hass, camera.subentry_id)
    for entity_id in (guarded, async_resolve(hass, camera.data[CONF_CAMERA])):
        entry = registry.async_get(entity_id) if entity_id else None
        if entry and (area_id := er.async_get_effective_area_id(hass, entry)):
            return area_id
    return None


def _silenced(
    hass: HomeAssistant, entry: ConfigEntry
) -> Callable[[], tuple[set[str], set[str]]]:
    """Return what gives the devices and the entities that fall silent with cameras."""
    cameras = [each.data for each in entry.get_subentries_of_type(SUBENTRY_CAMERA)]
    resolve = partial(async_resolve, hass)

    def silenced() -> tuple[set[str], set[str]]:
        sources = [resolve(camera[CONF_CAMERA]) for camera in cameras]
        cuts = {
            resolve(cut[CONF_ENTITY_ID])
            for camera in cameras
            for cut in camera[CONF_CUTS]
        }
        return silenced_devices(hass, sources), {each for each in cuts if each}

    return silenced


def _watched(
    hass: HomeAssistant,
    subentry: ConfigSubentry,
    store: HouseholdStore,
    watch: Watch,
    cameras: frozenset[str],
) -> WatchedRule:
    data = subentry.data
    rule = Rule(
        subentry.subentry_id,
        data[CONF_NAME],
        Mode(data[CONF_MODE]),
        cameras or None,
        data[CONF_EXCEPTION],
        data.get(CONF_MUTE, False),
    )
    timing_id = subentry.subentry_id
    if isinstance(watch, RoomWatch):
        timing_id = f"{timing_id}_{watch.area_id or min(cameras)}"
    after, hold = (cv.time_period(data[key]) for key in (CONF_AFTER, CONF_HOLD))
    return WatchedRule(hass, rule, watch, store.timing(timing_id, after, hold))
