"""A household in a process of its own, whose devices outlive it in files."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch

from homeassistant.config_entries import ConfigSubentryDataWithId
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.storage import Store
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.forms.options import DEFAULT_OPTIONS
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.household.issues import async_report

from ...common import camera_subentry, cut, household_of, someone_home

type Say = Callable[[Any], None]
"""Tells whoever has started the process."""

PERSON: Final = "person.anna"
DEVICES: Final = 5
LONGEST_LAG: Final = 0.02
"""Seconds that a device takes at most to obey."""

QUIET: Final = 0.4
"""Seconds after a lowering before somebody switches something by hand."""


class Devices:
    """Lights whose truth is in files, as a device's is in the device."""

    def __init__(self, hass: HomeAssistant, directory: Path, random: Random) -> None:
        """Take up the devices as they are; those of the first start are on."""
        self._hass = hass
        self._directory = directory
        self._random = random
        self.entity_ids = [f"light.device_{number}" for number in range(DEVICES)]
        for entity_id in self.entity_ids:
            if not self._file(entity_id).exists():
                self._file(entity_id).write_text("on")
            self._show(entity_id)
        for state in ("on", "off"):
            hass.services.async_register("light", f"turn_{state}", self._obey)

    def _file(self, entity_id: str) -> Path:
        return self._directory / entity_id

    def truth(self, entity_id: str) -> str:
        """Return how a device is."""
        return self._file(entity_id).read_text()

    def switch(self, entity_id: str, state: str) -> None:
        """Switch the device itself, and have it tell."""
        new = self._file(entity_id).with_suffix(".new")
        new.write_text(state)
        new.replace(self._file(entity_id))
        self._show(entity_id)

    def _show(self, entity_id: str) -> None:
        self._hass.states.async_set(entity_id, self.truth(entity_id))

    async def _obey(self, call: ServiceCall) -> None:
        await asyncio.sleep(self._random.uniform(0, LONGEST_LAG))
        entity_id: str = call.data["entity_id"]
        self.switch(entity_id, call.service.removeprefix("turn_"))


@contextmanager
def disk(seconds: float) -> Iterator[None]:
    """Let each write take some seconds."""
    write = Store._async_write_data  # noqa: SLF001

    async def write_slowly(store: Store[Any], data: dict[str, Any]) -> None:
        await asyncio.sleep(seconds)
        await write(store, data)

    with patch.object(Store, "_async_write_data", write_slowly):
        yield


async def guard(hass: HomeAssistant, switches: list[str], *, known: bool) -> Household:
    """Set up the household as it was before; `known` if there was one."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        entry_id="household",
        version=2,
        data={"remembers": known},
        options=DEFAULT_OPTIONS,
        subentries_data=[
            *(
                ConfigSubentryDataWithId(
                    **camera_subentry(
                        f"camera.number_{number}",
                        f"Camera {number}",
                        cuts=[cut(switch, "off")],
                    ),
                    subentry_id=f"camera{number}",
                )
                for number, switch in enumerate(switches)
            ),
            ConfigSubentryDataWithId(**someone_home(PERSON), subentry_id="rule"),
        ],
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    return household_of(entry)


async def until(holds: Callable[[], bool], seconds: float) -> None:
    """Wait until something holds, though not for ever."""
    end = asyncio.get_running_loop().time() + seconds
    while not holds() and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def live(
    hass: HomeAssistant, household: Household, devices: Devices, say: Say
) -> None:
    """Come home, go, and switch something off by hand in between; until killed."""
    by_hand = devices.entity_ids[0]
    store = household.store
    while True:
        say("raise")
        hass.states.async_set(PERSON, "home")
        await until(
            lambda: not any(map(is_on, map(devices.truth, devices.entity_ids))), 5
        )
        await asyncio.sleep(QUIET)
        say("lower")
        hass.states.async_set(PERSON, "not_home")
        await until(
            lambda: all(map(is_on, map(devices.truth, devices.entity_ids[1:]))), 5
        )
        await asyncio.sleep(QUIET)
        if is_on(devices.truth(by_hand)):
            devices.switch(by_hand, "off")
            await asyncio.sleep(QUIET)
            await store.async_save()
            say("by hand")


def is_on(state: str) -> bool:
    """Tell whether a device is on."""
    return state == "on"


async def recover(
    hass: HomeAssistant,
    household: Household,
    devices: Devices,
    say: Say,
    *,
    away: bool,
) -> None:
    """Go on where it ended, leave, and tell how all devices are then."""
    if not away:
        hass.states.async_set(PERSON, "home")
        await asyncio.sleep(2)
        hass.states.async_set(PERSON, "not_home")
    await asyncio.sleep(2)
    controls = household.pool.controls
    async_report(hass, household)
    issues = {
        issue_id for domain, issue_id in ir.async_get(hass).issues if domain == DOMAIN
    }
    say(
        {
            each: (
                devices.truth(each),
                controls[each].record.state.value,
                f"cut_unclaimed_{each}" in issues,
            )
            for each in devices.entity_ids
        }
    )


async def run(
    directory: Path, what: str, random: Random, disk_seconds: float, say: Say
) -> None:
    """Live until killed, or recover and tell how it is."""
    known = (directory / ".storage" / DOMAIN).exists()
    with disk(disk_seconds):
        async with async_test_home_assistant(config_dir=str(directory)) as hass:
            hass.data.pop(DATA_CUSTOM_COMPONENTS)
            devices = Devices(hass, directory, random)
            for number in range(DEVICES):
                hass.states.async_set(f"camera.number_{number}", "idle")
            away = what == "live" or random.random() < 0.5
            hass.states.async_set(PERSON, "not_home" if away else "home")
            for component in ("http", "homeassistant"):
                assert await async_setup_component(hass, component, {})
            household = await guard(hass, devices.entity_ids, known=known)
            if what == "live":
                await live(hass, household, devices, say)
            await recover(hass, household, devices, say, away=away)
            await hass.async_stop(force=True)
