"""An integration with cameras and switches for the bench: they answer at once."""

from dataclasses import dataclass, field
from time import perf_counter_ns

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo

DOMAIN = "rig"
PLATFORMS = [Platform.CAMERA, Platform.SWITCH]


@dataclass(slots=True)
class Log:
    """When which switch was told what, in nanoseconds of `perf_counter`."""

    calls: list[tuple[int, str]] = field(default_factory=list)

    def note(self, entity_id: str) -> None:
        """Note a call that arrives now."""
        self.calls.append((perf_counter_ns(), entity_id))


type RigConfigEntry = ConfigEntry[Log]


def device(number: int) -> DeviceInfo:
    """Return the device of one camera and its switches."""
    return DeviceInfo(identifiers={(DOMAIN, str(number))}, name=f"Rig {number}")


async def async_setup_entry(hass: HomeAssistant, entry: RigConfigEntry) -> bool:
    """Set up as many cameras as the entry's data says."""
    entry.runtime_data = Log()
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    return True


async def async_unload_entry(hass: HomeAssistant, entry: RigConfigEntry) -> bool:
    """Remove them."""
    return await hass.config_entries.async_unload_platforms(entry, PLATFORMS)
