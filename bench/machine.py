"""What it was measured on, and what else the machine was doing."""

from dataclasses import asdict, dataclass
import os
from pathlib import Path
import platform
import re
from typing import Any, Self

from homeassistant.const import __version__


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine and its load averages over 1, 5 and 15 minutes."""

    processor: str
    cores: int
    system: str
    python: str
    home_assistant: str
    load: tuple[float, float, float]

    @classmethod
    def now(cls) -> Self:
        """Return this machine as it is now."""
        return cls(
            _processor(),
            os.cpu_count() or 0,
            f"{platform.system()} {platform.release()}",
            platform.python_version(),
            __version__,
            os.getloadavg(),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return what goes into the JSON."""
        return asdict(self)


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    return found[1] if found else platform.machine()
