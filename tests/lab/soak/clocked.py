"""Home Assistant as a process whose wall clock can be set, alone of all processes."""

import asyncio
from datetime import UTC, datetime
import os
from pathlib import Path
import shutil
import struct
import sys
from typing import Final, override

from demo.house.client import Client
from demo.house.hass import HomeAssistant
from demo.processes import DemoError

_COMPILER: Final = shutil.which("cc")
_SOURCE: Final = Path(__file__).with_name("set_clock.c")
_RUN: Final = Path(__file__).with_name("run_hass.py")
_COMPILE_SECONDS: Final = 60

_AHEAD: Final = 24 * 3600
"""Seconds by which its clock is off when it is right, for all that the trial does.

Home Assistant takes no log-in that was given out in what is the future to it, so its
clock must not go back to before that.
"""

_TOLERANCE: Final = 60


class ClockedHomeAssistant(HomeAssistant):
    """A Home Assistant that is told by a file how far off its clock is."""

    @property
    def _file(self) -> Path:
        return self.config / "clock"

    @property
    def _library(self) -> Path:
        return self.config / "set_clock.so"

    @staticmethod
    def can_be_set() -> bool:
        """Tell whether there is what it takes."""
        return _COMPILER is not None

    def set_clock(self, seconds: int) -> None:
        """Set its clock so far off, at once; timers go on as they are."""
        file = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(file, struct.pack("=q", _AHEAD + seconds), 0)
        finally:
            os.close(file)

    async def check_clock(self, seconds: int, entity_id: str) -> None:
        """Raise DemoError if an entity that moved just now did so at another time."""
        state = await self.client.get(f"/api/states/{entity_id}")
        moved = datetime.fromisoformat(state["last_reported"])
        off = (moved - datetime.now(UTC)).total_seconds()
        if abs(off - _AHEAD - seconds) > _TOLERANCE:
            raise DemoError(f"Home Assistant's clock is {off:.0f} s off")

    @override
    async def launch(self) -> None:
        self.set_clock(0)
        added: dict[str, str] = {}
        if _COMPILER is not None:
            if not self._library.exists():
                await self._compile(_COMPILER)
            added["LD_PRELOAD"] = str(self._library)
            added["SET_CLOCK_FILE"] = str(self._file)
        os.environ.update(added)
        try:
            await self.child.start(
                *(sys.executable, str(_RUN), "--config", str(self.config)),
                *("--skip-pip", "--log-no-color"),
                directory=self.config,
            )
        finally:
            for name in added:
                os.environ.pop(name, None)
        self._client = Client(self.url, self.token)

    async def _compile(self, compiler: str) -> None:
        command = (compiler, "-shared", "-fPIC", "-o", str(self._library), str(_SOURCE))
        async with asyncio.timeout(_COMPILE_SECONDS):
            process = await asyncio.create_subprocess_exec(*command)
            if await process.wait():
                raise DemoError(f"{_SOURCE.name} could not be compiled")
