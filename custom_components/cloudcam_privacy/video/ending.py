"""End what shows a camera: none of it may keep the others from ending."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
import logging

from homeassistant.components.camera import Camera, DynamicStreamSettings
from homeassistant.components.stream import Stream
from homeassistant.components.stream.core import StreamOutput

from ..ha_internals.video import replace_stream

_LOGGER = logging.getLogger(__name__)


def end_each(*ends: Callable[[], object]) -> None:
    """Call every one of them, whatever the others raise."""
    for end in ends:
        try:
            end()
        except Exception as err:  # noqa: BLE001  Other integrations raise anything.
            _note(err)


async def async_end(ending: Awaitable[None]) -> None:
    """Wait for something to end, whatever it raises."""
    try:
        await ending
    except Exception as err:  # noqa: BLE001  Other integrations raise anything.
        _note(err)


def void_tokens(camera: Camera) -> None:
    """Void the camera's access tokens, the one of before too, which is kept valid."""
    for _ in range(camera.access_tokens.maxlen or 1):
        camera.async_update_token()


async def async_end_stream(stream: Stream) -> None:
    """End any stream for good, preloaded or not, and let nobody wait for a piece of it.

    Address and outputs go in the step of the call. Who had found the stream before
    may still start it: there is nothing left for it to open.
    """
    replace_stream(stream.hass, stream, None)
    stream.source = ""
    stream.dynamic_stream_settings = DynamicStreamSettings()
    outputs = stream.outputs().values()
    for output in outputs:
        output.cleanup()
    await stream.stop()
    await async_end_again(outputs)


async def async_end_again(outputs: Iterable[StreamOutput]) -> None:
    """End what has ended, should the worker have sent a last piece on its way.

    With that it would go on: whoever waits for the next piece would wait for ever.
    """
    await asyncio.sleep(0)
    for output in outputs:
        output.cleanup()


def _note(err: Exception) -> None:
    _LOGGER.warning("Could not end everything that shows a camera: %r", err)
