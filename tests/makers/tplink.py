"""A Tapo camera in the house: polled by the library, with a privacy mode and detections.

Home Assistant's integration keeps a still for five minutes.
"""

from functools import partial
from typing import Any, ClassVar, Final, override
from unittest.mock import AsyncMock, MagicMock, patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker

MAC: Final = "aa:bb:cc:dd:ee:07"
PACKAGE: Final = "homeassistant.components.tplink"
DETECTIONS: Final = ("motion_detection", "person_detection")


class Tplink(Maker):
    """What answers to the library."""

    library: ClassVar[str] = "kasa"
    poll: ClassVar[float] = 5
    latest: ClassVar[float] = 4
    leaves_picture: ClassVar[bool] = True

    def __init__(self) -> None:
        """Begin with a camera that films and detects."""
        super().__init__({"state": True, **dict.fromkeys(DETECTIONS, True)})
        self._known = dict(self.settings)

    @property
    @override
    def uploads(self) -> bool:
        detects = any(self.settings[name] for name in DETECTIONS)
        return detects and bool(self.settings["state"])

    @override
    def in_app(self, *, uploads: bool) -> None:
        changes = dict.fromkeys(DETECTIONS, True) if uploads else {}
        self.update({**changes, "state": uploads})

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip("kasa").KasaException("No answer")
        return error

    @override
    def auth_error(self) -> Exception:
        error: Exception = pytest.importorskip("kasa").AuthenticationError("Denied")
        return error

    # What the integration calls

    async def _update(self, **_: Any) -> None:
        self._known = dict(self.shown)

    async def _get_image(self, *_: Any, **__: Any) -> bytes | None:
        frame = self.still()
        return frame if self.settings["state"] and not self.is_down else None

    async def _connect(self, **_: Any) -> MagicMock:
        await self._update()
        return self.device

    @property
    def device(self) -> MagicMock:
        """Return what the integration talks to."""
        kasa = pytest.importorskip("kasa")
        features = {name: self._feature(name) for name in self.settings}
        camera = MagicMock()
        camera.stream_rtsp_url.return_value = "rtsp://192.0.2.7/stream2"
        device = MagicMock(spec=kasa.Device)
        for part in (device, camera):
            type(part).is_on = property(lambda _: self._known["state"])
        plain: dict[str, Any] = {
            "device_id": "tapo",
            "alias": "Hall",
            "mac": MAC,
            "model": "C200",
            "host": "192.0.2.7",
            "hw_info": {"sw_ver": "1", "hw_ver": "1"},
            "children": [],
            "device_type": kasa.DeviceType.Camera,
            "features": features,
            "modules": {kasa.Module.Camera: camera},
            "credentials_hash": None,
            "parent": None,
            "protocol": MagicMock(close=AsyncMock()),
        }
        for name, value in plain.items():
            setattr(device, name, value)
        device.config.aes_keys = None
        device.update.side_effect = self._update
        return device

    def _feature(self, name: str) -> MagicMock:
        kinds = pytest.importorskip("kasa").Feature
        feature = MagicMock(
            id=name, type=kinds.Type.Switch, category=kinds.Category.Primary
        )
        type(feature).value = property(lambda _: self._known[name])
        feature.set_value = partial(self.async_command, name)
        return feature

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        entry = MockConfigEntry(
            domain="tplink",
            version=1,
            minor_version=5,
            title="Hall",
            unique_id=MAC,
            data={
                "host": "192.0.2.7",
                "alias": "Hall",
                "model": "C200",
                "live_view": True,
                "camera_credentials": {"username": "user", "password": "password"},
            },
        )
        entry.add_to_hass(hass)
        platforms = [Platform.CAMERA, Platform.SWITCH]
        for each in (
            patch(f"{PACKAGE}.Device.connect", self._connect),
            patch(f"{PACKAGE}.Discover.discover", AsyncMock(return_value={})),
            patch(f"{PACKAGE}.PLATFORMS", platforms),
            patch(f"{PACKAGE}.camera.ffmpeg.async_get_image", self._get_image),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry
