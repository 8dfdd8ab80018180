"""Google Nest's cameras, behind their cloud: two of one house, and nothing to switch.

Whatever they see is uploaded, and told to Home Assistant by a push.
"""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, ClassVar, Final, override
from unittest.mock import AsyncMock, patch

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import OneSetting

CAMERAS: Final = ("Hall", "Kitchen")
PACKAGE: Final = "homeassistant.components.nest"
TRAITS: Final = "sdm.devices.traits"


class Nest(OneSetting):
    """What answers to the library, and what it is told."""

    library: ClassVar[str] = "google_nest_sdm"
    poll: ClassVar[float] = 12 * 3600
    latest: ClassVar[float] = 30
    setting: ClassVar[str] = "power"

    def __init__(self) -> None:
        """Begin with power."""
        super().__init__()
        self._told: Callable[[Any], Awaitable[None]] | None = None

    @override
    def error(self) -> Exception:
        return self._error("ApiException")

    @override
    def auth_error(self) -> Exception:
        return self._error("AuthException")

    @staticmethod
    def _error(name: str) -> Exception:
        kind = getattr(pytest.importorskip("google_nest_sdm.exceptions"), name)
        error: Exception = kind("It is not to be")
        return error

    async def see(self, name: str, kind: str = "CameraMotion.Motion") -> None:
        """Have a camera upload something, and the cloud tell of it."""
        assert self._told is not None
        payload = {
            "eventId": "event",
            "timestamp": datetime.now(UTC).isoformat(),
            "resourceUpdate": {
                "name": name,
                "events": {
                    f"sdm.devices.events.{kind}": {
                        "eventSessionId": "session",
                        "eventId": datetime.now(UTC).isoformat(),
                    }
                },
            },
        }
        await self._told(SimpleNamespace(payload=payload))

    # What the library asks

    async def devices(self) -> list[Any]:
        """Return the cameras."""
        self.reads += 1
        self.check()
        device = pytest.importorskip("google_nest_sdm.device").Device
        return [device.MakeDevice(_camera(name), AsyncMock()) for name in CAMERAS]

    async def structures(self) -> list[Any]:
        """Return nothing: the house is not of interest."""
        self.reads += 1
        self.check()
        return []

    def stream(self, **given: Any) -> SimpleNamespace:
        """Return what hears of the cameras from now on."""
        self._told = given["callback"]

        async def start() -> None:
            self.check()

        return SimpleNamespace(start=start, stop=lambda: None)

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        api = pytest.importorskip("google_nest_sdm.google_nest_api").GoogleNestAPI
        entry = MockConfigEntry(
            domain="nest",
            title="Nest",
            unique_id="project",
            data={
                "sdm": {},
                "project_id": "project",
                "subscription_name": "projects/cloud/subscriptions/name",
                "auth_implementation": "nest",
            },
        )
        entry.add_to_hass(hass)
        subscriber = "google_nest_sdm.google_nest_subscriber.StreamingManager"
        for each in (
            patch(f"{PACKAGE}.api.new_auth", return_value=AsyncMock()),
            patch.object(api, "async_get_devices", lambda _: self.devices()),
            patch.object(api, "async_get_structures", lambda _: self.structures()),
            patch(subscriber, self.stream),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


def _camera(name: str) -> dict[str, Any]:
    stream = {
        "maxVideoResolution": {},
        "videoCodecs": ["H264"],
        "audioCodecs": ["AAC"],
        "supportedProtocols": ["WEB_RTC"],
    }
    return {
        "name": name,
        "type": "sdm.devices.types.CAMERA",
        "traits": {
            f"{TRAITS}.Info": {"customName": name},
            f"{TRAITS}.CameraLiveStream": stream,
            f"{TRAITS}.CameraMotion": {},
            f"{TRAITS}.CameraPerson": {},
        },
        "parentRelations": [],
    }
