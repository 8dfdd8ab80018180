"""Nothing that may be missing from a machine keeps our modules from being imported."""

import subprocess
import sys
from typing import Final

from .source import ROOT

OPTIONAL: Final = (
    "av",
    "go2rtc_client",
    "haffmpeg",
    "hass_frontend",
    "hassil",
    "home_assistant_intents",
    "sqlalchemy",
)
"""What comes with stream, go2rtc, ffmpeg, the frontend, Assist and the recorder."""

_IMPORT: Final = """
import importlib, pkgutil, sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in sys.argv[1:]:
            raise ImportError(f"There is no {name}")

sys.meta_path.insert(0, Missing())
import custom_components.cloudcam_privacy as ours
for module in pkgutil.walk_packages(ours.__path__, f"{ours.__name__}."):
    try:
        importlib.import_module(module.name)
    except ImportError as err:
        print(module.name, err)
"""

LATER: Final = ("cloudcam_privacy.llm", "cloudcam_privacy.logbook", ".voice.")
"""What is imported only once the integration that brings its packages is set up."""


def test_modules_are_imported_without_optional_packages() -> None:
    found = subprocess.run(
        [sys.executable, "-c", _IMPORT, *OPTIONAL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    failed = [
        line
        for line in found.stdout.splitlines()
        if not any(name in line for name in LATER)
    ]
    assert failed == []
