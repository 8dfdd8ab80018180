"""Video of the source for the guarded camera, checked with every request."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast, override

from aiohttp import hdrs, web
from homeassistant.components.camera.prefs import (
    DynamicStreamSettings,
    get_dynamic_camera_stream_settings,
)
from homeassistant.components.stream import Stream, create_stream
from homeassistant.components.stream.const import (
    HLS_PROVIDER,
    OUTPUT_IDLE_TIMEOUT,
    RECORDER_PROVIDER,
)
from homeassistant.components.stream.core import StreamOutput
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..gate.access import Access
from ..gate.gate import Gate
from ..gate.requester import INTERNAL, Requester, Seat, of_hls
from ..ha_internals.reliance import NEEDED_FOR_HLS, missing
from ..ha_internals.requests import served_request
from ..ha_internals.video import record_through, replace_stream, silence
from ..policy.mode import Answer
from ..source.source import Source
from .ending import async_end_again, async_end_stream
from .heard_pieces import HeardOutput
from .stream_sound import StreamSound

if TYPE_CHECKING:
    from homeassistant.components.stream.recorder import RecorderOutput

MOST_BROWSERS: Final = 4
"""How many browsers at one address are told apart."""

type Refusal = Callable[[], HomeAssistantError]


class Arrival(Protocol):
    """Whoever notes the visits of those who use a stream."""

    def hls(self, requester: Requester, pause: float) -> Access:
        """Receive somebody who plays it, with a pause between two pieces."""

    def recording(self, path: str) -> AbstractAsyncContextManager[Access]:
        """Receive an action that records it into a file."""

    def still(self, requester: Requester) -> Access:
        """Receive somebody who takes a picture out of it."""


class GuardedStream(Stream):
    """A stream whose address is no free pass.

    Home Assistant gives all viewers one address that is good for whoever has it, and
    starts the stream at each request for a piece of it. That is where we ask again:
    whether the stream has been ended, and who is at the other end.
    """

    def __init__(
        self,
        plain: Stream,
        gate: Gate,
        refusal: Refusal,
        arrival: Arrival,
        label: str,
    ) -> None:
        """Take the place of a plain stream that has not started."""
        self._settings = plain.add_provider(HLS_PROVIDER).stream_settings
        super().__init__(
            plain.hass,
            plain.source,
            pyav_options=plain.pyav_options,
            stream_settings=self._settings,
            dynamic_stream_settings=plain.dynamic_stream_settings,
            stream_label=label,
        )
        self._gate = gate
        self._refusal = refusal
        self._arrival = arrival
        self._visits: dict[tuple[Seat, str | None], Access] = {}
        self._ended = False
        self._served: dict[asyncio.Task[Any], web.Request] = {}
        self._sound = StreamSound(gate, self.outputs)
        replace_stream(self.hass, plain, self)

    @override
    async def start(self) -> None:
        self._check()
        await super().start()
        self._check()  # It may have been ended while its last stop was waited for.

    def _check(self) -> None:
        """Let nobody go on who may not see, and remember who is being served."""
        request, task = served_request(), asyncio.current_task()
        if self._ended:
            raise self._refusal() if request is None else web.HTTPGone
        if request is None or request.match_info.get("token") != self.access_token:
            return
        requester = of_hls(self.hass, request)
        visit = self._visit(requester, request.headers.get(hdrs.USER_AGENT))
        if self._gate.answer(requester.destination) is not Answer.LIVE:
            visit.was_refused()
            raise web.HTTPForbidden
        if task is not None and task not in self._served:
            self._served[task] = request
            task.add_done_callback(partial(self._was_served, visit))

    @override
    def add_provider(
        self, fmt: str, timeout: int | None = OUTPUT_IDLE_TIMEOUT
    ) -> StreamOutput:
        """Return an output, for whoever is being served with what he may hear of it."""
        is_new = fmt not in self.outputs()
        output = super().add_provider(fmt, timeout)
        if fmt == RECORDER_PROVIDER and is_new:
            recorder = cast("RecorderOutput", output)
            record_through(recorder, self._sound.recording())
        request = served_request()
        if request is None or request.match_info.get("token") != self.access_token:
            return output
        destination = of_hls(self.hass, request).destination
        return cast(
            StreamOutput, HeardOutput(output, self._sound.heard_by(destination))
        )

    def _visit(self, requester: Requester, browser: str | None) -> Access:
        """Return the visit of who is told by place, address and browser.

        Who comes when it is over may be somebody else, with the same browser. So many
        browsers at one place are no people, and count as one.
        """
        at_this_seat = sum(seat == requester.seat for seat, _ in self._visits)
        viewer = requester.seat, browser
        if viewer not in self._visits and at_this_seat >= MOST_BROWSERS:
            viewer = requester.seat, None
        if (visit := self._visits.get(viewer)) is None or visit.is_over:
            self._visits = {v: b for v, b in self._visits.items() if b.is_going_on}
            settings = self._settings
            pause = 0.0 if settings.ll_hls else settings.min_segment_duration
            self._visits[viewer] = visit = self._arrival.hls(requester, pause)
        return visit

    def _was_served(self, visit: Access, task: asyncio.Task[Any]) -> None:
        """Count a piece of video; what else a player asks for shows that it plays."""
        request = self._served.pop(task)
        if self._ended:
            return
        if request.match_info.get("sequence"):
            visit.received(request.writer.output_size)
            if self._sound.is_heard(visit.destination):
                visit.heard()
        elif visit.is_going_on:
            visit.began()

    @override
    async def async_get_image(
        self,
        width: int | None = None,
        height: int | None = None,
        wait_for_next_keyframe: bool = False,
    ) -> bytes | None:
        """Return a picture out of the running video: whoever asks is of the house."""
        visit = self._arrival.still(INTERNAL)
        self._let_in(visit)
        image = await super().async_get_image(width, height, wait_for_next_keyframe)
        self._let_in(visit)
        if image:
            visit.saw(Answer.LIVE, len(image))
        return image

    def _let_in(self, visit: Access) -> None:
        """Raise if a visitor may not see what the camera films."""
        if not self._lets_in(visit):
            visit.was_refused()
            raise self._refusal()

    def _lets_in(self, somebody: Access | Requester) -> bool:
        answer = self._gate.answer(somebody.destination)
        return answer is Answer.LIVE and not self._ended

    @override
    async def async_record(
        self, video_path: str, duration: int = 30, lookback: int = 5
    ) -> None:
        if not self._lets_in(INTERNAL):
            raise self._refusal()
        record = super().async_record(video_path, duration, lookback)
        if not self._can_record(video_path):
            return await record  # It says why not.
        async with self._arrival.recording(video_path) as visit:
            self._sound.recorded = False
            try:
                await record
            finally:
                size = await self.hass.async_add_executor_job(_size, video_path)
                visit.received(size)
                if self._sound.recorded:
                    visit.heard()

    def _can_record(self, path: str) -> bool:
        return (
            self.hass.config.is_allowed_path(path)
            and RECORDER_PROVIDER not in self.outputs()
        )

    @override
    async def remove_provider(self, provider: StreamOutput) -> None:
        # A worker that has not heard of it yet may still put in what it has.
        silence(provider)
        await super().remove_provider(provider)
        await async_end_again([provider])

    async def async_end(self) -> None:
        """End the stream for good, with whatever is being sent of it."""
        self._ended = True
        self._sound.async_stop()
        for request in self._served.values():
            if request.transport is not None:
                request.transport.abort()
        await async_end_stream(self)


def _size(path: str) -> int:
    """Return how many bytes a file has, none if there is none."""
    with suppress(OSError):
        return Path(path).stat().st_size
    return 0


async def async_open_stream(
    hass: HomeAssistant,
    source: Source,
    gate: Gate,
    refusal: Refusal,
    arrival: Arrival,
    label: str,
) -> GuardedStream | None:
    """Return a stream of the source, or None if it offers no video.

    The stream is our own, so that it can be ended without a word of the source, and
    never preloaded: it lives while somebody watches.

    Raises HomeAssistantError if the camera does not tell where its video is.
    """
    if (camera := source.entity) is None or not source.can_stream:
        return None
    if NEEDED_FOR_HLS & missing(hass):
        return None
    if not (address := await source.async_stream_address()):
        return None
    settings = await get_dynamic_camera_stream_settings(hass, camera.entity_id)
    plain = create_stream(
        hass,
        address,
        options=camera.stream_options,
        dynamic_stream_settings=DynamicStreamSettings(orientation=settings.orientation),
        stream_label=label,
    )
    return GuardedStream(plain, gate, refusal, arrival, label)
