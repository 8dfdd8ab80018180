"""WebRTC sessions of one guarded camera, so that they can be ended from here."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final

from homeassistant.components.camera import (
    WebRTCAnswer,
    WebRTCError,
    WebRTCMessage,
    WebRTCSendMessage,
)
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError

from ..gate.access import Access, Flow
from ..policy.mode import Destination
from ..source.errors import no_video, raise_if_cancelled
from .ending import end_each
from .sdp import gives_sound

WITH_SOUND_ONLY: Final = "This camera sends no video without its sound, and is muted"

type HangUp = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Viewer:
    """How to talk to a viewer, how to end the session, and who notes what is seen."""

    send_message: WebRTCSendMessage
    hang_up: HangUp
    visit: Access
    hears: bool | None
    """Whether the camera's sound goes along; None if a provider takes it from us."""


class _Copies:
    """Video that a provider fetches once and sends to each of its viewers."""

    def __init__(self, sessions: Sessions, destination: Destination) -> None:
        self._sessions = sessions
        self._destination = destination

    def received(self, size: int) -> None:
        """Count a piece for each of them."""
        for visit in self._sessions.visits:
            if visit.destination is self._destination:
                visit.received(size)

    def heard(self) -> None:
        """Take note for each of them that the sound goes along."""
        for visit in self._sessions.visits:
            if visit.destination is self._destination:
                visit.heard()

    def ended(self) -> None:
        """Nothing ends with the provider's fetching: each viewer does on his own."""


class Sessions:
    """Who is being shown video by WebRTC, or is about to be.

    An offer takes its time: one that is answered after its session has ended must
    lead to nothing, so messages pass through here and an ended session is mute.
    """

    def __init__(self) -> None:
        """Begin without sessions."""
        self._viewers: dict[str, _Viewer] = {}

    def __contains__(self, session_id: object) -> bool:
        """Tell whether a session goes on."""
        return session_id in self._viewers

    @contextmanager
    def negotiating(
        self,
        session_id: str,
        send_message: WebRTCSendMessage,
        hang_up: HangUp,
        visit: Access,
        *,
        hears: bool | None,
    ) -> Iterator[WebRTCSendMessage]:
        """Let a viewer in; give how to talk to him for as long as he may look.

        `hang_up` ends the session at the side of who negotiates it. Raises
        HomeAssistantError, whatever the camera's integration raises.
        """
        self._viewers[session_id] = _Viewer(send_message, hang_up, visit, hears)
        try:
            yield partial(self._send, session_id)
        except HomeAssistantError:
            raise
        except asyncio.CancelledError as err:
            raise_if_cancelled()
            raise no_video() from err
        except Exception as err:
            raise no_video() from err
        finally:
            if session_id not in self._viewers:
                end_each(partial(hang_up, session_id))

    @callback
    def _send(self, session_id: str, message: WebRTCMessage) -> None:
        if (viewer := self._viewers.get(session_id)) is None:
            return
        if isinstance(message, WebRTCAnswer):
            if viewer.hears is False and gives_sound(message.answer):
                self._end([session_id], WITH_SOUND_ONLY)
                return
            viewer.visit.began()
            if viewer.hears and gives_sound(message.answer):
                viewer.visit.heard()
        viewer.send_message(message)

    @property
    def visits(self) -> Iterator[Access]:
        """Return those of all viewers."""
        return (viewer.visit for viewer in self._viewers.values())

    def copies(self, destination: Destination) -> Flow:
        """Return what goes to all at a destination, though it is fetched only once."""
        return _Copies(self, destination)

    @callback
    def end(self, session_id: str) -> None:
        """End a session of which the viewer has had enough."""
        if session_id in self._viewers:
            viewer = self._viewers.pop(session_id)
            viewer.visit.ended()
            viewer.hang_up(session_id)

    @callback
    def end_all(self, reason: str) -> None:
        """Tell every viewer that it is over; browsers then hang up."""
        self._end(list(self._viewers), reason)

    @callback
    def end_hearing(self, reason: str) -> None:
        """End the sessions in which the camera itself sends its sound."""
        hearing = [each for each, viewer in self._viewers.items() if viewer.hears]
        self._end(hearing, reason)

    def _end(self, session_ids: Iterable[str], reason: str) -> None:
        viewers = {each: self._viewers.pop(each) for each in session_ids}
        for session_id, viewer in viewers.items():
            end_each(
                viewer.visit.ended,
                partial(viewer.send_message, WebRTCError("private", reason)),
                partial(viewer.hang_up, session_id),
            )
