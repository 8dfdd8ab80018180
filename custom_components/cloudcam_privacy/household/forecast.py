"""When a camera's decision changes if only time passes."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from homeassistant.util import dt as dt_util

from ..policy.decision import Decision
from ..policy.forecast import next_change
from ..policy.verdict import Verdict
from ..rules.rule import WatchedRule
from ..rules.watch import Supposed


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


def forecast(
    rules: Sequence[WatchedRule],
    decision: Decision,
    decide: Callable[[datetime, Mapping[str, Verdict]], Decision],
    at: datetime | None,
    supposed: Supposed,
) -> Forecast:
    """Return when what a decision says changes, now or in a supposed case."""
    overrides = (decision.override, decision.sound.override)
    ends = [each.until for each in overrides if each and each.until]

    def when_changes(said: Callable[[Decision], Hashable]) -> datetime | None:
        projected = {
            rule.rule.rule_id: (
                rule.suppose(at, supposed) if at or supposed else rule.expect()
            )
            for rule in rules
        }
        return next_change(
            said(decision),
            at or dt_util.utcnow(),
            {rule_id: to.verdict for rule_id, to in projected.items()},
            {rule_id: to.changes for rule_id, to in projected.items()},
            lambda when, verdicts: said(decide(when, verdicts)),
            ends,
        )

    return Forecast(
        mode=when_changes(lambda then: then.mode),
        sound=when_changes(lambda then: then.muted),
    )
