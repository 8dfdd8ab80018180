"""What somebody is told instead of being shown a picture."""

from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.sun import is_up

from .const import DOMAIN
from .gate.placeholder import PlaceholderText
from .guard import Guard
from .words import Words


def placeholder_text(guard: Guard, words: Words) -> PlaceholderText:
    """Return what the placeholder says now."""
    opening = guard.gate.mode.stricter_than(guard.decision.mode)
    until = guard.next_change
    return PlaceholderText(
        camera=guard.name,
        headline=words.say("opening" if opening else "private"),
        reason=None if opening or guard.hide_reason else _reasons(guard, words),
        until=words.say("until", time=words.until(until)) if until else None,
        footer=words.say("on_purpose"),
        night=not is_up(guard.hass),
    )


def refusal(guard: Guard, words: Words) -> HomeAssistantError:
    """Return the error for a frame that must not leave."""
    hidden = guard.hide_reason
    return HomeAssistantError(
        translation_domain=DOMAIN,
        translation_key="refused",
        translation_placeholders={
            "camera": guard.name,
            "mode": words.mode(guard.gate.mode),
            "reason": words.say("hidden_reason") if hidden else _reasons(guard, words),
        },
    )


def _reasons(guard: Guard, words: Words) -> str:
    return ", ".join(words.reasons(guard.decision))
