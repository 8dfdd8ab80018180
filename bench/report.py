"""The figures as a page: what was measured, tables, pictures."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from . import chart
from .numbers import Spread, figure
from .rows import Row

_TITLES: Final = {
    "stills": "A still",
    "moving": "A moving picture",
    "hearing": "Sound",
    "raising": "Privacy is raised while many watch",
    "blurring": "Blurred pictures",
    "reaction": "Somebody comes home",
    "reaction_slow_disk": "Somebody comes home, on a disk that takes 100 ms a write",
    "changes": "A state changes",
    "setting_up": "Set-up and memory",
    "restart": "Home Assistant starts anew",
    "idle": "Nothing happens",
}
_HEAD: Final = """\
# Benchmarks

What guarding costs, beside plain Home Assistant doing the same job with what it has. Made by
`script/bench`, which sets everything up and measures ours and plain in turn, in the same real
Home Assistant or in processes side by side. All figures: [benchmarks.json](benchmarks.json).

- A figure is a median. In brackets stands the interval that holds the median with 95 %, by order
  statistics; of fewer than six samples it is the whole range.
- A ratio is ours over plain, pair by pair, and the median of that.
- *Size* is the number of cameras, rules or viewers.
- A cut call counts when it arrives at the switch. How the switch stood is on disk beforehand, and
  what was sent is noted at the same time; an automation notes nothing.
- Not compared: WebRTC, which Home Assistant itself carries once it is let through.
"""


def write(directory: Path, figures: dict[str, Any]) -> None:
    """Write benchmarks.md and its pictures into the directory."""
    rows = [Row.from_dict(row) for row in figures["rows"]]
    pictures = directory / "pictures"
    pictures.mkdir(exist_ok=True)
    parts = [_HEAD, _circumstances(figures)]
    for scenario, group in groupby(rows, key=lambda row: row.scenario):
        parts.append(f"## {_TITLES[scenario]}\n")
        found = list(group)
        for name, drawn in chart.of(scenario, found):
            path = pictures / f"bench-{name}.svg"
            path.write_text(drawn.svg())
            parts.append(f"![{drawn.title}](pictures/{path.name})\n")
        parts.append(_table(found))
    (directory / "benchmarks.md").write_text("\n".join(parts))


def _circumstances(figures: dict[str, Any]) -> str:
    machine = figures["machine"]
    load = ", ".join(f"{each:.1f}" for each in machine["load"])
    after = ", ".join(f"{each:.1f}" for each in figures["load_after"])
    lines = [
        (
            f"Measured {figures['began'][:10]} in {figures['minutes']} minutes on "
            f"{machine['cores']} cores of {machine['processor']}, {machine['system']}, "
            f"Python {machine['python']}, Home Assistant {machine['home_assistant']}. "
            f"Load average before: {load}; after: {after}."
        )
    ]
    if max(*machine["load"], *figures["load_after"][1:]) > machine["cores"]:
        lines.append(
            "**The machine was busy with other things:** times are longer than they "
            "would be, and spread wider. Ratios of pairs and counts hold."
        )
    if figures["note"]:
        lines.append(figures["note"])
    if figures["quick"]:
        lines.append("**A quick run:** it shows that all works, and little else.")
    return "\n\n".join(lines) + "\n"


def _table(rows: Iterable[Row]) -> str:
    lines = [
        "| What | Size | Unit | Ours | Plain | Ratio | Aim |",
        "|---|---:|---|---:|---:|---:|---|",
    ]
    for row in rows:
        cells = (
            row.what,
            "" if row.size is None else figure(row.size),
            row.unit,
            _cell(row.ours),
            _cell(row.plain),
            _cell(row.ratio),
            "" if row.aim is None else f"{row.aim} {'✓' if row.met else '✗'}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(spread: Spread | None) -> str:
    return "" if spread is None else str(spread)
