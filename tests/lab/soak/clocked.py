"""Home Assistant as a process whose wall clock can be set, alone of all processes."""

import os
from pathlib import Path
import sys
from typing import Final, override

from demo.house.client import Client
from demo.house.hass import HomeAssistant

FAKETIME: Final = Path(
    os.environ.get(
        "LAB_FAKETIME", "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
    )
)
"""Debian's `libfaketime`; the variable names another place."""


_RUN: Final = Path(__file__).with_name("run_hass.py")


class ClockedHomeAssistant(HomeAssistant):
    """A Home Assistant that asks a file what time it is."""

    @property
    def _file(self) -> Path:
        return self.config / "clock"

    @staticmethod
    def can_be_set() -> bool:
        """Tell whether there is what it takes."""
        return FAKETIME.exists()

    def set_clock(self, seconds: int) -> None:
        """Set its clock so far off; timers go on as they are."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.replace(self._file)

    @override
    async def launch(self) -> None:
        self.set_clock(0)
        added = {
            "LD_PRELOAD": str(FAKETIME),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        if self.can_be_set():
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
