"""Blink's cameras, behind their cloud: two at one sync module, armed both."""

from datetime import UTC, datetime
import itertools
import json
import logging
import re
from typing import Any, ClassVar, override
from unittest.mock import patch

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import marked_jpeg
from .maker import Maker

NETWORK = 1
CAMERAS = {11: "Hall", 12: "Kitchen"}
BUSY = {"message": "System is busy, please wait", "code": 307}


class Blink(Maker):
    """What answers to the library's one function that asks the cloud."""

    library: ClassVar[str] = "blinkpy"
    poll: ClassVar[float] = 300
    latest: ClassVar[float] = 60
    cannot: ClassVar[tuple[str, ...]] = ("restart[lost]",)
    """Its set-up is not tried again."""
    leaves_picture: ClassVar[bool] = True
    """The kept one."""

    def __init__(self) -> None:
        """Begin armed."""
        super().__init__({"armed": True, **dict.fromkeys(CAMERAS.values(), True)})
        self.clips: list[dict[str, Any]] = []
        self._numbers = itertools.count(100)
        self._running: dict[int, float] = {}

    @property
    @override
    def uploads(self) -> bool:
        return bool(self.settings["armed"] and self.settings["Hall"])

    @property
    @override
    def other_uploads(self) -> bool | None:
        return bool(self.settings["armed"] and self.settings["Kitchen"])

    @override
    def in_app(self, *, uploads: bool) -> None:
        self.set("Hall", uploads)

    @override
    def error(self) -> Exception:
        return TimeoutError()

    @override
    def auth_error(self) -> Exception:
        error: Exception = pytest.importorskip("blinkpy.auth").UnauthorizedError()
        return error

    def record(self, name: str) -> None:
        """Have a camera upload a clip."""
        number = next(self._numbers)
        clip = {
            "device_name": name,
            "media": f"/media/{number}.mp4",
            "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self.clips.append(clip)

    # What the library asks

    def ask(self, url: str) -> object:
        """Answer to one request; None where the library gets no answer."""
        self.reads += 1
        if self.locked_out:
            raise self.auth_error()
        if self.is_down:
            return None
        path = url.partition("immedia-semi.com")[2]
        if found := re.fullmatch(r"/network/1/camera/(\d+)/(enable|disable)", path):
            return self._begin(CAMERAS[int(found[1])], found[2] == "enable")
        if found := re.fullmatch(r"/api/v1/.*/networks/1/state/(arm|disarm)", path):
            return self._begin("armed", found[1] == "arm")
        if found := re.fullmatch(r"/network/1/command/(\d+)", path):
            done = self.hass.loop.time() >= self._running[int(found[1])]
            return {"status_code": 908, "complete": done}
        if found := re.fullmatch(r"/network/1/camera/(\d+)/config", path):
            return {"camera": [self._camera(int(found[1]))]}
        if "/media/changed" in path:
            return {"media": self.clips[-20:]}
        return self._account[path.partition("?")[0]]

    def _begin(self, name: str, wanted: bool) -> object:
        """Take a command, or say in a friendly way that there is no time for it."""
        self.commands.append((name, wanted))
        if self.busy:
            self.busy -= 1
            return BUSY
        number = next(self._numbers)
        self._running[number] = self.hass.loop.time() + self.slow
        if self.slow:
            self.hass.loop.call_later(self.slow, self.set, name, wanted)
        else:
            self.set(name, wanted)
        return {"id": number, "network_id": NETWORK}

    def _camera(self, number: int) -> dict[str, Any]:
        return {
            "id": number,
            "name": CAMERAS[number],
            "network_id": NETWORK,
            "serial": f"SERIAL{number}",
            "type": "catalina",
            "enabled": self.seen[CAMERAS[number]],
            "battery_state": "ok",
            "temperature": 68,
            "status": "done",
            "thumbnail": f"/media/thumbnail{number}",
        }

    @property
    def _account(self) -> dict[str, object]:
        cameras = [{"id": number, "name": name} for number, name in CAMERAS.items()]
        module = {
            "id": 5,
            "serial": "SYNC",
            "status": "online",
            "network_id": NETWORK,
            "fw_version": "1",
        }
        return {
            "/networks": {"summary": {"1": {"name": "House", "onboarded": True}}},
            "/api/v1/camera/usage": {
                "networks": [{"network_id": NETWORK, "cameras": cameras}]
            },
            "/api/v3/accounts/7/homescreen": {
                "owls": [],
                "doorbells": [],
                "sync_modules": [
                    {
                        "id": 5,
                        "local_storage_enabled": False,
                        "local_storage_compatible": False,
                        "local_storage_status": "unavailable",
                    }
                ],
            },
            "/network/1/syncmodules": {"syncmodule": module},
            "/network/1/update": {
                "network": {
                    "armed": self.seen["armed"],
                    "sync_module_error": False,
                }
            },
            **{f"/network/1/camera/{each}/signals": {"temp": 68} for each in CAMERAS},
            **{f"/media/thumbnail{each}.jpg": {} for each in CAMERAS},
            **{clip["media"]: {} for clip in self.clips},
        }

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        auth = pytest.importorskip("blinkpy.auth").Auth
        logging.getLogger("blinkpy").setLevel(logging.CRITICAL)

        async def query(_: object, url: str, json_resp: bool = True, **__: Any) -> Any:
            answer = self.ask(url)
            return answer if json_resp or answer is None else _Response(answer)

        async def startup(auth: Any) -> None:
            if self.locked_out:
                raise self.auth_error()
            auth.region_id, auth.account_id, auth.token = "u1", 7, "token"

        entry = MockConfigEntry(
            domain="blink",
            version=4,
            title="Blink",
            data={"username": "Anna", "password": "secret", "hardware_id": "hardware"},
        )
        entry.add_to_hass(hass)
        for each in (
            patch.object(auth, "query", query),
            patch.object(auth, "startup", startup),
            # Its pauses between two questions are of all accounts and for ever.
            patch("blinkpy.helpers.util.sleep"),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


class _Response:
    """An answer that the library reads itself."""

    status = 200

    def __init__(self, answer: object) -> None:
        """Answer."""
        self._answer = answer
        self.headers: dict[str, str] = {}

    async def json(self) -> object:
        """Return what was answered."""
        return json.loads(json.dumps(self._answer))

    async def read(self) -> bytes:
        """Return the picture that is kept."""
        return marked_jpeg()
