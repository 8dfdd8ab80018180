"""How the household is set up: cameras with their cuts, and rules."""

from datetime import timedelta
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry

from custom_components.cloudcam_privacy.forms.options import DEFAULT_OPTIONS

from ..common import camera_subentry, cut, rule_subentry
from . import reckoning
from .things import NEVER
from .world import ALARM, BATH, CAMERAS, GUESTS, METER, PEOPLE, House, slug

CUTS: Final = {
    "Living room": (
        cut("switch.plug", "off"),
        cut("select.recording", NEVER, from_mode="private"),
        cut("switch.breaker", "off", last_resort=True),
    ),
    "Kitchen": (
        cut("switch.router", "off"),
        cut("camera.kitchen", "off", from_mode="private"),
    ),
    "Hall": (cut("switch.router", "off", from_mode="blurred"),),
}


BATTERY: Final = "Hall"
"""The camera that sleeps on a battery."""


def first_entry(house: House, presence_mode: str) -> dict[str, Any]:
    """Return what the household begins with, and reckon with the same."""
    everywhere = frozenset(CAMERAS)
    minute = timedelta(minutes=1)
    house.rules = [
        reckoning.Rule("Someone is home", presence_mode, everywhere),
        reckoning.Rule("Bath", "blurred", everywhere, after=minute, hold=5 * minute),
        reckoning.Rule("Night", "local", everywhere, scheduled=True),
        reckoning.Rule("Alarm", "open", everywhere, exception=True),
        reckoning.Rule("Guests", "blurred", everywhere),
    ]
    condition = {"condition": "state", "entity_id": GUESTS, "state": "on"}
    of_rules: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (
            "presence",
            "Someone is home",
            {"people": list(PEOPLE), "presence": "anyone_home"},
        ),
        ("activity", "Bath", {"entities": [BATH], "states": [], "match": "any"}),
        ("schedule", "Night", {"start": "22:00:00", "end": "06:00:00"}),
        ("activity", "Alarm", {"entities": [ALARM], "states": [], "match": "any"}),
        ("condition", "Guests", {"conditions": [condition]}),
    )
    subentries = [
        rule_subentry(
            kind,
            name,
            mode=rule.mode,
            exception=rule.exception,
            after={"seconds": rule.after.total_seconds()},
            hold={"seconds": rule.hold.total_seconds()},
            **fields,
        )
        for rule, (kind, name, fields) in zip(house.rules, of_rules, strict=True)
    ]
    cameras = [of_camera(house, name) for name in CAMERAS[:2]]
    options = {**DEFAULT_OPTIONS, **house.options}
    return {"options": options, "subentries_data": [*cameras, *subentries]}


def of_camera(house: House, name: str) -> Any:
    """Return a camera to be guarded, and reckon with it from now on."""
    kitchen = name == "Kitchen"
    house.allowed[name] = reckoning.Camera(
        name, ignores_unknown=kitchen, trusts=kitchen
    )
    return camera_subentry(
        f"camera.{slug(name)}",
        name,
        cuts=list(CUTS[name]),
        when_unsure="ignore" if kitchen else "private",
        trust_internal=kitchen,
        upload_rate=METER if kitchen else None,
        battery=name == BATTERY,
    )


def subentry_of(entry: ConfigEntry, name: str) -> ConfigSubentry | None:
    """Return the subentry of a camera."""
    return next((s for s in entry.subentries.values() if s.title == name), None)
