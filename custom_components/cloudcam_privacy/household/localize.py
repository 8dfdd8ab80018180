"""The household's language: reasons, ends and the placeholder's texts in words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from homeassistant.core import HomeAssistant
from homeassistant.helpers.translation import async_get_translations
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..policy.decision import Decision
from ..policy.matching import Cause, Reason
from ..policy.mode import Mode
from ..rules.schedule import WEEKDAYS
from ..rules.watch import Note

_UNITS = (
    (3600, "one_hour", "hours"),
    (60, "one_minute", "minutes"),
    (1, "one_second", "seconds"),
)

_PREFIX = f"component.{DOMAIN}.selector."


class Texts:
    """Texts of the translation files, in the language of the household."""

    def __init__(self, texts: dict[str, str]) -> None:
        """Take the loaded texts by their flat keys."""
        self._texts = texts

    @classmethod
    async def async_load(cls, hass: HomeAssistant) -> Self:
        """Load the texts of the household's language, English for missing ones."""
        return cls(
            await async_get_translations(
                hass, hass.config.language, "selector", {DOMAIN}
            )
        )

    def say(self, key: str, **placeholders: str) -> str:
        """Return one of our sentences."""
        return self.text("words", key, **placeholders)

    def text(self, group: str, key: str, **placeholders: str) -> str:
        """Return one of the texts of a group."""
        return self._option(group, key).format(**placeholders)

    def mode(self, mode: Mode) -> str:
        """Return the name of a mode."""
        return self._option("mode", mode)

    def reasons(self, decision: Decision) -> list[str]:
        """Return why the mode is in force."""
        return [self._reason(reason) for reason in decision.reasons]

    def mute_reasons(self, decision: Decision) -> list[str]:
        """Return why no sound leaves; none if it may."""
        return [self._reason(reason) for reason in decision.sound.reasons]

    def notes(self, notes: Iterable[Note]) -> list[str]:
        """Return what else is to be told of rules."""
        return [self.say(note.key, **note.placeholders) for note in notes]

    def until(self, when: datetime) -> str:
        """Return a time to come as people say it: "21:30", "Mon 07:00" or a date."""
        local, now = dt_util.as_local(when), dt_util.now()
        clock = local.strftime("%H:%M")
        days = (local.date() - now.date()).days
        if days == 0:
            return clock
        if days < len(WEEKDAYS):
            return f"{self._option('weekdays', WEEKDAYS[local.weekday()])} {clock}"
        return f"{local.date().isoformat()} {clock}"

    def duration(self, seconds: int) -> str:
        """Return how long something took, as roughly as people say it."""
        length, one, many = next(
            (unit for unit in _UNITS if seconds >= unit[0]), _UNITS[-1]
        )
        count = round(seconds / length)
        return self.say(one if count == 1 else many, count=str(count))

    def _reason(self, reason: Reason) -> str:
        if reason.cause is Cause.UNSURE:
            return self.say("unsure", rule=reason.text or "")
        if reason.cause is Cause.RESTING:
            return self.say("resting")
        if reason.cause is Cause.OVERRIDE:
            return reason.text or self.say("override")
        if reason.cause is Cause.MODE:
            return self.say(
                "muted_by_mode", mode=self.mode(Mode(reason.text or Mode.PRIVATE))
            )
        if reason.cause is Cause.SETTING:
            return self.say("muted_by_setting")
        return reason.text or ""

    def _option(self, group: str, key: str) -> str:
        return self._texts.get(f"{_PREFIX}{group}.options.{key}", key)
