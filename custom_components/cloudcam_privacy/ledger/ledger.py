"""The ledger of one camera: uses that go on, what they add up to, who was refused.

A frame adds to numbers of an open session and to nothing else. The ledger itself
works when a session begins, pauses or ends, and it waits for the next of these by
one timer, which runs only while there is something to wait for.
"""

from collections import deque
from datetime import datetime
from time import monotonic
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HassJob, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later
from homeassistant.util import dt as dt_util

from ..gate.gate import Gate
from ..household.listeners import Listeners
from ..policy.mode import Answer, Destination
from .access import LedgerAccess
from .refusals import RefusalCounter
from .session import (
    LINGER,
    STILLS_TOGETHER,
    AccessKind,
    AccessPath,
    AccessSession,
    Entry,
    Who,
)

COUNTED_EVERY: Final = 30.0
"""Seconds after which the numbers of a use that goes on are told."""

_REMEMBERED: Final = 50
"""Sessions that are over of which it is known when they were."""

_CONNECTIONS: Final = (AccessPath.WEBRTC, AccessPath.RECORDING)
"""Paths on which no frame passes us, so that the connection is what there is to see."""


class Ledger:
    """Who uses one camera, and who was refused."""

    def __init__(self, hass: HomeAssistant, gate: Gate) -> None:
        """Begin without anybody; sessions end whenever the mode is raised."""
        self._hass = hass
        self._gate = gate
        self._open: list[AccessSession] = []
        self._past: deque[tuple[datetime, datetime]] = deque(maxlen=_REMEMBERED)
        self._refusals = RefusalCounter()
        self._left_home = 0
        self.when_changed = Listeners[[]]()
        """Something that the entities show may have changed."""
        self.when_noted = Listeners[Entry]()
        """There is a new line."""
        self._timer: CALLBACK_TYPE | None = None
        self._due = 0.0
        self._told = 0.0
        self.last_viewed: datetime | None = None
        self.last_viewer: Who | None = None
        gate.when_raised.async_add(self._end_with_gate)

    # What the gate and the camera tell

    @property
    def open_visits(self) -> int:
        """Return how many visits have begun and not ended."""
        return len(self._open)

    @callback
    def visit(self, who: Who, *, pause: float = 0.0) -> LedgerAccess:
        """Return a visit, of which nothing is noted before something is given.

        `pause` are the seconds between two frames, if that is known beforehand.
        """
        if who.way in _CONNECTIONS:
            return LedgerAccess(self, who, None, None, together=False)
        linger = LINGER + pause
        if who.way in (AccessPath.STILL, AccessPath.SNAPSHOT):
            return LedgerAccess(self, who, linger, STILLS_TOGETHER, together=True)
        return LedgerAccess(self, who, linger, linger, together=False)

    @callback
    def async_refuse(self, who: Who) -> None:
        """Count a refusal; tell of it unless the same one was refused just before."""
        mode = self._gate.mode
        if self._refusals.add(who, mode):
            self._tell(Entry(AccessKind.REFUSED, who, mode))
            self._changed()
        else:
            self._arm()

    @callback
    def async_session(
        self, visit: LedgerAccess, answer: Answer, before: AccessSession | None
    ) -> AccessSession:
        """Return the session that a visit adds to: the one before, or a new one."""
        session = self._one_to_go_on(visit, answer)
        if before is not None and before is not session:
            self.async_end(before)
            if before.mode is self._gate.mode:
                visit.expect_pauses(monotonic() - before.last)
        if session is None:
            session = AccessSession(
                visit.who, self._gate.mode, answer, visit.linger, visit.lasts
            )
            self._open.append(session)
        elif visit.together:
            _find_rhythm(session)
        self.last_viewed, self.last_viewer = dt_util.utcnow(), visit.who
        if not session.looking or not session.frames:
            session.looking = True
            session.last = monotonic()
            self._changed()
        return session

    def _one_to_go_on(
        self, visit: LedgerAccess, answer: Answer
    ) -> AccessSession | None:
        if not visit.together:
            return None
        for session in self._open:
            if session.who == visit.who and session.answer is answer:
                return session
        return None

    @callback
    def async_end(self, session: AccessSession) -> None:
        """End a session, and tell of it."""
        if not session.over:
            self._end(session)
            self._changed()

    @callback
    def _end_with_gate(self) -> None:
        """End all sessions but recordings, which end when their file is closed."""
        ending = [s for s in self._open if s.who.way is not AccessPath.RECORDING]
        for session in ending:
            self._end(session)
        if ending:
            self._changed()

    @callback
    def async_stop(self) -> None:
        """End all sessions and wait for nothing any more."""
        for session in tuple(self._open):
            self._end(session)
        self._changed()
        if self._timer is not None:
            self._timer()
            self._timer = None

    def _end(self, session: AccessSession) -> None:
        if session.lasts is None:
            session.last = monotonic()
        session.over = True
        self._pause(session)
        self._open.remove(session)
        self._past.append((session.since, session.last_seen))
        if session.who.destination is not Destination.HOME:
            self._left_home += session.bytes
        self._tell(session.entry())

    def _pause(self, session: AccessSession) -> None:
        """Take note that nobody looks any more, and until when somebody did."""
        session.looking = False
        if self.last_viewed is None or self.last_viewed <= session.last_seen:
            self.last_viewed, self.last_viewer = session.last_seen, session.who

    # What there is to see

    @property
    def viewers(self) -> list[AccessSession]:
        """Return the sessions of those who are looking now, the longest first."""
        return [session for session in self._open if session.looking]

    def was_viewed(self, begin: datetime, end: datetime) -> bool:
        """Tell whether somebody has looked between two points in time."""
        going_on = ((session.since, session.last_seen) for session in self._open)
        return any(
            since <= end and until >= begin for since, until in (*self._past, *going_on)
        )

    @property
    def sessions(self) -> tuple[AccessSession, ...]:
        """Return the sessions that are not over."""
        return tuple(self._open)

    @property
    def left_home(self) -> int:
        """Return the bytes that went to remote and internal since the start."""
        return self._left_home + sum(
            session.bytes
            for session in self._open
            if session.who.destination is not Destination.HOME
        )

    @property
    def refusals(self) -> int:
        """Return how often somebody was refused since the start."""
        return self._refusals.count

    def _tell(self, entry: Entry) -> None:
        self.when_noted.async_call(entry)

    def _changed(self) -> None:
        self._told = monotonic()
        self.when_changed.async_call()
        self._arm()

    # Waiting for what comes next

    def _next(self) -> float | None:
        """Return when, on the monotonic clock, there is something to do or to tell."""
        times = [self._refusals.next_look(self._told)]
        for session in self._open:
            times.append(session.over_at)
            if session.looking:
                times += (session.looks_until, self._told + COUNTED_EVERY)
        return min((time for time in times if time is not None), default=None)

    def _arm(self) -> None:
        """Wait; a timer that comes too early, because frames came, is set anew then."""
        due = self._next()
        if self._timer is not None:
            if due is not None and self._due <= due:
                return
            self._timer()
            self._timer = None
        if due is not None:
            self._due = due
            self._timer = async_call_later(
                self._hass,
                max(0.0, due - monotonic()),
                HassJob(self._look, "ledger", cancel_on_shutdown=True),
            )

    @callback
    def _look(self, _: datetime) -> None:
        self._timer = None
        now = monotonic()
        changed = self._refusals.look(now, self._told)
        for session in tuple(self._open):
            if _is_past(session.over_at, now):
                self._end(session)
                changed = True
            elif session.looking and _is_past(session.looks_until, now):
                self._pause(session)
                changed = True
            elif session.looking and now - self._told >= COUNTED_EVERY:
                changed = True
        if changed:
            self._changed()
        else:
            self._arm()


def _is_past(when: float | None, now: float) -> bool:
    return when is not None and when <= now


def _find_rhythm(session: AccessSession) -> None:
    """Learn how far apart the stills of somebody come who looks all the time."""
    gap = monotonic() - session.last
    regular = session.frames > 1 and gap > LINGER
    session.rhythm = min(gap, STILLS_TOGETHER - LINGER) if regular else 0.0
