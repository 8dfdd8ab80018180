"""What the mode must be, worked out anew from all that has happened.

Written from the documentation, without the code that it is held against.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

CHAIN: Final = ("open", "local", "blurred", "private")
LIFT: Final = timedelta(minutes=30)
ZONE: Final = ZoneInfo("Europe/Berlin")
YES, NO, PERHAPS = "yes", "no", "perhaps"

type Interval = tuple[datetime, datetime | None]


def strict(mode: str) -> int:
    """Return the place of a mode in the chain."""
    return CHAIN.index(mode)


def sees(mode: str, destination: str, *, trusted: bool) -> bool:
    """Tell whether a mode shows the camera itself to a destination."""
    if mode == "local":
        return destination == "home" or (destination == "internal" and trusted)
    return mode == "open"


@dataclass
class Past:
    """When a condition held, with an open end if it does now."""

    held: list[Interval] = field(default_factory=list)

    def note(self, holds: bool, now: datetime) -> None:
        """Take note of whether it holds now."""
        is_open = bool(self.held) and self.held[-1][1] is None
        if holds and not is_open:
            self.held.append((now, None))
        elif not holds and is_open:
            self.held[-1] = (self.held[-1][0], now)

    def applies(self, now: datetime, after: timedelta, hold: timedelta) -> bool:
        """Tell whether it has held long enough, or has until not long ago."""
        return any(
            now - begin >= after
            if end is None
            else end - begin >= after and now < end + hold
            for begin, end in self.held
        )

    def forget_open(self) -> None:
        """Forget what holds now, as if it had not held before."""
        self.held = [each for each in self.held if each[1] is not None]

    def shift(self, by: timedelta) -> None:
        """Set all times as the clock was set."""
        self.held = [(begin + by, end and end + by) for begin, end in self.held]


@dataclass
class Rule:
    """A rule of the household, and what is known of its condition's past."""

    name: str
    mode: str
    cameras: frozenset[str]
    exception: bool = False
    scheduled: bool = False
    after: timedelta = timedelta()
    hold: timedelta = timedelta()
    certain: Past = field(default_factory=Past)
    possible: Past = field(default_factory=Past)
    was_seen: bool = False
    blurred_until: datetime | None = None
    """Until when nobody can tell what was on disk when Home Assistant stopped."""
    when_set: tuple[str, ...] = ()
    """What it may be thought to be until it is noticed that the clock was set."""

    def note(self, verdict: str, now: datetime) -> None:
        """Take note of the condition; while nothing is known, all stays as it was."""
        if not self.was_seen and verdict == PERHAPS:
            return
        self.was_seen = True
        self.certain.note(verdict == YES, now)
        self.possible.note(verdict != NO, now)

    def begin_anew(self) -> None:
        """Watch again after a pause, in which what was certain may have ended."""
        self.was_seen = False
        self.certain.forget_open()

    def blur(self, now: datetime) -> None:
        """Note that the disk may be behind."""
        if self.after or self.hold:
            self.blurred_until = now + self.after + self.hold

    def clock_is_set(self, now: datetime) -> None:
        """Note what it is thought to be if it hangs on the clock."""
        hangs_on_clock = self.scheduled or self.after or self.hold
        self.when_set = self.verdicts(now) if hangs_on_clock else ()

    def shift(self, by: timedelta) -> None:
        """Set all times as the clock was set."""
        self.certain.shift(by)
        self.possible.shift(by)
        if self.blurred_until is not None:
            self.blurred_until += by

    def verdicts(self, now: datetime) -> tuple[str, ...]:
        """Return what the rule may be thought to be."""
        if self.blurred_until is not None and now <= self.blurred_until:
            return (YES, NO, PERHAPS)
        if not self.was_seen:
            return (PERHAPS,)
        if self.certain.applies(now, self.after, self.hold):
            return (YES,)
        if self.possible.applies(now, self.after, self.hold):
            return (PERHAPS,)
        return (NO,)


@dataclass(frozen=True)
class Override:
    """What somebody has asked for."""

    mode: str
    until: datetime | None
    lowers: bool
    by_turning_off: bool = False
    before: Override | None = None
    """What `turn_off` has come over, and `turn_on` leaves."""

    def in_force(self, now: datetime) -> bool:
        """Tell whether it has not ended."""
        return self.until is None or now < self.until


@dataclass
class Camera:
    """A guarded camera, as far as its mode depends on it."""

    name: str
    resting: str = "open"
    ignores_unknown: bool = False
    trusts: bool = False
    override: Override | None = None

    def baselines(
        self, rules: Iterable[Rule], now: datetime, *, unnoticed: bool = False
    ) -> set[str]:
        """Return what the rules may ask for, also before the clock is noticed."""
        own = [rule for rule in rules if self.name in rule.cameras]
        verdicts = [
            rule.verdicts(now) + (rule.when_set if unnoticed else ()) for rule in own
        ]
        return {
            self._baseline(dict(zip([r.name for r in own], each, strict=True)), own)
            for each in product(*verdicts)
        }

    def _baseline(self, verdicts: Mapping[str, str], rules: list[Rule]) -> str:
        """Return the strictest that not knowing can mean, or the mildest."""
        doubtful = self._settle(verdicts, rules, PERHAPS)
        if self.ignores_unknown:
            return doubtful
        return max(doubtful, self._settle(verdicts, rules, NO), key=strict)

    def _settle(
        self, verdicts: Mapping[str, str], rules: list[Rule], unknown: str
    ) -> str:
        def matches(rule: Rule) -> bool:
            verdict = verdicts[rule.name]
            if verdict != PERHAPS:
                return verdict == YES
            return unknown == PERHAPS and rule.exception is self.ignores_unknown

        matching = [rule for rule in rules if matches(rule)]
        heard = [rule for rule in matching if rule.exception] or matching
        return max((rule.mode for rule in heard), key=strict, default=self.resting)

    def modes(
        self, rules: Iterable[Rule], now: datetime, *, unnoticed: bool = False
    ) -> set[str]:
        """Return the modes that may be in force; it is one unless a disk was behind."""
        baselines = self.baselines(rules, now, unnoticed=unnoticed)
        if self.override is None or not self.override.in_force(now):
            return baselines
        if self.override.lowers:
            return {self.override.mode}
        return {max(self.override.mode, each, key=strict) for each in baselines}

    def wish(
        self,
        mode: str,
        now: datetime,
        baseline: str,
        may: bool,
        length: timedelta | None,
    ) -> bool:
        """Override the mode; tell whether that is allowed."""
        before = self.override
        if before is not None and not before.in_force(now):
            before = None
        lowers = mode == "open" or strict(mode) < strict(baseline)
        if not may:
            if mode == "open" or strict(mode) < strict(
                self._in_force(before, baseline)
            ):
                return False
            lowers = False
        until = now + length if length else now + LIFT if lowers else None
        if before is not None and not may and until is not None:
            until = before.until and max(before.until, until)
        self.override = Override(mode, until, lowers)
        return True

    def turn_off(self, now: datetime) -> None:
        """Be private until turned on again; what is private by other means stays so."""
        before = self.override
        if before is not None and not before.in_force(now):
            before = None
        if before is not None and before.by_turning_off:
            return
        if before is not None and before.lowers:
            before = None
        self.override = Override("private", None, False, True, before)

    def turn_on(self, now: datetime, may: bool) -> bool:
        """End what `turn_off` has made, and nothing else; tell whether it is allowed."""
        override = self.override
        if override is None or not override.by_turning_off:
            return True
        if may:
            self.override = override.before
            self.note(now)
        return may

    def resume(self, now: datetime, baseline: str, may: bool) -> bool:
        """End the override; tell whether that is allowed."""
        before = self.override
        if before is not None and before.in_force(now) and not may:
            in_force = self._in_force(before, baseline)
            if not before.lowers or strict(in_force) > strict(baseline):
                return False
        self.override = None
        return True

    @staticmethod
    def _in_force(override: Override | None, baseline: str) -> str:
        if override is None:
            return baseline
        if override.lowers:
            return override.mode
        return max(override.mode, baseline, key=strict)

    def note(self, now: datetime) -> None:
        """Forget an override that has ended, whatever the clock is set to later."""
        if self.override is not None and not self.override.in_force(now):
            self.override = None

    def clock_was_set(self, by: timedelta) -> None:
        """Have a raise last no shorter and a lowering no longer than was asked for."""
        if self.override is not None:
            self.override = self._after_clock_was_set(self.override, by)

    def _after_clock_was_set(self, override: Override, by: timedelta) -> Override:
        if override.before is not None:
            before = self._after_clock_was_set(override.before, by)
            override = replace(override, before=before)
        if override.until is not None and override.lowers is (by < timedelta()):
            override = replace(override, until=override.until + by)
        return override


def is_night(now: datetime) -> bool:
    """Tell whether it is between 22:00 and 06:00."""
    hour = now.astimezone(ZONE).hour
    return hour >= 22 or hour < 6
