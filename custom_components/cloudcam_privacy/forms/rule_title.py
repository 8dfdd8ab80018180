"""What a rule is called in the list of the integration: what it does, in words."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant, callback

from ..const import (
    CONF_END,
    CONF_END_EVENT,
    CONF_ENTITIES,
    CONF_KIND,
    CONF_MATCH,
    CONF_MODE,
    CONF_MUTE,
    CONF_NAME,
    CONF_PEOPLE,
    CONF_PRESENCE,
    CONF_START,
    CONF_START_EVENT,
)
from ..household.localize import Texts
from ..household.references import async_name
from ..policy.mode import Mode
from ..policy.schedule import Event
from ..rules.presence import Presence


@callback
def rule_title(hass: HomeAssistant, texts: Texts, data: Mapping[str, Any]) -> str:
    """Return the title of a rule, such as "Rule: private while Ada or Ben is home".

    `data` are the fields as they are stored. A name that says more goes before.
    """
    mode = texts.mode(Mode(data[CONF_MODE])).lower()
    if data.get(CONF_MUTE):
        muted = texts.say("title_muted")
        is_open = data[CONF_MODE] == Mode.OPEN
        mode = muted if is_open else f"{mode}, {muted}"
    says = _SAYINGS[data[CONF_KIND]](hass, texts, data)
    name = data[CONF_NAME]
    known = (
        *(texts.text(CONF_PRESENCE, each) for each in Presence),
        texts.say("someone_in_room"),
    )
    if name in known or f" {name} " in f" {says} ":
        return texts.say("title", mode=mode, condition=says)
    return texts.say("title_named", name=name, mode=mode, condition=says)


def _presence(hass: HomeAssistant, texts: Texts, data: Mapping[str, Any]) -> str:
    key = f"title_{data[CONF_PRESENCE]}"
    word = "and" if data[CONF_PRESENCE] == Presence.EVERYONE_HOME else "or"
    return texts.say(key, who=_names(hass, texts, data[CONF_PEOPLE], word))


def _schedule(_: HomeAssistant, texts: Texts, data: Mapping[str, Any]) -> str:
    def edge(event: str, at: str) -> str:
        kind = data.get(event, Event.TIME)
        if kind == Event.TIME:
            return str(data.get(at, "00:00"))[:5]
        return texts.text("event", kind).lower()

    return texts.say(
        "title_schedule",
        start=edge(CONF_START_EVENT, CONF_START),
        end=edge(CONF_END_EVENT, CONF_END),
    )


def _activity(hass: HomeAssistant, texts: Texts, data: Mapping[str, Any]) -> str:
    entities = data[CONF_ENTITIES]
    every = data.get(CONF_MATCH) == "all" and len(entities) > 1
    key, word = ("title_activity_all", "and") if every else ("title_activity", "or")
    return texts.say(key, what=_names(hass, texts, entities, word))


def _room(_: HomeAssistant, texts: Texts, data: Mapping[str, Any]) -> str:
    return texts.say("title_room")


def _condition(_: HomeAssistant, texts: Texts, data: Mapping[str, Any]) -> str:
    return texts.say("title_condition")


_SAYINGS = {
    "presence": _presence,
    "schedule": _schedule,
    "activity": _activity,
    "room": _room,
    "condition": _condition,
}


def _names(hass: HomeAssistant, texts: Texts, entity_ids: list[str], word: str) -> str:
    """Return the names of entities as a list in words: "Ada, Ben or Cy"."""
    names = [async_name(hass, each) for each in entity_ids]
    if len(names) < 2:
        return "".join(names)
    *some, last = names
    return f"{', '.join(some)} {texts.say(word)} {last}"
