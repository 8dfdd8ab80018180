"""What is answered: mode, end and reason, who looks, who looked, and how sure it is."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
import logging
from typing import Any, Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..cut.assurance import Assurance
from ..household.guard import Guard
from ..household.household import Household
from ..ledger.access_log import async_access_log
from ..ledger.entity import tells_who
from ..policy.matching import Cause, Reason
from ..policy.mode import Mode
from .language import Language
from .meaning import About

_LOGGER = logging.getLogger(__name__)

_DAYS_OF_WEEK: Final = 7
_HOURS_OF_LOG: Final = 240
"""How far back views are looked for; the recorder keeps ten days unless told else."""
_MOST_VIEWS: Final = 3
"""How many views of a camera are told."""

_DOUBTS: Final = (Assurance.PENDING, Assurance.SENT, Assurance.FAILED)
"""What the answer about modes does not say by itself."""


class Answers:
    """Answers about one household, in one language."""

    def __init__(self, household: Household, language: Language) -> None:
        """Take who knows the cameras, and the texts."""
        self._household = household
        self._texts = language.answers

    def say(self, key: str, **values: str) -> str:
        """Return one of the texts."""
        return str(self._texts[key]).format(**values)

    async def async_about(self, about: About, guards: Sequence[Guard]) -> str:
        """Return the answer to a question about some cameras."""
        match about:
            case About.MODE:
                return self.modes(guards)
            case About.PRIVATE:
                return self._private(guards)
            case About.RECORDING:
                return self._recording(guards)
            case About.WHICH:
                return self._which(guards)
            case About.SOUND:
                return self._hearing(guards)
            case About.WATCHING:
                return self._watching(guards)
            case About.WATCHED:
                return await self._async_watched(guards)
            case About.SURE:
                return self._joined(
                    self._named(f"sure_{g.assurance}", g) for g in guards
                )

    def modes(self, guards: Sequence[Guard]) -> str:
        """Return the cameras' modes, one sentence for all alike, and what is amiss."""
        amiss = (
            self.say(key, names=self.names(some))
            for key in ("gate_only", "contradicted")
            if (some := [guard for guard in guards if guard.assurance == key])
        )
        return self._joined((self._grouped(guards, "mode", self._mode), *amiss))

    def sound(self, guards: Sequence[Guard]) -> str:
        """Return which cameras are muted and until when, and which may hear."""
        muted = [guard for guard in guards if guard.decision.muted]
        hearing = [guard for guard in guards if guard not in muted]
        return self._joined(
            (
                self._grouped(muted, "muted", self._mute_end),
                self._grouped(hearing, "heard", lambda _: {}),
            )
        )

    def names(self, guards: Sequence[Guard], joint: str = "and") -> str:
        """Return the cameras' names as a list in words."""
        return self._list([guard.name for guard in guards], joint)

    # Answers to questions

    def _private(self, guards: Sequence[Guard]) -> str:
        """Return the modes after yes or no, if that is the same for all cameras."""
        private = {guard.decision.mode is not Mode.OPEN for guard in guards}
        word = "" if len(private) > 1 else "yes" if private == {True} else "no"
        return (self.say(word) if word else "") + self.modes(guards)

    def _recording(self, guards: Sequence[Guard]) -> str:
        """Return the modes after yes or no, if all cameras are known to send or not.

        Of one that is private, and yet not known to be silent, it is said instead how
        sure it is.
        """
        if all(guard.decision.mode is Mode.OPEN for guard in guards):
            return self.say("yes") + self.modes(guards)
        if all(guard.assurance.is_sure for guard in guards):
            return self.say("no") + self.modes(guards)
        doubts = (
            self._named(f"sure_{guard.assurance}", guard).removeprefix(self.say("no"))
            for guard in guards
            if guard.decision.mode is not Mode.OPEN and guard.assurance in _DOUBTS
        )
        return self._joined((self.modes(guards), *doubts))

    def _hearing(self, guards: Sequence[Guard]) -> str:
        """Return which cameras hear, and of which muted ones the maker may hear more."""
        heard = [
            guard
            for guard in guards
            if guard.decision.muted
            and not (guard.cuts.sounds or guard.assurance.is_sure)
        ]
        more = self.say("still_heard", names=self.names(heard)) if heard else ""
        return self._joined((self.sound(guards), more))

    def _which(self, guards: Sequence[Guard]) -> str:
        private = [g for g in guards if g.decision.mode is not Mode.OPEN]
        others = [guard for guard in guards if guard not in private]
        if not private or not others:
            return self.say("all_private" if private else "none_private")
        private_ones = self.say("private_which", names=self.names(private))
        return f"{private_ones} {self.say('open_which', names=self.names(others))}"

    def _watching(self, guards: Sequence[Guard]) -> str:
        names = tells_who(self._household)
        watched = (
            self._named(
                "watched_by",
                guard,
                who=self._list(
                    dict.fromkeys(
                        session.who.name if names else self.say("somebody")
                        for session in guard.ledger.viewers
                    )
                ),
            )
            for guard in guards
            if guard.ledger.viewers
        )
        return self._joined(watched) or self.say("not_watched")

    async def _async_watched(self, guards: Sequence[Guard]) -> str:
        """Return who looked through the cameras today, or else when last."""
        views = [await self._async_views(guard) for guard in guards]
        return self._joined(views) or self.say("never_viewed", names=self.names(guards))

    # Parts of sentences

    def _grouped(
        self,
        guards: Sequence[Guard],
        key: str,
        facts: Callable[[Guard], dict[str, str]],
    ) -> str:
        alike: dict[tuple[tuple[str, str], ...], list[Guard]] = {}
        for guard in guards:
            alike.setdefault(tuple(facts(guard).items()), []).append(guard)
        return " ".join(
            self.say(
                f"{key}_{'one' if len(group) == 1 else 'many'}",
                names=self.names(group),
                **dict(values),
            )
            for values, group in alike.items()
        )

    def _mode(self, guard: Guard) -> dict[str, str]:
        decision = guard.decision
        if guard.hide_reason and decision.mode is not Mode.OPEN:
            reasons = self.say("hidden")
        else:
            reasons = ", ".join(map(self._reason, decision.reasons))
        return {
            "mode": self.say(f"mode_{decision.mode}"),
            "until": self._until(guard.changes.either, endless=bool(decision.override)),
            "reason": self.say("reason", reasons=reasons),
        }

    def _mute_end(self, guard: Guard) -> dict[str, str]:
        by_hand = guard.decision.sound.override
        end = by_hand.until if by_hand and not guard.decision.sound.forced else None
        return {"until": self._until(end, endless=False)}

    def _until(self, when: datetime | None, *, endless: bool) -> str:
        if when is None:
            return self.say("further_notice") if endless else ""
        today = dt_util.as_local(when).date() == dt_util.now().date()
        return self.say("until" if today else "until_day", time=self._time(when))

    def _time(self, when: datetime) -> str:
        """Return a time of today as "22:00", else with the weekday or the date."""
        local = dt_util.as_local(when)
        days = (local.date() - dt_util.now().date()).days
        clock = f"{local:%H:%M}"
        if days == 0:
            return clock
        weekday = str(self._texts["weekdays"][local.weekday()])
        near = abs(days) < _DAYS_OF_WEEK
        return self.say(
            "on_day", day=weekday if near else f"{local:%Y-%m-%d}", time=clock
        )

    def _reason(self, reason: Reason) -> str:
        match reason.cause:
            case Cause.RESTING:
                return self.say("resting")
            case Cause.UNSURE:
                return self.say("unsure", rule=reason.text or "")
            case Cause.OVERRIDE:
                return reason.text or self.say("override")
        return reason.text or ""

    def _list(self, items: Iterable[str], joint: str = "and") -> str:
        *some, last = items
        return f"{', '.join(some)}{self._texts[joint]}{last}" if some else last

    def _named(self, key: str, guard: Guard, **values: str) -> str:
        return self.say(key, names=guard.name, **values)

    def _joined(self, sentences: Iterable[str]) -> str:
        return " ".join(filter(None, sentences))

    async def _async_views(self, guard: Guard) -> str:
        """Return who looked through one camera; nothing if nobody is known to have."""
        views = await self._async_sessions(guard)
        if not views:
            return ""
        today = dt_util.start_of_local_day()
        if of_today := [view for view in views if view[0] >= today][:_MOST_VIEWS]:
            told = [
                self.say("view", who=who, time=self._time(at)) for at, who in of_today
            ]
            return self._named("viewed_today", guard, views=", ".join(told))
        at, who = views[0]
        return self._named("last_view", guard, who=who, time=self._time(at))

    async def _async_sessions(self, guard: Guard) -> list[tuple[datetime, str]]:
        """Return who looked and when, the newest first, of the same ones once."""
        names = tells_who(self._household)
        nobody = self.say("somebody")
        try:
            log: Any = await async_access_log(
                self._household.hass, guard, _HOURS_OF_LOG, tells_who=names
            )
        except HomeAssistantError as err:
            _LOGGER.debug("There is no log of views, only the last is known: %s", err)
            last = guard.ledger.last_viewer
            if guard.ledger.last_viewed is None or last is None:
                return []
            return [(guard.ledger.last_viewed, last.name if names else nobody)]
        seen = [
            (start, row.get("who", nobody))
            for row in log["sessions"]
            if (start := dt_util.parse_datetime(row["started"])) is not None
        ]
        return sorted(seen, reverse=True, key=lambda view: view[0])
