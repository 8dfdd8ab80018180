"""Imou's cameras, behind their cloud: two of one account, which can be closed."""

from typing import Any, ClassVar, Final, override
from unittest.mock import patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker

CAMERAS: Final = ("Hall", "Kitchen")
PACKAGE: Final = "homeassistant.components.imou"


class Imou(Maker):
    """What answers to the library's one function that asks the cloud."""

    library: ClassVar[str] = "pyimouapi"
    poll: ClassVar[float] = 120
    latest: ClassVar[float] = 45
    leaves_picture: ClassVar[bool] = True
    abilities: ClassVar[dict[str, bool]] = {"closeCamera": False, "mobileDetect": True}

    def __init__(self) -> None:
        """Begin open, with all that moves being uploaded."""
        super().__init__(
            {
                f"{camera} {ability}": value
                for camera in CAMERAS
                for ability, value in self.abilities.items()
            }
        )
        self.is_mute = False
        """Whether the cloud tells who is online, and nothing of their switches."""

    @property
    @override
    def uploads(self) -> bool:
        is_closed = self.settings["Hall closeCamera"]
        return bool(self.settings["Hall mobileDetect"] and not is_closed)

    @override
    def in_app(self, *, uploads: bool) -> None:
        changes = {"Hall mobileDetect": True} if uploads else {}
        self.update({**changes, "Hall closeCamera": not uploads})

    @override
    def error(self) -> Exception:
        return self._error("RequestFailedException")

    @override
    def auth_error(self) -> Exception:
        return self._error("InvalidAppIdOrSecretException")

    @staticmethod
    def _error(name: str) -> Exception:
        kind = getattr(pytest.importorskip("pyimouapi.exceptions"), name)
        error: Exception = kind("It is not to be")
        return error

    # What the library asks

    async def request(self, endpoint: str, given: dict[str, Any]) -> dict[str, Any]:
        """Answer to one request."""
        name = endpoint.rpartition("/")[2]
        camera = given.get("deviceId", "")
        if name == "setDeviceCameraStatus":
            await self.async_command(f"{camera} {given['enableType']}", given["enable"])
            return {}
        if name == "modifyDeviceAlarmStatus":
            await self.async_command(f"{camera} mobileDetect", given["enable"])
            return {}
        self.reads += 1
        self.check()
        if name == "listDeviceDetailsByPage":
            return {"deviceList": [self._camera(camera) for camera in CAMERAS]}
        if name == "deviceOnline":
            return {"channels": [{"channelId": "0", "onLine": "1"}]}
        if name == "getDeviceCameraStatus" and not self.is_mute:
            on = self.seen.get(f"{camera} {given['enableType']}", False)
            return {"status": "on" if on else "off"}
        raise self.error()

    @staticmethod
    def _camera(name: str) -> dict[str, Any]:
        channel = {
            "channelId": "0",
            "channelName": name,
            "channelStatus": "online",
            "channelAbility": "CloseCamera,MobileDetect",
        }
        return {
            "deviceId": name,
            "deviceName": name,
            "deviceStatus": "online",
            "brand": "imou",
            "deviceAbility": "",
            "channelList": [channel],
        }

    async def picture(self, *_: object) -> bytes:
        """Return a picture of the camera itself, while it is open."""
        self.check()
        frame = self.still()
        if self.settings["Hall closeCamera"]:
            raise self.error()
        return frame

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        client = pytest.importorskip("pyimouapi.openapi").ImouOpenApiClient
        manager = pytest.importorskip("pyimouapi.ha_device").ImouHaDeviceManager

        async def request(
            _: object, endpoint: str, params: dict[str, Any] | None = None
        ) -> dict[str, Any]:
            return await self.request(endpoint, params or {})

        entry = MockConfigEntry(
            domain="imou",
            title="Imou",
            data={"app_id": "id", "app_secret": "secret", "api_url": "eu"},
        )
        entry.add_to_hass(hass)
        platforms = [Platform.CAMERA, Platform.SWITCH]
        for each in (
            patch.object(client, "async_request_api", request),
            patch.object(manager, "async_get_device_image", self.picture),
            patch(f"{PACKAGE}.PLATFORMS", platforms),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


class ImouMotion(Imou):
    """A camera that cannot be closed: it can only be told to detect nothing."""

    @override
    def in_app(self, *, uploads: bool) -> None:
        self.set("Hall mobileDetect", uploads)

    @staticmethod
    @override
    def _camera(name: str) -> dict[str, Any]:
        camera = Imou._camera(name)  # noqa: SLF001
        camera["channelList"][0]["channelAbility"] = "MobileDetect"
        return camera
