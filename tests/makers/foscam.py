"""A Foscam camera with a sleep switch, in the house."""

from typing import Any, ClassVar, override
from unittest.mock import MagicMock, patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import OneSetting


class Foscam(OneSetting):
    """What answers to the library's session."""

    library: ClassVar[str] = "libpyfoscamcgi"
    poll: ClassVar[float] = 30
    latest: ClassVar[float] = 3
    setting: ClassVar[str] = "sleep"
    stops: ClassVar[bool] = True
    cannot: ClassVar[tuple[str, ...]] = ("slow_to_obey",)

    @override
    def error(self) -> Exception:
        return OSError("not reachable")

    @property
    def session(self) -> MagicMock:
        """Return what the integration talks to."""
        session = MagicMock()
        product = {
            "productName": "C1",
            "firmwareVer": "1",
            "hardwareVer": "1",
        }
        answers: dict[str, Any] = {
            "get_dev_info": product,
            "get_product_all_info": {},
            "get_infra_led_config": {"mode": "1"},
            "get_mirror_and_flip_setting": {"isFlip": "0", "isMirror": "0"},
            "getWhiteLightBrightness": {"enable": "0"},
            "getSirenConfig": {"sirenEnable": "0"},
            "getAudioVolume": {"volume": "80"},
            "getSpeakVolume": {"SpeakVolume": "80"},
            "getVoiceEnableState": {"isEnable": "1"},
            "getLedEnableState": {"isEnable": "1"},
            "getWdrMode": {"mode": "0"},
            "getSWCapabilities": {"swCapabilities1": "0", "swCapabilities2": "0"},
            "get_motion_detect_config": {"isEnable": "1"},
        }
        for name, answer in answers.items():
            getattr(session, name).return_value = (0, answer)
        session.is_asleep.side_effect = lambda: (0, str(int(self.shown["sleep"])))
        session.snap_picture_2.side_effect = self._snap
        session.wake_up.side_effect = lambda: self._switch(False)
        session.sleep.side_effect = lambda: self._switch(True)
        return session

    def _snap(self) -> tuple[int, bytes | None]:
        frame = self.still()
        return (0, frame) if self.uploads else (-1, None)

    def _switch(self, sleep: bool) -> int:
        """Obey, or say that it did not work: the library does not raise."""
        try:
            self.command("sleep", sleep)
        except OSError:
            return -1
        return 0

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        entry = MockConfigEntry(
            domain="foscam",
            version=2,
            title="Hall",
            data={
                "host": "192.0.2.1",
                "port": 88,
                "rtsp_port": 0,
                "stream": "Main",
                "username": "user",
                "password": "password",
            },
        )
        entry.add_to_hass(hass)
        package = "homeassistant.components.foscam"
        for each in (
            patch(f"{package}.FoscamCamera", return_value=self.session),
            patch(f"{package}.PLATFORMS", [Platform.CAMERA, Platform.SWITCH]),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry
