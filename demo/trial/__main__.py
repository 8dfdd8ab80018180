"""Try every fault and write what was seen into docs/development/faults.md: see script/faults."""

import asyncio
from datetime import UTC, datetime
import os
from pathlib import Path
import sys
from typing import Final

from demo.faults import FAULTS
from demo.processes import ROOT

from .house import trial_house
from .seen import APP_OFTEN, APP_ONCE, FAULTY, HEALTHY, NAMES, Seen
from .trial import trial

PLUGGED: Final = "Uploads anyway"
FILE: Final = ROOT / "docs" / "development" / "faults.md"

_ABOUT: Final = {
    HEALTHY: "Does as it is told.",
    **{name: FAULTS[fault].about for name, fault in FAULTY.items()},
    PLUGGED: FAULTS["uploads_anyway"].about + " It hangs on a smart plug, which is "
    "set up as a last resort.",
    "Forgets on reboot": FAULTS["forgets_on_reboot"].about + " It is rebooted once "
    "while Anna is home.",
    APP_ONCE: "Is woken once from the maker's app while Anna is home.",
    APP_OFTEN: "Is woken from the maker's app again and again: a wake that is "
    "noticed counts, and at the third within ten minutes we stop fighting.",
}

_HEAD: Final = """# Faulty cameras

What Cloudcam Privacy does when a camera does not do as it is told. Written by
`script/faults`, which runs the demo's simulated cameras, one for each fault, at one real
Home Assistant with its own `foscam` integration, all at the same time: Anna comes home, all is
waited for that comes of it, and she leaves. Each camera has an upload meter (here the maker's
own numbers, asked every two seconds).

Measured on {date} with {cpus} processors{load}. Times are in seconds.

- **Gate closed**: from the door to the first answer without the room in it.
- **Last byte**: from the door, or from what the maker's app or a reboot did, to the last byte
  that reached the maker while Anna was home. Home Assistant's `foscam` looks at a camera every
  30 seconds only; until then nobody can know that an app or a reboot woke it.
- **Assurance**: what the sensor said, and how many seconds after the door.
- **Back**: from Anna leaving to the first byte. "+ repair" is with the repair below.

| Camera | Gate closed | Last byte | Assurance while home | Back | Leak | Events | Repair issue |
|---|---|---|---|---|---|---|---|
"""

_TAIL: Final = """
After that the faults were switched off, and Anna came and left once more: {again}.
Nothing was restarted or set up anew in between.

Where it says "by itself", all was well again without anybody doing anything. A repair issue
goes by itself as soon as what it tells of is over; here the issues went when Anna left, or, for
the camera that answers nothing while it is off, once it answered again. Home Assistant drops
actions on entities that are not available, so such a camera cannot be woken through its own
integration: use a cut that does not go through it, such as a smart plug.

## The faults

{faults}
"""


def _sequence(seen: Seen) -> str:
    return " → ".join(f"{state} {at:.1f}" for at, state in seen.assurance)


def _row(name: str, seen: Seen) -> str:
    last = "goes on" if seen.last_byte is None else f"{seen.last_byte:.1f}"
    issues = sorted(seen.issues_home | seen.issues_out)
    if FAULTY.get(name) == "gone_when_off":
        back = f"{seen.back:.1f} + repair"
    else:
        back = f"{seen.back:.1f}"
    cells = (
        name,
        f"{seen.closed:.1f}",
        last,
        _sequence(seen),
        back,
        "yes" if seen.leaked else "no",
        ", ".join(f"`{event}`" for event in seen.events),
        ", ".join(f"`{key}`" for key in issues) or "none: by itself",
    )
    return f"| {' | '.join(cells)} |"


def _page(seen: dict[str, Seen], load: float) -> str:
    cpus = os.cpu_count() or 1
    busy = (
        f", which others kept busy (load {load:.0f} at the start)"
        if load > cpus
        else ""
    )
    head = _HEAD.format(date=datetime.now(UTC).date(), cpus=cpus, load=busy)
    well = all(
        s.next_quiet and s.next_back and not s.issues_after for s in seen.values()
    )
    again = (
        "all cameras were cut, silent and back"
        if well
        else "not all cameras were cut, silent and back"
    )
    faults = "\n".join(f"- **{name}**: {_ABOUT[name]}" for name in seen)
    rows = "\n".join(_row(name, each) for name, each in seen.items())
    return head + rows + "\n" + _TAIL.format(again=again, faults=faults)


async def _run() -> dict[str, Seen]:
    async with (
        trial_house(NAMES, PLUGGED) as house,
        trial(house, hurry=False) as faults,
    ):
        return await faults.run()


def main() -> None:
    """Run, write and print."""
    load = os.getloadavg()[0]
    page = _page(asyncio.run(_run()), load)
    file = Path(sys.argv[1]) if sys.argv[1:] else FILE
    file.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
