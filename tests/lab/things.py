"""Things in the house: how they truly are, apart from what Home Assistant is told."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, override

from homeassistant.components.camera import CameraEntityFeature
from homeassistant.components.select import SelectEntity
from homeassistant.components.switch import SwitchEntity
from homeassistant.helpers.entity import Entity
from homeassistant.util import slugify

from ..common import MARKER, MarkedCamera

LAG: float = 7
"""Seconds that a slow thing takes."""

TELLS_AFTER: float = 40
"""Seconds after which a thing that keeps things to itself is asked how it is."""

ALWAYS, NEVER = "always", "never"


class Weather(StrEnum):
    """What becomes of a command."""

    FINE = "fine"
    SLOW = "slow"
    LOST = "lost"
    """Accepted, and never heard of again."""
    REFUSED = "refused"
    COMPLAINED = "complained"
    """Obeyed, with an error as answer."""
    HANGS = "hangs"
    """No answer, and no effect."""
    OBEYS_AND_HANGS = "obeys and hangs"
    TELLS_LATE = "tells late"
    """Obeyed, and Home Assistant hears of it much later."""
    LIES = "lies"
    """Home Assistant is told so, and it is not so."""


@dataclass(eq=False)
class Thing:
    """A thing that can be commanded; it outlives every Home Assistant."""

    name: str
    state: str
    """How it truly is."""
    told: str = ""
    """How Home Assistant was told that it is."""
    home: str = ""
    """How those who live here want it, when nothing is private."""
    has_lied: bool = False
    weather: Weather = Weather.FINE
    is_there: bool = True
    calls: list[str] = field(default_factory=list)
    """What was asked of it since somebody has looked."""
    entity: Entity | None = None
    """What stands for it in the Home Assistant of now."""
    moved: Callable[[], None] = lambda: None
    """Called when it has changed."""
    _due: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Tell the truth at first."""
        self.told = self.told or self.state
        self.home = self.state

    def finish(self) -> None:
        """Do at once what was to come later."""
        while self._due:
            self._due.pop(0)()

    @property
    def is_reached(self) -> bool:
        """Tell whether Home Assistant has the thing's entity now."""
        entity = self.entity
        return entity is not None and entity.hass is not None and bool(entity.entity_id)

    def write(self) -> None:
        """Let Home Assistant know."""
        if self.is_reached and self.entity is not None:
            self.entity.async_write_ha_state()

    def be(self, state: str) -> None:
        """Be so from now on, and say so, as when switched by hand."""
        self.state = self.told = state
        self.has_lied = False
        self.moved()
        self.write()

    def tell(self) -> None:
        """Say how it is."""
        self.told = self.state
        self.write()

    def come_or_go(self, is_there: bool) -> None:
        """Be found or lost."""
        self.is_there = is_there
        self.write()

    async def obey(self, state: str) -> None:
        """Do what is asked, or what else the weather makes of it."""
        self.calls.append(state)
        assert self.is_there, "Nobody can be asked who is not there"
        weather = self.weather
        if weather in (Weather.FINE, Weather.COMPLAINED, Weather.OBEYS_AND_HANGS):
            self.be(state)
        elif weather is Weather.SLOW:
            self._later(LAG, lambda: self.be(state))
        elif weather is Weather.TELLS_LATE:
            self.state = state
            self.moved()
            self._later(TELLS_AFTER, self.tell)
        elif weather is Weather.LIES:
            self.told, self.has_lied = state, True
            self.write()
        if weather in (Weather.HANGS, Weather.OBEYS_AND_HANGS):
            await asyncio.Event().wait()
        if weather in (Weather.REFUSED, Weather.COMPLAINED):
            raise RuntimeError(weather)

    def _later(self, seconds: float, action: Callable[[], None]) -> None:
        self._due.append(action)
        asyncio.get_running_loop().call_later(seconds, self._come_true, action)

    def _come_true(self, action: Callable[[], None]) -> None:
        if action in self._due:
            self._due.remove(action)
            action()


class ThingEntity(Entity):
    """What Home Assistant has of a thing."""

    _attr_should_poll = False

    def __init__(self, thing: Thing) -> None:
        """Stand for a thing."""
        self.thing = thing
        self._attr_name = thing.name
        self._attr_unique_id = slugify(thing.name)
        thing.entity = self

    @property
    @override
    def available(self) -> bool:
        return self.thing.is_there


class Plug(ThingEntity, SwitchEntity):
    """A switch."""

    @property
    @override
    def is_on(self) -> bool:
        return self.thing.told == "on"

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        await self.thing.obey("on")

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        await self.thing.obey("off")


class Recording(ThingEntity, SelectEntity):
    """When a camera records."""

    _attr_options = [ALWAYS, "events", NEVER]

    @property
    @override
    def current_option(self) -> str:
        return self.thing.told

    @override
    async def async_select_option(self, option: str) -> None:
        await self.thing.obey(option)


class Camera(MarkedCamera):
    """A source camera; its thing tells whether it is on."""

    _attr_frame_interval = 20
    _attr_supported_features = CameraEntityFeature.ON_OFF | CameraEntityFeature.STREAM

    def __init__(self, thing: Thing, film: Film) -> None:
        """Stand for a thing that films."""
        super().__init__(thing.name)
        self.thing = thing
        self.film = film
        thing.entity = self

    @property
    @override
    def available(self) -> bool:
        return self.thing.is_there

    @property
    @override
    def is_on(self) -> bool:
        return self.thing.told == "on"

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.film.asked += 1
        if self.film.keeps:
            return self.film.kept()
        if self.film.fails or self.thing.state != "on":
            return None
        return self.film.frame()

    @override
    async def stream_source(self) -> str | None:
        self.film.asked += 1
        return "rtsp://admin:secret@camera/video"

    @override
    async def async_turn_on(self) -> None:
        await self.thing.obey("on")

    @override
    async def async_turn_off(self) -> None:
        await self.thing.obey("off")


class Film:
    """What a camera sees: no two frames are the same."""

    def __init__(self, picture: bytes) -> None:
        """Take a picture that has the marker in it."""
        assert MARKER in picture
        self._picture = picture
        self._number = 0
        self.asked = 0
        """How often somebody has wanted a picture, which wakes a camera that sleeps."""
        self.fails = False
        self.keeps = False
        """Whether the same picture is given for ever, whatever becomes of the camera."""

    def kept(self) -> bytes:
        """Return the frame of last time."""
        return self._picture + str(self._number).encode()

    def frame(self) -> bytes:
        """Return the next frame."""
        self._number += 1
        return self._picture + str(self._number).encode()
