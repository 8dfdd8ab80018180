"""Sound beside the mode: whether it is muted, why, and who may have it.

Muted if somebody muted by hand, if a matching rule mutes, if the mode shows no live
picture to anybody, or if the camera's sound never leaves. An unmute by hand overrules
the rules for a time, but neither the mode nor the camera's setting. An exception that
matches replaces the mute of the ordinary rules by its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .matching import Cause, Known, Reason, reason_of
from .mode import Destination, Mode
from .timing import goes_on, shifted_end

MUTING_MODES = frozenset({Mode.BLURRED, Mode.PRIVATE})
"""Modes that show no live picture to anybody, and so let nobody hear."""


class SoundSetting(StrEnum):
    """Where a camera's sound may go while it is not muted."""

    WITH_PICTURE = "with_picture"
    HOME_ONLY = "home_only"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class MuteOverride:
    """A mute, or an unmute, by hand, by voice or by an automation.

    `until` None is for good; only a mute has no end.
    """

    muted: bool
    until: datetime | None = None
    by: str | None = None

    @property
    def lowers(self) -> bool:
        """Tell whether it overrules rules that mute."""
        return not self.muted

    def in_force(self, now: datetime) -> bool:
        """Tell whether the override has not ended yet."""
        return goes_on(self.until, now, lowers=self.lowers)

    def when_clock_was_set(self, by: timedelta) -> MuteOverride:
        """Return the override after the clock was set forward, or back."""
        return replace(self, until=shifted_end(self.until, by, lowers=self.lowers))


@dataclass(frozen=True, slots=True)
class SoundDecision:
    """Whether the camera is muted and why.

    `baseline` is what the rules alone ask for. `forced` tells that the mode or the
    camera's setting mutes, which no override can end. `certain` tells that it does not
    rest on an unknown verdict.
    """

    muted: bool
    baseline: bool
    forced: bool
    reasons: tuple[Reason, ...] = ()
    override: MuteOverride | None = None
    certain: bool = True


def decide_sound(
    matching: Iterable[Known],
    surely: Iterable[Known],
    *,
    now: datetime,
    mode: Mode,
    setting: SoundSetting,
    override: MuteOverride | None = None,
) -> SoundDecision:
    """Return whether one camera is muted in the mode that is in force.

    `matching` are the rules that match, `surely` those that would without the unknown.
    """
    muting = [(rule, verdict) for rule, verdict in matching if rule.mute]
    surely_muting = any(rule.mute for rule, _ in surely)
    if override is not None and not override.in_force(now):
        override = None
    forced = [
        *([Reason(Cause.SETTING)] if setting is SoundSetting.NEVER else []),
        *([Reason(Cause.MODE, mode)] if mode in MUTING_MODES else []),
    ]
    if override is not None and override.muted:
        by_hand = [Reason(Cause.OVERRIDE)]
    else:
        by_hand = []
    by_rules = [] if override is not None and override.lowers else muting
    reasons = (*by_hand, *(reason_of(*each) for each in by_rules), *forced)
    return SoundDecision(
        muted=bool(reasons),
        baseline=bool(muting),
        forced=bool(forced),
        reasons=reasons,
        override=override,
        certain=bool(by_hand or forced) or bool(by_rules) is surely_muting,
    )


def may_hear(destination: Destination, setting: SoundSetting, *, muted: bool) -> bool:
    """Tell whether sound may go along with live video to a destination."""
    if muted or setting is SoundSetting.NEVER:
        return False
    return setting is SoundSetting.WITH_PICTURE or destination is Destination.HOME
