"""The repair of a camera whose guard something goes round: list, choose, mend."""

from collections.abc import Sequence
from typing import Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.helpers.dispatcher import async_dispatcher_send
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..household.household import HouseholdConfigEntry
from .answer import listed, what_of
from .audit import async_audit
from .finding import Finding
from .mend import async_mend
from .watch import SIGNAL_MENDED

CONF_MENDS: Final = "mends"


class BypassedFlow(RepairsFlow):
    """Tell what goes round the guard, and mend what is chosen."""

    def __init__(self, entry: HouseholdConfigEntry, camera_id: str) -> None:
        """Remember whose guard it is."""
        self._household = entry.runtime_data
        self._camera_id = camera_id
        self._offered: dict[str, Finding] = {}

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Look again, since much may have been mended by hand."""
        found = await self._async_bypasses()
        if not found:
            return self.async_create_entry(data={})
        return self._show(found)

    async def async_step_mend(
        self, user_input: dict[str, list[str]] | None = None
    ) -> RepairsFlowResult:
        """Mend what was chosen, and tell what is left."""
        chosen = [
            self._offered[each] for each in (user_input or {}).get(CONF_MENDS, ())
        ]
        failed = await async_mend(self.hass, self._household, chosen)
        async_dispatcher_send(self.hass, SIGNAL_MENDED)
        if failed:
            names = ", ".join(dict.fromkeys(each.name for each in failed))
            return self.async_abort(
                reason="not_mended", description_placeholders={"names": names}
            )
        mended = {each.finding_id for each in chosen}
        left = [
            each
            for each in await self._async_bypasses()
            if each.finding_id not in mended
        ]
        if left:
            return self.async_abort(
                reason="some_left",
                description_placeholders={"findings": self._listed(left)},
            )
        return self.async_create_entry(data={})

    async def _async_bypasses(self) -> Sequence[Finding]:
        audit = await async_audit(self.hass, self._household)
        return audit.bypasses(self._camera_id)

    def _show(self, found: Sequence[Finding]) -> RepairsFlowResult:
        self._offered = {each.finding_id: each for each in found if each.mend}
        guard = self._household.guards[self._camera_id]
        words = self._household.texts
        options = [
            SelectOptionDict(
                value=finding_id,
                label=f"{words.text('audit_click', each.mend or '')}: "
                f"{what_of(words, each, guard)}",
            )
            for finding_id, each in self._offered.items()
        ]
        choice = SelectSelector(
            SelectSelectorConfig(
                options=options, multiple=True, mode=SelectSelectorMode.LIST
            )
        )
        fields = {vol.Optional(CONF_MENDS, default=list(self._offered)): choice}
        return self.async_show_form(
            step_id="mend",
            data_schema=vol.Schema(fields if options else {}),
            description_placeholders={
                "camera": guard.name,
                "findings": self._listed(found),
            },
        )

    def _listed(self, findings: Sequence[Finding]) -> str:
        guard = self._household.guards[self._camera_id]
        return listed(self._household.texts, findings, guard)
