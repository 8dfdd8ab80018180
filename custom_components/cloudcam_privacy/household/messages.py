"""What somebody is told instead of being shown a picture."""

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.sun import is_up

from ..const import DOMAIN
from ..gate.placeholder import PlaceholderText
from ..policy.mode import Answer, Destination
from .guard import Guard
from .localize import Texts


def placeholder_text(guard: Guard, texts: Texts) -> PlaceholderText:
    """Return what the placeholder says now."""
    if guard.source.is_off and not _is_hidden(guard):
        return _switched_off(guard, texts)
    opening = guard.gate.mode.stricter_than(guard.decision.mode)
    sure = guard.assurance.is_sure
    headline = "opening" if opening else "private" if sure else "hidden_here"
    return PlaceholderText(
        camera=guard.name,
        headline=texts.say(headline),
        reason=None if opening or guard.hide_reason else _reasons(guard, texts),
        until=None if opening else _until(guard, texts),
        footer=texts.say("on_purpose" if sure or opening else "may_upload"),
        night=not is_up(guard.hass),
        sure=sure,
    )


def blurred_caption(guard: Guard, texts: Texts) -> list[str]:
    """Return what a blurred picture says: that it is meant so, why, and until when."""
    reason = None if guard.hide_reason else _reasons(guard, texts)
    parts = (texts.say("blurred_on_purpose"), reason, _until(guard, texts))
    return [part for part in parts if part]


def _until(guard: Guard, texts: Texts) -> str | None:
    """Return when the mode changes, None if that is not known or not to be told."""
    until = guard.changes.mode
    if until is None or guard.hide_reason:
        return None
    return texts.say("until", time=texts.until(until))


def _is_hidden(guard: Guard) -> bool:
    """Tell whether those at home are not to see the camera."""
    return guard.gate.answer(Destination.HOME) is Answer.PLACEHOLDER


def _switched_off(guard: Guard, texts: Texts) -> PlaceholderText:
    """Return what is said of a camera that could be seen, were it not switched off."""
    source = guard.source.entity_id
    by_us = any(cut.wanted and cut.entity_id == source for cut in guard.cuts.cuts)
    return PlaceholderText(
        camera=guard.name,
        headline=texts.say("switched_off"),
        reason=texts.say("switched_off_to_cut") if by_us else None,
        until=None,
        footer=None if guard.assurance.is_sure else texts.say("may_upload"),
        night=not is_up(guard.hass),
        sure=guard.assurance.is_sure,
    )


def refusal(guard: Guard, texts: Texts) -> HomeAssistantError:
    """Return the error for a frame that must not leave."""
    hidden = guard.hide_reason
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="refused",
        translation_placeholders={
            "camera": guard.name,
            "mode": texts.mode(guard.gate.mode),
            "reason": texts.say("hidden_reason") if hidden else _reasons(guard, texts),
        },
    )


def _reasons(guard: Guard, texts: Texts) -> str:
    return ", ".join(texts.reasons(guard.decision))
