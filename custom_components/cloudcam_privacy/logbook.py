"""Lines of the logbook: who watched or was refused, and what a camera became, in words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.components.logbook import (
    LOGBOOK_ENTRY_ICON,
    LOGBOOK_ENTRY_MESSAGE,
    LOGBOOK_ENTRY_NAME,
)
from homeassistant.core import Event, HomeAssistant, callback

from .const import DOMAIN
from .household.localize import Texts
from .household.privacy_events import EVENT_PRIVACY
from .ledger.session import EVENT_ACCESS, AccessKind, AccessPath
from .policy.mode import Destination

ICONS: Final = {AccessKind.VIEWED: "mdi:eye", AccessKind.REFUSED: "mdi:eye-remove"}

PRIVACY_ICON: Final = "mdi:shield-lock"

_REFUSED: Final = {
    None: "log_refused",
    Destination.HOME: "log_refused_home",
    Destination.REMOTE: "log_refused_remote",
    Destination.INTERNAL: "log_refused_internal",
}
_WATCHED: Final = {
    None: "log_watched",
    Destination.HOME: "log_watched_home",
    Destination.REMOTE: "log_watched_remote",
    Destination.INTERNAL: "log_watched_internal",
}
_LOOKED: Final = {
    None: "log_looked",
    Destination.HOME: "log_looked_home",
    Destination.REMOTE: "log_looked_remote",
    Destination.INTERNAL: "log_looked_internal",
}


@callback
def async_describe_events(
    hass: HomeAssistant,
    async_describe_event: Callable[[str, str, Callable[[Event], dict[str, Any]]], None],
) -> None:
    """Say how uses and refusals read."""

    @callback
    def describe(event: Event) -> dict[str, Any]:
        data = event.data
        texts = _texts(hass)
        return {
            LOGBOOK_ENTRY_NAME: data["camera"],
            # Who it was belongs here: of one entity, the frontend shows no names.
            LOGBOOK_ENTRY_MESSAGE: texts.say(
                _sentence(data),
                who=_who(data, texts),
                duration=texts.duration(data.get("duration", 0)),
            ),
            LOGBOOK_ENTRY_ICON: ICONS[AccessKind(data["type"])],
        }

    @callback
    def describe_privacy(event: Event) -> dict[str, Any]:
        data, texts = event.data, _texts(hass)
        said = texts.say(f"log_{data['what']}")
        if until := data.get("until"):
            said = texts.say("log_until", what=said, until=until)
        if data["reasons"]:
            reasons = ", ".join(data["reasons"])
            said = texts.say("log_because", what=said, reason=reasons)
        return {
            LOGBOOK_ENTRY_NAME: data["camera"],
            LOGBOOK_ENTRY_MESSAGE: said,
            LOGBOOK_ENTRY_ICON: PRIVACY_ICON,
        }

    async_describe_event(DOMAIN, EVENT_ACCESS, describe)
    async_describe_event(DOMAIN, EVENT_PRIVACY, describe_privacy)


def _texts(hass: HomeAssistant) -> Texts:
    entries = hass.config_entries.async_loaded_entries(DOMAIN)
    return entries[0].runtime_data.texts if entries else Texts({})


def _who(data: Mapping[str, Any], texts: Texts) -> str:
    """Return who it was, without the place: each sentence says that by itself."""
    nobody = (None, texts.say("someone_at_home"))
    who = data.get("who")
    return texts.say("someone") if who in nobody else str(who)


def _sentence(data: Mapping[str, Any]) -> str:
    """Return which sentence to say: what was done, and where to if that is known."""
    if data["path"] == AccessPath.LOWERING:
        return "log_lowering_by" if "who" in data else "log_lowering"
    if data["type"] == AccessKind.REFUSED:
        sentences = _REFUSED
    else:
        sentences = _WATCHED if data["duration"] else _LOOKED
    return sentences[data.get("destination")]
