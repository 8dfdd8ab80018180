"""Which pieces of a stream may be heard: whoever may hear gets them, others silence.

What is said while the camera is muted is never heard, also not by whoever asks for that
piece when it is unmuted again, or by a recording that looks back.
"""

from collections.abc import Callable
import logging
from typing import Final

from homeassistant.components.stream.core import Part, Segment, StreamOutput
from homeassistant.core import CALLBACK_TYPE, callback

from ..gate.gate import Gate
from .silence import silenced

_LOGGER = logging.getLogger(__name__)

type Position = tuple[int, int]
"""The number of a segment, and of a part in it."""

KEPT: Final = 20
"""How many past mutes of a stream are remembered: pieces are kept for seconds only."""


class MutedPieces:
    """Remember of one stream which of its pieces were made while it was muted."""

    def __init__(
        self,
        gate: Gate,
        position: Callable[[], Position],
        parts_of: Callable[[int], int],
    ) -> None:
        """Begin; `position` tells which piece is being made now.

        `parts_of` gives how many parts a segment has so far, 0 if it is not kept.
        """
        self._gate = gate
        self._position = position
        self._parts_of = parts_of
        self._since: Position | None = None
        self._past: list[tuple[Position, Position]] = []
        self._moved()
        self.async_stop: CALLBACK_TYPE = gate.when_sound_moved.async_add(self._moved)

    @callback
    def _moved(self) -> None:
        if self._gate.muted:
            if self._since is None:
                self._since = self._position()
        elif self._since is not None:
            number, part = self._position()
            # What is made now, and what had been buffered for the piece after it.
            self._past = [*self._past[-KEPT:], (self._since, (number, part + 1))]
            self._since = None

    def was_muted(self, piece: Position) -> bool:
        """Tell whether a piece, or a part of it, was made while the camera was muted."""
        if self._since is not None and piece >= self._since:
            return True
        return any(
            first <= piece <= last or self._follows(piece, last)
            for first, last in self._past
        )

    def _follows(self, piece: Position, last: Position) -> bool:
        """Tell whether a piece stands for the last one, which its segment did not get."""
        number, part = last
        return piece == (number + 1, 0) and self._parts_of(number) <= part


class HeardPart:
    """A part of a segment for somebody who may hear it, or may not, when it is read."""

    def __init__(self, part: Part, init: bytes, may_hear: Callable[[], bool]) -> None:
        """Stand in front of a part."""
        self._part = part
        self._init = init
        self._may_hear = may_hear
        self.duration = part.duration
        self.has_keyframe = part.has_keyframe

    @property
    def data(self) -> bytes:
        """Return the piece as it may be given now."""
        data = self._part.data
        if self._may_hear():
            return data
        try:
            return silenced(self._init, data)
        except ValueError as err:
            _LOGGER.debug("A piece of video is kept back, for its sound: %s", err)
            return b""


class HeardSegment:
    """A segment for somebody who may hear it, or may not, when it is read."""

    def __init__(self, segment: Segment, may_hear: Callable[[Position], bool]) -> None:
        """Stand in front of a segment, which may be in the making."""
        self._segment = segment
        self._may_hear = may_hear

    def __getattr__(self, name: str) -> object:
        """Return whatever else the segment has."""
        return getattr(self._segment, name)

    @property
    def parts(self) -> list[HeardPart]:
        """Return what there is of it so far."""
        segment = self._segment
        return [
            HeardPart(part, segment.init, self._may_hear_part(number))
            for number, part in enumerate(segment.parts)
        ]

    def _may_hear_part(self, number: int) -> Callable[[], bool]:
        return lambda: self._may_hear((self._segment.sequence, number))

    def get_data(self) -> bytes:
        """Return all that there is of it, as it may be given now."""
        return b"".join(part.data for part in self.parts)


class HeardOutput:
    """The pieces of a stream for one request."""

    def __init__(
        self, output: StreamOutput, may_hear: Callable[[Position], bool]
    ) -> None:
        """Stand in front of an output."""
        self._output = output
        self._may_hear = may_hear

    def __getattr__(self, name: str) -> object:
        """Return whatever else the output has."""
        return getattr(self._output, name)

    def get_segment(self, sequence: int) -> HeardSegment | None:
        """Return a segment by its number, None if there is none any more."""
        segment = self._output.get_segment(sequence)
        return None if segment is None else HeardSegment(segment, self._may_hear)
