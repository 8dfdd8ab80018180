"""The guarded camera: every way by which a frame can leave, each through the gate."""

import asyncio
from collections.abc import Coroutine
from contextvars import ContextVar
from functools import partial
from typing import Any, override

from aiohttp import web
from homeassistant.components.camera import (
    Camera,
    CameraEntityFeature,
    WebRTCError,
    WebRTCSendMessage,
)
from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from webrtc_models import RTCIceCandidateInit

from .const import DOMAIN
from .entity import GuardedEntity
from .gate.mjpeg import StillResponse, async_send_frames
from .gate.requester import Path, of_request, of_still, of_stream
from .gate.seal import Seal
from .gate.streams import GuardedStream, async_open_stream
from .gate.view import View
from .guard import Guard
from .household import Household, HouseholdConfigEntry
from .notice import placeholder_text, refusal
from .policy.mode import Answer, Destination, Mode
from .source import has_native_webrtc

PARALLEL_UPDATES = 0

_in_action: ContextVar[bool] = ContextVar(f"{DOMAIN}_in_action", default=False)
"""Whether an action such as `camera.record` is asking."""


async def async_setup_entry(
    hass: HomeAssistant,
    entry: HouseholdConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Set up the guarded cameras."""
    household = entry.runtime_data
    for guard in household.guards.values():
        async_add_entities(
            [GuardedCamera(household, guard)], config_subentry_id=guard.camera_id
        )


class GuardedCamera(GuardedEntity, Camera):
    """A camera that shows what the gate lets through.

    It is always "on": Home Assistant would answer for one that is off with errors,
    where people are to see that the camera is private on purpose.
    """

    def __init__(self, household: Household, guard: Guard) -> None:
        """Stand in front of the source camera."""
        Camera.__init__(self)
        GuardedEntity.__init__(self, household, guard, "guarded")
        self._view = View(
            household.hass,
            guard.gate,
            guard.source,
            partial(placeholder_text, guard, household.words),
            self._refusal,
        )
        self._seal = Seal(household.seals, guard.gate, guard.source)
        self._sessions: dict[str, WebRTCSendMessage] = {}
        self._enforced = guard.gate.mode
        self._stream_lock = asyncio.Lock()
        self._attr_supported_features = self._features()
        self._speak_webrtc_like_the_source()

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self.guard.gate.async_listen(self._gate_moved))
        self.async_on_remove(self.guard.source.async_listen(self._guard_changed))

    @property
    @override
    def available(self) -> bool:
        """A placeholder can always be shown; a picture needs the source."""
        return self._answer_at_home is Answer.PLACEHOLDER or self.guard.source.available

    @property
    def _answer_at_home(self) -> Answer:
        return self.guard.gate.answer(Destination.HOME)

    @property
    def _native_source(self) -> Camera | None:
        """Return the source if it speaks WebRTC itself."""
        source = self.guard.source.entity
        native = source is not None and has_native_webrtc(source)
        return source if native else None

    def _refusal(self) -> HomeAssistantError:
        return refusal(self.guard, self.household.words)

    def _features(self) -> CameraEntityFeature:
        """Offer video only while somebody may see it."""
        features = CameraEntityFeature.ON_OFF
        if self._answer_at_home is Answer.LIVE and self.guard.source.can_stream:
            features |= CameraEntityFeature.STREAM
        return features

    @callback
    @override
    def _guard_changed(self) -> None:
        self._attr_supported_features = self._features()
        self._speak_webrtc_like_the_source()
        super()._guard_changed()

    @callback
    def _speak_webrtc_like_the_source(self) -> None:
        """Offer WebRTC as the source does: its own, or through a provider.

        Home Assistant tells the two apart by the class, and we stand for both.
        """
        native = self._native_source is not None
        if native is not self._supports_native_async_webrtc:
            self._supports_native_async_webrtc = native
            self._invalidate_camera_capabilities_cache()

    @callback
    def _gate_moved(self) -> None:
        """End what runs and is no longer allowed, in the step that shut the gate."""
        before, self._enforced = self._enforced, self.guard.gate.mode
        if not self._enforced.stricter_than(before):
            return
        for _ in range(self.access_tokens.maxlen or 1):
            self.async_update_token()
        self._seal.async_break()
        self._end_sessions()
        stream, self.stream = self.stream, None
        if isinstance(stream, GuardedStream):
            self.hass.async_create_task(stream.async_end())

    # Pictures

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        requester = of_still(self.hass, self.entity_id)
        image = await self._view.async_still(requester.destination, width, height)
        if requester.path is Path.STILL:
            raise StillResponse(image)
        self.content_type = image.content_type
        return image.content

    @override
    async def handle_async_mjpeg_stream(
        self, request: web.Request
    ) -> web.StreamResponse | None:
        return await self._send_frames(request)

    @override
    async def handle_async_still_stream(
        self, request: web.Request, interval: float
    ) -> web.StreamResponse:
        return await self._send_frames(request, interval)

    async def _send_frames(
        self, request: web.Request, interval: float | None = None
    ) -> web.StreamResponse:
        requester = of_request(self.hass, request, Path.MJPEG, self.entity_id)
        if self.guard.gate.answer(requester.destination) is Answer.REFUSED:
            raise web.HTTPForbidden(text=str(self._refusal()))
        frames = self._view.async_frames(requester.destination, interval)
        return await async_send_frames(request, frames)

    # Video

    @override
    async def stream_source(self) -> str | None:
        """Return an address of our own: the source's, with its password, stays inside.

        Nobody whom the gate refuses gets one, and with a stricter mode it is dead.
        """
        return await self._seal.async_address(of_stream(self.hass).destination)

    @override
    async def async_request_call[T](self, coro: Coroutine[Any, Any, T]) -> T:
        """Mark what an action asks for, so that it is refused with a reason."""
        token = _in_action.set(True)
        try:
            return await super().async_request_call(coro)
        finally:
            _in_action.reset(token)

    @override
    async def async_create_stream(self) -> Stream | None:
        """Return the stream that all viewers share, for those who may see it.

        None, without a word, for what asks on its own account such as preloading.
        """
        destination = of_stream(self.hass).destination
        if not self._may_stream(destination):
            if _in_action.get() or destination is not Destination.INTERNAL:
                raise self._refusal()
            return None
        async with self._stream_lock:
            if self.stream is None:
                stream = await async_open_stream(
                    self.hass, self.guard.source, self.guard.gate, self.entity_id
                )
                if not self._may_stream(destination):
                    raise self._refusal()
                self.stream = stream
            return self.stream

    def _may_stream(self, destination: Destination) -> bool:
        return self.guard.gate.answer(destination) is Answer.LIVE

    # WebRTC, of the source itself or through a provider such as go2rtc

    @override
    async def async_handle_async_webrtc_offer(
        self, offer_sdp: str, session_id: str, send_message: WebRTCSendMessage
    ) -> None:
        if not self._may_stream(of_stream(self.hass).destination):
            raise self._refusal()
        self._sessions[session_id] = send_message
        offer = (offer_sdp, session_id, send_message)
        if (native := self._native_source) is not None:
            await native.async_handle_async_webrtc_offer(*offer)
        else:
            await super().async_handle_async_webrtc_offer(*offer)

    @override
    async def async_on_webrtc_candidate(
        self, session_id: str, candidate: RTCIceCandidateInit
    ) -> None:
        if (native := self._native_source) is not None:
            await native.async_on_webrtc_candidate(session_id, candidate)
        else:
            await super().async_on_webrtc_candidate(session_id, candidate)

    @callback
    @override
    def close_webrtc_session(self, session_id: str) -> None:
        self._sessions.pop(session_id, None)
        if (native := self._native_source) is not None:
            native.close_webrtc_session(session_id)
        else:
            super().close_webrtc_session(session_id)

    @callback
    def _end_sessions(self) -> None:
        """Tell the viewers that it is over; browsers then hang up."""
        for session_id, send_message in tuple(self._sessions.items()):
            send_message(WebRTCError("private", str(self._refusal())))
            self.close_webrtc_session(session_id)

    # Override by hand

    @override
    async def async_turn_on(self) -> None:
        self.household.async_resume([self.guard], self.context)

    @override
    async def async_turn_off(self) -> None:
        self.household.async_set_mode([self.guard], Mode.PRIVATE, self.context)
