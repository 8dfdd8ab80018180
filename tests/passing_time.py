"""Let things happen in a test, without and with time passing."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import timedelta
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import async_fire_time_changed

MOST_TURNS = 5000
"""So many turns of the event loop are far more than it takes to come to rest."""

A_FEW_TURNS = 20

_jobs_of_threads: set[asyncio.Future[Any]] = set()


def note_jobs_of_threads(loop: asyncio.AbstractEventLoop) -> None:
    """Note from now on what the loop gives to other threads, so that it can settle."""
    run = loop.run_in_executor
    _jobs_of_threads.clear()  # Those of another test's loop.

    def run_noted(
        executor: Executor | None, target: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        job = run(executor, target, *args)
        _jobs_of_threads.add(job)
        job.add_done_callback(_jobs_of_threads.discard)
        return job

    loop.run_in_executor = run_noted  # type: ignore[method-assign, assignment]


async def async_take_turns() -> None:
    """Let go on what waits for nothing any more, however slow the machine is."""
    for _ in range(A_FEW_TURNS):
        await asyncio.sleep(0)


async def async_settle() -> None:
    """Let everything run that waits for no time; what hangs goes on hanging.

    What other threads do, such as importing a platform or writing a file, is waited
    for: how many turns of the loop pass meanwhile is a matter of chance.
    """
    loop = asyncio.get_running_loop()
    for _ in range(MOST_TURNS):
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]  # noqa: SLF001
            continue
        if not _jobs_of_threads:
            return
        await asyncio.wait(_jobs_of_threads, return_when=asyncio.FIRST_COMPLETED)
    raise AssertionError("It does not come to rest")


async def async_pass(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, seconds: float, step: float = 1
) -> None:
    """Let time pass in steps, and let happen at each step what is due."""
    await async_settle()
    while seconds > 0:
        freezer.tick(timedelta(seconds=min(step, seconds)))
        async_fire_time_changed(hass)
        await async_settle()
        seconds -= step
