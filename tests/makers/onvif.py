"""An ONVIF camera, alone and with a twin: the same thing by its maker's integration."""

from collections.abc import Callable
from types import SimpleNamespace as Answer
from typing import Any, ClassVar, Final, override
from unittest.mock import AsyncMock, MagicMock, patch

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker, OneSetting
from .tplink import MAC, Tplink

PACKAGE: Final = "homeassistant.components.onvif"


def onvif_camera(maker: Maker, films: Callable[[], bool]) -> MagicMock:
    """Return what ONVIF's integration talks to; `films` tells if it gives a picture."""
    onvif_error = pytest.importorskip("onvif.exceptions").ONVIFError
    resolution = Answer(Width=1920, Height=1080)
    encoder = Answer(Encoding="H264", Resolution=resolution)
    profile = Answer(
        token="token",
        Name="main",
        VideoEncoderConfiguration=encoder,
        PTZConfiguration=None,
        VideoSourceConfiguration=None,
    )
    address = Answer(Enabled=True, Info=Answer(HwAddress=MAC))
    about = Answer(Manufacturer="TP", Model="C", FirmwareVersion="1", SerialNumber="2")
    management = MagicMock(
        GetSystemDateAndTime=AsyncMock(return_value=None),
        GetDeviceInformation=AsyncMock(return_value=about),
        GetNetworkInterfaces=AsyncMock(return_value=[address]),
    )
    media = MagicMock(
        GetServiceCapabilities=AsyncMock(return_value=Answer(SnapshotUri=True)),
        GetProfiles=AsyncMock(return_value=[profile]),
        GetStreamUri=AsyncMock(return_value=Answer(Uri="rtsp://192.0.2.7/main")),
    )

    async def get_snapshot(*_: Any, **__: Any) -> bytes:
        frame = maker.still()
        if maker.is_down or not films():
            raise onvif_error("No snapshot")
        return frame

    async def update_xaddrs() -> None:
        if maker.is_down or maker.locked_out:
            raise onvif_error("No answer")

    camera = MagicMock(spec=pytest.importorskip("onvif").ONVIFCamera, xaddrs={})
    camera.update_xaddrs.side_effect = update_xaddrs
    camera.get_capabilities.return_value = {}
    camera.create_devicemgmt_service.return_value = management
    camera.create_media_service.return_value = media
    camera.create_imaging_service.side_effect = onvif_error("None")
    camera.get_definition.side_effect = onvif_error("None")
    camera.get_snapshot.side_effect = get_snapshot
    return camera


async def async_set_up_onvif(
    hass: HomeAssistant, maker: Maker, films: Callable[[], bool]
) -> MockConfigEntry:
    """Set up ONVIF's integration for a camera."""
    entry = MockConfigEntry(
        domain="onvif",
        title="Hall",
        unique_id=MAC,
        data={
            "name": "Hall",
            "host": "192.0.2.7",
            "port": 2020,
            "username": "user",
            "password": "password",
        },
    )
    entry.add_to_hass(hass)
    events = MagicMock(
        async_start=AsyncMock(return_value=False), async_stop=AsyncMock(), started=False
    )
    for each in (
        patch(f"{PACKAGE}.device.get_device", return_value=onvif_camera(maker, films)),
        patch(f"{PACKAGE}.device.EventManager", return_value=events),
        patch(f"{PACKAGE}.camera.ffmpeg.async_get_image", AsyncMock(return_value=None)),
    ):
        maker.patches.enter_context(each)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


class Onvif(OneSetting):
    """A camera that tells how to see it, and nothing else."""

    library: ClassVar[str] = "onvif"
    poll: ClassVar[float] = 30
    latest: ClassVar[float] = 0

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip("onvif.exceptions").ONVIFError(
            "No answer"
        )
        return error

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        return await async_set_up_onvif(hass, self, lambda: True)


class WithTwin(Tplink):
    """A Tapo camera that is seen by ONVIF and switched by its maker's integration."""

    only: ClassVar[tuple[str, ...]] = (
        "half_a_day",
        "home_and_away",
        "local",
        "switched_on_in_the_app",
    )

    gives_picture: ClassVar[bool] = True

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        await super().async_set_up(hass)
        return await async_set_up_onvif(
            hass, self, lambda: self.gives_picture and bool(self.settings["state"])
        )


class BlindTwin(WithTwin):
    """The same where ONVIF never gave a picture: that it gives none proves nothing."""

    only: ClassVar[tuple[str, ...]] = ("home_and_away",)
    says: ClassVar[tuple[str, ...]] = ("confirmed",)
    gives_picture: ClassVar[bool] = False


class Liar(WithTwin):
    """One whose maker's integration says that it sleeps, while it films on."""

    only: ClassVar[tuple[str, ...]] = ("films_on",)

    @property
    @override
    def uploads(self) -> bool:
        return True

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        await Tplink.async_set_up(self, hass)
        return await async_set_up_onvif(hass, self, lambda: True)
