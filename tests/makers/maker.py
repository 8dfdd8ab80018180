"""A maker's camera: what it truly does, and what its library has shown so far."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, ClassVar, Final, override

from homeassistant.core import HomeAssistant, callback
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import marked_jpeg

SURE: Final = ("confirmed", "verified")


class Maker(ABC):
    """One camera of one integration, with the integration's own platform code.

    `settings` are those of the device; the library shows them `lag` seconds late.
    """

    library: ClassVar[str]
    """The package that the integration needs."""
    poll: ClassVar[float]
    """Seconds after which the integration shows what the device does, at most."""
    latest: ClassVar[float]
    """Seconds that the library was seen to be late."""
    hides_loss: ClassVar[float] = 0
    """Seconds for which it goes on showing what was, when the maker is down."""
    domains: ClassVar[tuple[str, ...]] = ("switch",)
    """Domains of the cuts that the device has; of what is found the others are left."""
    camera: ClassVar[str] = ""
    """Its entity, where no config entry has it."""
    says: ClassVar[tuple[str, ...]] = SURE
    """What may be said once it is cut."""
    leaves_picture: ClassVar[bool] = False
    """Whether something stops the uploads and leaves the picture at home."""
    reads_when_cut: ClassVar[int] = 1
    """Questions that one poll asks while it is cut, for one while it is not."""
    cannot: ClassVar[tuple[str, ...]] = ()
    """Stories, without `test_`, that cannot be told of it."""
    only: ClassVar[tuple[str, ...]] = ()
    """The stories that are told of a variant, so that not all are told twice."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Begin with a device that works."""
        self.settings = settings
        self.lag = 0.0
        self.slow = 0.0
        """Seconds that a command takes, where the library waits for the answer."""
        self.busy = 0
        """How many commands will be refused before one is obeyed."""
        self.is_down = False
        self.locked_out = False
        """Whether the account's password is not the one that Home Assistant has."""
        self.commands: list[tuple[str, Any]] = []
        self.reads = 0
        self.stills = 0
        self.changed: Callable[[], None] = lambda: None
        """Called when the device has changed, for those who compare."""
        self._before: list[tuple[float, dict[str, Any]]] = []
        self.patches = ExitStack()
        """What stands in for the library, until the end of the test."""
        self.hass: HomeAssistant

    @callback
    def go_down(self, down: bool = True) -> None:
        """Answer nobody any more, or answer again."""
        self.is_down = down

    @property
    @abstractmethod
    def uploads(self) -> bool:
        """Tell whether the device sends anything to its maker."""

    @property
    def other_uploads(self) -> bool | None:
        """Tell whether the other camera does, None if both are one."""
        return None

    @abstractmethod
    def in_app(self, *, uploads: bool) -> None:
        """Switch it in the maker's app."""

    @abstractmethod
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        """Set up the integration."""

    def command(self, name: str, value: Any) -> None:
        """Obey the library, or fail as it does when the maker is down or busy."""
        self.commands.append((name, value))
        self._obey(name, value)

    async def async_command(self, name: str, value: Any, **besides: Any) -> None:
        """Obey the library, when the device has the time.

        `besides` are settings that the device changes with the command.
        """
        self.commands.append((name, value))
        if self.slow:
            await asyncio.sleep(self.slow)
        self._obey(name, value, **besides)

    def _obey(self, name: str, value: Any, **besides: Any) -> None:
        self.check()
        if self.busy:
            self.busy -= 1
            raise self.error()
        self.update({name: value, **besides})

    def check(self) -> None:
        """Fail as the library does while the maker is down or lets nobody in."""
        if self.locked_out:
            raise self.auth_error()
        if self.is_down:
            raise self.error()

    def set(self, name: str, value: Any) -> None:
        """Change a setting of the device, and have it told when the lag is over."""
        self.update({name: value})

    def update(self, changes: dict[str, Any]) -> None:
        """Change settings of the device that change together."""
        self._before.append((self.hass.loop.time(), dict(self.settings)))
        self.settings.update(changes)
        self.hass.loop.call_soon_threadsafe(self._has_changed)

    @callback
    def _has_changed(self) -> None:
        self.changed()
        self.hass.loop.call_later(self.lag, self.tell)

    @callback
    def tell(self) -> bool:
        """Have the library tell what it shows now; return whether it ever does."""
        return False

    @property
    def shown(self) -> dict[str, Any]:
        """Return the settings as the library shows them now; count the question."""
        self.reads += 1
        self.check()
        return self.seen

    @property
    def seen(self) -> dict[str, Any]:
        """Return the settings of `lag` seconds ago."""
        since = self.hass.loop.time() - self.lag
        for changed, before in self._before:
            if changed > since:
                return before
        return self.settings

    def still(self) -> bytes:
        """Return the next frame; count the question."""
        self.stills += 1
        return marked_jpeg(self.stills)

    @abstractmethod
    def error(self) -> Exception:
        """Return what the library raises when the maker is down."""

    def auth_error(self) -> Exception:
        """Return what the library raises when the password is wrong."""
        return self.error()


class OneSetting(Maker):
    """One that uploads, or does not, by a single setting; it uploads at first."""

    setting: ClassVar[str] = "on"
    stops: ClassVar[bool] = False
    """The value with which nothing is uploaded."""

    def __init__(self) -> None:
        """Begin with a device that uploads."""
        super().__init__({self.setting: not self.stops})

    @property
    @override
    def uploads(self) -> bool:
        return bool(self.settings[self.setting] != self.stops)

    @override
    def in_app(self, *, uploads: bool) -> None:
        self.set(self.setting, uploads != self.stops)


class SwitchedMaker(Maker):
    """One whose settings are a switch for each camera, of the hall and the kitchen."""

    @property
    @override
    def uploads(self) -> bool:
        return bool(self.settings["Hall"])

    @property
    @override
    def other_uploads(self) -> bool | None:
        return bool(self.settings["Kitchen"])

    @override
    def in_app(self, *, uploads: bool) -> None:
        self.set("Hall", uploads)
