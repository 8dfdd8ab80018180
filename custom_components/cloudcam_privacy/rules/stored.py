"""Make the household's rules from what is stored of them."""

from collections.abc import Callable
from functools import partial

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv

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
from .camera_rooms import camera_area
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
    if subentry.data[CONF_KIND] != "room":
        watch = create_watch(hass, subentry.data)
        return [_watched(hass, subentry, store, watch, subentry.subentry_id)]
    rooms: dict[str | None, set[str]] = {}
    for camera in entry.get_subentries_of_type(SUBENTRY_CAMERA):
        chosen = subentry.data[CONF_CAMERAS]
        if not chosen or camera.subentry_id in chosen:
            area_id = camera_area(hass, camera)
            rooms.setdefault(area_id, set()).add(camera.subentry_id)
    return [
        _watched(
            hass,
            subentry,
            store,
            _room_watch(hass, entry, subentry, store, area_id, cameras),
            f"{subentry.subentry_id}_{area_id}",
            frozenset(cameras),
        )
        for area_id, cameras in _one_by_one_without_area(rooms)
    ]


def _one_by_one_without_area(
    rooms: dict[str | None, set[str]],
) -> list[tuple[str | None, set[str]]]:
    """Return the rooms; cameras in no area have nothing in common."""
    nowhere = rooms.get(None, set())
    return [
        *((area_id, cameras) for area_id, cameras in rooms.items() if area_id),
        *((None, {camera}) for camera in sorted(nowhere)),
    ]


def _room_watch(
    hass: HomeAssistant,
    entry: ConfigEntry,
    subentry: ConfigSubentry,
    store: HouseholdStore,
    area_id: str | None,
    cameras: set[str],
) -> RoomWatch:
    had_sensors = store.rooms.setdefault(subentry.subentry_id, set())
    if store.lost:  # The room may have had sensors.
        had_sensors |= cameras | ({area_id} if area_id else set())
    return RoomWatch(
        hass,
        area_id,
        subentry.data[CONF_SENSORS],
        subentry.data[CONF_TRACKERS],
        cameras=frozenset(cameras),
        silenced=_silenced(hass, entry),
        had_sensors=had_sensors,
        remember=store.save_soon,
    )


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
    timing_id: str,
    cameras: frozenset[str] | None = None,
) -> WatchedRule:
    data = subentry.data
    rule = Rule(
        subentry.subentry_id,
        data[CONF_NAME],
        Mode(data[CONF_MODE]),
        cameras or frozenset(data[CONF_CAMERAS]) or None,
        data[CONF_EXCEPTION],
        data.get(CONF_MUTE, False),
    )
    timing = store.timing(
        timing_id, cv.time_period(data[CONF_AFTER]), cv.time_period(data[CONF_HOLD])
    )
    return WatchedRule(hass, rule, watch, timing)
