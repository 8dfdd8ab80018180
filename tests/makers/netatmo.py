"""Netatmo's cameras, behind their cloud: two of one home, which watch or do not.

Home Assistant asks how they are every three minutes, and is told by nobody, or at once
where a webhook reaches it.
"""

import asyncio
import json
from typing import Any, ClassVar, Final, override
from unittest.mock import AsyncMock, MagicMock, patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import SwitchedMaker

CAMERAS: Final = {"11:11": "Hall", "22:22": "Kitchen"}
PACKAGE: Final = "homeassistant.components.netatmo"
TIMEOUT: Final = 20
"""Seconds after which the library gives up."""


class Netatmo(SwitchedMaker):
    """What answers to the library's one function that asks the cloud."""

    library: ClassVar[str] = "pyatmo"
    poll: ClassVar[float] = 180
    latest: ClassVar[float] = 60
    hides_loss: ClassVar[float] = 600
    domains: ClassVar[tuple[str, ...]] = ("camera",)
    cannot: ClassVar[tuple[str, ...]] = ("restart[lost]", "slow_to_obey")
    """It is set up without its cameras while its cloud is gone, and gives up early."""
    has_webhook: ClassVar[bool] = False
    model: ClassVar[str] = "NACamera"

    def __init__(self) -> None:
        """Begin watching."""
        super().__init__(dict.fromkeys(CAMERAS.values(), True))

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip("pyatmo").ApiError("503")
        return error

    @override
    def auth_error(self) -> Exception:
        return self.error()

    @override
    @callback
    def tell(self) -> bool:
        if not self.has_webhook:
            return False
        (entry,) = self.hass.config_entries.async_loaded_entries("netatmo") or (None,)
        if entry is not None and not self.is_down:
            webhook = pytest.importorskip(f"{PACKAGE}.webhook")
            for camera_id, name in CAMERAS.items():
                event = "on" if self.seen[name] else "off"
                data = {
                    "event_type": event,
                    "push_type": f"NACamera-{event}",
                    "home_id": "home",
                    "camera_id": camera_id,
                }
                webhook.async_evaluate_event(entry.runtime_data, data)
        return True

    # What the library asks

    async def post(self, endpoint: str, given: dict[str, Any]) -> object:
        """Answer to one request."""
        if endpoint == "setstate":
            (module,) = given["json"]["home"]["modules"]
            name, on = CAMERAS[module["id"]], module["monitoring"] == "on"
            await self._obey_in_time(name, on)
            return {"status": "ok"}
        self.reads += 1
        self.check()
        answers: dict[str, dict[str, object]] = {
            "homesdata": {"homes": [self._home("name", "House")], "user": {}},
            "homestatus": {"home": self._home("monitoring")},
            "getevents": {"home": {"id": "home", "events": []}},
            "getstationsdata": {"devices": []},
            "gethomecoachsdata": {"devices": []},
        }
        return {"body": answers[endpoint]}

    async def _obey_in_time(self, name: str, on: bool) -> None:
        if self.busy:
            self.commands.append((name, on))
            self.busy -= 1
            library = pytest.importorskip("pyatmo.exceptions")
            raise library.ApiTooManyRequestError("429")
        if self.slow > TIMEOUT:
            self.commands.append((name, on))
            self.hass.loop.call_later(self.slow, self.set, name, on)
            await asyncio.sleep(TIMEOUT)
            raise TimeoutError
        await self.async_command(name, on)

    def _home(self, part: str, name: str = "") -> dict[str, Any]:
        """Return the home: what it is, or how it is. Only the latter is the state."""
        modules = [
            {
                "id": each,
                "type": self.model,
                "name": called,
                "alim_status": 2,
                "sd_status": 4,
                "is_local": False,
                "vpn_url": f"https://example.invalid/{called}",
                "monitoring": "on" if self.seen[called] else "off",
            }
            for each, called in CAMERAS.items()
        ]
        if part == "name":
            kept = ("id", "type", "name")
            modules = [{key: each[key] for key in kept} for each in modules]
        return {"id": "home", "name": name, "modules": modules}

    async def snapshot(self, *, base_url: str, **_: object) -> bytes:
        """Return a picture of the camera itself, while it watches."""
        self.check()
        frame = self.still()
        if not self.settings[base_url.rpartition("/")[2]]:
            raise self.error()
        return frame

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        library = pytest.importorskip("pyatmo")

        async def post(
            _: object, url: str, params: dict[str, Any] | None = None
        ) -> Any:
            answer = await self.post(url.rpartition("/")[2], params or {})
            text = json.dumps(answer)
            return MagicMock(json=AsyncMock(side_effect=lambda: json.loads(text)))

        entry = MockConfigEntry(
            domain="netatmo",
            title="Netatmo",
            unique_id="netatmo",
            data={"auth_implementation": "cloud"},
        )
        entry.add_to_hass(hass)
        scopes = pytest.importorskip(f"{PACKAGE}.api").get_api_scopes("cloud")
        session = MagicMock(token={"scope": list(scopes), "access_token": "token"})
        session.async_ensure_token_valid = AsyncMock()
        for each in (
            patch(f"{PACKAGE}.async_get_config_entry_implementation"),
            patch(f"{PACKAGE}.OAuth2Session", return_value=session),
            patch(f"{PACKAGE}.async_register_webhook"),
            patch(f"{PACKAGE}.PLATFORMS", [Platform.CAMERA]),
            patch(f"{PACKAGE}.coordinator.PLATFORMS", [Platform.CAMERA]),
            patch.object(library.AbstractAsyncAuth, "async_post_request", post),
            patch.object(library.AbstractAsyncAuth, "async_get_image", self.snapshot),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


class NetatmoWebhook(Netatmo):
    """The same where Netatmo's webhook reaches Home Assistant."""

    has_webhook: ClassVar[bool] = True


class NetatmoDoorbell(Netatmo):
    """A doorbell, which has power or has none, and tells no more of itself."""

    model: ClassVar[str] = "NDB"
