"""The checkpoint that each frame of one camera passes on its way to somebody."""

from typing import Protocol

from homeassistant.core import callback

from ..household.listeners import Listeners
from ..policy.decision import Decision
from ..policy.mode import Answer, Destination, Mode, answer_to
from ..policy.sound import MUTING_MODES, SoundSetting, may_hear


class Rules(Protocol):
    """The rules of a camera, and what they ask for at the moment."""

    @property
    def decision(self) -> Decision:
        """Return the decision by the rules alone."""


class Gate:
    """Say what each destination is given; shut until told otherwise.

    It is never less strict than the rules ask, unless they are overruled by hand.
    """

    def __init__(
        self, rules: Rules, *, trust_internal: bool, sound: SoundSetting
    ) -> None:
        """Start shut."""
        self._rules = rules
        self._follows_mode = self._follows_sound = True
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
        asked = self._rules.decision.mode
        if self._follows_mode and asked.stricter_than(self._mode):
            return asked
        return self._mode

    @property
    def muted(self) -> bool:
        """Tell whether nobody is given sound now."""
        by_rules = self._follows_sound and self._rules.decision.sound.baseline
        return self._muted or by_rules or self.mode in MUTING_MODES

    @callback
    def async_follow(self, *, mode: bool, sound: bool) -> None:
        """Follow the rules or, where they are overruled by hand, do not."""
        self._follows_mode, self._follows_sound = mode, sound

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
        """Enforce a stricter mode; `async_tell` is to follow in the same loop step."""
        self._mode = mode

    @callback
    def async_mute(self) -> None:
        """Mute; `async_tell` is to follow in the same loop step."""
        self._muted = True

    @callback
    def async_tell(self) -> None:
        """Tell those who hold frames or sound what is enforced, if that has changed."""
        before, self._told = self._told, self.mode
        was_muted, self._told_muted = self._told_muted, self.muted
        if self._told.stricter_than(before):
            self.when_raised.async_call()
        if self._told_muted is not was_muted:
            self.when_sound_moved.async_call()
        if self.mode is not before:
            self.when_moved.async_call()

    def answer(self, destination: Destination) -> Answer:
        """Return what the destination is given now."""
        return answer_to(destination, self.mode, trust_internal=self._trust_internal)

    def may_hear(self, destination: Destination) -> bool:
        """Tell whether sound may go along with live video to the destination now."""
        return may_hear(destination, self._sound, muted=self.muted)
