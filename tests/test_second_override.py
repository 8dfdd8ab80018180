"""The rows of "When a second override meets a first" in `docs/automations.md`."""

from datetime import timedelta

from homeassistant.exceptions import ServiceValidationError
import pytest

from custom_components.cloudcam_privacy.policy.decision import Override
from custom_components.cloudcam_privacy.policy.mode import Mode

from .test_overrides import NOW, decision, wish

HOUR = timedelta(hours=1)
PRIVATE = Override(Mode.PRIVATE)
LOWERED = Override(Mode.OPEN, NOW + HOUR / 2, lowers=True)

type Outcome = tuple[Mode, timedelta | None] | None
"""Mode and length of the override; None where the wish is refused."""

FOR_EVER: Outcome = (Mode.PRIVATE, None)
FOR_AN_HOUR: Outcome = (Mode.PRIVATE, HOUR)
FOR_TWO: Outcome = (Mode.PRIVATE, 2 * HOUR)
TWO_HOURS = NOW + 2 * HOUR


@pytest.mark.parametrize(
    ("baseline", "first", "mode", "hours", "at_least", "allowed", "without"),
    [
        (Mode.OPEN, PRIVATE, Mode.PRIVATE, 1, False, FOR_AN_HOUR, FOR_EVER),
        (
            Mode.OPEN,
            Override(Mode.PRIVATE, NOW + HOUR),
            Mode.PRIVATE,
            None,
            False,
            FOR_EVER,
            FOR_EVER,
        ),
        (
            Mode.OPEN,
            Override(Mode.PRIVATE, TWO_HOURS),
            Mode.BLURRED,
            3,
            False,
            (Mode.BLURRED, 3 * HOUR),
            None,
        ),
        (
            Mode.OPEN,
            Override(Mode.BLURRED, TWO_HOURS),
            Mode.PRIVATE,
            1,
            False,
            FOR_AN_HOUR,
            FOR_TWO,
        ),
        (Mode.PRIVATE, LOWERED, Mode.PRIVATE, None, False, FOR_EVER, FOR_EVER),
        (Mode.OPEN, PRIVATE, Mode.LOCAL, None, True, FOR_EVER, FOR_EVER),
        (Mode.OPEN, PRIVATE, Mode.PRIVATE, 1, True, FOR_EVER, FOR_EVER),
    ],
)
def test_second_wish(
    baseline: Mode,
    first: Override,
    mode: Mode,
    hours: int | None,
    at_least: bool,
    allowed: Outcome,
    without: Outcome,
) -> None:
    now = decision(baseline, first)
    duration = None if hours is None else hours * HOUR
    for may_lower, outcome in ((True, allowed), (False, without)):
        second = wish(may_lower=may_lower, duration=duration, at_least=at_least)
        if outcome is None:
            with pytest.raises(ServiceValidationError):
                second.override(now, mode)
        else:
            after = second.override(now, mode)
            lasts = None if after.until is None else after.until - NOW
            assert (after.mode, lasts) == outcome


@pytest.mark.parametrize(
    ("baseline", "first", "without"),
    [(Mode.OPEN, PRIVATE, False), (Mode.PRIVATE, LOWERED, True)],
)
def test_back_to_automatic(baseline: Mode, first: Override, without: bool) -> None:
    now = decision(baseline, first)
    assert wish().resume(now) is None
    if without:
        assert wish(may_lower=False).resume(now) is None
    else:
        with pytest.raises(ServiceValidationError):
            wish(may_lower=False).resume(now)
