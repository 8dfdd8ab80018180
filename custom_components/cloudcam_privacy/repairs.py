"""Fix a repair issue: by asking once, or by opening the form that fixes it."""

from collections.abc import Callable, Mapping
from typing import Final, override

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.components.repairs.const import FlowType
from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
import voluptuous as vol

from .audit.fix import BypassedFlow
from .audit.left_behind import async_naming
from .audit.put_back import async_put_back
from .audit.watch import BYPASSED
from .const import CONF_OFFER_TAKE_OVER, CONF_TAKE_OVER, DOMAIN, SUBENTRY_CAMERA
from .household.accepted import ACCEPT_FIELD, ACCEPTED, async_accept
from .household.household import Household, HouseholdConfigEntry
from .source.place import async_guarded_id

UNCLAIMED: Final = "cut_unclaimed"

_FIXED_BY_FORM: Final = (
    "better_cut",
    "cut_missing",
    "gate_only",
    "room_without_sensors",
    "rule_entity_missing",
    "rule_invalid",
    "rule_loop",
    "rule_own_entity",
    "rule_silenced",
    "rule_state_unknown",
)

_ACCEPTABLE: Final = (CONF_OFFER_TAKE_OVER, "gate_only")
"""What somebody may want to leave as it is, and not be told of again."""


def _try_again(household: Household, camera_id: str) -> None:
    household.async_try_again(household.guards[camera_id])


def _forget_cut(household: Household, reference: str) -> None:
    household.pool.controls[reference].async_forget()


def _remove_camera(household: Household, camera_id: str) -> None:
    household.hass.config_entries.async_remove_subentry(household.entry, camera_id)


_FIXES: Final[Mapping[str, Callable[[Household, str], None]]] = {
    "contradicted": _try_again,
    "cut_failed": _try_again,
    "cut_not_restored": _forget_cut,
    "cut_not_undone": _try_again,
    "did_not_come_back": _try_again,
    "room_lost_sensors": Household.async_forget_room_sensors,
    "settings_changed": _forget_cut,
    "source_missing": _remove_camera,
    "store_damaged": lambda household, _: household.async_forgive_loss(),
    "store_not_written": lambda household, _: (
        household.store.async_save_in_background()
    ),
}


class FixFlow(RepairsFlow):
    """Tell what will be done, and do it when confirmed."""

    def __init__(self, entry: HouseholdConfigEntry, key: str, subentry_id: str) -> None:
        """Remember what is to be fixed."""
        self._entry = entry
        self._key = key
        self._subentry_id = subentry_id

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Begin."""
        return await self.async_step_confirm()

    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Ask once, then fix."""
        if user_input is None:
            issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
            return self.async_show_form(
                step_id="confirm",
                data_schema=vol.Schema(
                    ACCEPT_FIELD if self._key in _ACCEPTABLE else {}
                ),
                description_placeholders=issue.translation_placeholders
                if issue
                else None,
            )
        if async_accept(self.hass, self.issue_id, user_input):
            return self.async_abort(reason=ACCEPTED)
        return await self._async_fix()

    async def _async_fix(self) -> RepairsFlowResult:
        if self._key in _FIXED_BY_FORM:
            subentry = self._entry.subentries[self._subentry_id]
            return self.async_abort(
                reason="form_opened", next_flow=await self._form(subentry)
            )
        _FIXES[self._key](self._entry.runtime_data, self._subentry_id)
        return self.async_create_entry(data={})

    async def _form(self, subentry: ConfigSubentry) -> tuple[FlowType, str]:
        flow = await self.hass.config_entries.subentries.async_init(
            (self._entry.entry_id, subentry.subentry_type),
            context={
                "source": SOURCE_RECONFIGURE,
                "subentry_id": subentry.subentry_id,
            },
        )
        return FlowType.CONFIG_SUBENTRIES_FLOW, flow["flow_id"]


class TakeOverFlow(FixFlow):
    """Put back what version 0.1.0 has rewritten, and take over all cameras."""

    @override
    async def _async_fix(self) -> RepairsFlowResult:
        """Tell what has to be changed by hand."""
        hass, entry = self.hass, self._entry
        left = await async_put_back(hass, entry)
        cameras = tuple(entry.get_subentries_of_type(SUBENTRY_CAMERA))
        own = (async_guarded_id(hass, each.subentry_id) for each in cameras)
        left += await async_naming(hass, filter(None, own))
        for camera in cameras:
            hass.config_entries.async_update_subentry(
                entry, camera, data={**camera.data, CONF_TAKE_OVER: True}
            )
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, CONF_OFFER_TAKE_OVER: False}
        )
        if left:
            names = ", ".join(dict.fromkeys(left))
            return self.async_abort(
                reason="some_left", description_placeholders={"names": names}
            )
        return self.async_create_entry(data={})


class UnclaimedFlow(RepairsFlow):
    """Ask whose a cut is that was found after a crash, with no note of our doing."""

    def __init__(self, entry: HouseholdConfigEntry, reference: str) -> None:
        """Remember which entity it is about."""
        self._entry = entry
        self._reference = reference

    async def async_step_init(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Offer both answers."""
        issue = ir.async_get(self.hass).async_get_issue(DOMAIN, self.issue_id)
        return self.async_show_menu(
            step_id="init",
            menu_options=["ours", "theirs"],
            description_placeholders=issue.translation_placeholders if issue else None,
        )

    async def async_step_ours(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Put it back when the camera need not be cut any more."""
        return self._answer(ours=True)

    async def async_step_theirs(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Leave it as it is."""
        return self._answer(ours=False)

    def _answer(self, *, ours: bool) -> RepairsFlowResult:
        controls = self._entry.runtime_data.pool.controls
        if (control := controls.get(self._reference)) is not None:
            control.async_answer(ours=ours)
        return self.async_create_entry(data={})


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return the flow for one of our issues."""
    (entry,) = hass.config_entries.async_loaded_entries(DOMAIN)
    data = data or {}
    if data["key"] == BYPASSED:
        return BypassedFlow(entry, str(data["subentry_id"]))
    if data["key"] == CONF_OFFER_TAKE_OVER:
        return TakeOverFlow(entry, CONF_OFFER_TAKE_OVER, "")
    about = str(data.get("about") or "")
    if data["key"] == UNCLAIMED:
        return UnclaimedFlow(entry, about)
    return FixFlow(entry, str(data["key"]), str(data["subentry_id"]) or about)
