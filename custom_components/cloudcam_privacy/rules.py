"""Make the household's rules from what is stored of them."""

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv

from .const import CONF_AFTER, CONF_CAMERAS, CONF_EXCEPTION, CONF_HOLD, CONF_MODE
from .memory import Memory
from .policy.decision import Rule
from .policy.mode import Mode
from .watch.create import create_watch
from .watch.rule import WatchedRule


def watched_rule(
    hass: HomeAssistant, subentry: ConfigSubentry, memory: Memory
) -> WatchedRule:
    """Return the rule of a subentry, with what is remembered of it."""
    data = subentry.data
    rule = Rule(
        subentry.subentry_id,
        subentry.title,
        Mode(data[CONF_MODE]),
        frozenset(data[CONF_CAMERAS]) or None,
        data[CONF_EXCEPTION],
    )
    timing = memory.timing(
        rule.rule_id, cv.time_period(data[CONF_AFTER]), cv.time_period(data[CONF_HOLD])
    )
    return WatchedRule(hass, rule, create_watch(hass, data), timing)
