"""What a request to mute or unmute becomes, beside the override of the mode.

Muting is a raise: anybody may, it has no end unless one is given, and rules that mute
are still heard. Unmuting is a lowering: it needs the right to lower, ends a mute by
hand, and where rules still mute it overrules them for a time. It cannot end what the
mode or the camera's own setting mutes.
"""

from datetime import datetime

from ..policy.decision import Decision
from ..policy.sound import MuteOverride
from .overrides import MayNotLowerError, OverrideRequest, error, later


def mute(request: OverrideRequest, decision: Decision) -> MuteOverride:
    """Return the mute that somebody asked for.

    One that is at least a mute, or asked for without the right to lower, ends no
    earlier than the mute that it replaces.
    """
    until = request.end(lowers=False)
    before = decision.sound.override
    keep = request.at_least or not request.may_lower
    if keep and before is not None and before.muted:
        until = later(before.until, until)
    return MuteOverride(muted=True, until=until, by=request.by)


def unmute(request: OverrideRequest, decision: Decision) -> MuteOverride | None:
    """Return what ends the mute: no override, or one that overrules for a time.

    Raises ServiceValidationError where nobody can unmute, or this caller may not.
    """
    sound = decision.sound
    until = request.end(lowers=True)
    if not sound.muted:
        return _lasting(request, sound.override, until)
    if not request.may_lower:
        raise MayNotLowerError
    if sound.forced:
        raise error("cannot_unmute")
    if not sound.baseline:
        return None
    return MuteOverride(muted=False, until=until, by=request.by)


def _lasting(
    request: OverrideRequest, before: MuteOverride | None, until: datetime | None
) -> MuteOverride | None:
    """Return an unmute that goes on, for longer only by somebody with the right."""
    if before is None or not request.may_lower:
        return before
    return MuteOverride(muted=False, until=until, by=request.by)


def resume(request: OverrideRequest, decision: Decision) -> MuteOverride | None:
    """Return no override of sound; raise if that is a mute that this caller may not end."""
    override = decision.sound.override
    if override is not None and override.muted and not request.may_lower:
        raise MayNotLowerError
    return None
