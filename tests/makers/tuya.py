"""Tuya's cameras, behind their cloud: two of one home.

Commands are taken at once. What has become of them is told by a push, later or never.
"""

from functools import partial
import re
from typing import Any, ClassVar, Final, override
from unittest.mock import patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker

CAMERAS: Final = {"device1": "Hall", "device2": "Kitchen"}
PACKAGE: Final = "homeassistant.components.tuya"


class Tuya(Maker):
    """What answers to the library's requests, and what it is told."""

    library: ClassVar[str] = "tuya_sharing"
    poll: ClassVar[float] = 1
    latest: ClassVar[float] = 45
    cannot: ClassVar[tuple[str, ...]] = ("restart[lost]", "switched_on_while_lost")
    """Its set-up is not tried again, and nothing tells that its cloud is gone."""
    resting: ClassVar[dict[str, bool]] = {
        "basic_private": False,
        "motion_switch": True,
        "record_switch": True,
    }

    def __init__(self) -> None:
        """Begin with all that a camera sends by itself."""
        super().__init__(
            {
                f"{camera} {code}": value
                for camera in CAMERAS
                for code, value in self.resting.items()
            }
        )
        self.is_offline = False
        """Whether the camera has lost its network, and the cloud has not noticed."""
        self.pushes = True
        self._told = dict(self.settings)

    @property
    @override
    def uploads(self) -> bool:
        watches = (
            self.settings.get(f"device1 {code}", True)
            for code in ("motion_switch", "record_switch")
        )
        is_private = self.settings.get("device1 basic_private", False)
        return any(watches) and not is_private

    @property
    @override
    def other_uploads(self) -> bool | None:
        return not self.settings["device2 basic_private"]

    @override
    def in_app(self, *, uploads: bool) -> None:
        changes = {"motion_switch": True, "record_switch": True} if uploads else {}
        if "basic_private" in self.resting:
            changes["basic_private"] = not uploads
        elif not uploads:
            changes = {"motion_switch": False, "record_switch": False}
        self.update({f"device1 {code}": value for code, value in changes.items()})

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip(
            "tuya_sharing.exceptions"
        ).ApiRequestException(error_code="1", error_message="system busy")
        return error

    @override
    def auth_error(self) -> Exception:
        return RuntimeError("sign invalid")

    @override
    @callback
    def tell(self) -> bool:
        if self.pushes and not self.is_down:
            seen = self.seen
            for camera in CAMERAS:
                told = [
                    {"code": name.partition(" ")[2], "value": value}
                    for name, value in seen.items()
                    if name.startswith(camera) and self._told[name] != value
                ]
                if told:
                    self.push(
                        {"protocol": 4, "data": {"devId": camera, "status": told}}
                    )
            self._told = dict(seen)
        return True

    def push(self, message: dict[str, Any]) -> None:
        """Tell the library something."""
        for entry in self.hass.config_entries.async_loaded_entries("tuya"):
            entry.runtime_data.manager.on_message(message)

    def go(self, *, online: bool) -> None:
        """Lose the network or find it again, and have the cloud notice."""
        self.is_offline = not online
        code = "online" if online else "offline"
        data = {"bizCode": code, "bizData": {"devId": "device1"}}
        self.push({"protocol": 20, "data": data})

    # What the library asks, in a thread of its own

    def get(self, path: str) -> dict[str, Any]:
        """Answer to one question."""
        self.reads += 1
        self.check()
        if path.endswith("/homes"):
            return _result([{"ownerId": "home", "name": "House"}])
        if path.endswith("/home/devices"):
            return _result([self._camera(camera) for camera in CAMERAS])
        if path.endswith("/specifications"):
            codes = [
                {"code": code, "type": "Boolean", "values": "{}"}
                for code in self.resting
            ]
            return _result({"functions": codes, "status": codes})
        if path.endswith("/status"):
            relations = [{"supportLocal": False}]
            return _result({"productKey": "key", "dpStatusRelationDTOS": relations})
        return _result([])

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Take commands; the camera obeys when it hears of them."""
        found = re.fullmatch(r"/v1\.1/m/thing/(\w+)/commands", path)
        if found is None:
            self.check()
            return {"success": False}
        for command in body["commands"]:
            name = f"{found[1]} {command['code']}"
            self.commands.append((name, command["value"]))
            self.check()
            if self.busy:
                self.busy -= 1
                raise self.error()
            if not self.is_offline:
                obey = partial(self.set, name, command["value"])
                self.hass.loop.call_soon_threadsafe(
                    self.hass.loop.call_later, self.slow, obey
                )
        return _result([])

    def _camera(self, camera: str) -> dict[str, Any]:
        seen = self.seen
        status = [
            {"code": code, "value": seen[f"{camera} {code}"]} for code in self.resting
        ]
        return {
            "id": camera,
            "name": CAMERAS[camera],
            "category": "sp",
            "product_id": "product",
            "product_name": "Camera",
            "online": True,
            "status": status,
        }

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        api = pytest.importorskip("tuya_sharing.customerapi").CustomerApi

        def get(_: object, path: str, *__: object) -> dict[str, Any]:
            return self.get(path)

        def post(_: object, path: str, __: object, body: Any = None) -> dict[str, Any]:
            return self.post(path, body)

        token = {
            "t": 0,
            "uid": "uid",
            "expire_time": 0,
            "access_token": "token",
            "refresh_token": "token",
        }
        entry = MockConfigEntry(
            domain="tuya",
            title="Tuya",
            data={
                "user_code": "user",
                "terminal_id": "terminal",
                "endpoint": "https://example.invalid",
                "token_info": token,
            },
        )
        entry.add_to_hass(hass)
        platforms = [Platform.CAMERA, Platform.EVENT, Platform.SWITCH]
        for each in (
            patch.object(api, "get", get),
            patch.object(api, "post", post),
            patch("tuya_sharing.manager.SharingMQ"),
            patch(f"{PACKAGE}.PLATFORMS", platforms),
            patch(f"{PACKAGE}.camera.ffmpeg.async_get_image", return_value=None),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


class TuyaMotion(Tuya):
    """A camera without a privacy mode: it can only be told to watch nothing."""

    resting: ClassVar[dict[str, bool]] = {"motion_switch": True, "record_switch": True}
    leaves_picture: ClassVar[bool] = False


class TuyaPrivate(Tuya):
    """A camera of which nothing but the privacy mode can be switched."""

    resting: ClassVar[dict[str, bool]] = {"basic_private": False}


def _result(result: object) -> dict[str, Any]:
    return {"success": True, "result": result}
