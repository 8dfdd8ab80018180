"""The rules that concern some cameras alike, and what they ask for at the moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import callback
from homeassistant.util import dt as dt_util

from ..const import CONF_RESTING_MODE, CONF_SOUND, CONF_WHEN_UNSURE
from ..policy.decision import Decision, Override, decide
from ..policy.matching import WhenUnsure
from ..policy.mode import Mode
from ..policy.sound import MuteOverride, SoundSetting
from ..policy.verdict import Verdict
from ..rules.rule import WatchedRule


@dataclass(frozen=True, slots=True)
class Terms:
    """What a decision rests on, beside what is set by hand."""

    rules: tuple[WatchedRule, ...]
    resting_mode: Mode
    when_unsure: WhenUnsure
    sound: SoundSetting

    @classmethod
    def of(cls, rules: Iterable[WatchedRule], camera: ConfigSubentry) -> Self:
        """Return those of a camera; `rules` are all of the household."""
        data, camera_id = camera.data, camera.subentry_id
        return cls(
            tuple(rule for rule in rules if rule.rule.concerns(camera_id)),
            Mode(data[CONF_RESTING_MODE]),
            WhenUnsure(data[CONF_WHEN_UNSURE]),
            SoundSetting(data.get(CONF_SOUND, SoundSetting.WITH_PICTURE)),
        )

    def decide(
        self,
        now: datetime,
        verdicts: Mapping[str, Verdict],
        override: Override | None = None,
        mute: MuteOverride | None = None,
    ) -> Decision:
        """Return the decision under some circumstances; nothing moves."""
        return decide(
            (rule.rule for rule in self.rules),
            verdicts,
            now=now,
            resting_mode=self.resting_mode,
            when_unsure=self.when_unsure,
            override=override,
            sound=self.sound,
            mute_override=mute,
        )


class RuleSet:
    """The decision by the rules alone of all cameras with the same terms.

    Their gates look here, so one step shuts them all.
    """

    def __init__(self, terms: Terms) -> None:
        """Decide for the first time."""
        self.terms = terms
        self.decision = self.decide()
        self.news = 0
        """Counts the news of the rules."""

    @callback
    def async_decide(self) -> None:
        """Decide anew; a decision that says the same stays the same object."""
        self.news += 1
        decision = self.decide()
        if decision != self.decision:
            self.decision = decision

    def decide(
        self, override: Override | None = None, mute: MuteOverride | None = None
    ) -> Decision:
        """Return the decision with what is set by hand."""
        verdicts = {rule.rule.rule_id: rule.verdict for rule in self.terms.rules}
        return self.terms.decide(dt_util.utcnow(), verdicts, override, mute)
