"""Who comes to one camera, and what for: visits under the names that are noted."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from homeassistant.core import CALLBACK_TYPE, Context, callback

from ..const import DOMAIN
from ..gate.access import Flow
from ..gate.requester import INTERNAL, Requester
from ..household.guard import Guard
from ..household.household import Household
from ..policy.mode import Destination
from ..video.webrtc_sessions import Sessions
from .access import LedgerAccess
from .session import AccessPath, Who

in_action: Final[ContextVar[Callable[[], Context] | None]] = ContextVar(
    f"{DOMAIN}_in_action", default=None
)
"""How to get the context of the action, such as `camera.record`, that is under way."""

SNAPSHOT_ACTION: Final = "_async_handle_snapshot_service"
"""Name of the coroutine in which Home Assistant takes a snapshot."""


class AccessTracker:
    """Receive everybody who asks one guarded camera for frames."""

    def __init__(self, household: Household, guard: Guard, sessions: Sessions) -> None:
        """Begin with nobody; `sessions` are those of WebRTC."""
        self._ledger = guard.ledger
        self._files = guard.files
        self._names = household.names
        self._sessions = sessions
        self._players: dict[tuple[Destination, str | None], list[str]] = {}
        """Who asked for the address of the HLS stream, by where from."""
        self._with_source: list[str] = []

    def still(self, requester: Requester) -> LedgerAccess:
        """Receive somebody who asks for a still."""
        way = AccessPath.STILL if _snapshot() is None else AccessPath.SNAPSHOT
        return self._visit(requester, way)

    @callback
    def async_note_snapshot(self) -> None:
        """Remember the file into which the current task writes, if it does."""
        if (snapshot := _snapshot()) is not None:
            task, path = snapshot
            kept = self._files.async_begin(path)
            task.add_done_callback(lambda _: self._files.async_written(kept))

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
            place = requester.destination, requester.address
            _note(self._players.setdefault(place, []), visit)
        return visit

    def hls(self, requester: Requester, pause: float) -> LedgerAccess:
        """Receive somebody who plays the HLS stream, with a pause between pieces."""
        place = requester.destination, requester.address
        names = self._names.either(self._players.get(place, []))
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
        names = self._names.either(self._with_source)
        return self._ledger.visit(Who(names, destination, AccessPath.STREAM_SOURCE))

    @contextmanager
    def recording(self, path: str) -> Iterator[LedgerAccess]:
        """Receive an action that records into a file."""
        visit = self._visit(INTERNAL, AccessPath.RECORDING)
        kept = self._files.async_begin(path)
        visit.began()
        try:
            yield visit
        finally:
            visit.ended()
            self._files.async_written(kept)

    def forget(self) -> None:
        """Forget who has addresses, since these are dead."""
        self._players.clear()
        self._with_source.clear()

    def _visit(
        self, requester: Requester, way: AccessPath, pause: float = 0.0
    ) -> LedgerAccess:
        action = in_action.get()
        name = self._names.name(requester, None if action is None else action())
        return self._ledger.visit(Who(name, requester.destination, way), pause=pause)


@callback
def async_note_lowerings(household: Household) -> CALLBACK_TYPE:
    """Have refused lowerings noted with the camera; return how to stop that."""

    @callback
    def refused(guard: Guard, _: str, context: Context) -> None:
        name = household.names.actor(context)
        guard.ledger.async_refuse(Who(name, Destination.INTERNAL, AccessPath.LOWERING))

    return household.refusals.async_listen(refused)


def _snapshot() -> tuple[asyncio.Task[Any], str] | None:
    """Return the current task and its file, if it is the action that writes one."""
    if (task := asyncio.current_task()) is None:
        return None
    coroutine = task.get_coro()
    frame = getattr(coroutine, "cr_frame", None)
    if getattr(coroutine, "__name__", None) != SNAPSHOT_ACTION or frame is None:
        return None
    path = frame.f_locals.get("snapshot_file")
    return (task, path) if isinstance(path, str) else None


def _note(names: list[str], visit: LedgerAccess) -> None:
    if visit.who.name not in names:
        names.append(visit.who.name)
