"""One scenario in a process of its own; the last line printed is the answer as JSON.

python -m bench.worker reaction DIRECTORY --size 100
"""

import argparse
import asyncio
import json
from pathlib import Path
from typing import Any, Final

from homeassistant import runner

from .effort import Effort
from .rows import Row
from .scenario import (
    blurring,
    changes,
    hearing,
    idle,
    moving,
    raising,
    reaction,
    restart,
    setting_up,
    stills,
)

SINGLE: Final = {
    each.NAME: each.run for each in (stills, moving, hearing, raising, blurring)
}
SIZED: Final = {
    reaction.NAME: reaction.run,
    reaction.SLOW_DISK: reaction.run_on_slow_disk,
    changes.NAME: changes.run,
    setting_up.NAME: setting_up.run,
}


async def _answer(options: argparse.Namespace) -> Any:
    effort = Effort.quick() if options.quick else Effort()
    directory, name = options.directory, options.scenario
    if name in SINGLE:
        return _dicts(await SINGLE[name](directory, effort))
    if name in SIZED:
        return _dicts(await SIZED[name](directory, effort, options.size))
    if name == idle.NAME:
        return await idle.samples(directory, effort, options.kind, options.minutes)
    if options.kind == "furnish":
        await restart.furnish(directory)
        return {}
    return await restart.start(directory, options.began)


def _dicts(rows: list[Row]) -> list[dict[str, Any]]:
    return [row.as_dict() for row in rows]


def main() -> None:
    """Read the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.worker")
    parser.add_argument("scenario", choices=(*SINGLE, *SIZED, idle.NAME, restart.NAME))
    parser.add_argument("directory", type=Path)
    parser.add_argument("--size", type=int)
    parser.add_argument("--kind")
    parser.add_argument("--began", type=int)
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--quick", action="store_true")
    answer = asyncio.run(
        _answer(parser.parse_args()), loop_factory=runner.create_event_loop
    )
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
