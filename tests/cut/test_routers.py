"""A camera is blocked at a router: the integrations' real code, the routers' answers."""

from collections.abc import Iterator
from contextlib import ExitStack

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest

from custom_components.cloudcam_privacy.cut.catalogue.model import Effect
from custom_components.cloudcam_privacy.cut.catalogue.search import (
    as_stored,
    look_around,
)

from ..common import (
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
)
from ..passing_time import async_pass
from .routers.box import MAC, AddressedCamera, Router
from .routers.fritz import FritzBox
from .routers.netgear import NetgearRouter
from .routers.unifi import UnifiNetwork


@pytest.fixture(params=[UnifiNetwork, FritzBox, NetgearRouter])
def router(request: pytest.FixtureRequest) -> Iterator[Router]:
    """Return a router in place of its maker's library."""
    with ExitStack() as stack:
        yield request.param(stack.enter_context)


pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
"""Let a router that refuses be asked again after the test."""


@pytest.fixture
async def camera(hass: HomeAssistant) -> MarkedCamera:
    """Return a camera whose MAC address is known."""
    camera = AddressedCamera()
    await async_make_cameras(hass, camera)
    return camera


async def test_camera_is_blocked_and_let_through_again(
    hass: HomeAssistant,
    router: Router,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    await router.set_up(hass)

    found = look_around(hass, camera.entity_id)

    (block,) = found.ticked
    takes = Effect.UPLOAD if router.leaves_picture else Effect.PICTURE
    assert block.effect is takes
    cuts = as_stored(hass, found.ticked)
    entry = await async_guard_with(hass, *cuts, camera=camera)
    assert router.commands == []

    await async_come_home(hass)
    await async_pass(hass, freezer, 60)

    assert router.commands == [True]
    assert assurance(hass, entry) in ("confirmed", "contradicted")

    await async_leave(hass)
    await async_pass(hass, freezer, 90)

    assert router.commands == [True, False]
    assert assurance(hass, entry) == "open"


async def test_router_that_refuses(
    hass: HomeAssistant,
    router: Router,
    camera: MarkedCamera,
    freezer: FrozenDateTimeFactory,
) -> None:
    await router.set_up(hass)
    cuts = as_stored(hass, look_around(hass, camera.entity_id).ticked)
    entry = await async_guard_with(hass, *cuts, camera=camera)
    router.refuses = True

    await async_come_home(hass)
    await async_pass(hass, freezer, 180)

    assert not router.blocked
    assert assurance(hass, entry) not in ("confirmed", "verified")


async def test_what_the_camera_sends_is_measured(
    hass: HomeAssistant, camera: MarkedCamera
) -> None:
    with ExitStack() as stack:
        router = UnifiNetwork(stack.enter_context)
        await router.set_up(hass)

        meter = look_around(hass, camera.entity_id).upload_rate

        entry = er.async_get(hass).async_get(meter or "")
        assert entry is not None
        assert entry.unique_id == f"rx-{MAC}"
