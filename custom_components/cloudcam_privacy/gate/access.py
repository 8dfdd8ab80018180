"""What the gate tells of a visit: what somebody was given, and when it was over."""

from typing import Protocol

from ..policy.mode import Answer, Destination


class Flow(Protocol):
    """Video on its way to somebody."""

    def received(self, size: int) -> None:
        """Count a piece of live video that is handed over, of so many bytes."""

    def heard(self) -> None:
        """Take note that the camera's sound goes along."""

    def ended(self) -> None:
        """Take note that nothing more will be given."""


class Access(Flow, Protocol):
    """Somebody who asks for frames, from the first question to the last answer."""

    @property
    def destination(self) -> Destination:
        """Return where the frames go."""

    @property
    def is_going_on(self) -> bool:
        """Tell whether something is being given."""

    @property
    def is_over(self) -> bool:
        """Tell whether something was given, and is no more."""

    def saw(self, answer: Answer, size: int) -> None:
        """Count a picture that is handed over, of so many bytes."""

    def was_refused(self) -> None:
        """Take note that a placeholder or an error is what was given."""

    def began(self) -> None:
        """Take note that live video begins to flow, or goes on to."""
