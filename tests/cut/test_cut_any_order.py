"""Whatever happens in whatever order: in the end the last decision holds, and once."""

import asyncio
from typing import Any, ClassVar
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from hypothesis import example, given, settings, strategies as st

from custom_components.cloudcam_privacy.cut.cut import Cut
from custom_components.cloudcam_privacy.cut.spec import CutSpec, CutStatus
from custom_components.cloudcam_privacy.household.models import CameraStore
from custom_components.cloudcam_privacy.policy.mode import Mode

from .any_device import ENTITY_ID, AnyDevice, Weather, in_jumping_time

LONG = 600
"""Seconds in which a working device settles."""

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("want"), st.booleans()),
        st.tuples(st.just("weather"), st.sampled_from(Weather)),
        st.tuples(st.just("lag"), st.sampled_from([0.0, 3.0, 30.0])),
        st.tuples(st.just("there"), st.booleans()),
        st.tuples(st.just("wait"), st.sampled_from([0.0, 1.0, 7.0, 40.0, 200.0])),
        st.tuples(st.just("reload"), st.just(None)),
    ),
    max_size=25,
)


class NoDisk:
    """A memory that is never written."""

    cameras: ClassVar[dict[str, CameraStore]] = {}

    async def async_save(self) -> None:
        """Take a moment."""
        await asyncio.sleep(0)

    def save_soon(self) -> None:
        """Do nothing."""


@example(  # The undoing is lost, and so would be the cut that has yet to come.
    steps=[
        ("lag", 30.0),
        ("want", True),
        ("wait", 1.0),
        ("weather", Weather.LOST),
        ("want", False),
        ("wait", 1.0),
        ("reload", None),
    ],
    wanted=False,
    floor=0,
)
@given(steps=STEPS, wanted=st.booleans(), floor=st.sampled_from([0, 10]))
@settings(max_examples=200, deadline=None)
def test_the_last_decision_holds(
    steps: list[tuple[str, Any]], wanted: bool, floor: int
) -> None:
    """Cut if that is wanted, else as found; and then left alone."""
    with patch(f"{Cut.__module__}.undo_floor", return_value=floor):
        in_jumping_time(_play(steps, wanted))


async def _play(steps: list[tuple[str, Any]], wanted: bool) -> None:
    hass = HomeAssistant("")
    device = AnyDevice(hass)
    memory = CameraStore()
    cut = _take_up(hass, memory)
    for what, value in [*steps, ("weather", Weather.FINE), ("there", True)]:
        if what == "want":
            cut.async_want(value)
        elif what == "weather":
            device.weather = value
        elif what == "lag":
            device.lag = value
        elif what == "there":
            device.come_or_go(value)
        elif what == "wait":
            await asyncio.sleep(value)
        else:
            before = cut.wanted
            cut.async_stop()
            await asyncio.sleep(0.1)
            cut = _take_up(hass, memory)
            if before is not None:
                cut.async_want(before)

    cut.async_want(wanted)
    await asyncio.sleep(LONG)
    if cut.status is CutStatus.LOST:  # Its own late commands look like somebody else's.
        cut.async_again()
        await asyncio.sleep(LONG)
    assert device.state == ("off" if wanted else "on")
    assert cut.status is (CutStatus.CONFIRMED if wanted else CutStatus.IDLE)

    device.calls.clear()
    device.lag = 0
    await asyncio.sleep(LONG)
    assert not device.calls
    device.by_hand("on" if wanted else "off")
    await asyncio.sleep(LONG)
    assert device.state == "off"
    assert device.calls == (["off"] if wanted else [])
    cut.async_stop()


def _take_up(hass: HomeAssistant, memory: CameraStore) -> Cut:
    spec = CutSpec(ENTITY_ID, "off", Mode.LOCAL)
    cut = Cut(hass, spec, NoDisk(), memory, lambda: None)  # type: ignore[arg-type]
    cut.async_start()
    return cut
