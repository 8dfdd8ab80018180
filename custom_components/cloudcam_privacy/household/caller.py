"""Where a call comes from: a person, a voice, an automation, or nobody knows.

Told by the call's context, and by what Home Assistant says about contexts:

* What a conversation with Assist begins is known by its task, and a script passes on the
  context of whoever started it. Assistants that use a person's login come in by ways of
  their own.
* An automation has a context of its own for each run, and an event tells of it. One that
  was started by its action `automation.trigger` has that action's context as parent.
* A person's call carries the user.

Of whatever was not seen, or was forgotten, it is not known where it comes from. So what
is remembered here only ever adds rights: it outlives a reload of the entry, and somebody
who floods it takes rights away from others and gives none to himself.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from homeassistant.auth import EVENT_USER_ADDED, EVENT_USER_REMOVED, EVENT_USER_UPDATED
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.components.websocket_api import current_connection
from homeassistant.const import ATTR_DOMAIN, ATTR_NAME, ATTR_SERVICE, EVENT_CALL_SERVICE
from homeassistant.core import CALLBACK_TYPE, Context, Event, HomeAssistant, callback
from homeassistant.helpers.http import current_request
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.limited_size_dict import LimitedSizeDict

from ..const import DOMAIN
from .conversation import Conversation, conversation_of_task

AUTOMATION: Final = "automation"
PERSON: Final = "person"
EVENT_AUTOMATION_TRIGGERED: Final = "automation_triggered"
EVENT_GOOGLE_COMMAND: Final = "google_assistant_command"
SERVICE_TRIGGER: Final = "trigger"
ATTR_SOURCE: Final = "source"
"""In the event of a run: what set it off; missing where an action started it."""

ASSISTANT_PATHS: Final = (
    "/api/alexa",
    "/api/google_assistant",
    "/api/intent/",
    "/api/mcp",
    "/mcp_server/",
)
"""Where assistants knock that act under the login of a person."""

REMEMBERED: Final = 10_000
"""How many contexts of a kind are remembered."""


_CALLERS: HassKey[CallerResolver] = HassKey(f"{DOMAIN}_callers")


class CallerKind(StrEnum):
    """Where a call comes from."""

    PERSON = "person"
    VOICE = "voice"
    AUTOMATION = "automation"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class _Run:
    """A run of an automation."""

    name: str
    by_voice: bool
    starter: Context | None
    """The context of the action that started it, if one did."""


class CallerResolver:
    """Tell where calls come from, by what was seen of their contexts."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nobody until `async_start`."""
        self._hass = hass
        # By the ids of contexts, of which only the latest are remembered.
        self._heard: LimitedSizeDict[str, bool] = LimitedSizeDict(size_limit=REMEMBERED)
        self._runs: LimitedSizeDict[str, _Run] = LimitedSizeDict(size_limit=REMEMBERED)
        self._starters: LimitedSizeDict[str, Context] = LimitedSizeDict(
            size_limit=REMEMBERED
        )
        self._user_names: dict[str, str] = {}
        self._without_login: set[str] = set()
        self._cleanup: list[CALLBACK_TYPE] = []

    async def async_start(self) -> None:
        """Begin to watch the bus, if that has not begun yet."""
        if self._cleanup:
            return
        listen = self._hass.bus.async_listen
        self._cleanup = [
            listen(EVENT_CALL_SERVICE, self._action_called),
            listen(EVENT_AUTOMATION_TRIGGERED, self._automation_triggered),
            listen(EVENT_GOOGLE_COMMAND, self._google_asked),
            *(
                listen(event_type, self._users_changed)
                for event_type in (
                    EVENT_USER_ADDED,
                    EVENT_USER_REMOVED,
                    EVENT_USER_UPDATED,
                )
            ),
        ]
        await self._async_read_users()

    @callback
    def async_stop(self) -> None:
        """Cease to watch."""
        while self._cleanup:
            self._cleanup.pop()()

    # What the bus tells

    @callback
    def _action_called(self, event: Event) -> None:
        context = event.context
        if context.parent_id is None and self._is_spoken():
            self.async_heard(context)
        if (event.data[ATTR_DOMAIN], event.data[ATTR_SERVICE]) == (
            AUTOMATION,
            SERVICE_TRIGGER,
        ):
            self._starters[context.id] = context

    @callback
    def _automation_triggered(self, event: Event) -> None:
        """Take note of a run; not of one that an action began that was not seen.

        A run has no user: whoever says of himself that he is one stays who he is.
        """
        context = event.context
        if context.user_id is not None:
            return
        starter = self._starters.get(context.parent_id or "")
        by_voice = context.parent_id is None and self._is_spoken()
        if by_voice or starter is not None or ATTR_SOURCE in event.data:
            name = event.data.get(ATTR_NAME, "")
            self._runs[context.id] = _Run(name, by_voice, starter)

    @callback
    def _google_asked(self, event: Event) -> None:
        self.async_heard(event.context)

    async def _users_changed(self, event: Event) -> None:
        if event.event_type == EVENT_USER_REMOVED:
            self._without_login.add(event.data["user_id"])
        await self._async_read_users()

    async def _async_read_users(self) -> None:
        for user in await self._hass.auth.async_get_users():
            self._user_names[user.id] = user.name or ""
            if user.system_generated or not user.is_active:
                self._without_login.add(user.id)
            else:
                self._without_login.discard(user.id)

    # What is asked

    @callback
    def async_heard(self, context: Context) -> None:
        """Take note that a context is that of a voice."""
        self._heard[context.id] = True

    def kind(self, context: Context) -> CallerKind:
        """Return where a call comes from.

        An automation that a sentence has started is voice. One that was set off by
        what a voice did, such as a light that it switched on, is an automation like
        any other.
        """
        if self._heard.get(context.id):
            return CallerKind.VOICE
        if (run := self._runs.get(context.id)) is not None:
            return CallerKind.VOICE if run.by_voice else CallerKind.AUTOMATION
        if conversation_of_task(self._hass) is not Conversation.NONE:
            return CallerKind.VOICE
        if context.user_id is None or not self.has_login(context.user_id):
            return CallerKind.NOT_KNOWN
        return CallerKind.VOICE if _by_assistant() else CallerKind.PERSON

    def has_login(self, user_id: str) -> bool:
        """Tell whether a user can log in, as Home Assistant's own users cannot."""
        return user_id not in self._without_login

    def starter(self, context: Context) -> Context | None:
        """Return the context of the action that started the automation, if one did."""
        run = self._runs.get(context.id)
        return None if run is None else run.starter

    def speaker(self, context: Context) -> str | None:
        """Return the user under whose login a voice speaks, if it has one.

        An automation that a sentence has started does not carry the user on, but it
        runs in the course of what the user sent.
        """
        if context.user_id is not None:
            return context.user_id
        if (connection := current_connection.get()) is not None:
            return str(connection.user.id)
        request = current_request.get()
        user = None if request is None else request.get(KEY_HASS_USER)
        return None if user is None else str(user.id)

    def name(self, context: Context) -> str | None:
        """Return the name of the person or automation behind a call, if known."""
        if context.user_id is None:
            run = self._runs.get(context.id)
            return self._running(context) if run is None else run.name or None
        return self.user_name(context.user_id)

    def user_name(self, user_id: str) -> str | None:
        """Return the name of a user, as the household calls that person."""
        for person in self._hass.states.async_all(PERSON):
            if person.attributes.get("user_id") == user_id:
                return person.name
        return self._user_names.get(user_id) or None

    def _running(self, context: Context) -> str | None:
        """Return the name of the automation whose run has begun in this moment."""
        for state in self._hass.states.async_all(AUTOMATION):
            if state.context.id == context.id:
                return state.name
        return None

    def _is_spoken(self) -> bool:
        return conversation_of_task(self._hass) is Conversation.UNDER_WAY


@callback
def async_callers(hass: HomeAssistant) -> CallerResolver:
    """Return who knows callers: one for as long as Home Assistant runs."""
    return hass.data.setdefault(_CALLERS, CallerResolver(hass))


@callback
def async_forget_callers(hass: HomeAssistant) -> None:
    """Cease to watch callers: the household is gone."""
    if (callers := hass.data.pop(_CALLERS, None)) is not None:
        callers.async_stop()


def _by_assistant() -> bool:
    """Tell whether the request under way is an assistant's."""
    request = current_request.get()
    return request is not None and request.path.startswith(ASSISTANT_PATHS)
