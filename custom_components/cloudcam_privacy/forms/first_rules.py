"""The rules that the first form adds."""

from collections.abc import Mapping
from typing import Any

from homeassistant.config_entries import ConfigEntry, ConfigSubentryData
from homeassistant.core import HomeAssistant, callback

from ..const import (
    CONF_AFTER,
    CONF_CAMERAS,
    CONF_EXCEPTION,
    CONF_HOLD,
    CONF_HOME_MODE,
    CONF_KIND,
    CONF_MODE,
    CONF_MUTE,
    CONF_NAME,
    CONF_PEOPLE,
    CONF_PRESENCE,
    CONF_ROOM_MODE,
    CONF_SENSORS,
    CONF_TRACKERS,
    SUBENTRY_RULE,
)
from ..household.localize import Texts
from ..rules.presence import Presence
from ..rules.room_sensors import USUAL_SENSORS
from .durations import NO_TIME
from .rule_kinds import ROOM_HOLD
from .rule_title import rule_title


async def async_first_rules(
    hass: HomeAssistant, people: list[str], given: Mapping[str, Any]
) -> list[ConfigSubentryData]:
    """Return "Someone is home", and "Someone is in the room" if that is wanted."""
    texts = await Texts.async_load(hass)
    presence = Presence.ANYONE_HOME.value
    rules = [
        {
            CONF_KIND: "presence",
            CONF_NAME: texts.text(CONF_PRESENCE, presence),
            CONF_MODE: given[CONF_HOME_MODE],
            CONF_PEOPLE: people,
            CONF_PRESENCE: presence,
            CONF_HOLD: NO_TIME,
        }
    ]
    if room_mode := given.get(CONF_ROOM_MODE):
        rules.append(
            {
                CONF_KIND: "room",
                CONF_NAME: texts.say("someone_in_room"),
                CONF_MODE: room_mode,
                CONF_SENSORS: [kind.value for kind in USUAL_SENSORS],
                CONF_TRACKERS: [],
                CONF_HOLD: ROOM_HOLD,
            }
        )
    return [_subentry(hass, texts, rule) for rule in rules]


def _subentry(
    hass: HomeAssistant, texts: Texts, own: dict[str, Any]
) -> ConfigSubentryData:
    data = {
        CONF_CAMERAS: [],
        CONF_MUTE: False,
        CONF_EXCEPTION: False,
        CONF_AFTER: NO_TIME,
        **own,
    }
    return ConfigSubentryData(
        subentry_type=SUBENTRY_RULE,
        title=rule_title(hass, texts, data),
        unique_id=None,
        data=data,
    )


@callback
def async_title_rules(hass: HomeAssistant, entry: ConfigEntry, texts: Texts) -> None:
    """Say what a rule does in the titles that are only its name, as in 0.1.0."""
    for subentry in entry.get_subentries_of_type(SUBENTRY_RULE):
        if subentry.title == subentry.data[CONF_NAME]:
            title = rule_title(hass, texts, subentry.data)
            hass.config_entries.async_update_subentry(entry, subentry, title=title)
