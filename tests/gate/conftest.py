"""A guarded camera with marked frames, and people at home and elsewhere."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloudcam_privacy.gate import place
from custom_components.cloudcam_privacy.household.guard import Guard
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.policy.mode import Mode
from custom_components.cloudcam_privacy.video.ending import async_end_stream

from ..common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    entity_id_of,
    household_of,
)
from .footage import CameraServer, camera_server
from .sources import VideoCamera
from .tour import Tour, async_furnish
from .visitors import Visitors, comes_from_cloud


@dataclass
class GuardedHouse:
    """What the tests of the gate need at hand."""

    hass: HomeAssistant
    source: MarkedCamera
    entry: MockConfigEntry
    entity_id: str
    somebody: Context

    @property
    def household(self) -> Household:
        """Return what moves."""
        return household_of(self.entry)

    @property
    def guard(self) -> Guard:
        """Return the only guard."""
        (guard,) = self.household.guards.values()
        return guard

    async def set_mode(self, mode: Mode | str) -> None:
        """Override the mode as somebody who may."""
        self.household.async_set_mode([self.guard], Mode(mode), self.somebody)
        await self.hass.async_block_till_done()

    def token(self) -> str:
        """Return the camera's access token as dashboards read it."""
        state = self.hass.states.get(self.entity_id)
        assert state is not None
        return str(state.attributes["access_token"])


@pytest.fixture
async def house(hass: HomeAssistant) -> GuardedHouse:
    """Return a camera in the living room, open."""
    proxies = {"use_x_forwarded_for": True, "trusted_proxies": ["127.0.0.1"]}
    assert await async_setup_component(hass, "http", {"http": proxies})
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    entry = await async_guard(hass, camera_subentry(source.entity_id, "Living room"))
    entity_id = entity_id_of(hass, entry, "camera", "guarded")
    return GuardedHouse(hass, source, entry, entity_id, await async_person(hass))


type Client = TestClient[web.Request, web.Application]
type Anonymous = Callable[[], Awaitable[Client]]


@pytest.fixture
def anonymous(hass_client_no_auth: ClientSessionGenerator) -> Anonymous:
    """Return a browser without a login."""
    return hass_client_no_auth


@pytest.fixture
async def server(socket_enabled: None) -> AsyncIterator[CameraServer]:
    """Run what the source cameras film."""
    async with camera_server() as server:
        yield server


type Furnish = Callable[..., Awaitable[tuple[Tour, Tour]]]


@pytest.fixture
async def furnish(
    hass: HomeAssistant,
    server: CameraServer,
    hass_client_no_auth: ClientSessionGenerator,
    hass_access_token: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Furnish]:
    """Return how to furnish a house with two cameras that film."""
    monkeypatch.setattr(place, "is_cloud_connection", comes_from_cloud)

    async def furnish(
        kind: type[VideoCamera] = VideoCamera, **fields: Any
    ) -> tuple[Tour, Tour]:
        visitors = Visitors(hass_client_no_auth, hass_access_token)
        return await async_furnish(hass, server, visitors, tmp_path, kind, **fields)

    yield furnish
    for stream in tuple(hass.data.get("stream", {}).get("streams", ())):
        await async_end_stream(stream)
