"""The checkpoint that each frame of one camera passes on its way to somebody."""

from collections.abc import Callable

from homeassistant.core import CALLBACK_TYPE, callback

from ..policy.mode import Answer, Destination, Mode, answer_to


class Gate:
    """Say what each destination is given; shut until told otherwise."""

    def __init__(self, *, trust_internal: bool) -> None:
        """Start shut."""
        self._mode = Mode.PRIVATE
        self._trust_internal = trust_internal
        self._listeners: list[Callable[[], None]] = []

    @property
    def mode(self) -> Mode:
        """Return the mode that the gate enforces now."""
        return self._mode

    @callback
    def async_set_mode(self, mode: Mode) -> None:
        """Enforce a mode from this very moment, and tell those who hold frames."""
        if mode is not self._mode:
            self._mode = mode
            for listener in tuple(self._listeners):
                listener()

    @callback
    def async_listen(self, listener: Callable[[], None]) -> CALLBACK_TYPE:
        """Call back, in the same loop step, when the mode has changed."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def answer(self, destination: Destination) -> Answer:
        """Return what the destination is given now."""
        return answer_to(destination, self._mode, trust_internal=self._trust_internal)
