"""Measure everything in one run, and write the figures down.

    script/bench                      all, about 15 minutes
    script/bench --quick              less than a minute, only to see that it works
    script/bench --only reaction      one scenario
    script/bench --idle-minutes 2     watch for a shorter time that nothing happens

Figures go to docs/development/benchmarks.json, the table and pictures made of them to
docs/development/benchmarks.md; with --output to another directory than docs/development.
"""

import argparse
import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Final

from .effort import Effort
from .machine import Machine
from .report import write
from .rows import Row
from .running import SCENARIOS, measure
from .scenario import idle

_MINUTES: Final = 10
_QUICK_MINUTES: Final = 0.05
_DOCS: Final = Path(__file__).parents[1] / "docs" / "development"


@dataclass(slots=True)
class _Figures:
    """What is measured so far, written down after each scenario."""

    output: Path
    quick: bool
    note: str | None
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    machine: Machine = field(default_factory=Machine.now)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, name: str, rows: list[Row]) -> None:
        """Add a scenario's rows, and write everything."""
        self.rows[name] = rows
        print(f"== {name}", *(row.as_text() for row in rows), sep="\n", flush=True)
        figures = {
            "began": self.began.isoformat(timespec="seconds"),
            "minutes": round((datetime.now(UTC) - self.began).total_seconds() / 60, 1),
            "quick": self.quick,
            "note": self.note,
            "machine": self.machine.as_dict(),
            "load_after": Machine.now().load,
            "rows": [row.as_dict() for row in self.all_rows],
        }
        self.output.mkdir(exist_ok=True)
        text = json.dumps(figures, indent=1, ensure_ascii=False)
        (self.output / "benchmarks.json").write_text(f"{text}\n")
        write(self.output, figures)

    @property
    def all_rows(self) -> list[Row]:
        """Return the rows in the order of the scenarios."""
        return [row for name in SCENARIOS for row in self.rows.get(name, ())]


async def _run(options: argparse.Namespace, figures: _Figures) -> None:
    """Measure; that nothing happens is watched beside the rest."""
    quick, minutes = options.quick, options.idle_minutes
    effort = Effort.quick() if quick else Effort()
    names = options.only or SCENARIOS

    async def add(name: str) -> None:
        figures.add(
            name, await measure(name, effort, quick=quick, idle_minutes=minutes)
        )

    async with asyncio.TaskGroup() as group:
        if idle.NAME in names:
            group.create_task(add(idle.NAME))
        for name in names:
            if name != idle.NAME:
                await add(name)


def main() -> None:
    """Read the command line, measure and write."""
    parser = argparse.ArgumentParser(prog="script/bench")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=SCENARIOS, action="append")
    parser.add_argument("--idle-minutes", type=float)
    parser.add_argument("--output", type=Path, default=_DOCS)
    parser.add_argument("--note", help="what readers of the page should know")
    options = parser.parse_args()
    if options.idle_minutes is None:
        options.idle_minutes = _QUICK_MINUTES if options.quick else _MINUTES
    figures = _Figures(options.output, options.quick, options.note)
    asyncio.run(_run(options, figures))
    rows = figures.all_rows
    missed = [row.as_text() for row in rows if row.met is False]
    print(f"{len(rows)} rows, {len(missed)} aims missed", *missed, sep="\n")


if __name__ == "__main__":
    main()
