"""Who may hear which pieces of one stream, and what was heard of it."""

from collections.abc import Callable, Mapping
from typing import cast

from homeassistant.components.stream.core import Segment, StreamOutput
from homeassistant.core import CALLBACK_TYPE

from ..gate.gate import Gate
from ..policy.mode import Destination
from .heard_pieces import HeardSegment, MutedPieces, Position
from .silence import has_sound


class StreamSound:
    """What may be heard of a stream, piece by piece, when it is read."""

    recorded = False
    """Whether sound came into the latest recording."""

    def __init__(
        self, gate: Gate, outputs: Callable[[], Mapping[str, StreamOutput]]
    ) -> None:
        """Remember from now on what was made while the camera was muted."""
        self._gate = gate
        self._outputs = outputs
        self._muted = MutedPieces(gate, self._position, self._parts_of)
        self.async_stop: CALLBACK_TYPE = self._muted.async_stop

    def heard_by(self, destination: Destination) -> Callable[[Position], bool]:
        """Return what tells which pieces a destination may hear."""
        return lambda piece: (
            self._gate.may_hear(destination) and not self._muted.was_muted(piece)
        )

    def recording(self) -> Callable[[Segment], Segment]:
        """Return what makes each segment such as it may be recorded.

        What begins without sound is recorded without to its end.
        """
        begins_silent = not self._gate.may_hear(Destination.INTERNAL)
        may_hear = self.heard_by(Destination.INTERNAL)

        def as_recorded(segment: Segment) -> Segment:
            def is_recorded(piece: Position) -> bool:
                hears = not begins_silent and may_hear(piece)
                self.recorded |= hears and has_sound(segment.init)
                return hears

            return cast(Segment, HeardSegment(segment, is_recorded))

        return as_recorded

    def is_heard(self, destination: Destination) -> bool:
        """Tell whether the stream has a sound that a destination hears now."""
        segments = [output.last_segment for output in self._outputs().values()]
        init = next((segment.init for segment in segments if segment), b"")
        return self._gate.may_hear(destination) and has_sound(init)

    def _position(self) -> Position:
        """Return which piece is being made now."""
        latest = [output.last_segment for output in self._outputs().values()]
        segments = [segment for segment in latest if segment is not None]
        if not segments:
            return 0, 0
        last = max(segments, key=lambda segment: segment.sequence)
        if last.complete:
            return last.sequence + 1, 0
        return last.sequence, len(last.parts)

    def _parts_of(self, number: int) -> int:
        """Return how many parts a segment has so far, 0 if it is not kept."""
        segments = [output.get_segment(number) for output in self._outputs().values()]
        return max((len(segment.parts) for segment in segments if segment), default=0)
