"""What one camera shows to whom: its picture, a blurred one, a placeholder, nothing."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from functools import partial
from typing import Final

from homeassistant.components.camera import Image
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN
from ..policy.mode import Answer
from ..source.errors import no_picture
from ..source.source import Source, note_end
from ..video.live_frames import LiveFrames, is_picture
from .access import Access
from .blur import SECONDS_BETWEEN_FRAMES, blur
from .gate import Gate
from .placeholder import PlaceholderText, draw_placeholder

JPEG: Final = "image/jpeg"

BLURRED_WIDTH: Final = 640
"""Pixels; a few blocks need no more, and one size for all bounds the work."""

_SHOWS_THE_CAMERA: Final = (Answer.LIVE, Answer.BLURRED)

PLACEHOLDER_INTERVAL: Final = 10
"""Seconds between two placeholders of a moving picture."""


AT_ONCE: Final = 2
"""Pictures that are made at the same time: each may take up to 190 MB."""

_TURN: HassKey[asyncio.Semaphore] = HassKey(f"{DOMAIN}_drawing")


async def _async_draw(hass: HomeAssistant, draw: Callable[[], bytes]) -> Image:
    """Return what is drawn in the executor, when it is our turn; raise what it raises."""
    async with hass.data.setdefault(_TURN, asyncio.Semaphore(AT_ONCE)):
        return Image(JPEG, await hass.async_add_executor_job(draw))


def _pause(answer: Answer, interval: float | None) -> float:
    """Return the seconds until the next picture of one kind."""
    if answer is Answer.PLACEHOLDER:
        return PLACEHOLDER_INTERVAL
    least = SECONDS_BETWEEN_FRAMES if answer is Answer.BLURRED else 0.0
    return max(interval or 0.0, least)


def _shared(asked: asyncio.Future[Image | None]) -> Image:
    """Return what somebody else has asked for; raise if there was nothing."""
    if (image := asked.result()) is None:
        raise no_picture()
    return image


class View:
    """Serve frames of one camera, each passing the gate on its way out."""

    def __init__(
        self,
        hass: HomeAssistant,
        gate: Gate,
        source: Source,
        text: Callable[[], PlaceholderText],
        caption: Callable[[], Sequence[str]],
        refusal: Callable[[], HomeAssistantError],
    ) -> None:
        """Take the words of our pictures and the refusal from whoever knows why."""
        self._hass = hass
        self._gate = gate
        self._source = source
        self._text = text
        self._caption = caption
        self._refusal = refusal
        self._live = LiveFrames(hass, source)
        self._asking: dict[
            tuple[int | None, int | None], asyncio.Future[Image | None]
        ] = {}
        self._blurring: asyncio.Task[Image] | None = None
        self._blurred_at = 0.0
        self._moved = asyncio.Event()
        self._was_off = source.is_off
        self._viewings = 0
        """How often the moving pictures were ended."""
        gate.when_moved.async_add(self._gate_moved)

    @callback
    def _gate_moved(self) -> None:
        """Wake the viewers, and drop every picture of before."""
        self._moved.set()
        self._moved = asyncio.Event()
        self._source.async_expect_fresh()
        self._asking = {}
        self._blurring = None
        self._live.interrupt()

    @callback
    def async_end(self) -> None:
        """End the moving pictures, since the camera entity goes, or gets a new id."""
        self._viewings += 1
        self._gate_moved()

    async def async_still(
        self,
        visit: Access,
        width: int | None = None,
        height: int | None = None,
        *,
        over_http: bool = False,
    ) -> Image:
        """Return what the visitor may see; raise HomeAssistantError if nothing.

        Who asks `over_http` is shown the placeholder where he may see nothing.
        If the gate has moved while the picture was fetched, all begins anew, even if
        it is as it was: nobody knows from when the picture is.
        """
        while True:
            answer, moved = self._answer(visit, over_http), self._moved
            if answer is Answer.REFUSED:
                visit.was_refused()
                raise self._refusal()
            if answer is Answer.PLACEHOLDER:
                if self._gate.answer(visit.destination) not in _SHOWS_THE_CAMERA:
                    visit.was_refused()
                return await self._placeholder(width, height)
            if answer is Answer.LIVE:
                image = await self._picture(width, height)
            else:
                image = await self._blurred()
            if self._moved is moved:
                visit.saw(answer, len(image.content))
                return image

    def _answer(self, visit: Access, over_http: bool) -> Answer:
        """Return what a visitor is given; over HTTP always a picture, if need be ours.

        A camera that is switched off gives none, though the mode would let it through.
        """
        answer = self._gate.answer(visit.destination)
        shows_nothing = answer is Answer.REFUSED or self._source.is_off
        return Answer.PLACEHOLDER if shows_nothing and over_http else answer

    @callback
    def async_source_changed(self) -> None:
        """Have those who watch see whether the source was switched on or off."""
        if self._was_off is not self._source.is_off:
            self._was_off = self._source.is_off
            self._gate_moved()

    async def async_frames(
        self,
        visit: Access,
        interval: float | None = None,
        *,
        over_http: bool = False,
    ) -> AsyncGenerator[Image]:
        """Yield frames for one viewer for as long as there is something to see.

        `interval` are the seconds between two frames; None is the source's own pace.
        A change of the mode is seen at once, not with the next frame.
        """
        viewings = self._viewings
        while self._viewings == viewings:
            answer = self._answer(visit, over_http)
            if answer is Answer.REFUSED:
                return
            if answer is Answer.LIVE and interval is None:
                async with aclosing(self._live_frames(visit, over_http)) as frames:
                    async for image in frames:
                        yield image
                continue
            moved, asked_at = self._moved, self._hass.loop.time()
            try:
                yield await self.async_still(visit, over_http=over_http)
            except HomeAssistantError:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout_at(asked_at + _pause(answer, interval)):
                    await moved.wait()

    async def _live_frames(
        self, visit: Access, over_http: bool
    ) -> AsyncGenerator[Image]:
        async with self._live.look():
            viewings = self._viewings
            while (
                self._viewings == viewings
                and self._answer(visit, over_http) is Answer.LIVE
            ):
                image = None
                with suppress(TimeoutError):  # Then see whether it is switched off.
                    async with asyncio.timeout(PLACEHOLDER_INTERVAL):
                        image = await self._live.next()
                if image and self._gate.answer(visit.destination) is Answer.LIVE:
                    visit.saw(Answer.LIVE, len(image.content))
                    yield image

    async def _picture(self, width: int | None, height: int | None) -> Image:
        """Return a still of the source; who asks at the same time shares it.

        So do all the failure to get one; only if whoever asks leaves, the next one does.
        """
        pending, size = self._asking, (width, height)
        while (asking := pending.get(size)) is not None:
            await asyncio.wait([asking])
            if not asking.cancelled():
                return _shared(asking)
        pending[size] = asking = self._hass.loop.create_future()
        try:
            image = await self._source.async_image(width, height)
            asking.set_result(image if is_picture(image) else None)
        except HomeAssistantError:
            asking.set_result(None)
            raise
        finally:
            del pending[size]
            asking.cancel()
        return _shared(asking)

    async def _placeholder(self, width: int | None, height: int | None) -> Image:
        text = self._text()
        draw = partial(draw_placeholder, text, width, height)
        return await _async_draw(self._hass, draw)

    async def _blurred(self) -> Image:
        """Return the blurred picture, one a second however many look."""
        now = self._hass.loop.time()
        if self._blurring is None or now - self._blurred_at >= SECONDS_BETWEEN_FRAMES:
            self._blurred_at = now
            self._blurring = self._hass.async_create_background_task(
                self._blur(), f"{DOMAIN} blur"
            )
            self._blurring.add_done_callback(note_end)
        blurring = self._blurring
        await asyncio.wait([blurring])  # Whoever leaves takes it from nobody else.
        if blurring.cancelled():
            raise no_picture()
        return blurring.result()

    async def _blur(self) -> Image:
        image = await self._source.async_image()
        how = (BLURRED_WIDTH, None, tuple(self._caption()))
        try:
            return await _async_draw(self._hass, partial(blur, image.content, *how))
        except ValueError as err:
            raise no_picture() from err
