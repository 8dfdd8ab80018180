"""An Amcrest camera, set up by YAML: its library asks the camera's own web server.

Turned off, only one of its streams ends, and a manual recording with it.
"""

import asyncio
from typing import Any, ClassVar, Final, override
from unittest.mock import MagicMock, patch

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker

STILL: Final = "snapshot.cgi"
SETTINGS: Final = {
    "Encode[0].MainFormat[0].VideoEnable": "video",
    "MotionDetect[0].Enable": "motion",
    "RecordMode[0].Mode": "record",
}
"""What the camera calls its settings; what it calls otherwise is left alone."""

ANSWERS: Final = {
    "Encode": "table.Encode[0].MainFormat[0].VideoEnable={video}\n"
    "table.Encode[0].MainFormat[0].AudioEnable=true",
    "LightGlobal": "table.LightGlobal[0].Enable=true",
    "MotionDetect": "table.MotionDetect[0].Enable={motion}\n"
    "table.MotionDetect[0].EventHandler.RecordEnable=true",
    "RecordMode": "table.RecordMode[0].Mode={record}",
    "RTSP": "table.RTSP.Port=554",
    "VideoInOptions": "table.VideoInOptions[0].DayNightColor=1",
}


class Amcrest(Maker):
    """What the camera's web server answers."""

    library: ClassVar[str] = "amcrest"
    poll: ClassVar[float] = 15
    latest: ClassVar[float] = 0
    domains: ClassVar[tuple[str, ...]] = ("camera",)
    camera: ClassVar[str] = "camera.hall"
    leaves_picture: ClassVar[bool] = True
    cannot: ClassVar[tuple[str, ...]] = (
        "late_to_tell",
        "new_password",
        "reload[theirs]",
        "restart",
    )
    """It asks the camera itself, and what is set up by YAML cannot be loaded again."""

    def __init__(self) -> None:
        """Begin with a camera that films and detects, and records by its schedule."""
        super().__init__({"video": "true", "motion": "true", "record": "0"})

    @property
    @override
    def uploads(self) -> bool:
        return bool(self.settings["motion"] == "true")

    @override
    def in_app(self, *, uploads: bool) -> None:
        self.update(dict.fromkeys(("video", "motion"), str(uploads).lower()))

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip("amcrest").CommError("No answer")
        return error

    @override
    def auth_error(self) -> Exception:
        error: Exception = pytest.importorskip("amcrest").LoginError()
        return error

    async def ask(self, command: str, **__: Any) -> MagicMock:
        """Answer as the camera's web server does."""
        await asyncio.sleep(0)
        if command == STILL:
            frame = self.still()
            self.check()
            return MagicMock(content=frame)
        path, _, query = command.partition("?")
        parts = dict(part.split("=", 1) for part in query.split("&"))
        if path != "configManager.cgi":
            self.check()
            return MagicMock(content=b"answer=2026-11-29 10:00:00")
        if parts["action"] == "getConfig":
            if parts["name"] == "RecordMode":
                self.reads += 1
            self.check()
            answer = ANSWERS[parts["name"]].format(**self.seen)
            return MagicMock(content=answer.encode())
        for theirs, ours in SETTINGS.items():
            if theirs in parts:
                await self.async_command(ours, parts[theirs])
        self.check()
        return MagicMock(content=b"OK")

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass

        async def ask(_: Any, command: str, **options: Any) -> MagicMock:
            return await self.ask(command, **options)

        for each in (
            patch("amcrest.http.Http._async_command", ask),
            patch("homeassistant.components.amcrest._start_event_monitor"),
        ):
            self.patches.enter_context(each)
        device = {
            "host": "192.0.2.9",
            "username": "user",
            "password": "password",
            "name": "Hall",
        }
        assert await async_setup_component(hass, "amcrest", {"amcrest": [device]})
        await hass.async_block_till_done()
        return MockConfigEntry(domain="amcrest")


class ManualRecording(Amcrest):
    """One that its owner has told to record all the time."""

    only: ClassVar[tuple[str, ...]] = (
        "a_minute_at_home",
        "another_mode",
        "reload[ours]",
    )

    def __init__(self) -> None:
        """Begin recording."""
        super().__init__()
        self.settings["record"] = "1"
