"""Ring's cameras, behind their cloud: two of one account, with motion detection."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
import json
import re
from typing import Any, ClassVar, override
from unittest.mock import patch

from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import SwitchedMaker

CAMERAS = {1001: "Hall", 1002: "Kitchen"}
TIMEOUT = 10


class Ring(SwitchedMaker):
    """What answers to the library's one function that asks the cloud."""

    library: ClassVar[str] = "ring_doorbell"
    poll: ClassVar[float] = 60
    latest: ClassVar[float] = 45
    cannot: ClassVar[tuple[str, ...]] = ("slow_to_obey",)
    """The library gives up after ten seconds: a story of its own."""

    def __init__(self) -> None:
        """Begin with all that moves being uploaded."""
        super().__init__(dict.fromkeys(CAMERAS.values(), True))
        self.history: dict[str, list[dict[str, Any]]] = {
            name: [] for name in CAMERAS.values()
        }
        self.listener = _Listener()
        self.notes_live_views_late = False
        """Whether the history has a live view only when it has ended."""
        self._views: dict[str, str] = {}

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip("ring_doorbell").RingError("503")
        return error

    @override
    def auth_error(self) -> Exception:
        library = pytest.importorskip("ring_doorbell")
        error: Exception = library.AuthenticationError("invalid_grant")
        return error

    # What happens in front of the camera

    def record(self, name: str, kind: str, at: str | None = None) -> None:
        """Have a camera upload something, which its history tells."""
        self.history[name].insert(
            0,
            {
                "id": len(self.history[name]) + 1,
                "created_at": at or _now(),
                "answered": False,
                "kind": kind,
                "recording": {"status": "ready"},
            },
        )

    async def view(
        self, name: str, session: str, answered: Callable[[Any], None]
    ) -> None:
        """Show a camera live to somebody."""
        messages = pytest.importorskip("ring_doorbell.webrtcstream")
        self._views[session] = _now()
        if not self.notes_live_views_late:
            self.record(name, "on_demand")
        answered(messages.RingWebRtcMessage(answer="v=0"))

    def hang_up(self, name: str, session: str) -> None:
        """End a live view."""
        begun = self._views.pop(session)
        if self.notes_live_views_late:
            self.record(name, "on_demand", begun)

    def push(self, name: str, kind: str = "motion") -> None:
        """Have the cloud tell at once of something that a camera has uploaded."""
        self.listener.tell(name, kind)

    # What the library asks

    async def query(
        self,
        url: str,
        method: str,
        body: dict[str, Any] | None,
        within: float,
    ) -> object:
        """Answer to one request."""
        device = re.search(r"/(?:doorbots|devices)/(\d+)/", url)
        name = CAMERAS[int(device[1])] if device else ""
        if method == "PATCH":
            assert body is not None
            wanted = body["motion_settings"]["motion_detection_enabled"]
            await self._obey_in_time(name, wanted, within)
            return None
        self.reads += 1
        self.check()
        if url.endswith("/ring_devices"):
            return self._devices
        if url.endswith("/history"):
            return self.history[name][:10]
        if url.endswith("/health"):
            return {"device_health": {}}
        if url.endswith("/groups"):
            return {"device_groups": []}
        if "/share/play" in url:
            return {"url": "https://example.invalid/recording"}
        return [] if url.endswith("/active") else {}

    async def _obey_in_time(self, name: str, wanted: bool, within: float) -> None:
        if self.slow > within:
            self.commands.append((name, wanted))
            self.hass.loop.call_later(self.slow, self.set, name, wanted)
            await asyncio.sleep(within)
            raise pytest.importorskip("ring_doorbell").RingTimeout
        await self.async_command(name, wanted)

    @property
    def _devices(self) -> dict[str, list[dict[str, Any]]]:
        cameras = [
            {
                "id": number,
                "description": name,
                "device_id": f"aabbccddee{number % 100:02}",
                "kind": "stickup_cam_mini",
                "location_id": "home",
                "features": {"show_recordings": True},
                "settings": {"motion_detection_enabled": self.seen[name]},
            }
            for number, name in CAMERAS.items()
        ]
        return {
            "stickup_cams": cameras,
            "doorbots": [],
            "authorized_doorbots": [],
            "chimes": [],
            "other": [],
        }

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        auth = pytest.importorskip("ring_doorbell.auth").Auth
        camera = pytest.importorskip("ring_doorbell").RingDoorBell

        async def query(_: object, url: str, **given: Any) -> object:
            answer = await self.query(
                url,
                given.get("method", "GET"),
                given.get("json"),
                given.get("timeout") or TIMEOUT,
            )
            return auth.Response(json.dumps(answer).encode(), 200)

        async def view(camera: Any, _: str, session: str, told: Any, **__: Any) -> None:
            await self.view(camera.name, session, told)

        def hang_up(camera: Any, session: str) -> None:
            self.hang_up(camera.name, session)

        entry = MockConfigEntry(
            domain="ring",
            version=1,
            minor_version=3,
            title="Ring",
            data={"username": "Anna", "token": {}, "device_id": "hardware"},
        )
        entry.add_to_hass(hass)
        package = "homeassistant.components.ring.coordinator.RingEventListener"
        for each in (
            patch.object(auth, "async_query", query),
            patch.object(camera, "generate_async_webrtc_stream", view),
            patch.object(camera, "sync_close_webrtc_stream", hang_up),
            patch(package, self.listener.made_for),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class _Listener:
    """What the library hears of by itself."""

    def __init__(self) -> None:
        """Begin without being asked."""
        self.started = False
        self._ring: Any = None
        self._told: Callable[[Any], None] = lambda _: None

    def made_for(self, ring: object, *_: object) -> _Listener:
        """Return itself in place of a new one."""
        self._ring = ring
        return self

    async def start(self, **_: object) -> None:
        """Begin to listen."""
        self.started = True

    async def stop(self) -> None:
        """Cease to listen."""
        self.started = False

    def add_notification_callback(self, told: Callable[[Any], None]) -> int:
        """Note whom to tell."""
        self._told = told
        return 1

    def tell(self, name: str, kind: str) -> None:
        """Tell of something that has happened."""
        number = next(each for each, called in CAMERAS.items() if called == name)
        event = pytest.importorskip("ring_doorbell").RingEvent(
            id=1,
            doorbot_id=number,
            device_name=name,
            device_kind="stickup_cam_mini",
            now=datetime.now(UTC).timestamp(),
            expires_in=180,
            kind=kind,
            state="human",
        )
        self._ring._add_event_to_dings_data(event)  # noqa: SLF001
        self._told(event)
