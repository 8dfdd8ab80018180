"""How Home Assistant carries video: WebRTC, the streams of HLS, go2rtc."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from homeassistant.components.camera import Camera
from homeassistant.core import HomeAssistant

from .reliance import Reliance, has

if TYPE_CHECKING:
    from homeassistant.components.stream import Stream
    from homeassistant.components.stream.core import Segment, StreamOutput
    from homeassistant.components.stream.recorder import RecorderOutput

# Names of our own for keys whose constants might go.
_GO2RTC: Final = "go2rtc"
STREAM_DOMAIN: Final = "stream"
ATTR_STREAMS: Final = "streams"

_NATIVE: Final = "_supports_native_async_webrtc"


def set_native_webrtc(camera: Camera, native: bool) -> None:
    """Have a camera speak WebRTC itself, or through a provider."""
    setattr(camera, _NATIVE, native)


async def async_webrtc_is_told_apart(_: HomeAssistant) -> bool:
    """Tell whether cameras have the mark of those that speak WebRTC themselves."""
    return hasattr(Camera(), _NATIVE)


def replace_stream(hass: HomeAssistant, old: Stream, new: Stream | None) -> None:
    """Have another stream found at an address, or none."""
    streams: list[Stream] = hass.data[STREAM_DOMAIN][ATTR_STREAMS]
    if old in streams:
        streams[streams.index(old) : streams.index(old) + 1] = [new] if new else []


def silence(output: StreamOutput) -> None:
    """Have whatever a worker still puts into an output go nowhere.

    Else whoever waits for the next piece of what has ended would wait for ever.
    """

    def drop(_: Segment) -> None:
        """Take it away."""

    output.put = drop  # type: ignore[assignment, method-assign]


def record_through(
    recorder: RecorderOutput, heard: Callable[[Segment], Segment]
) -> None:
    """Have a recording take each segment as it may be heard."""
    put, prepend = recorder.put, recorder.prepend

    def put_heard(segment: Segment) -> None:
        put(heard(segment))

    def prepend_heard(segments: list[Segment]) -> None:
        prepend([heard(segment) for segment in segments])

    recorder.put = put_heard  # type: ignore[method-assign]
    recorder.prepend = prepend_heard  # type: ignore[method-assign]


async def async_streams_are_listed(hass: HomeAssistant) -> bool:
    """Tell whether streams can be found by others, and pieces be kept back."""
    if STREAM_DOMAIN not in hass.config.components:
        return True
    # Its package is there only where stream is set up.
    from homeassistant.components.stream import core, recorder  # noqa: PLC0415

    outputs = core.StreamOutput.put, recorder.RecorderOutput.prepend
    is_list = isinstance(hass.data[STREAM_DOMAIN][ATTR_STREAMS], list)
    return is_list and all(callable(method) for method in outputs)


def go2rtc_url(hass: HomeAssistant) -> str | None:
    """Return the address of go2rtc, None where it does not run or is not known."""
    if _GO2RTC not in hass.data or not has(hass, Reliance.GO2RTC_ADDRESS):
        return None
    return str(hass.data[_GO2RTC].url)


async def async_go2rtc_is_found(hass: HomeAssistant) -> bool:
    """Tell whether the address of go2rtc is known where it runs."""
    url = getattr(hass.data.get(_GO2RTC), "url", None)
    return isinstance(url, str) or not hass.config_entries.async_loaded_entries(_GO2RTC)
