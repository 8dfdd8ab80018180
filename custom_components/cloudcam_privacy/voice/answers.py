"""What is answered: mode, end and reason, who looks, who looked, and how sure it is."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..household.guard import Guard
from ..household.household import Household
from ..ledger.access_log import async_access_log
from ..ledger.entity import tells_who
from ..policy.matching import Cause, Reason
from ..policy.mode import Mode
from .language import Language

_DAYS_OF_WEEK: Final = 7
_HOURS_OF_LOG: Final = 240
"""How far back views are looked for; the recorder keeps ten days unless told else."""
_MOST_VIEWS: Final = 3
"""How many views of a camera are told."""


class Answers:
    """Answers about one household, in one language."""

    def __init__(self, household: Household, language: Language) -> None:
        """Take who knows the cameras, and the texts."""
        self._household = household
        self._texts = language.answers

    def say(self, key: str, **values: str) -> str:
        """Return one of the texts."""
        return str(self._texts[key]).format(**values)

    def modes(self, guards: Sequence[Guard]) -> str:
        """Return the cameras' modes in sentences, one for all that are alike."""
        return self._grouped(guards, "mode", self._mode)

    def private(self, guards: Sequence[Guard], *, asked: bool) -> str:
        """Return the modes after yes or no, if that is the same for all cameras.

        `asked` is whether they are private, else whether they record.
        """
        private = {guard.decision.mode is not Mode.OPEN for guard in guards}
        if len(private) > 1:
            return self.modes(guards)
        return self.say("yes" if private == {asked} else "no") + self.modes(guards)

    def which(self, guards: Sequence[Guard]) -> str:
        """Return which cameras are private, and which are not."""
        private = [g for g in guards if g.decision.mode is not Mode.OPEN]
        if not private:
            return self.say("none_private")
        if len(private) == len(guards) > 1:
            return self.say("all_private")
        others = [guard for guard in guards if guard not in private]
        sentences = [self.say("private_which", names=self.names(private))]
        if others:
            sentences.append(self.say("open_which", names=self.names(others)))
        return " ".join(sentences)

    def sound(self, guards: Sequence[Guard]) -> str:
        """Return which cameras may hear, and until when the others are muted."""
        muted = [guard for guard in guards if guard.decision.muted]
        hearing = [guard for guard in guards if guard not in muted]
        sentences = []
        if muted:
            sentences.append(self._grouped(muted, "muted", self._mute_end))
        if hearing:
            number = "one" if len(hearing) == 1 else "many"
            sentences.append(self.say(f"heard_{number}", names=self.names(hearing)))
        return " ".join(sentences)

    def watching(self, guards: Sequence[Guard]) -> str:
        """Return who looks through the cameras right now."""
        watched = [guard for guard in guards if guard.ledger.viewers]
        if not watched:
            return self.say("not_watched")
        if not tells_who(self._household):
            return self.say("watched", names=self.names(watched))
        return " ".join(
            self.say(
                "watched_by",
                names=guard.name,
                who=self._list(
                    dict.fromkeys(session.who.name for session in guard.ledger.viewers)
                ),
            )
            for guard in watched
        )

    async def async_watched(self, guards: Sequence[Guard]) -> str:
        """Return who looked through the cameras today, or else when last."""
        sentences = [
            sentence
            for guard in guards
            if (sentence := await self._async_views(guard)) is not None
        ]
        return " ".join(sentences) or self.say("never_viewed", names=self.names(guards))

    def sure(self, guards: Sequence[Guard]) -> str:
        """Return how sure it is that the cameras upload nothing."""
        return " ".join(
            self.say(f"sure_{guard.assurance}", names=guard.name) for guard in guards
        )

    def warnings(self, guards: Sequence[Guard]) -> str:
        """Return what stands in the way of cameras being private, if anything."""
        sentences = [
            self.say(key, names=self.names(some))
            for key in ("gate_only", "contradicted")
            if (some := [guard for guard in guards if guard.assurance == key])
        ]
        return " ".join(["", *sentences])

    def names(self, guards: Sequence[Guard], joint: str = "and") -> str:
        """Return the cameras' names as a list in words."""
        return self._list([guard.name for guard in guards], joint)

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
            "until": self._until(guard.next_change, endless=bool(decision.override)),
            "reason": self.say("reason", reasons=reasons),
        }

    def _mute_end(self, guard: Guard) -> dict[str, str]:
        by_hand = guard.decision.sound.override
        end = by_hand.until if by_hand and not guard.decision.sound.forced else None
        return {"until": self._until(end, endless=False)}

    def _until(self, when: datetime | None, *, endless: bool) -> str:
        if when is None:
            return self.say("further_notice") if endless else ""
        return self.say("until", time=self._time(when))

    def _time(self, when: datetime) -> str:
        """Return a time of today as "22:00", else with the weekday or the date."""
        local = dt_util.as_local(when)
        days = (local.date() - dt_util.now().date()).days
        clock = f"{local:%H:%M}"
        if days == 0:
            return clock
        if abs(days) < _DAYS_OF_WEEK:
            return f"{self._texts['weekdays'][local.weekday()]} {clock}"
        return f"{local:%Y-%m-%d} {clock}"

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

    async def _async_views(self, guard: Guard) -> str | None:
        """Return who looked through one camera; None if nobody is known to have."""
        views = await self._async_sessions(guard)
        if not views:
            return None
        today = dt_util.start_of_local_day()
        if of_today := [view for view in views if view[0] >= today][:_MOST_VIEWS]:
            told = [
                self.say("view", who=who, time=self._time(at)) for at, who in of_today
            ]
            return self.say("viewed_today", names=guard.name, views=", ".join(told))
        at, who = views[0]
        return self.say("last_view", names=guard.name, who=who, time=self._time(at))

    async def _async_sessions(self, guard: Guard) -> list[tuple[datetime, str]]:
        """Return who looked and when, the newest first, of the same ones once."""
        names = tells_who(self._household)
        nobody = self.say("somebody")
        try:
            log: Any = await async_access_log(
                self._household.hass, guard, _HOURS_OF_LOG, tells_who=names
            )
        except HomeAssistantError:  # There is no recorder; the ledger knows the last.
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
