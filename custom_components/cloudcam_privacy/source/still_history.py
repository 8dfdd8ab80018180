"""What is known of a camera's stills: whether it gives any, and how fresh they are.

Learned from the stills that go through the gate anyway. No picture is kept, only the
digest of the last one.
"""

from hashlib import sha256


def digest(content: bytes) -> bytes:
    """Return what a frame can be recognized by, but not seen."""
    return sha256(content).digest()


class StillHistory:
    """The stills that one camera has given since it is guarded."""

    def __init__(self) -> None:
        """Begin without any."""
        self._last: bytes | None = None
        self._at = 0.0
        self.has_any = False
        """Whether the camera gave a picture."""
        self.freshness: float | None = None
        """Seconds between two stills that differed, at least: no still is kept longer.

        None while all were the same, as those of a camera that keeps its last one.
        """

    def note(self, content: bytes, now: float) -> None:
        """Take note of a still; `now` in seconds of the event loop."""
        self.has_any = True
        last, self._last = self._last, digest(content)
        if last is not None and last != self._last:
            gap = now - self._at
            if self.freshness is None or gap < self.freshness:
                self.freshness = gap
        self._at = now

    @property
    def last(self) -> bytes | None:
        """Return the digest of the last still."""
        return self._last
