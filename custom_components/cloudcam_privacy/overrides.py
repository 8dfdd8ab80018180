"""What a wish for a mode becomes: an override, with the right to lower and an end."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError

from .const import CONF_LIFT_MINUTES, DOMAIN
from .policy.decision import Decision, Override
from .policy.mode import Mode
from .rights import may_lower


def override_for(
    hass: HomeAssistant,
    options: Mapping[str, Any],
    decision: Decision,
    mode: Mode,
    *,
    now: datetime,
    context: Context,
    duration: timedelta | None = None,
    reason: str | None = None,
) -> Override:
    """Return the override for a wished mode, or raise if it may not be lowered.

    Lowering, and `open` always, needs the right and ends by itself. Raising needs no
    right; from somebody without it, it does not end earlier than the override that
    it replaces.
    """
    until = None if duration is None else now + duration
    before = decision.override
    allowed = may_lower(hass, options, context)
    lowers = mode is Mode.OPEN or decision.baseline.stricter_than(mode)
    if (lowers or decision.mode.stricter_than(mode)) and not allowed:
        raise not_allowed()
    if lowers and until is None:
        until = now + timedelta(minutes=options[CONF_LIFT_MINUTES])
    if before is not None and not before.lowers and not allowed:
        until = _later(before.until, until)
    return Override(mode, until, lowers, context.user_id, reason)


def check_resume(
    hass: HomeAssistant,
    options: Mapping[str, Any],
    decision: Decision,
    context: Context,
) -> None:
    """Raise if ending the override would lower privacy without the right to."""
    if decision.mode.stricter_than(decision.baseline) and not may_lower(
        hass, options, context
    ):
        raise not_allowed()


def not_allowed() -> ServiceValidationError:
    """Return the error for a call that may not lower privacy."""
    return ServiceValidationError(
        translation_domain=DOMAIN, translation_key="may_not_lower"
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """Return the later end; None, which is no end, is the latest."""
    return None if one is None or other is None else max(one, other)
