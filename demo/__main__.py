"""The demo, from the command line: see `script/demo --help`."""

import argparse
import asyncio
import os
import signal
import sys
import time
from typing import Final
import webbrowser

import aiohttp

from .house.hass import PASSWORD, USER
from .household import Household
from .processes import ROOT, DemoError

DIRECTORY: Final = ROOT / ".demo"
PORT: Final = 8123
_ENDS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/demo",
        description="A household with a cloud camera, on this machine only: "
        "flip who is home and watch what reaches the camera's maker.",
    )
    parser.add_argument(
        "--port",
        type=int,
        default=PORT,
        help="for Home Assistant; the others take the next free ones "
        "(default: %(default)s)",
    )
    parser.add_argument("--headless", action="store_true", help="open no browser")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="go on with the household of last time instead of a new one",
    )
    return parser.parse_args()


class _Progress:
    """Prints what happens, with the seconds since the start."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self._started:5.1f} s  {text}", flush=True)


def _greeting(household: Household) -> str:
    return f"""
  Dashboard       {household.dashboard_url}
  Log-in          {USER} / {PASSWORD}
  Maker's cloud   {household.cloud_url}
  The camera      {household.camera_url}/control

Flip "Anna is home" and watch what the maker's staff can see.
Mute the living room's camera, and they see it but hear nothing. Ctrl-C ends everything.
"""


def _open_browser(url: str) -> None:
    shows = ("DISPLAY", "WAYLAND_DISPLAY")
    if sys.platform in ("darwin", "win32") or any(map(os.environ.get, shows)):
        webbrowser.open(url)


async def _run(household: Household, headless: bool) -> None:
    """Start, and go on until something ends that should not."""
    await household.start()
    print(_greeting(household), flush=True)
    if not headless:
        await asyncio.to_thread(_open_browser, household.dashboard_url)
    await household.run()


async def main(options: argparse.Namespace) -> int:
    """Run the demo until Ctrl-C; return the exit code."""
    progress = _Progress()
    household = Household.at(
        DIRECTORY / str(options.port), options.port, keep=options.keep, say=progress.say
    )
    work = asyncio.create_task(_run(household, options.headless))
    loop = asyncio.get_running_loop()
    for number in _ENDS:
        loop.add_signal_handler(number, work.cancel)
    try:
        await work
    except asyncio.CancelledError:
        progress.say("Ending")
    except (aiohttp.ClientError, DemoError, TimeoutError) as error:
        print(error or type(error).__name__, file=sys.stderr)
        return 1
    finally:
        await household.stop()
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_options())))
