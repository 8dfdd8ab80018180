"""Run the scenarios, each in processes of its own that leave nothing behind."""

import asyncio
from asyncio.subprocess import PIPE
import json
from pathlib import Path
import sys
import tempfile
from time import perf_counter_ns
from typing import Any, Final

from demo.processes import ROOT

from .effort import Effort
from .rows import Row
from .scenario import idle, restart
from .worker import SINGLE, SIZED

SCENARIOS: Final = (*SINGLE, *SIZED, restart.NAME, idle.NAME)


async def measure(
    name: str, effort: Effort, *, quick: bool, idle_minutes: float
) -> list[Row]:
    """Return the rows of a scenario; raises RuntimeError when it fails.

    `idle_minutes` is how long it is watched that nothing happens.
    """
    with tempfile.TemporaryDirectory() as directory:
        run = _Run(name, Path(directory), quick=quick)
        if name == idle.NAME:
            return await _idle(run, idle_minutes)
        if name == restart.NAME:
            return await _restart(run, effort)
        if name in SINGLE:
            return await run.rows()
        sizes = {
            "reaction": effort.sizes,
            "reaction_slow_disk": effort.sizes,
            "changes": effort.rules,
            "setting_up": sorted({min(effort.large, 100), effort.large}),
        }
        return [row for size in sizes[name] for row in await run.rows(size)]


class _Run:
    """Start workers of one scenario."""

    def __init__(self, name: str, directory: Path, *, quick: bool) -> None:
        self._name = name
        self._directory = directory
        self._quick = ("--quick",) if quick else ()

    async def rows(self, size: int | None = None) -> list[Row]:
        """Return the rows that a worker gives, in a directory of its own."""
        sized = () if size is None else ("--size", str(size))
        answer = await self.answer(f"home-{size}", *sized)
        return [Row.from_dict(row) for row in answer]

    async def answer(self, home: str, *arguments: str) -> Any:
        """Return what a worker answers."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bench.worker", self._name),
            *(str(self._directory / home), *arguments, *self._quick),
            cwd=ROOT,
            stdout=PIPE,
            stderr=PIPE,
        )
        output, errors = await process.communicate()
        if process.returncode:
            raise RuntimeError(f"{self._name} failed:\n{errors.decode()}")
        return json.loads(output.splitlines()[-1])


async def _restart(run: _Run, effort: Effort) -> list[Row]:
    await run.answer("home", "--kind", "furnish")
    starts = []
    for _ in range(effort.rounds):
        began = str(perf_counter_ns())
        starts.append(await run.answer("home", "--kind", "start", "--began", began))
    return restart.rows(starts)


async def _idle(run: _Run, minutes: float) -> list[Row]:
    """Run all kinds side by side, so that what disturbs one disturbs all."""
    kinds = await asyncio.gather(
        *(
            run.answer(f"home-{kind}", "--kind", kind, "--minutes", str(minutes))
            for kind in idle.KINDS
        )
    )
    return idle.rows(dict(zip(idle.KINDS, kinds, strict=True)))
