"""When a camera's decision changes if only time passes."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..policy.decision import Decision, Override
from ..policy.forecast import next_change
from ..policy.sound import MuteOverride
from ..policy.verdict import Verdict
from ..rules.rule import WatchedRule
from ..rules.watch import NOW, Case


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a decision changes by the clock alone, None if never."""

    mode: datetime | None
    sound: datetime | None
    """When it changes whether sound may leave."""

    @property
    def either(self) -> datetime | None:
        """Return when the mode or the sound changes."""
        return min(filter(None, (self.mode, self.sound)), default=None)


class Forecaster:
    """Tell of one camera when what a decision says changes."""

    def __init__(
        self,
        rules: Sequence[WatchedRule],
        decide: Callable[
            [datetime, Mapping[str, Verdict], Override | None, MuteOverride | None],
            Decision,
        ],
    ) -> None:
        """Take the camera's rules, and how it decides under other circumstances."""
        self._rules = rules
        self._decide = decide
        self._known: tuple[Hashable, Forecast] | None = None
        """When the latest decision changes, after what that rests on."""

    def now(self, decision: Decision) -> Forecast:
        """Return when what the decision in force says changes."""
        rests_on = (decision, tuple(rule.next_change for rule in self._rules))
        if self._known is None or self._known[0] != rests_on:
            self._known = (rests_on, self.of(decision, NOW))
        return self._known[1]

    def of(self, decision: Decision, case: Case) -> Forecast:
        """Return when what a decision says changes, now or in another case."""
        override, mute = decision.override, decision.sound.override
        ends = [each.until for each in (override, mute) if each and each.until]
        is_now = not case.is_supposed
        if is_now and not ends and all(r.next_change is None for r in self._rules):
            return Forecast(None, None)

        def when_changes(said: Callable[[Decision], Hashable]) -> datetime | None:
            projected = {
                rule.rule.rule_id: rule.expect() if is_now else rule.suppose(case)
                for rule in self._rules
            }
            return next_change(
                said(decision),
                case.time,
                {rule_id: to.verdict for rule_id, to in projected.items()},
                {rule_id: to.changes for rule_id, to in projected.items()},
                lambda when, verdicts: said(
                    self._decide(when, verdicts, override, mute)
                ),
                ends,
            )

        return Forecast(
            mode=when_changes(lambda then: then.mode),
            sound=when_changes(lambda then: then.muted),
        )
