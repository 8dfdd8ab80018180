"""A maker's camera: what it truly does, and what its library has shown so far."""

from abc import ABC, abstractmethod
from contextlib import ExitStack
from typing import Any, ClassVar

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry


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

    def __init__(self, settings: dict[str, Any]) -> None:
        """Begin with a device that works."""
        self.settings = settings
        self.lag = 0.0
        self.is_down = False
        self.commands: list[tuple[str, Any]] = []
        self.reads = 0
        self._before: list[tuple[float, dict[str, Any]]] = []
        self.patches = ExitStack()
        """What stands in for the library, until the end of the test."""
        self.hass: HomeAssistant

    @property
    @abstractmethod
    def uploads(self) -> bool:
        """Tell whether the device sends anything to its maker."""

    @abstractmethod
    def in_app(self, *, uploads: bool) -> None:
        """Switch it in the maker's app."""

    @abstractmethod
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        """Set up the integration."""

    def command(self, name: str, value: Any) -> None:
        """Obey the library, or fail as it does when the maker is down."""
        self.commands.append((name, value))
        if self.is_down:
            raise self.error()
        self.set(name, value)

    def set(self, name: str, value: Any) -> None:
        """Change a setting of the device."""
        self._before.append((self.hass.loop.time(), dict(self.settings)))
        self.settings[name] = value

    @property
    def shown(self) -> dict[str, Any]:
        """Return the settings as the library shows them now."""
        self.reads += 1
        if self.is_down:
            raise self.error()
        since = self.hass.loop.time() - self.lag
        for changed, before in self._before:
            if changed > since:
                return before
        return self.settings

    @abstractmethod
    def error(self) -> Exception:
        """Return what the library raises when the maker is down."""
