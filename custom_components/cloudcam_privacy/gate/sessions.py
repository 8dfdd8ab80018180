"""WebRTC sessions of one guarded camera, so that they can be ended from here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from homeassistant.components.camera import (
    WebRTCError,
    WebRTCMessage,
    WebRTCSendMessage,
)
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError

from ..source import no_video
from .ending import end_each

type HangUp = Callable[[str], None]


class Sessions:
    """Who is being shown video by WebRTC, or is about to be.

    An offer takes its time: one that is answered after its session has ended must
    lead to nothing, so messages pass through here and an ended session is mute.
    """

    def __init__(self) -> None:
        """Begin without sessions."""
        self._viewers: dict[str, tuple[WebRTCSendMessage, HangUp]] = {}

    def __contains__(self, session_id: object) -> bool:
        """Tell whether a session goes on."""
        return session_id in self._viewers

    @contextmanager
    def negotiating(
        self, session_id: str, send_message: WebRTCSendMessage, hang_up: HangUp
    ) -> Iterator[WebRTCSendMessage]:
        """Let a viewer in; give how to talk to him for as long as he may look.

        `hang_up` ends the session at the side of who negotiates it. Raises
        HomeAssistantError, whatever the camera's integration raises.
        """
        self._viewers[session_id] = send_message, hang_up
        try:
            yield partial(self._send, session_id)
        except HomeAssistantError:
            raise
        except Exception as err:
            raise no_video() from err
        finally:
            if session_id not in self._viewers:
                end_each(partial(hang_up, session_id))

    @callback
    def _send(self, session_id: str, message: WebRTCMessage) -> None:
        if session_id in self._viewers:
            send_message, _ = self._viewers[session_id]
            send_message(message)

    @callback
    def end(self, session_id: str) -> None:
        """End a session of which the viewer has had enough."""
        if session_id in self._viewers:
            _, hang_up = self._viewers.pop(session_id)
            hang_up(session_id)

    @callback
    def end_all(self, reason: str) -> None:
        """Tell every viewer that it is over; browsers then hang up."""
        viewers, self._viewers = self._viewers, {}
        for session_id, (send_message, hang_up) in viewers.items():
            end_each(
                partial(send_message, WebRTCError("private", reason)),
                partial(hang_up, session_id),
            )
