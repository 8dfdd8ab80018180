"""Make the household's rules from what is stored of them."""

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv

from ..const import (
    CONF_AFTER,
    CONF_CAMERAS,
    CONF_EXCEPTION,
    CONF_HOLD,
    CONF_MODE,
    CONF_MUTE,
)
from ..household.store import HouseholdStore
from ..policy.matching import Rule
from ..policy.mode import Mode
from .create import create_watch
from .rule import WatchedRule


def watched_rule(
    hass: HomeAssistant, subentry: ConfigSubentry, store: HouseholdStore
) -> WatchedRule:
    """Return the rule of a subentry, with what is remembered of it."""
    data = subentry.data
    rule = Rule(
        subentry.subentry_id,
        subentry.title,
        Mode(data[CONF_MODE]),
        frozenset(data[CONF_CAMERAS]) or None,
        data[CONF_EXCEPTION],
        data.get(CONF_MUTE, False),
    )
    timing = store.timing(
        rule.rule_id, cv.time_period(data[CONF_AFTER]), cv.time_period(data[CONF_HOLD])
    )
    return WatchedRule(hass, rule, create_watch(hass, data), timing)
