"""A camera of which Home Assistant knows nothing but the address of a still."""

from typing import Any, ClassVar, Final, override
from unittest.mock import MagicMock, patch

from homeassistant.core import HomeAssistant
import httpx
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import OneSetting

ADDRESS: Final = "http://192.0.2.8/still.jpg"


class Generic(OneSetting):
    """What answers at that address."""

    library: ClassVar[str] = "httpx"
    poll: ClassVar[float] = 30
    latest: ClassVar[float] = 0

    @override
    def error(self) -> Exception:
        return httpx.ConnectError("No answer")

    async def _get(self, address: str, **_: Any) -> MagicMock:
        assert address == ADDRESS
        frame = self.still()
        self.check()
        return MagicMock(content=frame)

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        entry = MockConfigEntry(
            domain="generic",
            version=2,
            title="Hall",
            options={
                "still_image_url": ADDRESS,
                "content_type": "image/jpeg",
                "advanced": {"framerate": 2, "verify_ssl": False},
            },
        )
        entry.add_to_hass(hass)
        self.patches.enter_context(
            patch(
                "homeassistant.components.generic.camera.get_async_client",
                return_value=MagicMock(get=self._get),
            )
        )
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry
