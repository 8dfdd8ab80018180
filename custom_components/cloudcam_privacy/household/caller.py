"""Where a call comes from: a person, a voice, an automation, or nobody knows.

Told by the call's context, and by what Home Assistant says about contexts:

* A conversation with Assist hands its own context to everything it calls, and a
  script passes on the context of whoever started it. Each action that is called in
  the course of a conversation is seen as it is called, and its context remembered,
  so that what a script does half an hour later is still known as voice.
* An automation has a context of its own for each run, with the context of what
  triggered it as parent, or, with nobody behind it, the one that its own state was
  written with. An automation that was started by its action `automation.trigger` has
  that action's context as parent.
* A person's call carries the user. Assistants that use a person's login come in by
  ways of their own.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from homeassistant.auth import EVENT_USER_ADDED, EVENT_USER_REMOVED, EVENT_USER_UPDATED
from homeassistant.components.http import KEY_HASS_USER
from homeassistant.components.websocket_api import current_connection
from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_NAME,
    ATTR_SERVICE,
    EVENT_CALL_SERVICE,
    EntityStateAttribute,
)
from homeassistant.core import CALLBACK_TYPE, Context, Event, HomeAssistant, callback
from homeassistant.helpers.http import current_request

AUTOMATION: Final = "automation"
CONVERSATION: Final = "conversation"
PERSON: Final = "person"
EVENT_AUTOMATION_TRIGGERED: Final = "automation_triggered"
EVENT_GOOGLE_COMMAND: Final = "google_assistant_command"
SERVICE_TRIGGER: Final = "trigger"

ASSISTANT_PATHS: Final = (
    "/api/alexa",
    "/api/google_assistant",
    "/api/intent/",
    "/api/mcp",
    "/mcp_server/",
)
"""Where assistants knock that act under the login of a person."""

REMEMBERED: Final = 1000
"""How many contexts of a kind are remembered."""


class CallerKind(StrEnum):
    """Where a call comes from."""

    PERSON = "person"
    VOICE = "voice"
    AUTOMATION = "automation"
    NOT_KNOWN = "not_known"


class _Recent[T]:
    """The latest contexts of a kind, with what is known of each."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._known: dict[str, T] = {}

    def add(self, context: Context, what: T) -> None:
        """Remember a context, and forget the oldest if there are too many."""
        self._known[context.id] = what
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]

    def get(self, context_id: str | None) -> T | None:
        """Return what is known of a context."""
        return None if context_id is None else self._known.get(context_id)


class CallerResolver:
    """Tell the origin of calls, from what was seen of their contexts."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Know nobody until `async_start`."""
        self._hass = hass
        self._heard: _Recent[bool] = _Recent()
        self._runs: _Recent[str] = _Recent()
        self._starters: _Recent[Context] = _Recent()
        self._user_names: dict[str, str] = {}
        self._without_login: set[str] = set()
        self._cleanup: list[CALLBACK_TYPE] = []

    async def async_start(self) -> None:
        """Begin to watch the bus."""
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
        if context.parent_id is None and self._in_conversation():
            self.async_heard(context)
        if (event.data[ATTR_DOMAIN], event.data[ATTR_SERVICE]) == (
            AUTOMATION,
            SERVICE_TRIGGER,
        ):
            self._starters.add(context, context)

    @callback
    def _automation_triggered(self, event: Event) -> None:
        self._runs.add(event.context, event.data.get(ATTR_NAME, ""))

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
        self._heard.add(context, True)

    def origin(self, context: Context) -> CallerKind:
        """Return where a call comes from.

        An automation that a sentence has started has no parent and runs in the course
        of the conversation: it is voice. One that was set off by what a voice did,
        such as a light that it switched on, is an automation like any other.
        """
        if self._heard.get(context.id) or (
            context.parent_id is None and self._in_conversation()
        ):
            return CallerKind.VOICE
        if context.user_id is not None:
            if not self.has_login(context.user_id):
                return CallerKind.NOT_KNOWN
            return CallerKind.VOICE if _by_assistant() else CallerKind.PERSON
        if context.parent_id is not None or self._automation(context) is not None:
            return CallerKind.AUTOMATION
        return CallerKind.NOT_KNOWN

    def has_login(self, user_id: str) -> bool:
        """Tell whether a user can log in, as Home Assistant's own users cannot."""
        return user_id not in self._without_login

    def starter(self, context: Context) -> Context | None:
        """Return the context of the action that started the automation, if one did."""
        return self._starters.get(context.parent_id)

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
            return self._automation(context) or None
        return self.user_name(context.user_id)

    def user_name(self, user_id: str) -> str | None:
        """Return the name of a user, as the household calls that person."""
        for person in self._hass.states.async_all(PERSON):
            if person.attributes.get("user_id") == user_id:
                return person.name
        return self._user_names.get(user_id) or None

    def _automation(self, context: Context) -> str | None:
        """Return the name of the automation whose run a context is."""
        if (name := self._runs.get(context.id)) is not None:
            return name
        automations: Iterable[str] = (
            state.attributes.get(EntityStateAttribute.FRIENDLY_NAME, state.entity_id)
            for state in self._hass.states.async_all(AUTOMATION)
            if state.context.id == context.id
        )
        return next(iter(automations), None)

    def _in_conversation(self) -> bool:
        """Tell whether this very task is part of a conversation that is under way.

        Tasks and timers that a conversation leaves behind inherit its chat log. Once
        the assistant has had its last word they are no longer part of it.
        """
        if CONVERSATION not in self._hass.config.components:
            return False
        # Its package is there only where conversation is set up.
        from homeassistant.components.conversation.chat_log import (  # noqa: PLC0415
            AssistantContent,
            current_chat_log,
        )

        if (chat_log := current_chat_log.get()) is None:
            return False
        last = chat_log.content[-1]
        return not isinstance(last, AssistantContent) or bool(last.tool_calls)


def _by_assistant() -> bool:
    """Tell whether the request under way is an assistant's."""
    request = current_request.get()
    return request is not None and request.path.startswith(ASSISTANT_PATHS)
