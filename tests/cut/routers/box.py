"""What all routers of the tests have: one client, and whether it is blocked."""

from abc import ABC, abstractmethod
from typing import ClassVar

from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ...common import MAKER, MarkedCamera

MAC = "aa:bb:cc:dd:ee:01"
IP = "192.168.1.50"


class AddressedCamera(MarkedCamera):
    """A camera whose MAC address is known."""

    _attr_device_info = DeviceInfo(
        identifiers={(MAKER, "living_room")},
        connections={("mac", MAC)},
        name="Living room",
    )

    def __init__(self) -> None:
        """Name it."""
        super().__init__("Living room")
        del self._attr_device_info


class Router(ABC):
    """A router with a camera as its client."""

    integration: ClassVar[str]
    leaves_picture: ClassVar[bool]
    """Whether a blocked client can still be reached at home."""

    def __init__(self) -> None:
        """Let the client through."""
        self.blocked = False
        self.commands: list[bool] = []
        self.refuses = False

    def block(self, blocked: bool) -> None:
        """Obey a command."""
        self.commands.append(blocked)
        if not self.refuses:
            self.blocked = blocked

    @abstractmethod
    async def set_up(self, hass: HomeAssistant) -> None:
        """Set the integration up, with its real platforms."""

    async def set_up_entry(self, hass: HomeAssistant, entry: MockConfigEntry) -> None:
        """Set the integration's entry up."""
        entry.add_to_hass(hass)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
