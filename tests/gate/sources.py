"""Source cameras with video of their own, in the ways that integrations offer it."""

import asyncio
from typing import override

from aiohttp import web
from homeassistant.components.camera import (
    Camera,
    CameraEntityFeature,
    CameraWebRTCProvider,
    WebRTCAnswer,
    WebRTCSendMessage,
)
from homeassistant.core import callback
from homeassistant.helpers.aiohttp_client import (
    async_aiohttp_proxy_web,
    async_get_clientsession,
)
from webrtc_models import RTCIceCandidateInit

from ..common import MARKER, MarkedCamera
from .footage import CameraServer

ANSWER = MARKER.decode()
"""What stands for the way to the frames in an answer of WebRTC."""


class VideoCamera(MarkedCamera):
    """A camera with an address of its video, its password in it."""

    films_when_off = True
    _attr_supported_features = CameraEntityFeature.ON_OFF | CameraEntityFeature.STREAM

    def __init__(self, name: str, server: CameraServer) -> None:
        """Take the video from a server."""
        super().__init__(name)
        self.server = server

    @override
    async def stream_source(self) -> str | None:
        return self.server.video


class MovingCamera(MarkedCamera):
    """A camera with a moving JPEG of its own, passed on as it comes."""

    def __init__(self, name: str, server: CameraServer) -> None:
        """Take the moving JPEG from a server."""
        super().__init__(name)
        self.server = server

    @override
    async def handle_async_mjpeg_stream(
        self, request: web.Request
    ) -> web.StreamResponse | None:
        session = async_get_clientsession(self.hass)
        coming = session.get(self.server.moving)
        return await async_aiohttp_proxy_web(self.hass, request, coming)


class Sessions:
    """Whoever speaks WebRTC with viewers."""

    def __init__(self) -> None:
        """Begin without a session."""
        self.open: dict[str, WebRTCSendMessage] = {}
        self.candidates: list[str] = []
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.trouble: Exception | None = None
        """What is raised in place of an answer, and when somebody hangs up."""

    async def answer(self, session_id: str, send_message: WebRTCSendMessage) -> None:
        """Let a viewer in."""
        self.asked.set()
        await self.may_answer.wait()
        if self.trouble:
            raise self.trouble
        self.open[session_id] = send_message
        send_message(WebRTCAnswer(ANSWER))

    @callback
    def close(self, session_id: str) -> None:
        """Hang up."""
        self.open.pop(session_id, None)
        if self.trouble:
            raise self.trouble


class NativeCamera(VideoCamera):
    """A camera that speaks WebRTC with its viewers itself."""

    def __init__(self, name: str, server: CameraServer) -> None:
        """Begin without viewers."""
        super().__init__(name, server)
        self.sessions = Sessions()

    @override
    async def async_handle_async_webrtc_offer(
        self, offer_sdp: str, session_id: str, send_message: WebRTCSendMessage
    ) -> None:
        await self.sessions.answer(session_id, send_message)

    @override
    async def async_on_webrtc_candidate(
        self, session_id: str, candidate: RTCIceCandidateInit
    ) -> None:
        self.sessions.candidates.append(session_id)

    @callback
    @override
    def close_webrtc_session(self, session_id: str) -> None:
        self.sessions.close(session_id)


class Provider(CameraWebRTCProvider):
    """A provider that fetches a camera's video and speaks WebRTC, as go2rtc does."""

    def __init__(self) -> None:
        """Begin without viewers."""
        self.sessions = Sessions()
        self.addresses: list[str | None] = []
        """The cameras' addresses, as they were told."""
        self.unregistered: list[str] = []
        self._camera_of: dict[str, Camera] = {}

    @property
    @override
    def domain(self) -> str:
        return "test_provider"

    @callback
    @override
    def async_is_supported(self, stream_source: str) -> bool:
        return stream_source.startswith("http:")

    @override
    async def async_handle_async_webrtc_offer(
        self,
        camera: Camera,
        offer_sdp: str,
        session_id: str,
        send_message: WebRTCSendMessage,
    ) -> None:
        self.addresses.append(await camera.stream_source())
        self._camera_of[session_id] = camera
        await self.sessions.answer(session_id, send_message)

    @override
    async def async_on_webrtc_candidate(
        self, session_id: str, candidate: RTCIceCandidateInit
    ) -> None:
        self.sessions.candidates.append(session_id)

    @callback
    @override
    def async_close_session(self, session_id: str) -> None:
        self.sessions.close(session_id)

    @override
    async def async_unregister_camera(self, camera: Camera) -> None:
        self.unregistered.append(camera.entity_id)
        for session_id, owner in tuple(self._camera_of.items()):
            if owner is camera:
                self.sessions.close(session_id)
