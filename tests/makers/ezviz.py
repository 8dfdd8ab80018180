"""An EZVIZ camera with a sleep switch, behind its cloud."""

from typing import Any, ClassVar, override
from unittest.mock import patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import OneSetting

SERIAL = "C1234"
SLEEP = 21


class Ezviz(OneSetting):
    """What stands behind the cloud."""

    library: ClassVar[str] = "pyezvizapi"
    poll: ClassVar[float] = 30
    latest: ClassVar[float] = 45
    setting: ClassVar[str] = "sleep"
    stops: ClassVar[bool] = True
    cannot: ClassVar[tuple[str, ...]] = ("slow_to_obey",)

    @override
    def error(self) -> Exception:
        exceptions = pytest.importorskip("pyezvizapi.exceptions")
        error: Exception = exceptions.PyEzvizError("busy")
        return error

    # What the integration calls

    def login(self) -> None:
        """Log in."""

    def load_cameras(self) -> dict[str, Any]:
        """Return all cameras of the account."""
        sleeps = pytest.importorskip("pyezvizapi.constants").SupportExt.SupportSleep
        return {
            SERIAL: {
                "name": "Hall",
                "status": 1,
                "mac_address": "aa:bb:cc:dd:ee:01",
                "device_sub_category": "C6N",
                "version": "1",
                "alarm_notify": True,
                "local_ip": "192.0.2.1",
                "local_rtsp_port": "554",
                "switches": {SLEEP: self.shown["sleep"]},
                "supportExt": {str(sleeps.value): "1"},
            }
        }

    async def get_image(self, *_: Any, **__: Any) -> bytes | None:
        """Return a frame of the stream, while there is one."""
        frame = self.still()
        return frame if self.uploads else None

    def switch_status(self, serial: str, switch: int, enable: int) -> bool:
        """Switch one of the camera's switches."""
        assert (serial, switch) == (SERIAL, SLEEP)
        self.command("sleep", bool(enable))
        return True

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        entry = MockConfigEntry(
            domain="ezviz",
            data={
                "type": "EZVIZ_CLOUD_ACCOUNT",
                "session_id": "session",
                "rf_session_id": "refresh",
                "url": "example.invalid",
            },
            options={"timeout": 25, "ffmpeg_arguments": ""},
        )
        entry.add_to_hass(hass)
        platforms = {"EZVIZ_CLOUD_ACCOUNT": [Platform.CAMERA, Platform.SWITCH]}
        package = "homeassistant.components.ezviz"
        for each in (
            patch(f"{package}.EzvizClient", return_value=self),
            patch(f"{package}.PLATFORMS_BY_TYPE", platforms),
            patch(f"{package}.camera.discovery_flow"),
            patch(f"{package}.camera.ffmpeg.async_get_image", self.get_image),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry
