"""The names under which the ledger notes those who use a camera.

A login has a name. Whoever comes with nothing but an address that is good for anyone
is someone with a link. What asks from inside the house is Home Assistant: the
automation whose action it is, or else the integration that is found asking.
"""

from time import monotonic
from typing import Final

from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers.frame import MissingIntegrationFrame, get_integration_frame
from homeassistant.loader import IntegrationNotLoaded, async_get_loaded_integration

from ..const import DOMAIN
from ..gate.requester import Requester, Seat
from ..household.caller import CallerKind, CallerResolver
from ..household.localize import Texts
from ..policy.mode import Destination

_HOUSE: Final = "Home Assistant"
_BETWEEN: Final = {
    DOMAIN,
    "api",
    "camera",
    "http",
    "media_source",
    "script",
    "stream",
    "websocket_api",
}
"""Integrations that ask for others."""


SAME_VISIT: Final = 300.0
"""Seconds for which a device is taken to be in the hands of who was last seen there."""


class ViewerNames:
    """Find names, in the household's language."""

    def __init__(
        self, hass: HomeAssistant, callers: CallerResolver, texts: Texts
    ) -> None:
        """Take who knows users, automations and words."""
        self._hass = hass
        self._callers = callers
        self._words = texts
        self._seen: dict[Seat, dict[str, float]] = {}
        """Whose login was seen at which device, and when."""

    def name(self, requester: Requester, action: Context | None) -> str:
        """Return who asks; `action` is the context of the action that is under way."""
        if requester.destination is not Destination.INTERNAL:
            return self._visitor(requester)
        if action is not None:
            return self.actor(action)
        integration = self._integration()
        return _HOUSE if integration is None else f"{_HOUSE}: {integration}"

    def either(self, names: list[str], destination: Destination) -> str:
        """Return those of whom it is one, or where it is if nobody is known."""
        return " / ".join(names) or self._someone(destination)

    def _someone(self, destination: Destination) -> str:
        at_home = destination is Destination.HOME
        return self._words.say("someone_at_home" if at_home else "someone_with_link")

    def actor(self, action: Context) -> str:
        """Return who is behind an action."""
        name = self._callers.name(action)
        match self._callers.kind(action):
            case CallerKind.PERSON | CallerKind.VOICE if name:
                return name
            case CallerKind.VOICE:
                return f"{_HOUSE}: {self._words.say('by_voice')}"
            case CallerKind.AUTOMATION if name:
                return f"{_HOUSE}: {name}"
            case _:
                return _HOUSE

    def _visitor(self, requester: Requester) -> str:
        """Return the name of a login; links that the house signs itself have none.

        A token in a link tells nobody's name. It is the one whose login was last seen
        at the same device, if only one was seen there lately.
        """
        user_id, now = requester.user_id, monotonic()
        known = user_id is not None and self._callers.has_login(user_id)
        name = self._callers.user_name(user_id) if known and user_id else None
        seen = self._seen.setdefault(requester.seat, {})
        if name is not None:
            seen[name] = now
            return name
        lately = [name for name, when in seen.items() if now - when < SAME_VISIT]
        if not lately:
            self._seen.pop(requester.seat)
        if len(lately) == 1:
            return lately[0]
        return self._someone(requester.destination)

    def _integration(self) -> str | None:
        """Return the name of the integration from whose code we are called."""
        try:
            found = get_integration_frame(exclude_integrations=_BETWEEN)
        except MissingIntegrationFrame:
            return None
        return self._title(found.integration)

    def _title(self, domain: str) -> str:
        try:
            return async_get_loaded_integration(self._hass, domain).name
        except IntegrationNotLoaded:
            return domain
