"""What is Ring's own: a library that gives up early, and what the history tells."""

from collections.abc import AsyncGenerator
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import WebRTCAnswer
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.ha_internals.tables import entity_object

from ..common import entity_id_of
from .house import House
from .ring import Ring
from .watching import seconds_until_contradicted

pytest.importorskip(Ring.library)


@pytest.fixture
async def ring(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> AsyncGenerator[House]:
    """Guard one of two cameras; those who are home may see it."""
    house = House(hass, freezer, Ring())
    await house.async_move_in("local", trust_internal=True)
    yield house
    house.async_leave_for_good()


async def test_obeys_after_the_library_has_given_up(ring: House) -> None:
    """A timeout is no answer: the command may still arrive, and be read back."""
    maker = ring.maker_as(Ring)
    maker.slow = 40
    await ring.come()
    await ring.wait(240)
    assert ring.is_cut()
    assert ring.assurance == "confirmed"
    assert ring.said_too_much == 0
    assert len(maker.commands) <= 4
    maker.slow = 0
    await ring.leave()
    await ring.wait(120)
    assert not ring.is_cut()
    assert ring.assurance == "open"


@pytest.mark.parametrize(("pushed", "seconds"), [(True, 1), (False, 60)])
async def test_goes_on_uploading(ring: House, pushed: bool, seconds: float) -> None:
    """Told by the push at once, by the history with the next poll."""
    maker = ring.maker_as(Ring)
    await ring.come()
    await ring.wait(125)
    assert ring.assurance == "confirmed"
    maker.record("Hall", "motion")
    if pushed:
        maker.push("Hall")
    took = await seconds_until_contradicted(ring, 90)
    assert took is not None
    assert took <= seconds


async def test_seen_as_she_comes_home(ring: House) -> None:
    """What was recorded before the cut is no leak, however late it is told."""
    maker = ring.maker_as(Ring)
    maker.record("Hall", "motion")
    await ring.wait(2, step=1)
    await ring.come()
    await ring.wait(5, step=1)
    assert ring.assurance == "confirmed"
    maker.push("Hall")
    assert await seconds_until_contradicted(ring, 130) is None


async def test_the_other_camera_uploads(ring: House) -> None:
    """What the neighbour of the same account uploads is its own."""
    maker = ring.maker_as(Ring)
    await ring.come()
    await ring.wait(60)
    maker.record("Kitchen", "motion")
    maker.push("Kitchen")
    assert await seconds_until_contradicted(ring, 90) is None


async def view(house: House, seconds: float) -> None:
    """Look at the camera live, by way of Home Assistant."""
    hass = house.hass
    camera: Any = entity_object(
        hass, entity_id_of(hass, house.entry, "camera", "guarded")
    )
    told: list[Any] = []
    await camera.async_handle_async_webrtc_offer("v=0", "session", told.append)
    assert any(isinstance(message, WebRTCAnswer) for message in told)
    await house.wait(seconds, step=1)
    camera.close_webrtc_session("session")


@pytest.mark.parametrize("told_late", [False, True])
async def test_live_view_of_ours(ring: House, told_late: bool) -> None:
    """The history has it, maybe after it has ended; it is no leak."""
    maker = ring.maker_as(Ring)
    maker.notes_live_views_late = told_late
    await ring.come()
    await ring.wait(60)
    await view(ring, 20)
    assert await seconds_until_contradicted(ring, 90) is None
    assert maker.history["Hall"]


async def test_motion_during_a_live_view_of_ours(ring: House) -> None:
    """That somebody looks is no excuse for a clip."""
    maker = ring.maker_as(Ring)
    await ring.come()
    await ring.wait(60)
    await view(ring, 10)
    maker.record("Hall", "motion")
    took = await seconds_until_contradicted(ring, 90)
    assert took is not None


async def test_live_view_in_the_app(ring: House) -> None:
    """Somebody looks by way of the maker: pictures leave the house."""
    maker = ring.maker_as(Ring)
    await ring.come()
    await ring.wait(60)
    await view(ring, 10)
    await ring.wait(120)
    maker.record("Hall", "on_demand")
    took = await seconds_until_contradicted(ring, 90)
    assert took is not None


@pytest.mark.parametrize("stays", [5, 20, 32, 39])
@pytest.mark.parametrize("lag", [0, 45])
async def test_gone_before_it_obeys(ring: House, stays: int, lag: float) -> None:
    """A cut that comes after it was taken back is put back, too."""
    maker = ring.maker_as(Ring)
    maker.slow, maker.lag = 40, lag
    await ring.come()
    await ring.wait(stays, step=1)
    maker.slow = 0
    await ring.leave()
    await ring.wait(300)
    assert not ring.is_cut()
    assert ring.assurance == "open"
