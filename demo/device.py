"""A simulated camera's settings, and how it takes commands, faults and reboots."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

from .faults import FAULTS, HEALTHY, Fault
from .marker import slug

SETTINGS: Final = ("sleep", "motion_detection", "human_detection", "microphone")
COMMANDS_KEPT: Final = 50

type Settings = dict[str, bool]
type Changed = Callable[[], None]


def _factory_settings() -> Settings:
    return {
        "sleep": False,
        "motion_detection": True,
        "human_detection": True,
        "microphone": True,
    }


class ConnectionDroppedError(Exception):
    """The camera closes the connection instead of answering."""


class Device:
    """The camera itself, without its pictures."""

    def __init__(self, name: str, boot_seconds: float, figures: int) -> None:
        """Start awake and uploading, as it comes from the factory."""
        self.name = name
        self.slug = slug(name)
        self.boot_seconds = boot_seconds
        self.figures = figures
        self.settings = _factory_settings()
        self.power = True
        self.internet = True
        self.booting = False
        self.fault: Fault = HEALTHY
        self.fault_name: str | None = None
        self.fault_seconds: float = 0
        self.commands: deque[dict[str, object]] = deque(maxlen=COMMANDS_KEPT)
        self._wakes_ignored = 0
        self._listeners: list[Changed] = []
        self._boot: asyncio.Task[None] | None = None
        self._habit: asyncio.Task[None] | None = None

    @property
    def reachable(self) -> bool:
        """Tell whether the camera is on the network."""
        return self.power and not self.booting

    @property
    def answering(self) -> bool:
        """Tell whether the camera answers questions about its state."""
        return self.reachable and not (
            self.fault.hides_asleep and self.settings["sleep"]
        )

    @property
    def showing(self) -> bool:
        """Tell whether the camera gives its picture away on the home network."""
        return self.reachable and not self.settings["sleep"]

    @property
    def uploading(self) -> bool:
        """Tell whether the camera sends its frames to the maker's cloud."""
        if not self.reachable or not self.internet:
            return False
        wanted = (
            not self.settings["sleep"]
            and self.settings["motion_detection"]
            and self.settings["human_detection"]
        )
        return wanted or self.fault.uploads_anyway

    def listen(self, listener: Changed) -> None:
        """Have something called, at once, after each change."""
        self._listeners.append(listener)

    def change(self, settings: Settings) -> None:
        """Change settings for certain, as the maker's app does."""
        self.settings |= settings
        self._changed()

    async def command(self, text: str, settings: Settings) -> None:
        """Take a command from the network, as far as the fault lets it through.

        Raises ConnectionDroppedError when there will be no answer.
        """
        self.commands.append(
            {"time": datetime.now(UTC).isoformat(), "command": text, **settings}
        )
        fault = self.fault
        if fault.drops_connection:
            raise ConnectionDroppedError
        if fault.answers_late:
            await asyncio.sleep(self.fault_seconds)
        if fault.ignores_commands:
            return
        if settings.get("sleep") is False and self.settings["sleep"]:
            self._wakes_ignored += 1
            if self._wakes_ignored < fault.wake_commands:
                return
        if "sleep" in settings:
            self._wakes_ignored = 0
        self.change(settings)

    def set_power(self, power: bool) -> None:
        """Plug the camera in, upon which it boots, or unplug it."""
        if power and not self.power:
            self.power = True
            self.reboot()
        elif not power:
            self.power = False
            self._changed()

    def set_internet(self, internet: bool) -> None:
        """Let the camera reach its maker or not, as a router does."""
        self.internet = internet
        self._changed()

    def reboot(self) -> None:
        """Go off the network for `boot_seconds` and come back."""
        if self._boot is not None:
            self._boot.cancel()
        self.booting = True
        self._boot = asyncio.create_task(self._finish_boot())
        self._changed()

    async def _finish_boot(self) -> None:
        await asyncio.sleep(self.boot_seconds)
        if self.fault.forgets_settings:
            self.settings = _factory_settings()
        self.booting = False
        self._changed()

    def set_fault(self, name: str | None, seconds: float | None = None) -> None:
        """Switch a fault on by its name, or the present one off with None."""
        self.fault_name = name
        self.fault = FAULTS[name] if name is not None else HEALTHY
        self.fault_seconds = self.fault.seconds if seconds is None else seconds
        self._wakes_ignored = 0
        if self._habit is not None:
            self._habit.cancel()
            self._habit = None
        if self.fault.reboots or self.fault.used_by_app:
            self._habit = asyncio.create_task(self._act_by_itself())
        self._changed()

    async def _act_by_itself(self) -> None:
        while True:
            await asyncio.sleep(self.fault_seconds)
            if self.fault.reboots:
                self.reboot()
            else:
                self.change({"sleep": not self.settings["sleep"]})

    async def stop(self) -> None:
        """End what the camera does by itself."""
        for task in (self._boot, self._habit):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()
