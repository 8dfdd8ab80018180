"""What rules must say, worked out anew from what has happened to people and rooms.

Written from the documentation, without the code that it is held against.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

YES, NO, PERHAPS = "true", "false", "unknown"

HOME, GARDEN, WORK, STREET = "zone.home", "zone.garden", "zone.work", "zone.street"

PLACES: Final[dict[str, tuple[str | None, list[str] | None, str]]] = {
    "at home": ("home", [HOME], YES),
    "at home by a scanner": ("home", None, YES),
    "in the garden": ("Garden", [GARDEN, HOME], YES),
    "in the garden, by name alone": ("Garden", None, YES),
    "out": ("not_home", [], NO),
    "said to be out, but in the home zone": ("not_home", [HOME], YES),
    "at work": ("Work", [WORK], NO),
    "at work, by name alone": ("Work", None, NO),
    "in the street, by name alone": ("Street", None, PERHAPS),
    "in no zone that there is": ("Atlantis", None, PERHAPS),
    "nothing said": ("", None, PERHAPS),
    "an error": ("error", None, PERHAPS),
    "not known": ("unknown", [], PERHAPS),
    "not available": ("unavailable", [], PERHAPS),
    "gone": (None, None, PERHAPS),
}
"""Where somebody is: state, `in_zones`, and whether that is at home."""

SAID: Final[dict[str | None, str]] = {
    "on": YES,
    "off": NO,
    "unknown": PERHAPS,
    "unavailable": PERHAPS,
    "": PERHAPS,
    None: PERHAPS,
}
"""What a sensor's state means; None is that it has none."""


def any_of(verdicts: Iterable[str]) -> str:
    """Return whether one is so."""
    seen = set(verdicts)
    return next((each for each in (YES, PERHAPS) if each in seen), NO)


@dataclass
class Known:
    """How everybody and everything truly is."""

    places: dict[str, str]
    """Where each person is."""
    members: set[str]
    """Who is in the group."""
    sensors: dict[str, str | None]
    rooms_of: dict[str, str | None]
    """In which room each sensor is, None if in none."""
    disabled: set[str] = field(default_factory=set)
    said_rooms: dict[str, str | None] = field(default_factory=dict)
    """Which room each tracker names."""
    camera_rooms: list[str | None] = field(default_factory=list)
    had_sensors: set[str] = field(default_factory=set)
    """Rooms that have had sensors while a camera was in them."""
    floors: dict[str, str] = field(default_factory=dict)

    def someone_home(self) -> str:
        """Return whether a member of the group is at home."""
        return any_of(PLACES[self.places[each]][2] for each in self.members)

    def someone_in(self, room: str | None) -> str:
        """Return whether somebody is in a room."""
        if room is None:
            return NO
        sensors = self._sensors_in(room)
        if sensors:
            self.had_sensors.add(room)
        said = [SAID[self.sensors[each]] for each in sensors]
        said += [self._names(each, room) for each in self.said_rooms.values()]
        if not sensors and room in self.had_sensors:
            said.append(PERHAPS)
        return any_of(said)

    def note(self) -> None:
        """Take note of which rooms have sensors, of those that cameras are in."""
        for room in self.camera_rooms:
            if room is not None and self._sensors_in(room):
                self.had_sensors.add(room)

    def _sensors_in(self, room: str) -> list[str]:
        return [
            sensor
            for sensor, where in self.rooms_of.items()
            if where == room and sensor not in self.disabled
        ]

    def _names(self, said: str | None, room: str) -> str:
        if said in (None, "", "unknown", "unavailable", "Nowhere"):
            return PERHAPS
        if said == "not_home":
            return NO
        if said in self.floors.values():
            return PERHAPS if self.floors[room] == said else NO
        return YES if said == room else NO
