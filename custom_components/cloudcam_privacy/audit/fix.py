"""Fix what was found, with one click: the repair of a camera whose guard is bypassed."""

import asyncio
from collections.abc import Iterable, Sequence
import logging
from typing import Any, Final

from homeassistant.components.camera.const import DATA_CAMERA_PREFS
from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..const import CONF_TAKE_OVER
from ..household.accepted import ACCEPT_FIELD, ACCEPTED, async_accept
from ..household.household import Household, HouseholdConfigEntry
from .answer import listed, what_of
from .audit import async_audit
from .finding import Finding, Fix
from .watch import SIGNAL_FIXED

_LOGGER = logging.getLogger(__name__)

CONF_FIXES: Final = "fixes"

PREFS_LIMIT: Final = 10
"""Seconds that a camera's settings in Home Assistant may take to be changed."""


class BypassedFlow(RepairsFlow):
    """Tell what bypasses the guard, and fix what is chosen."""

    def __init__(self, entry: HouseholdConfigEntry, camera_id: str) -> None:
        """Remember whose guard it is."""
        self._household = entry.runtime_data
        self._camera_id = camera_id
        self._offered: dict[str, Finding] = {}

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Look again, since much may have been fixed by hand."""
        found = await self._async_bypasses()
        if not found:
            return self.async_create_entry(data={})
        return self._show(found)

    async def async_step_fix(
        self, user_input: dict[str, Any] | None = None
    ) -> RepairsFlowResult:
        """Fix what was chosen, and tell what is left, unless that is accepted."""
        chosen = [
            self._offered[each] for each in (user_input or {}).get(CONF_FIXES, ())
        ]
        failed = await _async_fix(self.hass, self._household, chosen)
        async_dispatcher_send(self.hass, SIGNAL_FIXED)
        if failed:
            names = ", ".join(dict.fromkeys(each.name for each in failed))
            return self.async_abort(
                reason="not_fixed", description_placeholders={"names": names}
            )
        if any(each.fix is Fix.TAKE_OVER for each in chosen):
            return self.async_create_entry(data={})  # All else may change with it.
        fixed = {each.finding_id for each in chosen}
        found = await self._async_bypasses()
        if left := [each for each in found if each.finding_id not in fixed]:
            if async_accept(self.hass, self.issue_id, user_input):
                return self.async_abort(reason=ACCEPTED)
            return self.async_abort(
                reason="some_left",
                description_placeholders={"findings": self._listed(left)},
            )
        return self.async_create_entry(data={})

    async def _async_bypasses(self) -> Sequence[Finding]:
        audit = await async_audit(self.hass, self._household)
        return audit.bypasses(self._camera_id)

    def _show(self, found: Sequence[Finding]) -> RepairsFlowResult:
        self._offered = {each.finding_id: each for each in found if each.fix}
        guard = self._household.guards[self._camera_id]
        words = self._household.texts
        options = [
            SelectOptionDict(
                value=finding_id,
                label=f"{words.text('audit_click', each.fix or '')}: "
                f"{what_of(words, each, guard)}",
            )
            for finding_id, each in self._offered.items()
        ]
        choice = SelectSelector(
            SelectSelectorConfig(
                options=options, multiple=True, mode=SelectSelectorMode.LIST
            )
        )
        fields = {vol.Optional(CONF_FIXES, default=list(self._offered)): choice}
        return self.async_show_form(
            step_id="fix",
            data_schema=vol.Schema((fields if options else {}) | ACCEPT_FIELD),
            description_placeholders={
                "camera": guard.name,
                "findings": self._listed(found),
            },
        )

    def _listed(self, findings: Sequence[Finding]) -> str:
        guard = self._household.guards[self._camera_id]
        return listed(self._household.texts, findings, guard)


async def _async_fix(
    hass: HomeAssistant, household: Household, findings: Iterable[Finding]
) -> list[Finding]:
    """Fix what can be fixed with one click; return what could not.

    Taking over comes last, since the entry is set up anew for it.
    """
    failed = []
    for finding in sorted(findings, key=lambda each: each.fix is Fix.TAKE_OVER):
        try:
            await _async_fix_one(hass, household, finding)
        except (HomeAssistantError, KeyError, OSError, TimeoutError) as err:
            _LOGGER.debug("Could not fix %s: %r", finding.finding_id, err)
            failed.append(finding)
    return failed


async def _async_fix_one(
    hass: HomeAssistant, household: Household, finding: Finding
) -> None:
    source = household.guards[finding.camera_id].source.entity_id or ""
    match finding.fix:
        case Fix.TAKE_OVER:
            subentry = household.entry.subentries[finding.camera_id]
            hass.config_entries.async_update_subentry(
                household.entry, subentry, data={**subentry.data, CONF_TAKE_OVER: True}
            )
        case Fix.HIDE:
            hider = er.RegistryEntryHider
            by = hider.INTEGRATION if finding.key == source else hider.USER
            er.async_get(hass).async_update_entity(finding.key, hidden_by=by)
        case Fix.UNEXPOSE:
            async_expose_entity(hass, finding.key, source, False)
        case Fix.PRELOAD_OFF:
            prefs = hass.data[DATA_CAMERA_PREFS]
            async with asyncio.timeout(PREFS_LIMIT):
                await prefs.async_update(source, preload_stream=False)
