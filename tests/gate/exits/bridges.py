"""Other integrations that carry a camera's pictures on."""

import re
from typing import Any, override
from unittest.mock import AsyncMock, MagicMock, patch

from homeassistant.components.alexa.config import AbstractConfig
from homeassistant.components.alexa.smart_home import async_handle_message
from homeassistant.components.camera import DATA_COMPONENT
from homeassistant.components.google_assistant.trait import (
    COMMAND_GET_CAMERA_STREAM,
    CameraStreamTrait,
)
from homeassistant.components.homekit.type_cameras import Camera as HomeKitCamera
from homeassistant.components.proxy.camera import ProxyCamera
from homeassistant.core_config import async_process_ha_core_config
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
from pyhap.loader import get_loader  # type: ignore[import-untyped]
from yarl import URL

from ..seen import Seen, look
from ..tour import Tour
from ..visitors import PEOPLE, Place
from .actions import INSIDE
from .exit import Exit
from .stills import first_part
from .video import hls, play

OUTSIDE = "https://house.example.com"
ANYWHERE = [Place.HOME, Place.REMOTE]


async def _with_addresses(tour: Tour) -> None:
    """Give Home Assistant the addresses by which devices find it."""
    addresses = {"internal_url": "http://192.168.7.2:8123", "external_url": OUTSIDE}
    await async_process_ha_core_config(tour.hass, addresses)


# Media sources


async def _media_source(tour: Tour, place: Place) -> Seen:
    assert await async_setup_component(tour.hass, "media_source", {})
    socket = await tour.visitors.socket(place)
    camera = f"media-source://camera/{tour.entity_id}"
    answer = await socket.ask("media_source/resolve_media", media_content_id=camera)
    await socket.connection.close()
    if not answer["success"]:
        return Seen.REFUSED
    address = answer["result"]["url"]
    if ".m3u8" in address:
        return await hls(tour, place, address)
    return await first_part(tour, place, address)


async def _browse(tour: Tour, place: Place) -> Seen:
    assert await async_setup_component(tour.hass, "media_source", {})
    socket = await tour.visitors.socket(place)
    cameras = "media-source://camera"
    answer = await socket.ask("media_source/browse_media", media_content_id=cameras)
    await socket.connection.close()
    (thumbnail,) = (
        child["thumbnail"]
        for child in answer["result"]["children"]
        if child["media_content_id"].endswith(tour.entity_id)
    )
    return look(await tour.visitors.read(place, thumbnail, login=True))


# The camera of the proxy integration, on top of ours


async def proxy(tour: Tour, **options: float) -> str:
    """Put a camera on top of ours, as the integration `proxy` does."""
    cameras = tour.hass.data[DATA_COMPONENT]
    behind = tour.entity_id.partition(".")[2]
    entity_id = "_".join(["camera.proxy", *options, behind])
    if cameras.get_entity(entity_id) is None:
        config = {"entity_id": tour.entity_id, **options}
        in_front = ProxyCamera(tour.hass, config)  # type: ignore[no-untyped-call]
        in_front.entity_id = entity_id
        await cameras.async_add_entities([in_front])
    return entity_id


async def _proxied_still(tour: Tour, place: Place) -> Seen:
    address = f"/api/camera_proxy/{await proxy(tour)}"
    return look(await tour.visitors.read(place, address, login=True))


async def _proxied_moving(tour: Tour, place: Place) -> Seen:
    address = f"/api/camera_proxy_stream/{await proxy(tour)}"
    return await first_part(tour, place, address, login=True)


# HomeKit


def _homekit(tour: Tour) -> HomeKitCamera:
    driver = MagicMock()
    driver.state.address = "127.0.0.1"
    driver.loader = get_loader()
    driver.iid_storage.get_or_allocate_iid.side_effect = range(1, 1000)
    return HomeKitCamera(tour.hass, driver, "Camera", tour.entity_id, 2, {})


async def _homekit_still(tour: Tour, _: Place) -> Seen:
    size = {"image-width": 160, "image-height": 90}
    try:
        return look(await _homekit(tour).async_get_snapshot(size))
    except HomeAssistantError:
        return Seen.REFUSED


async def _homekit_stream(tour: Tour, _: Place) -> Seen:
    """Play what HomeKit's ffmpeg is told to play."""
    config = {
        "address": "192.168.7.30",
        "v_port": 1,
        "v_srtp_key": "key",
        "v_ssrc": 1,
        "v_max_bitrate": 300,
        "v_profile_id": b"\x00",
        "width": 64,
        "height": 36,
        "fps": 5,
        "a_max_bitrate": 24,
    }
    with patch(f"{HomeKitCamera.__module__}.HAFFmpeg") as ffmpeg:
        ffmpeg.return_value.open = open_ = AsyncMock(return_value=False)
        await _homekit(tour).start_stream({"id": "session"}, config)
    if not open_.await_args:
        return Seen.REFUSED
    return await play(open_.await_args.kwargs["input_source"].removeprefix("-i "))


# Voice assistants and the app


class _AlexaConfig(AbstractConfig):
    """Alexa, allowed to see every camera."""

    @property
    @override
    def endpoint(self) -> None:
        return None

    @property
    @override
    def locale(self) -> str:
        return "en-US"

    @override
    def user_identifier(self) -> str:
        return "somebody"

    @override
    def should_expose(self, entity_id: str) -> bool:
        return True


async def _alexa(tour: Tour, place: Place) -> Seen:
    await _with_addresses(tour)
    config = _AlexaConfig(tour.hass)
    await config.async_initialize()
    head = {
        "namespace": "Alexa.CameraStreamController",
        "name": "InitializeCameraStreams",
        "messageId": "1",
        "payloadVersion": "3",
    }
    endpoint = {"endpointId": config.generate_alexa_id(tour.entity_id)}
    directive = {"header": head, "endpoint": endpoint, "payload": {}}
    answer = await async_handle_message(tour.hass, config, {"directive": directive})
    payload: dict[str, Any] = answer["event"]["payload"]
    if "cameraStreams" not in payload:
        return Seen.REFUSED
    return await hls(tour, place, URL(payload["cameraStreams"][0]["uri"]).path)


async def _google(tour: Tour, place: Place) -> Seen:
    await _with_addresses(tour)
    state = tour.hass.states.get(tour.entity_id)
    trait = CameraStreamTrait(tour.hass, state, None)
    try:
        await trait.execute(COMMAND_GET_CAMERA_STREAM, None, {}, None)  # type: ignore[no-untyped-call]
    except HomeAssistantError:
        return Seen.REFUSED
    address = trait.query_attributes()["cameraStreamAccessUrl"]
    return await hls(tour, place, URL(address).path)


async def _app(tour: Tour, place: Place) -> Seen:
    """Ask as the companion app does for a camera in a notification."""
    assert await async_setup_component(tour.hass, "mobile_app", {})
    phone = {
        "app_id": "test",
        "app_name": "Test",
        "app_version": "1",
        "device_id": f"phone-{place}",
        "device_name": "Phone",
        "manufacturer": "Test",
        "model": "Test",
        "os_name": "Test",
        "os_version": "1",
        "supports_encryption": False,
    }
    post = tour.visitors.post
    answer = await post(place, "/api/mobile_app/registrations", phone)
    address = f"/api/webhook/{(await answer.json())['webhook_id']}"
    asked = {"type": "stream_camera", "data": {"camera_entity_id": tour.entity_id}}
    paths = await (await post(place, address, asked)).json()
    assert re.fullmatch(r"/api/camera_proxy_stream/[\w.]+", paths["mjpeg_path"])
    if paths["hls_path"] is None:
        return Seen.REFUSED
    return await hls(tour, place, paths["hls_path"])


def _handed_on(name: str, look: Any) -> Exit:
    return Exit(name, ANYWHERE, look, is_video=True, asks_inside=True)


BRIDGES = [
    Exit(
        "Media source, resolved and played",
        ANYWHERE,
        _media_source,
        is_video=True,
        asks_inside=True,
        falls_back=True,
    ),
    Exit("Thumbnail while browsing media", PEOPLE, _browse),
    Exit(
        "Still of a `proxy` camera on top", ANYWHERE, _proxied_still, stays_inside=True
    ),
    Exit(
        "Moving JPEG of a `proxy` camera on top",
        ANYWHERE,
        _proxied_moving,
        stays_inside=True,
    ),
    Exit("HomeKit still", INSIDE, _homekit_still),
    Exit("HomeKit video", INSIDE, _homekit_stream, is_video=True),
    _handed_on("Alexa", _alexa),
    _handed_on("Google Assistant", _google),
    _handed_on("Companion app (`stream_camera`)", _app),
]
