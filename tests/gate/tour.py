"""A house with two cameras that film, and everybody who looks."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from homeassistant.components.camera import (
    DATA_CAMERA_PREFS,
    DATA_COMPONENT,
    Camera,
    async_register_webrtc_provider,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.household.guard import Guard
from custom_components.cloudcam_privacy.household.household import Household
from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import (
    async_guard,
    async_make_cameras,
    async_person,
    camera_subentry,
    entity_id_of,
    household_of,
)
from .footage import CameraServer
from .sources import NativeCamera, Provider, Sessions, VideoCamera
from .visitors import Visitors

PROXIES = {"use_x_forwarded_for": True, "trusted_proxies": ["127.0.0.1"]}
VIDEO = {"ll_hls": True, "segment_duration": 2, "part_duration": 0.5}


@dataclass(frozen=True)
class Tour:
    """A way round the exits of one camera: a guarded one, or a source itself."""

    hass: HomeAssistant
    server: CameraServer
    visitors: Visitors
    provider: Provider
    folder: Path
    entry: MockConfigEntry
    somebody: Context
    source: VideoCamera
    entity_id: str
    number: int = 0

    @property
    def household(self) -> Household:
        """Return what moves."""
        return household_of(self.entry)

    @property
    def guard(self) -> Guard:
        """Return the camera's guard."""
        return tuple(self.household.guards.values())[self.number]

    @property
    def sessions(self) -> Sessions:
        """Return the sessions of WebRTC at the camera's side."""
        native = self.source if isinstance(self.source, NativeCamera) else None
        return (native or self.provider).sessions

    @property
    def camera(self) -> Camera:
        """Return the camera entity whose exits are tried."""
        camera = self.hass.data[DATA_COMPONENT].get_entity(self.entity_id)
        assert camera is not None
        return camera

    def past_the_gate(self) -> Tour:
        """Return the way round the source's own exits, as without us."""
        return replace(self, entity_id=self.source.entity_id)

    def raise_to(self, mode: Mode | str) -> None:
        """Override the mode; what must happen at once has happened after the call."""
        self.household.async_set_mode([self.guard], Mode(mode), self.somebody)

    async def set_mode(self, mode: Mode | str) -> None:
        """Override the mode and wait until all has followed."""
        self.raise_to(mode)
        await self.hass.async_block_till_done()

    async def prefer_preload(self) -> None:
        """Have the camera's stream run all the time, as its settings allow."""
        prefs = self.hass.data[DATA_CAMERA_PREFS]
        await prefs.async_update(self.entity_id, preload_stream=True)

    def attribute(self, name: str) -> str:
        """Return an attribute of the camera as dashboards read it."""
        state = self.hass.states.get(self.entity_id)
        assert state is not None
        return str(state.attributes[name])


async def async_furnish(
    hass: HomeAssistant,
    server: CameraServer,
    visitors: Visitors,
    folder: Path,
    kind: type[VideoCamera] = VideoCamera,
    **fields: Any,
) -> tuple[Tour, Tour]:
    """Guard two cameras; the second one trusts what is internal. Both are open."""
    hass.config.allowlist_external_dirs = {str(folder)}
    await async_setup_component(hass, "http", {"http": PROXIES})
    await async_setup_component(hass, "stream", {"stream": VIDEO})
    await async_setup_component(hass, "websocket_api", {})
    await async_setup_component(hass, "ffmpeg", {})
    sources = kind("Living room", server), kind("Kitchen", server)
    await async_make_cameras(hass, *sources)
    provider = Provider()
    async_register_webrtc_provider(hass, provider)
    entry = await async_guard(
        hass,
        camera_subentry(sources[0].entity_id, "Living room", **fields),
        camera_subentry(sources[1].entity_id, "Kitchen", trust_internal=True, **fields),
    )
    first = Tour(
        hass,
        server,
        visitors,
        provider,
        folder,
        entry,
        await async_person(hass),
        sources[0],
        entity_id_of(hass, entry, "camera", "guarded"),
    )
    second = replace(
        first,
        source=sources[1],
        entity_id=entity_id_of(hass, entry, "camera", "guarded", 1),
        number=1,
    )
    return first, second
