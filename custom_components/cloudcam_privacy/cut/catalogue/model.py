"""What the catalogue knows: rows of entities that cut, and facts about integrations.

Entities are told by what they are: integration, domain, translation key, unique id,
device class. Names and entity ids are never looked at, because people choose them.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Final


class Effect(StrEnum):
    """What a cut takes away."""

    UPLOAD = "upload"
    """What the camera sends by itself; the picture can still be seen at home."""
    PICTURE = "picture"
    """The picture, for everybody."""
    SOUND = "sound"
    """What the microphone hears."""


class Scope(StrEnum):
    """Where an entity is, seen from the camera."""

    CAMERA = "camera"
    """The camera entity itself."""
    DEVICE = "device"
    """The camera's device."""
    PARENT = "parent"
    """The device through which the camera's device is connected."""
    TWIN = "twin"
    """A device of another integration with the camera's MAC address."""
    ACCOUNT = "account"
    """Another device of the same config entry: a hub, a base station, an account."""
    ROUTER = "router"
    """The router, which knows the camera by its MAC address."""


class Doubt(StrEnum):
    """Why a router's client may be more, or something else, than the camera."""

    SHARED = "shared"
    """Other devices have its MAC address, too."""
    BY_IP = "by_ip"
    """Only its IP address is known, which may change."""
    HUB = "hub"
    """It is the hub that sends for all cameras behind it."""


class Told(StrEnum):
    """How a change reaches the state of an entity."""

    PUSH = "push"
    POLL = "poll"
    NEVER = "never"
    """The state does not follow the device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """How, and how soon, an entity shows what its device does."""

    by: Told = Told.POLL
    seconds: int = 0
    """How old what is shown may be: the poll interval, or how long it is cached."""
    attribute: str | None = None
    """The attribute that tells, where the state or `is_on` does not."""
    skips: bool = False
    """Whether a poll may come too early and ask nobody; its data is False then."""
    guesses: bool = False
    """Whether it shows that it is off where asking has failed."""
    assumed: bool = False
    """Whether the entity first shows what was asked, before the device has answered."""

    @property
    def interval(self) -> float | None:
        """Return the seconds between two polls, 0 for what is pushed, None if unknown."""
        return 0 if self.by is Told.PUSH else self.seconds or None


MAC: Final = "{mac}"
ANY: Final = "??" * 6
"""In place of a MAC address: any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Entities of an integration, told by what they are.

    Each part that is given has to fit: one of the translation keys (None among them
    is the entity that has none), one of the unique id patterns (`*` and `?`, and
    `{mac}` for the MAC address of a router's client), the device class.
    """

    domain: str
    keys: tuple[str | None, ...] = ()
    ids: tuple[str, ...] = ()
    device_class: str | None = None

    def fits(self, candidate: Candidate, mac: str = ANY) -> bool:
        """Tell whether the candidate is one of the entities.

        `mac` are the twelve digits of the client's address, in lower case.
        """
        return (
            candidate.domain == self.domain
            and (not self.keys or candidate.key in self.keys)
            and (not self.ids or self._has_id(candidate.unique_id, mac))
            and self.device_class in (None, candidate.device_class)
        )

    def _has_id(self, unique_id: str, mac: str) -> bool:
        return any(
            fnmatchcase(unique_id, pattern)
            if MAC not in pattern
            else _has_mac(unique_id, pattern, mac)
            for pattern in self.ids
        )


def _has_mac(unique_id: str, pattern: str, mac: str) -> bool:
    """Tell whether a unique id fits, however the MAC address is written in it."""
    pairs = [mac[i : i + 2] for i in range(0, len(mac), 2)]
    return any(
        fnmatchcase(unique_id.lower(), pattern.replace(MAC, between.join(pairs)))
        for between in (":", "-", "_", "")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Selector):
    """Entities that cut.

    Of each effect and scope the matching rows with the lowest `rank` are taken.
    """

    effect: Effect
    cut_state: str
    """State, option or number that cuts; `motion_off` for a camera's detection."""
    rank: int = 1
    scopes: tuple[Scope, ...] = (Scope.DEVICE, Scope.TWIN)
    ticked: bool = True
    """Whether it is taken without asking; else it is only offered."""
    can_turn_off: bool = False
    """Whether the camera has to say that it can be turned off."""
    must_show: bool = False
    """Whether the entity has to show first that it is not cut: some cannot."""
    not_if_cut: bool = False
    """Whether it is left out while it says that it is cut: some always say so."""
    restore: Selector | None = None
    """What is to be set afterwards where there is no state to go back to."""
    silences: bool = False
    """Whether the device answers nothing else while this is cut: others go first."""
    companions: tuple[Selector, ...] = ()
    """Settings that the device changes besides, to be looked at afterwards."""
    read_back: ReadBack | None = None
    """Where this entity differs from the rest of its integration."""
    loses: str = ""
    """Key of the words for what is lost besides the upload, empty for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness(Selector):
    """An entity that changes when the maker has received something new."""

    attribute: str | None = None
    """The attribute with the time or id of the event, where it is not the state."""
    live_views: bool = False
    """Whether live views that Home Assistant opened count as something new, too."""
    live_view: tuple[str, str] | None = None
    """An attribute and its value by which a live view is told from all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter(Selector):
    """What a client of the router sends, in data per second."""

    unless: tuple[Selector, ...] = ()
    """Where one of these is there, too, it is not known what is measured."""


class Still(StrEnum):
    """Where a camera's still picture comes from."""

    CAMERA = "camera"
    KEPT = "kept"
    """The last one that was received, however old."""
    PLACEHOLDER = "placeholder"
    """Not the camera's at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What is known of one integration, or of one product that comes by MQTT."""

    integration: str
    """Empty for what fits any integration that is not listed."""
    name: str = ""
    """For people; of Home Assistant's own integrations it is in their manifest."""
    source: str = ""
    """Where the facts were read."""
    cuts: tuple[Row, ...] = ()
    traps: tuple[Selector, ...] = ()
    """What looks like a cut and is none: never offered."""
    witnesses: tuple[Witness, ...] = ()
    read_back: ReadBack = field(default_factory=ReadBack)
    still: Still = Still.CAMERA
    still_seconds: int = 0
    """For how long the integration keeps a still picture."""
    still_wakes: bool = True
    """Whether asking for a still wakes a camera that sleeps on a battery."""
    cloud: bool = False
    """Whether picture and commands go through the maker's cloud."""
    meters: tuple[Meter, ...] = ()
    rules: tuple[Selector, ...] = ()
    """Rules of a router that may block a camera; only people know which."""
    ports: tuple[Selector, ...] = ()
    """Ports that may be the camera's, or its power; only people know which."""
    repeat_after: int = 0
    """Seconds in which the library drops the same command without a word."""
    foreign: str = ""
    """Attribute of an entity that tells that its camera is of another maker, and only
    recorded."""
    recorder: bool = False
    """Whether it records cameras of others, so that its switches prove nothing."""
    advice: str = ""
    """Key of the words for what helps where no cut is found, or not enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What is known of an entity that may be a cut."""

    entity_id: str
    domain: str
    integration: str | None
    key: str | None
    unique_id: str
    device_class: str | None
    scope: Scope
    can_turn_off: bool = False
    state: str | None = None
    """What it shows now in the words of cut states, None if that is not known."""
    disabled: bool = False
    foreign: bool = False
    """Whether it belongs to a camera of another maker, which is only recorded."""
    named: bool = False
    """Whether the end of its unique id may be a name that people chose."""
