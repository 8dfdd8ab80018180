"""One visit, as the gate tells of it and the ledger counts it."""

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from ..policy.mode import Answer, Destination
from .session import LINGER, STILLS_TOGETHER, AccessPath, AccessSession, Who

if TYPE_CHECKING:
    from .ledger import Ledger


@dataclass(eq=False, slots=True)
class LedgerAccess:
    """Somebody who asks for frames; what is given adds to a session of the ledger.

    `linger` and `lasts` are those of its sessions. With `together`, the visit shares
    its session with others of the same kind, as stills in a row do.
    """

    ledger: Ledger
    who: Who
    linger: float | None
    lasts: float | None
    together: bool
    is_on_page: bool = False
    """Whether it is a picture, still or moving, on a page that somebody has open at
    home: that it shows the placeholder there is no refusal."""
    _session: AccessSession | None = field(default=None, init=False)
    _refused: bool = field(default=False, init=False)

    @property
    def destination(self) -> Destination:
        """Return where the frames go."""
        return self.who.destination

    def saw(self, answer: Answer, size: int) -> None:
        """Count a picture that is handed over, of so many bytes."""
        session = self._session_for(answer)
        session.frames += 1
        session.bytes += size
        session.last = monotonic()

    def received(self, size: int) -> None:
        """Count a piece of live video, of so many bytes."""
        session = self._session_for(Answer.LIVE)
        session.bytes += size
        session.last = monotonic()

    def heard(self) -> None:
        """Take note that the camera's sound goes along."""
        self._session_for(Answer.LIVE).sound = True

    def began(self) -> None:
        """Take note that live video begins to flow, or goes on to."""
        self._session_for(Answer.LIVE).last = monotonic()

    def was_refused(self) -> None:
        """Take note, once, that a placeholder or an error is what was given."""
        if not self._refused and not self.is_on_page:
            self._refused = True
            self.ledger.async_refuse(self.who)

    def ended(self) -> None:
        """Take note that nothing more will be given."""
        if self._session is not None and not self.together:
            self.ledger.async_end(self._session)

    def expect_pauses(self, seconds: float) -> None:
        """Be patient with a source that sends a frame of its moving picture so rarely.

        Else each of them would be a use of its own.
        """
        if self.who.way is AccessPath.MJPEG and LINGER < seconds < STILLS_TOGETHER:
            self.linger = self.lasts = seconds + LINGER

    @property
    def is_going_on(self) -> bool:
        """Tell whether something is being given."""
        return self._session is not None and not self._session.over

    @property
    def is_over(self) -> bool:
        """Tell whether something was given, and is no more."""
        return self._session is not None and self._session.over

    def _session_for(self, answer: Answer) -> AccessSession:
        session = self._session
        if (
            session is None
            or session.over
            or session.answer is not answer
            or not session.looking
        ):
            self._refused = False
            session = self._session = self.ledger.async_session(self, answer, session)
        return session
