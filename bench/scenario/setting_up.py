"""Set up many cameras through the first form; how long it takes, how much it holds."""

import asyncio
import gc
from pathlib import Path
from resource import getpagesize
from time import perf_counter, process_time
from typing import Final

from homeassistant.config_entries import SOURCE_USER
from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.const import DOMAIN

from ..effort import Effort
from ..house import add_rig, home, rig_entity
from ..rows import Row

NAME: Final = "setting_up"
_MILLI: Final = 1e3
_KILO: Final = 1024
_PERSON: Final = "person.anna"


async def run(directory: Path, effort: Effort, size: int) -> list[Row]:
    """Measure once with `size` cameras; memory is only true in a fresh process."""
    async with home(directory, {}) as running:
        hass = running.hass
        hass.states.async_set(_PERSON, "not_home")
        await add_rig(hass, size)
        before = await _resident(hass)
        used = process_time()
        first = await _first_form(hass, size)
        used = process_time() - used
        held = await _resident(hass) - before
        (entry,) = hass.config_entries.async_entries(DOMAIN)
        again = []
        for _ in range(effort.rounds):
            began = perf_counter()
            await hass.config_entries.async_reload(entry.entry_id)
            await hass.async_block_till_done()
            again.append((perf_counter() - began) * _MILLI / size)
    return [
        Row.single(
            NAME,
            "First set-up, for each camera",
            "ms",
            [first * _MILLI / size],
            size=size,
            at_most=10,
        ),
        Row.single(
            NAME,
            "First set-up, processor time for each camera",
            "ms",
            [used * _MILLI / size],
            size=size,
        ),
        Row.single(
            NAME,
            "Reload, for each camera",
            "ms",
            again,
            size=size,
            at_most=5,
        ),
        Row.single(
            NAME,
            "Memory, for each camera",
            "kB",
            [held / _KILO / size],
            size=size,
        ),
    ]


async def _first_form(hass: HomeAssistant, size: int) -> float:
    """Return the seconds from sending the form until all is set up."""
    form = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    began = perf_counter()
    await hass.config_entries.flow.async_configure(
        form["flow_id"],
        {
            "cameras": [rig_entity("camera", number) for number in range(size)],
            "people": [_PERSON],
            "home_mode": "private",
            "away_mode": "open",
            "take_over": True,
        },
    )
    await hass.config_entries.flow.async_configure(form["flow_id"], {})
    await hass.async_block_till_done()
    return perf_counter() - began


async def _resident(hass: HomeAssistant) -> int:
    """Return the bytes of memory that this process holds, once it is at rest."""
    await asyncio.sleep(2)
    gc.collect()
    pages = await hass.async_add_executor_job(Path("/proc/self/statm").read_text)
    return int(pages.split()[1]) * getpagesize()
