"""What a sentence means: the same rules for all languages.

Raising privacy is always allowed, so it is understood generously; lowering strictly.
A sentence is ours only if it is about privacy or cameras, or what they see and hear,
or if its place is a camera; and only if every word of it means something here.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from ..policy.mode import Mode
from .places import CAMERA_WORDS, Place
from .sentence import PLACED_SUBJECTS, SOUND, STRONG_SUBJECTS, WEAK_SUBJECTS, Sentence


class Wish(StrEnum):
    """What a sentence is for."""

    RAISE = "raise"
    MUTE = "mute"
    UNMUTE = "unmute"
    ASK = "ask"
    RESUME = "resume"


_LOWERING: Final = (Wish.UNMUTE, Wish.RESUME)
_MODES: Final = {"blur": Mode.BLURRED, "local": Mode.LOCAL}


class About(StrEnum):
    """What a question is about."""

    MODE = "mode"
    PRIVATE = "private"
    RECORDING = "recording"
    WHICH = "which"
    SOUND = "sound"
    WATCHING = "watching"
    WATCHED = "watched"
    SURE = "sure"


class Problem(StrEnum):
    """Why a sentence that is ours cannot be carried out; the key of the answer."""

    SEVERAL = "several"
    UNKNOWN = "unknown"
    WHICH = "which"
    WHICH_DURATION = "which_duration"
    WHICH_TIME = "which_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What is wished, of which cameras, for how long; or what is wrong with it."""

    wish: Wish
    about: About = About.MODE
    mode: Mode = Mode.PRIVATE
    places: tuple[tuple[Place, ...], ...] = ()
    joined: bool = False
    """The places are one and another, not one within the other."""
    here: bool = False
    everywhere: bool = False
    one_camera: bool = False
    """A single camera is meant."""
    duration: timedelta | None = None
    problem: Problem | None = None
    unknown: str = ""


_HEARS_OR_FILMS: Final = frozenset({"film", "hear", "upload"})
"""What is a question although it is said like a statement."""

_TOGETHER: Final = (
    (frozenset({"recognize", "not"}), "blur"),
    (frozenset({"leave", "not"}), "local"),
    (frozenset({"only", "home"}), "local"),
)
"""What means something else if it is said together."""

_LOOKING: Final = frozenset({"watch", "watched"})
_CHANGES: Final = frozenset(
    {"off", "on", "automatic", "mute", "unmute", "muting", "not", "blur", "local"}
)


def meaning_of(said: Sentence) -> Meaning | None:
    """Return what a sentence means; None if it is not ours."""
    kinds = _together(frozenset(said.kinds))
    if not _is_ours(said, kinds):
        return None
    if said.time is not None and said.time.later:
        return None  # Home Assistant sets a timer, and gives us the rest then.
    about = _question(
        kinds, placed=bool(said.places) or not kinds.isdisjoint(CAMERA_WORDS)
    )
    wish, problem = (Wish.ASK, None) if about else _change(kinds)
    if wish is None or (wish in _LOWERING and not _names_camera(said, kinds)):
        return None
    if not said.places and not kinds.isdisjoint({"upstairs", "downstairs"}):
        problem = problem or Problem.WHICH
    if wish is not Wish.ASK:
        problem = problem or _wrong_time(said)
    if said.gaps:
        if kinds.isdisjoint({*CAMERA_WORDS, "privacy"}):
            return None
        problem = problem or _unknown(said, kinds)
        if problem is None:
            return None
    return Meaning(
        wish=wish,
        about=about or About.MODE,
        mode=next(
            (mode for kind, mode in _MODES.items() if kind in kinds), Mode.PRIVATE
        ),
        places=tuple(map(tuple, said.places)),
        joined="and" in kinds,
        here="here" in kinds,
        everywhere=not kinds.isdisjoint({"all", "cameras"}),
        one_camera="camera" in kinds and kinds.isdisjoint({"all", "cameras"}),
        duration=said.time.length if said.time else None,
        problem=problem,
        unknown=" ".join(said.unknown),
    )


def _is_ours(said: Sentence, kinds: frozenset[str]) -> bool:
    """Tell whether a sentence is about privacy or cameras, or what these see or hear."""
    if kinds.isdisjoint(CAMERA_WORDS) and not kinds.isdisjoint({"list", "other"}):
        return False  # "My private list", "pause the film".
    return (
        not kinds.isdisjoint(STRONG_SUBJECTS)
        or (bool(said.places) and not kinds.isdisjoint(PLACED_SUBJECTS))
        or (not kinds.isdisjoint(WEAK_SUBJECTS) and any(map(_is_camera, said.places)))
    )


def _together(kinds: frozenset[str]) -> frozenset[str]:
    """Return what words mean together: nobody can be recognized, that is blurred."""
    if kinds.isdisjoint({"privacy", "off"}):
        for parts, meaning in _TOGETHER:
            if parts <= kinds:
                kinds = kinds - parts | {meaning}
    return kinds


def _names_camera(said: Sentence, kinds: frozenset[str]) -> bool:
    """Tell whether a sentence is about nothing but cameras: lowering is to be sure."""
    return not kinds.isdisjoint({*CAMERA_WORDS, "privacy"}) or any(
        map(_is_camera, said.places)
    )


def _is_camera(found: list[Place]) -> bool:
    """Tell whether a name is a camera's and no room's."""
    return all(place.is_camera for place in found)


def _question(kinds: frozenset[str], *, placed: bool) -> About | None:
    """Return what is asked, None if nothing is; `placed` if a place was said."""
    person = not kinds.isdisjoint({"who", "anyone", "which"})
    opened = person and "open" in kinds and not kinds.isdisjoint(CAMERA_WORDS)
    looking = opened or not kinds.isdisjoint(_LOOKING)
    if not kinds.isdisjoint({"when", "how_long", "why"}):
        viewed = looking or (person and "past" in kinds)
        return About.WATCHED if viewed and "when" in kinds else About.MODE
    if (
        not kinds.isdisjoint({"which", "list"})
        and not looking
        and kinds.isdisjoint(SOUND)
    ):
        return About.WHICH
    if "confirm" in kinds and kinds.isdisjoint(SOUND):
        return About.SURE
    if "order" in kinds and kinds.isdisjoint({"who", "which"}):
        return None
    if "sure" in kinds and kinds.isdisjoint(SOUND):
        return About.SURE
    changes = "privacy" in kinds or not kinds.isdisjoint(_CHANGES)
    asks = not kinds.isdisjoint({"is", "who", "which", "sure"}) or (
        not changes and not kinds.isdisjoint({"can", "anyone"})
    )
    if looking and (asks or (person and "not" not in kinds)):
        if kinds.isdisjoint({"watched", "past"}):
            return About.WATCHING
        return About.WATCHED if person or placed else None
    if not asks and (changes or not placed or kinds.isdisjoint(_HEARS_OR_FILMS)):
        return None
    if not kinds.isdisjoint(SOUND):  # "Can you hear me?" may be for the assistant.
        return About.SOUND if person or placed else None
    if person and "past" in kinds and not changes and not kinds & _HEARS_OR_FILMS:
        return About.WATCHED
    if "who" in kinds and changes:
        return About.MODE
    private = "privacy" in kinds
    return About.PRIVATE if private is not ("off" in kinds) else About.RECORDING


def _change(kinds: frozenset[str]) -> tuple[Wish | None, Problem | None]:
    """Return what is to be changed, and what is wrong with that."""
    if "off_with_on" in kinds:  # "Halte die Kamera an" stops it.
        kinds = kinds - {"on"} | {"off"}
    off, on, negated = (kind in kinds for kind in ("off", "on", "not"))
    muted = not kinds.isdisjoint({"mute", "muting"})
    if (off and on) or ("and" in kinds and _orders(kinds) > 1):
        return Wish.RAISE, Problem.SEVERAL
    if off and negated:
        return None, None
    stop = off or negated
    if "automatic" in kinds:
        return (None if stop else Wish.RESUME), None
    if not kinds.isdisjoint(_MODES):
        return (None if stop else Wish.RAISE), None
    if "privacy" in kinds:
        return (Wish.RESUME if stop else Wish.RAISE), None
    if not kinds.isdisjoint(SOUND) and kinds.isdisjoint(
        {"film", *_LOOKING} if "and" in kinds else _LOOKING
    ):
        return _sound_change(stop=stop, on=on, muted=muted, kinds=kinds), None
    if stop:
        return Wish.RAISE, None
    return (Wish.RESUME if on and "film" not in kinds else None), None


def _orders(kinds: frozenset[str]) -> int:
    """Return how many different things are wished."""
    groups = ({"mute", "muting"}, {"automatic", "on"}, {"blur"}, {"local"}, {"privacy"})
    return sum(not kinds.isdisjoint(group) for group in (*groups, {"unmute"})) + (
        "off" in kinds and "privacy" not in kinds
    )


def _sound_change(
    *, stop: bool, on: bool, muted: bool, kinds: frozenset[str]
) -> Wish | None:
    if "unmute" in kinds:
        return None if stop or muted else Wish.UNMUTE
    if muted:
        return Wish.UNMUTE if stop else Wish.MUTE
    if stop:
        return Wish.MUTE
    return Wish.UNMUTE if on or "again" in kinds else None


def _unknown(said: Sentence, kinds: frozenset[str]) -> Problem | None:
    """Return why a sentence with words that mean nothing is ours all the same."""
    if said.gaps > 1 or said.places or said.foreign:
        return None
    names_place = (
        "in" in said.before
        or "camera" in said.after
        or ("the" in said.before and "privacy" in kinds and "off" not in kinds)
    )
    return Problem.UNKNOWN if names_place else None


def _wrong_time(said: Sentence) -> Problem | None:
    """Return what is wrong with how long or until when it is to be."""
    if said.several_times:
        return Problem.SEVERAL
    if "until" in said.kinds or (said.time is not None and said.time.length is None):
        return Problem.WHICH_TIME
    too_long = said.unknown[:1] and said.unknown[0].isdigit()
    about_cameras = not said.kinds.isdisjoint({*CAMERA_WORDS, "privacy"})
    if ("vague" in said.kinds and said.time is None) or (too_long and about_cameras):
        return Problem.WHICH_DURATION
    return None
