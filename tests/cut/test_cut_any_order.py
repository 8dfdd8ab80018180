"""Whatever happens in whatever order: in the end the last decision holds, and once."""

import asyncio
from typing import Any
from unittest.mock import patch

from homeassistant.core import CoreState, HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from hypothesis import example, given, settings, strategies as st

from custom_components.cloudcam_privacy.cut import cut_entity
from custom_components.cloudcam_privacy.cut.catalogue.facts import CutFacts
from custom_components.cloudcam_privacy.cut.control import CutControl
from custom_components.cloudcam_privacy.cut.cut_entity import CutHost
from custom_components.cloudcam_privacy.cut.record import CutRecord, CutState
from custom_components.cloudcam_privacy.cut.spec import Claim, CutSpec
from custom_components.cloudcam_privacy.policy.mode import Mode

from .any_device import ENTITY_ID, AnyDevice, Weather, in_jumping_time

LONG = 2000
"""Seconds in which a working device settles."""

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("want"), st.booleans()),
        st.tuples(st.just("weather"), st.sampled_from(Weather)),
        st.tuples(st.just("lag"), st.sampled_from([0.0, 3.0, 30.0])),
        st.tuples(st.just("there"), st.booleans()),
        st.tuples(st.just("wait"), st.sampled_from([0.0, 1.0, 7.0, 40.0, 200.0])),
        st.tuples(st.just("reload"), st.sampled_from([None, 0.0, 90.0])),
    ),
    max_size=25,
)


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
@example(  # What is seen to be cut is so by the first command; the second is to come.
    steps=[
        ("want", True),
        ("want", False),
        ("lag", 3.0),
        ("reload", None),
        ("want", True),
    ],
    wanted=False,
    floor=10,
)
@given(steps=STEPS, wanted=st.booleans(), floor=st.sampled_from([0, 10]))
@settings(max_examples=200, deadline=None)
def test_the_last_decision_holds(
    steps: list[tuple[str, Any]], wanted: bool, floor: int
) -> None:
    """Cut if that is wanted, else as found; and then left alone."""
    facts = CutFacts(undo_delay=floor)
    with patch(f"{cut_entity.__name__}.cut_facts", return_value=facts):
        in_jumping_time(_play(steps, wanted))


class _Camera:
    """The one camera that the device cuts."""

    def __init__(self, hass: HomeAssistant, record: CutRecord) -> None:
        """Take up what is remembered."""
        self.claim = Claim(CutSpec(ENTITY_ID, "off", Mode.LOCAL), lambda: None)
        host = CutHost(lambda _: None, lambda: 1, lambda _: None, crashed=False)
        self.control = CutControl(hass, ENTITY_ID, record, host)
        self.control.claims.append(self.claim)
        self.control.async_start()

    def want(self, wanted: bool) -> None:
        """Want it cut, or not."""
        self.control.async_claim(self.claim, wanted)


async def _play(steps: list[tuple[str, Any]], wanted: bool) -> None:
    hass = HomeAssistant("")
    dr.async_setup(hass)
    for registry in (dr, er):
        await registry.async_load(hass, load_empty=True)
    hass.set_state(CoreState.running)
    device = AnyDevice(hass)
    record = CutRecord("off")
    camera = _Camera(hass, record)
    for what, value in [*steps, ("weather", Weather.FINE), ("there", True)]:
        if what == "want":
            camera.want(value)
        elif what == "weather":
            device.weather = value
        elif what == "lag":
            device.lag = value
        elif what == "there":
            device.come_or_go(value)
        elif what == "wait":
            await asyncio.sleep(value)
        else:
            before = camera.claim.wanted
            camera.control.async_stop()
            await asyncio.sleep(0.1)
            hass.set_state(CoreState.running if value is None else CoreState.starting)
            camera = _Camera(hass, record)
            if value is not None:  # The seconds that Home Assistant takes to start.
                await asyncio.sleep(value)
                hass.set_state(CoreState.running)
            if before is not None:
                camera.want(before)

    camera.want(wanted)
    await asyncio.sleep(LONG)
    if camera.control.is_hopeless:  # Its own late commands look like somebody else's.
        camera.control.async_start_over()
        await asyncio.sleep(LONG)
    assert device.state == ("off" if wanted else "on")
    assert camera.control.is_confirmed is wanted
    assert record.state is (CutState.ENGAGED if wanted else CutState.IDLE)

    device.calls.clear()
    device.lag = 0
    await asyncio.sleep(LONG)
    assert not device.calls
    device.by_hand("on" if wanted else "off")
    await asyncio.sleep(LONG)
    assert device.state == "off"
    assert device.calls == (["off"] if wanted else [])
    camera.control.async_stop()
