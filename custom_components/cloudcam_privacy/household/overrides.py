"""What a wish for a mode becomes: an override, and what it does to the one before.

A camera has one override at a time. What a second one does to a first:

* An override that asks for at least what the rules ask for is a **raise**. It is a
  floor: stricter rules are still heard. It may have an end or none.
* Any other is a **lowering**, and so is `open` always. It overrules the rules, needs
  the right to lower, and ends: after the duration that was asked for, else after the
  household's `lift_minutes`.
* The newest wish of somebody with the right counts: it replaces mode, end and reason,
  stricter or not, and a raise ends a lowering.
* The wish of anybody else may only add privacy: a mode less strict than the one in
  force is refused, and the override does not end before the one that it replaces.
* A wish for *at least* a mode, such as "uploads off" or one that was spoken, never
  takes anything away, by whomever it is: mode and end of what asks for more are kept.
* Ending an override is lowering if it was a raise, or stricter than the rules are.
  Ending a lowering is raising.
* Lifting, such as "privacy off", ends the override where the rules leave the camera
  open, and lowers it to `open` where they do not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from homeassistant.exceptions import ServiceValidationError

from ..const import DOMAIN
from ..policy.decision import Decision, Override
from ..policy.mode import Mode, strictest
from ..policy.sound import MuteOverride
from ..policy.timing import LONGEST_LOWERING


class MayNotLowerError(ServiceValidationError):
    """Somebody without the right to wishes for less privacy."""

    def __init__(self) -> None:
        """Say what may be done instead."""
        super().__init__(translation_domain=DOMAIN, translation_key="may_not_lower")


LONGEST_RAISE: Final = timedelta(days=366)
"""What is meant to last longer has no end at all."""


class Overrides(NamedTuple):
    """What is set by hand of one camera: of its mode, and of its sound."""

    mode: Override | None
    mute: MuteOverride | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideRequest:
    """Who wishes for what.

    `by` names who it is, `lift` is how long a lowering lasts without a duration.
    """

    now: datetime
    lift: timedelta
    may_lower: bool
    by: str
    duration: timedelta | None = None
    reason: str | None = None
    at_least: bool = False

    def override(self, decision: Decision, mode: Mode) -> Override:
        """Return the override for a wished mode; raise if that is not allowed."""
        at_least = self.at_least and mode is not Mode.OPEN
        lowers = mode is Mode.OPEN or decision.baseline.stricter_than(mode)
        if at_least:
            lowers = False
        elif not self.may_lower:
            if mode is Mode.OPEN or decision.mode.stricter_than(mode):
                raise MayNotLowerError
            lowers = False
        until = self.end(lowers)
        if (before := decision.override) is not None:
            keep = at_least and (not before.lowers or before.mode.stricter_than(mode))
            if keep:
                mode = strictest(mode, before.mode)
            if keep or not self.may_lower:
                until = later(before.until, until)
        return Override(mode, until, lowers, self.by, self.reason)

    def turned_off(self, decision: Decision) -> Override:
        """Return the override of `camera.turn_off`: private until turned on again.

        Privacy that was asked for by other means goes on after that.
        """
        before = decision.override
        if before is not None and before.by_turning_off:
            return before
        if before is not None and before.lowers:
            before = None
        return Override(Mode.PRIVATE, by=self.by, by_turning_off=True, before=before)

    def turned_on(self, decision: Decision) -> Override | None:
        """Return what `camera.turn_on` leaves: all but what `turn_off` had set."""
        override = decision.override
        if override is None or not override.by_turning_off:
            return override
        self.resume(decision)
        before = override.before
        return before if before is not None and before.in_force(self.now) else None

    def end(self, lowers: bool) -> datetime | None:
        """Return when the override ends; raise if that makes no sense."""
        if self.duration is None:
            return self.now + self.lift if lowers else None
        if not timedelta() < self.duration <= LONGEST_RAISE:
            raise error("wrong_duration")
        if lowers and self.duration > LONGEST_LOWERING:
            raise error("lowering_too_long")
        return self.now + self.duration

    def resume(self, decision: Decision) -> Override | None:
        """Return no override, which ends the one in force; raise if not allowed."""
        if (override := decision.override) is None or self.may_lower:
            return None
        if not override.lowers or decision.mode.stricter_than(decision.baseline):
            raise MayNotLowerError
        return None

    def lift_of(self, decision: Decision) -> Override | None:
        """Return the override that opens the camera; raise if that is not allowed."""
        if not self.may_lower:
            if decision.mode is Mode.OPEN:
                return decision.override
            raise MayNotLowerError
        if decision.baseline is Mode.OPEN:
            return None
        return self.override(decision, Mode.OPEN)


def error(key: str) -> ServiceValidationError:
    """Return an error of one of our texts."""
    return ServiceValidationError(translation_domain=DOMAIN, translation_key=key)


def later(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later end; None, which is no end, is the latest."""
    return None if one is None or other is None else max(one, other)
