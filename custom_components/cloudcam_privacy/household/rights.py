"""Who may lower privacy. Anyone may raise it."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import Context

from ..const import CONF_AUTOMATIONS_MAY_LOWER, CONF_LOWER_USERS, CONF_VOICE_MAY_LOWER
from .caller import CallerKind, CallerResolver


class Rights:
    """Tell who may lower privacy, by the household's options.

    A person may who is one of the chosen users, or, if none are chosen, has a login.
    A voice may where that is allowed; if it speaks under a person's login, as in the
    app, that person must be allowed to as well. An automation may where that is
    allowed; if somebody started it by hand, that one must be allowed to as well.
    Whoever is not known may not.
    """

    def __init__(self, callers: CallerResolver, options: Mapping[str, Any]) -> None:
        """Take the options of the entry."""
        self.callers = callers
        self._options = options

    @property
    def voice_may_lower(self) -> bool:
        """Tell whether a voice may lower privacy at all."""
        return bool(self._options[CONF_VOICE_MAY_LOWER])

    def may_lower(self, context: Context) -> bool:
        """Tell whether a call may lower privacy."""
        match self.callers.kind(context):
            case CallerKind.PERSON:
                return self._person_may(context.user_id)
            case CallerKind.VOICE:
                return self.voice_may_lower and self._person_may(
                    self.callers.speaker(context)
                )
            case CallerKind.AUTOMATION:
                starter = self.callers.starter(context)
                return bool(self._options[CONF_AUTOMATIONS_MAY_LOWER]) and (
                    starter is None or self.may_lower(starter)
                )
            case CallerKind.NOT_KNOWN:
                return False

    def _person_may(self, user_id: str | None) -> bool:
        """Tell whether the person behind a call may, if there is one with a login."""
        chosen = self._options[CONF_LOWER_USERS]
        return (
            user_id is None
            or not chosen
            or user_id in chosen
            or not self.callers.has_login(user_id)
        )
