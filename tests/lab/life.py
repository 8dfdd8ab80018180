"""One life of Home Assistant, from its stores to its end."""

from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
import copy
from pathlib import Path
from typing import Any

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN
from homeassistant.config_entries import ConfigEntry, ConfigFlow
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED
from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    category_registry as cr,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    issue_registry as ir,
    label_registry as lr,
    restore_state as rs,
)
from homeassistant.helpers.entity import Entity
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockUser,
    async_test_home_assistant,
    mock_config_flow,
)

from custom_components.cloudcam_privacy.const import DOMAIN

from ..common import MAKER, make_integration

ANNA, BEN = "user-anna", "user-ben"
"""People with a login, by the ids of their users."""

_REGISTRIES = (ar, cr, dr, er, fr, ir, lr, rs)


class Life:
    """A Home Assistant that has started, with its makers' integration and ours."""

    def __init__(self, folder: Path) -> None:
        """Prepare to start in a folder."""
        self._folder = folder
        self._stack = AsyncExitStack()
        self.hass: HomeAssistant

    async def async_begin(self, more: Iterable[str] = ()) -> None:
        """Load what is in the stores; of components there are the few, and more."""
        self.hass = hass = await self._stack.enter_async_context(
            async_test_home_assistant(
                load_registries=False,
                config_dir=str(self._folder),
                initial_state=CoreState.not_running,
            )
        )
        await hass.config.async_set_time_zone("Europe/Berlin")
        hass.config.allowlist_external_dirs = {str(self._folder)}
        hass.data.pop(DATA_CUSTOM_COMPONENTS)
        dr.async_setup(hass)
        for registry in _REGISTRIES:
            await registry.async_load(hass)
        await hass.config_entries.async_initialize()
        for user_id in (ANNA, BEN):
            MockUser(id=user_id, name=user_id, is_owner=True).add_to_hass(hass)
        for component in ("http", "homeassistant", *more):
            assert await async_setup_component(hass, component, {})
        hass.config.components.add("stream")

    async def async_add_maker(self, entities: Iterable[Entity]) -> None:
        """Set up the integration that the cameras and the switches come from."""
        hass = self.hass
        by_domain: dict[str, list[Entity]] = {}
        for entity in entities:
            by_domain.setdefault(_domain(entity), []).append(entity)
        make_integration(hass, MAKER, by_domain)
        if not (entries := hass.config_entries.async_entries(MAKER)):
            entry = MockConfigEntry(domain=MAKER)
            entry.add_to_hass(hass)
            hass.config_entries._async_schedule_save()  # noqa: SLF001
            entries = [entry]
        with mock_config_flow(MAKER, ConfigFlow):
            assert await hass.config_entries.async_setup(entries[0].entry_id)

    async def async_add_ours(self, new: Mapping[str, Any] | None = None) -> ConfigEntry:
        """Set up the household; `new` is what its first life begins with."""
        entries = self.hass.config_entries.async_entries(DOMAIN)
        if not entries:
            assert new is not None
            entry = MockConfigEntry(domain=DOMAIN, title="Cloudcam Privacy", **new)
            entry.add_to_hass(self.hass)
            self.hass.config_entries._async_schedule_save()  # noqa: SLF001
            entries = [entry]
        assert await self.hass.config_entries.async_setup(entries[0].entry_id)
        return entries[0]

    def starting(self) -> None:
        """Go on to set up what is left."""
        self.hass.set_state(CoreState.starting)

    def started(self) -> None:
        """Have it that all that is to start has started."""
        self.hass.set_state(CoreState.running)
        self.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)

    async def async_end(self, stores: dict[str, Any], *, killed: bool = False) -> None:
        """Stop, or be killed: then nothing reaches the stores any more."""
        before = copy.deepcopy(stores)
        await self.hass.async_stop(force=True)
        await self._stack.aclose()
        if killed:
            stores.clear()
            stores.update(before)


def _domain(entity: Entity) -> str:
    """Return the domain of an entity by the package of its base."""
    for base in type(entity).__mro__:
        parts = base.__module__.split(".")
        if parts[:2] == ["homeassistant", "components"]:
            return parts[2]
    return CAMERA_DOMAIN
