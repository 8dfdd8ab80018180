"""Forget: delete what was kept of a camera, and say what cannot be taken back."""

from datetime import datetime, timedelta
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
from homeassistant.util.json import JsonValueType

from ..const import CONF_FORGET_BEFORE, DOMAIN
from ..household.guard import Guard
from ..household.household import Household
from ..household.localize import Texts
from ..policy.verdict import Verdict
from ..rules.rule import WatchedRule
from .access_log import async_access_log
from .session import AccessPath
from .written_file import Fate

_FILES: Final = (AccessPath.SNAPSHOT, AccessPath.RECORDING)
_WHY: Final = {
    Fate.BEING_WRITTEN: "forget_being_written",
    Fate.CHANGED_SINCE: "forget_changed_since",
    Fate.HAS_OTHER_NAME: "forget_has_other_name",
    Fate.NOT_ALLOWED: "forget_not_allowed",
    Fate.NOT_DELETABLE: "forget_not_deletable",
}


async def async_receipt(
    hass: HomeAssistant, texts: Texts, guard: Guard, minutes: float
) -> dict[str, JsonValueType]:
    """Delete snapshots and recordings of the last minutes; return what became of them.

    The receipt names the files that were deleted and those that were not there any
    more. Whatever else there may be of these minutes is out of reach, with the reason:
    files that could not be deleted, pictures that were shown or sent, and what the
    camera itself sent to its maker.
    """
    now = dt_util.utcnow()
    since = now - timedelta(minutes=minutes)
    lost = guard.files.may_have_lost(since)
    fates = await guard.files.async_forget(since, now)
    out_of_reach: list[JsonValueType] = [
        {"what": path, "why": texts.say(_WHY[fate])}
        for path, fate in fates.items()
        if fate in _WHY
    ]
    if lost:
        why = texts.say("forget_too_many")
        out_of_reach.append({"what": "forgotten", "why": why})
    if (uses := await _async_uses(hass, guard, minutes)) != 0:
        sent: dict[str, JsonValueType] = {
            "what": "sent",
            "why": texts.say("forget_sent"),
            "uses": uses,
        }
        out_of_reach.append(sent)
    out_of_reach.append({"what": "maker", "why": texts.say("forget_maker")})
    return {
        "since": since.isoformat(timespec="seconds"),
        "deleted": _with(fates, Fate.DELETED),
        "not_found": _with(fates, Fate.NOT_FOUND),
        "out_of_reach": out_of_reach,
    }


def _with(fates: dict[str, Fate], wanted: Fate) -> list[JsonValueType]:
    return [path for path, fate in fates.items() if fate is wanted]


async def _async_uses(hass: HomeAssistant, guard: Guard, minutes: float) -> int | None:
    """Return how often pictures were given away otherwise; None if nobody knows."""
    try:
        log: Any = await async_access_log(hass, guard, minutes / 60, tells_who=False)
    except HomeAssistantError:
        return None
    return sum(row["path"] not in _FILES for row in log["sessions"])


@callback
def async_forget_before_rules(household: Household) -> CALLBACK_TYPE:
    """Have forgotten what was kept in the minutes before certain rules match.

    Each match is dealt with once: until the rule is certain nothing is deleted, and
    what is kept while it matches, as when an exception opens the camera, stays.
    """
    rules = [
        (rule, timedelta(minutes=minutes))
        for rule in household.rules
        if (
            minutes := household.entry.subentries[rule.rule.rule_id].data.get(
                CONF_FORGET_BEFORE, 0
            )
        )
    ]
    done: dict[WatchedRule, datetime] = {}

    @callback
    def look() -> None:
        for rule, span in rules:
            match = rule.matches_since
            if rule.verdict is Verdict.TRUE and match and done.get(rule) != match:
                done[rule] = match
                for guard in household.guards.values():
                    if rule in guard.rules:
                        household.entry.async_create_background_task(
                            household.hass,
                            guard.files.async_forget(match - span, match),
                            f"{DOMAIN} forget before",
                        )

    look()
    return household.when_changed.async_add(look)
