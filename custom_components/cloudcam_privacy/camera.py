"""The guarded camera: every way by which a frame can leave, each through the gate."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any, Final, cast, override

from aiohttp import web
from homeassistant.components.camera import Camera, WebRTCSendMessage
from homeassistant.components.stream import Stream
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from webrtc_models import RTCIceCandidateInit

from .gate.picture_size import is_a_side
from .gate.requester import Path, of_request, of_still, of_stream
from .gate.view import View
from .household.calls import async_hear_events
from .household.guard import Guard
from .household.household import Household, HouseholdConfigEntry
from .household.messages import blurred_caption, placeholder_text, refusal
from .ledger.access_tracker import AccessTracker, in_action
from .policy.mode import Answer, Destination
from .source.errors import no_picture
from .video.capabilities import VideoOffer
from .video.ending import end_each, void_tokens
from .video.mjpeg import StillResponse, async_send_frames
from .video.sdp import without_sound
from .video.sealed_source import AN_ADDRESS, Seal
from .video.stream import GuardedStream, async_open_stream
from .video.webrtc_sessions import HangUp, Sessions

PARALLEL_UPDATES = 0

LONGEST_INTERVAL: Final = 3600
"""Seconds between two frames of a moving picture; Home Assistant knows no upper limit,
and takes what is no number at all."""


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


class GuardedCamera(VideoOffer):
    """A camera that shows what the gate lets through.

    It is always "on": Home Assistant would answer for one that is off with errors,
    where people are to see that the camera is private on purpose.
    """

    def __init__(self, household: Household, guard: Guard) -> None:
        """Stand in front of the source camera."""
        super().__init__(household, guard)
        place = guard.source.place
        if place is not None and place.taken:
            self._attr_name = None  # The device's, which is the source's.
        self._view = View(
            household.hass,
            guard.gate,
            guard.source,
            partial(placeholder_text, guard, household.texts),
            partial(blurred_caption, guard, household.texts),
            self._refusal,
        )
        self._sessions = Sessions()
        self._attendance = AccessTracker(household, guard, self._sessions)
        self._seal = Seal(
            household.seals, guard.gate, guard.source, self._attendance.connection
        )
        self._stream_lock = asyncio.Lock()
        # For as long as there is a gate: who watches may outlast the entity's being
        # renamed, disabled or removed.
        guard.gate.when_raised.async_add(self._end_everything)
        guard.gate.when_sound_moved.async_add(self._sound_moved)

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        source = self.guard.source
        self.async_on_remove(source.async_listen(self._changed))
        self.async_on_remove(
            source.async_listen_reports(self._view.async_source_changed)
        )

    @override
    async def async_will_remove_from_hass(self) -> None:
        await super().async_will_remove_from_hass()
        self._end_everything()
        self._view.async_end()

    @callback
    @override
    def _changed(self) -> None:
        self._view.async_source_changed()
        super()._changed()

    @property
    @override
    def available(self) -> bool:
        """A placeholder can always be shown; a picture needs the source."""
        at_home = self.guard.gate.answer(Destination.HOME)
        return at_home is Answer.PLACEHOLDER or self.guard.source.available

    @property
    def _speaker(self) -> Camera:
        """Return who speaks WebRTC: the source, or Home Assistant through a provider."""
        return self._native_source or cast(Camera, super())

    @property
    def _hang_up(self) -> HangUp:
        """Return how to end a session with whoever speaks WebRTC now."""
        provider = self.webrtc_provider
        if provider is not None and self._native_source is None:
            return provider.async_close_session
        return self._speaker.close_webrtc_session

    def _refusal(self) -> HomeAssistantError:
        return refusal(self.guard, self.household.texts)

    @callback
    def _end_everything(self) -> None:
        """End what shows the camera, in this step; who may still see it asks again."""
        end_each(
            partial(void_tokens, self),
            self._seal.async_break,
            self._end_stream,
            lambda: self._sessions.end_all(str(self._refusal())),
            self._attendance.forget,
        )

    @callback
    def _sound_moved(self) -> None:
        """End what carries sound to those who may hear no more; they ask again."""
        if self.guard.gate.muted:
            reason = self.household.texts.say("muted_session", camera=self.guard.name)
            end_each(
                self._seal.async_mute,
                lambda: self._sessions.end_hearing(reason),
            )

    def _end_stream(self) -> None:
        stream, self.stream = self.stream, None
        if isinstance(stream, GuardedStream):
            self.household.hass.async_create_task(stream.async_end())

    # Pictures

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        requester = of_still(self.hass, self.entity_id)
        over_http = requester.path is Path.STILL
        if not (is_a_side(width) and is_a_side(height)):
            raise web.HTTPBadRequest if over_http else no_picture()
        visit = self._attendance.still(requester)
        image = await self._view.async_still(visit, width, height, over_http=over_http)
        await self._attendance.async_note_snapshot()
        if over_http:
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
        if interval is not None and not interval <= LONGEST_INTERVAL:
            raise web.HTTPBadRequest(text="The interval is not a number of seconds")
        requester = of_request(self.hass, request, Path.MJPEG, self.entity_id)
        visit = self._attendance.moving(requester, interval)
        over_http = requester.path is Path.MJPEG
        answer = self.guard.gate.answer(visit.destination)
        if answer is Answer.REFUSED and not over_http:
            visit.was_refused()
            raise web.HTTPForbidden(text=str(self._refusal()))
        try:
            frames = self._view.async_frames(visit, interval, over_http=over_http)
            return await async_send_frames(request, frames)
        finally:
            visit.ended()

    # Video

    @override
    async def stream_source(self) -> str | None:
        """Return an address of our own: the source's, with its password, stays inside.

        Nobody whom the gate refuses gets one, and with a stricter mode it is dead.
        """
        if self._is_choosing_provider:
            return AN_ADDRESS
        requester = of_stream(self.hass, self.entity_id)
        return await self._seal.async_address(self._attendance.source(requester))

    @override
    async def async_request_call[T](self, coro: Coroutine[Any, Any, T]) -> T:
        """Mark what an action asks for, so that it is refused with a reason."""
        with self._attendance.action():
            return await super().async_request_call(coro)

    @override
    async def async_create_stream(self) -> Stream | None:
        """Return the stream that all viewers share, for those who may see it.

        None, without a word, for what asks on its own account such as preloading.
        """
        requester = of_stream(self.hass, self.entity_id)
        visit = self._attendance.player(requester)
        destination = visit.destination
        if not self._may_stream(destination):
            if in_action() or requester.path is Path.STREAM:
                visit.was_refused()
                raise self._refusal()
            return None
        async with self._stream_lock:
            if self.stream is None:
                stream = await async_open_stream(
                    self.hass,
                    self.guard.source,
                    self.guard.gate,
                    self._refusal,
                    self._attendance,
                    self.entity_id,
                )
                if stream is not None and not self._may_stream(destination):
                    await stream.async_end()
                    raise self._refusal()
                self.stream = stream
            return self.stream

    # WebRTC, of the source itself or through a provider such as go2rtc

    @override
    async def async_handle_async_webrtc_offer(
        self, offer_sdp: str, session_id: str, send_message: WebRTCSendMessage
    ) -> None:
        visit = self._attendance.webrtc(of_stream(self.hass, self.entity_id))
        if not self._may_stream(visit.destination):
            visit.was_refused()
            raise self._refusal()
        hears = None
        if self._native_source is not None:
            hears = self.guard.gate.may_hear(visit.destination)
        talk = self._sessions.negotiating(
            session_id, send_message, self._hang_up, visit, hears=hears
        )
        with talk as send:
            asked = without_sound(offer_sdp) if hears is False else offer_sdp
            offer = (asked, session_id, send)
            await self._speaker.async_handle_async_webrtc_offer(*offer)

    @override
    async def async_on_webrtc_candidate(
        self, session_id: str, candidate: RTCIceCandidateInit
    ) -> None:
        if session_id in self._sessions:
            await self._speaker.async_on_webrtc_candidate(session_id, candidate)

    @callback
    @override
    def close_webrtc_session(self, session_id: str) -> None:
        self._sessions.end(session_id)

    # Override by hand

    @override
    async def async_turn_on(self) -> None:
        await async_hear_events()
        self.household.async_turn_on(self.guard, self.context)

    @override
    async def async_turn_off(self) -> None:
        self.household.async_turn_off(self.guard, self.context)
