"""Who comes to one camera, and what for: visits under the names that are noted."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from homeassistant.components.camera import DOMAIN as CAMERA_DOMAIN, SERVICE_SNAPSHOT
from homeassistant.const import (
    ATTR_DOMAIN,
    ATTR_SERVICE,
    ATTR_SERVICE_DATA,
    CONF_FILENAME,
    EVENT_CALL_SERVICE,
)
from homeassistant.core import CALLBACK_TYPE, Context, Event, HomeAssistant, callback
from homeassistant.helpers.template import Template

from ..const import DOMAIN
from ..gate.access import Flow
from ..gate.requester import INTERNAL, Requester, Seat
from ..household.guard import Guard
from ..household.household import Household
from ..policy.mode import Destination
from ..video.webrtc_sessions import Sessions
from .access import LedgerAccess
from .kept_files import Writing
from .session import AccessPath, Who

_SNAPSHOT: Final = (CAMERA_DOMAIN, SERVICE_SNAPSHOT)


@dataclass(frozen=True, slots=True)
class _Action:
    """An action on a camera, such as `camera.snapshot`, that is under way."""

    context: Context
    files: list[Writing] = field(default_factory=list)
    """What it writes, and has written when it ends."""


_action: Final[ContextVar[_Action | None]] = ContextVar(
    f"{DOMAIN}_action", default=None
)
_called: Final[ContextVar[Event | None]] = ContextVar(f"{DOMAIN}_called", default=None)
"""The call of an action that led to the current task, as Home Assistant told of it."""


def in_action() -> bool:
    """Tell whether the current task carries out an action on a camera."""
    return _action.get() is not None


class AccessTracker:
    """Receive everybody who asks one guarded camera for frames."""

    def __init__(self, household: Household, guard: Guard, sessions: Sessions) -> None:
        """Begin with nobody; `sessions` are those of WebRTC."""
        self._hass = household.hass
        self._ledger = guard.ledger
        self._files = guard.files
        self._names = household.names
        self._sessions = sessions
        self._players: dict[Seat, list[str]] = {}
        """Who asked for the address of the HLS stream, by where from."""
        self._with_source: list[str] = []

    def still(self, requester: Requester) -> LedgerAccess:
        """Receive somebody who asks for a still."""
        way = AccessPath.STILL if _snapshot() is None else AccessPath.SNAPSHOT
        return self._visit(requester, way)

    @contextmanager
    def action(self) -> Iterator[None]:
        """Mark what an action asks for, from its beginning to its end."""
        call = _called.get()
        action = _Action(Context() if call is None else call.context)
        token = _action.set(action)
        try:
            yield
        finally:
            _action.reset(token)
            for file in action.files:
                self._files.async_written(file)

    async def async_note_snapshot(self) -> None:
        """Remember the file into which the action writes, if it is a snapshot."""
        action, name = _action.get(), _snapshot()
        if action is None or name is None:
            return
        path = Template(name, self._hass).async_render(parse_result=False)
        action.files.append(await self._files.async_begin(path))

    def moving(self, requester: Requester, interval: float | None) -> LedgerAccess:
        """Receive somebody who asks for a moving JPEG, a frame each interval."""
        return self._visit(requester, AccessPath.MJPEG, interval or 0.0)

    def webrtc(self, requester: Requester) -> LedgerAccess:
        """Receive somebody who offers WebRTC."""
        return self._visit(requester, AccessPath.WEBRTC)

    def player(self, requester: Requester) -> LedgerAccess:
        """Receive somebody who asks for the address of the HLS stream.

        It is one address for all, so who plays it later is told by where from.
        """
        visit = self._visit(requester, AccessPath.HLS)
        if requester.user_id is not None:
            _note(self._players.setdefault(requester.seat, []), visit)
        return visit

    def hls(self, requester: Requester, pause: float) -> LedgerAccess:
        """Receive somebody who plays the HLS stream, with a pause between pieces."""
        players = self._players.get(requester.seat, [])
        names = self._names.either(players, requester.destination)
        who = Who(names, requester.destination, AccessPath.HLS)
        return self._ledger.visit(who, pause=pause)

    def source(self, requester: Requester) -> LedgerAccess:
        """Receive somebody who asks for an address of the sealed source."""
        visit = self._visit(requester, AccessPath.STREAM_SOURCE)
        if visit.destination is Destination.INTERNAL:
            _note(self._with_source, visit)
        return visit

    def connection(self, destination: Destination) -> Flow:
        """Receive who connects to the sealed source, known by who has its address.

        Only who negotiates WebRTC gets one that is not for the inside.
        """
        if destination is not Destination.INTERNAL:
            return self._sessions.copies(destination)
        names = self._names.either(self._with_source, destination)
        return self._ledger.visit(Who(names, destination, AccessPath.STREAM_SOURCE))

    @asynccontextmanager
    async def recording(self, path: str) -> AsyncIterator[LedgerAccess]:
        """Receive an action that records into a file."""
        visit = self._visit(INTERNAL, AccessPath.RECORDING)
        writing = await self._files.async_begin(path)
        visit.began()
        try:
            yield visit
        finally:
            visit.ended()
            self._files.async_written(writing)

    def forget(self) -> None:
        """Forget who has addresses, since these are dead."""
        self._players.clear()
        self._with_source.clear()

    def _visit(
        self, requester: Requester, way: AccessPath, pause: float = 0.0
    ) -> LedgerAccess:
        action = _action.get()
        name = self._names.name(requester, action.context if action else None)
        visit = self._ledger.visit(Who(name, requester.destination, way), pause=pause)
        at_home = requester.destination is Destination.HOME
        visit.is_on_page = requester.by_link and at_home
        return visit


@callback
def async_note_lowerings(household: Household) -> CALLBACK_TYPE:
    """Have refused lowerings noted with the camera; return how to stop that."""

    @callback
    def refused(guard: Guard, _: str, context: Context) -> None:
        name = household.names.actor(context)
        guard.ledger.async_refuse(Who(name, Destination.INTERNAL, AccessPath.LOWERING))

    return household.when_refused.async_add(refused)


@callback
def async_note_calls(hass: HomeAssistant) -> CALLBACK_TYPE:
    """Take note which call leads to which task; return how to stop that.

    Listeners are called in the context of whoever calls, which the task inherits.
    """

    @callback
    def called(event: Event) -> None:
        _called.set(event)

    return hass.bus.async_listen(EVENT_CALL_SERVICE, called)


def _snapshot() -> str | None:
    """Return the name of the file that is to be written, if that is the action."""
    action, call = _action.get(), _called.get()
    if action is None or call is None or call.context.id != action.context.id:
        return None
    if (call.data[ATTR_DOMAIN], call.data[ATTR_SERVICE]) != _SNAPSHOT:
        return None
    name = call.data[ATTR_SERVICE_DATA].get(CONF_FILENAME)
    return name.template if isinstance(name, Template) else str(name)


def _note(names: list[str], visit: LedgerAccess) -> None:
    if visit.who.name not in names:
        names.append(visit.who.name)
