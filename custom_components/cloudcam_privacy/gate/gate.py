"""The checkpoint that each frame of one camera passes on its way to somebody."""

from homeassistant.core import callback

from ..household.listeners import Listeners
from ..policy.mode import Answer, Destination, Mode, answer_to
from ..policy.sound import MUTING_MODES, SoundSetting, may_hear


class Gate:
    """Say what each destination is given; shut until told otherwise."""

    def __init__(self, *, trust_internal: bool, sound: SoundSetting) -> None:
        """Start shut."""
        self._mode = self._told = Mode.PRIVATE
        self._muted = self._told_muted = True
        self._sound = sound
        self._trust_internal = trust_internal
        # Called back in the step of the event loop in which something changes:
        self.when_raised = Listeners[[]]()
        """The mode is stricter; first of all."""
        self.when_sound_moved = Listeners[[]]()
        """It is muted, or unmuted."""
        self.when_moved = Listeners[[]]()
        """The mode has changed."""

    @property
    def mode(self) -> Mode:
        """Return the mode that the gate enforces now."""
        return self._mode

    @property
    def muted(self) -> bool:
        """Tell whether nobody is given sound now."""
        return self._muted or self._mode in MUTING_MODES

    @callback
    def async_set_mode(self, mode: Mode) -> None:
        """Enforce a mode from this very moment, and tell those who hold frames."""
        self._mode = mode
        self.async_tell()

    @callback
    def async_set_muted(self, muted: bool) -> None:
        """Mute or unmute from this very moment, and tell those who hold sound."""
        self._muted = muted
        self.async_tell()

    @callback
    def async_shut(self, mode: Mode) -> None:
        """Enforce a stricter mode; `async_tell` is to follow in the same loop step.

        So that many gates can shut before the first of them tells anybody.
        """
        self._mode = mode

    @callback
    def async_mute(self) -> None:
        """Mute; `async_tell` is to follow in the same loop step."""
        self._muted = True

    @callback
    def async_tell(self) -> None:
        """Tell those who hold frames or sound what is enforced, if that has changed."""
        before, self._told = self._told, self._mode
        was_muted, self._told_muted = self._told_muted, self.muted
        if self._mode.stricter_than(before):
            self.when_raised.async_call()
        if self._told_muted is not was_muted:
            self.when_sound_moved.async_call()
        if self._mode is not before:
            self.when_moved.async_call()

    def answer(self, destination: Destination) -> Answer:
        """Return what the destination is given now."""
        return answer_to(destination, self._mode, trust_internal=self._trust_internal)

    def may_hear(self, destination: Destination) -> bool:
        """Tell whether sound may go along with live video to the destination now."""
        return may_hear(destination, self._sound, muted=self.muted)
