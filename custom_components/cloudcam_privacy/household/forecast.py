"""When a camera's decision changes if only time passes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime

from ..policy.decision import Decision
from ..policy.forecast import next_change
from ..rules.watch import NOW, Case
from .rule_set import RuleSet


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

    def __init__(self, rule_set: RuleSet) -> None:
        """Take the rules that concern the camera."""
        self._rule_set = rule_set
        self._known: tuple[int, Decision, Forecast] | None = None
        """After which news of the rules, the latest decision, and when it changes."""

    def now(self, decision: Decision) -> Forecast:
        """Return when what the decision in force says changes."""
        after, of, forecast = self._known or (-1, None, None)
        if forecast is None or of is not decision or after != self._rule_set.news:
            forecast = self.of(decision, NOW)
            self._known = (self._rule_set.news, decision, forecast)
        return forecast

    def of(self, decision: Decision, case: Case) -> Forecast:
        """Return when what a decision says changes, now or in another case."""
        terms = self._rule_set.terms
        override, mute = decision.override, decision.sound.override
        ends = [each.until for each in (override, mute) if each and each.until]
        is_now = not case.is_supposed
        if is_now and not ends and all(r.next_change is None for r in terms.rules):
            return Forecast(None, None)

        def when_changes(said: Callable[[Decision], Hashable]) -> datetime | None:
            projected = {
                rule.rule.rule_id: rule.expect() if is_now else rule.suppose(case)
                for rule in terms.rules
            }
            return next_change(
                said(decision),
                case.time,
                {rule_id: to.verdict for rule_id, to in projected.items()},
                {rule_id: to.changes for rule_id, to in projected.items()},
                lambda when, verdicts: said(
                    terms.decide(when, verdicts, override, mute)
                ),
                ends,
            )

        return Forecast(
            mode=when_changes(lambda then: then.mode),
            sound=when_changes(lambda then: then.muted),
        )
