"""What proves nothing, however much it looks like a confirmation."""

from datetime import timedelta
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut import cut_entity
from custom_components.cloudcam_privacy.cut.catalogue.facts import CutFacts
from custom_components.cloudcam_privacy.cut.catalogue.model import ReadBack
from custom_components.cloudcam_privacy.rules.clock import ClockGauge

from ..common import (
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices


class RadioPlug(Plug):
    """A plug that is sent commands by radio, and never answers."""

    _attr_assumed_state = True


async def test_assumed_state(hass: HomeAssistant) -> None:
    """It is what the entity was last told: sent, and no more. It is put back."""
    plug = RadioPlug()
    await async_add_devices(hass, plug)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
    await async_come_home(hass)
    assert assurance(hass, entry) == "sent"
    plug.show(lambda: plug.set_on(True))
    await async_settle()
    assert plug.calls == ["off"] * 2
    assert assurance(hass, entry) == "sent"
    await async_leave(hass)
    assert plug.calls == ["off", "off", "on"]
    assert assurance(hass, entry) == "open"


async def test_hope_of_a_maker_that_answers_late(
    hass: HomeAssistant, plug: Plug, freezer: FrozenDateTimeFactory
) -> None:
    """It shows what was asked before its device has answered: that comes with a poll."""
    hopes = CutFacts(read_back=ReadBack(seconds=30, assumed=True))
    with patch.object(cut_entity, "cut_facts", return_value=hopes):
        entry = await async_guard_with(hass, cut(plug.entity_id, "off"))
        await async_come_home(hass)
        assert plug.calls == ["off"]
        assert assurance(hass, entry) == "pending"
        await async_pass(hass, freezer, 31)
        plug.show(lambda: plug.set_on(False))
        await async_settle()
        assert assurance(hass, entry) == "confirmed"
        assert plug.calls == ["off"]


async def test_refusal_beside_a_cut_of_the_network(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """The integration that has switched the camera off gives no picture: of course.

    A router that blocks the camera besides has not taken the picture from it.
    """
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    await async_setup_component(hass, "input_boolean", {"input_boolean": {"block": {}}})
    entry = await async_guard_with(
        hass,
        cut(camera.entity_id, "off"),
        cut("input_boolean.block", "on"),
        camera=camera,
    )
    await async_come_home(hass)
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"


METER = "sensor.upload"


def sends(hass: HomeAssistant, rate: float) -> None:
    """Let the router see the camera send so many kB/s."""
    hass.states.async_set(METER, str(rate), {"unit_of_measurement": "kB/s"})


async def test_quiet_before_the_cut_was_there(
    hass: HomeAssistant, plug: Plug, freezer: FrozenDateTimeFactory
) -> None:
    """A camera that sends now and then was quiet for itself; the cut came later."""
    sends(hass, 0)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), upload_rate=METER)
    plug.lag = 40
    await async_come_home(hass)
    await async_pass(hass, freezer, 1)
    sends(hass, 0)
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"
    sends(hass, 0)
    await async_settle()
    assert assurance(hass, entry) == "verified"


async def test_clock_set_back_while_it_is_cut(
    hass: HomeAssistant, plug: Plug, freezer: FrozenDateTimeFactory
) -> None:
    """What is told an hour earlier than the cut by the clock is told after it."""
    hour = timedelta(hours=1)
    sends(hass, 0)
    entry = await async_guard_with(hass, cut(plug.entity_id, "off"), upload_rate=METER)
    await async_come_home(hass)
    await async_pass(hass, freezer, 31)
    with patch.object(ClockGauge, "was_set", return_value=-hour):
        await async_pass(hass, freezer, 31)
    freezer.move_to(dt_util.utcnow() - hour)
    sends(hass, 110)
    await async_settle()
    assert assurance(hass, entry) == "contradicted"


async def test_witness_that_was_renamed(
    hass: HomeAssistant,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
    entity_registry: er.EntityRegistry,
) -> None:
    """It is heard by its new name, too, also if it got that while the camera is cut."""
    witness = entity_registry.async_get_or_create("event", "maker", "clip")
    entry = await async_guard_with(
        hass, cut(plug.entity_id, "off"), witnesses=[witness.id]
    )
    await async_come_home(hass)
    entity_registry.async_update_entity(witness.entity_id, new_entity_id="event.clip")
    await hass.async_block_till_done()
    hass.states.async_set("event.clip", "2020-01-01T00:00:00+00:00")
    await async_pass(hass, freezer, 60)
    assert assurance(hass, entry) == "confirmed"
    hass.states.async_set("event.clip", dt_util.utcnow().isoformat())
    await async_settle()
    assert assurance(hass, entry) == "contradicted"


async def test_cut_again_by_whoever_undid_it(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Nobody fights for ever; but what is cut in the end is not said to send."""
    await async_come_home(hass)
    for _ in range(3):
        await async_pass(hass, freezer, 10)
        plug.show(lambda: plug.set_on(True))
        await async_settle()
    assert plug.on
    assert assurance(hass, entry) == "contradicted"
    plug.show(lambda: plug.set_on(False))
    await async_settle()
    assert assurance(hass, entry) == "confirmed"
    plug.show(lambda: plug.set_on(True))
    await async_settle()
    assert not plug.on
