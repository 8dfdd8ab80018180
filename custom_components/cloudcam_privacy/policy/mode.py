"""Modes, destinations and what a mode lets through to each destination."""

from enum import StrEnum


class Mode(StrEnum):
    """How private a guarded camera is; the order of the members is their strictness."""

    OPEN = "open"
    LOCAL = "local"
    BLURRED = "blurred"
    PRIVATE = "private"

    strictness: int
    """The place in the chain, 0 for open."""

    def at_least(self, other: Mode) -> bool:
        """Tell whether this mode is as strict as the other, or stricter."""
        return self.strictness >= other.strictness

    def stricter_than(self, other: Mode) -> bool:
        """Tell whether this mode is stricter than the other."""
        return self.strictness > other.strictness


for _place, _mode in enumerate(Mode):
    _mode.strictness = _place


def strictest(*modes: Mode) -> Mode:
    """Return the strictest of the modes; there must be one at least."""
    return max(modes, key=lambda mode: mode.strictness)


class Destination(StrEnum):
    """Where a frame is going."""

    HOME = "home"
    REMOTE = "remote"
    INTERNAL = "internal"


class Answer(StrEnum):
    """What somebody who asks for a frame is given."""

    LIVE = "live"
    BLURRED = "blurred"
    PLACEHOLDER = "placeholder"
    REFUSED = "refused"


_TABLE = {
    Mode.LOCAL: {
        Destination.HOME: Answer.LIVE,
        Destination.REMOTE: Answer.PLACEHOLDER,
        Destination.INTERNAL: Answer.REFUSED,
    },
    Mode.BLURRED: {
        Destination.HOME: Answer.BLURRED,
        Destination.REMOTE: Answer.PLACEHOLDER,
        Destination.INTERNAL: Answer.REFUSED,
    },
    Mode.PRIVATE: {
        Destination.HOME: Answer.PLACEHOLDER,
        Destination.REMOTE: Answer.PLACEHOLDER,
        Destination.INTERNAL: Answer.REFUSED,
    },
}


def answer_to(
    destination: Destination, mode: Mode, *, trust_internal: bool = False
) -> Answer:
    """Return what the mode gives to the destination.

    `trust_internal` lets local AI and local recordings see in `local` mode.
    """
    if mode is Mode.OPEN:
        return Answer.LIVE
    if trust_internal and mode is Mode.LOCAL and destination is Destination.INTERNAL:
        return Answer.LIVE
    return _TABLE[mode][destination]
