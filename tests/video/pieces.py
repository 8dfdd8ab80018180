"""Pieces of fragmented MP4 as Home Assistant's stream makes them, with a loud sound."""

from functools import lru_cache
from io import BytesIO
from typing import Any, Final

import av
import numpy as np

LOUD: Final = 0.3
"""A level that nothing but the sound of the camera reaches."""

FRAGMENTED: Final = {
    "movflags": "frag_custom+empty_moov+default_base_moof+frag_discont"
    "+negative_cts_offsets+skip_trailer+delay_moov"
}


@lru_cache
def loud_video(codec: str, layout: str, rate: int) -> tuple[bytes, bytes]:
    """Return the beginning of a stream, and two seconds of it with a tone of 440 Hz."""
    out = BytesIO()
    container: Any = av.open(out, "w", format="mp4", container_options=FRAGMENTED)
    video = container.add_stream("libx264", rate=10)
    video.width, video.height, video.pix_fmt = 160, 96, "yuv420p"
    sound = container.add_stream(codec, rate=rate, layout=layout)
    for number in range(20):
        pixels = np.full((96, 160, 3), number * 10, np.uint8)
        frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
        frame.pts = number
        container.mux(video.encode(frame))
    container.mux(video.encode(None))
    tone = np.sin(np.arange(rate * 2) * 2 * np.pi * 440 / rate).astype(np.float32) / 2
    channels = len(sound.codec_context.layout.channels)
    size = 1152 if codec == "libmp3lame" else 1024
    for start in range(0, len(tone) - size, size):
        samples = np.stack([tone[start : start + size]] * channels)
        heard = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
        heard.sample_rate, heard.pts = rate, start
        container.mux(sound.encode(heard))
    container.mux(sound.encode(None))
    container.close()
    data = out.getvalue()
    begin = data.find(b"moof") - 4
    return data[:begin], data[begin:]


def level(stream: bytes) -> float:
    """Return the loudest sample that a decoder makes of a stream, from 0 to 1."""
    with av.open(BytesIO(stream), "r") as container:
        frames = list(container.decode(audio=0))
    assert frames
    return max(float(np.abs(frame.to_ndarray()).max()) for frame in frames)


def pictures(stream: bytes) -> list[bytes]:
    """Return the pieces of the video of a stream, as they are sent."""
    with av.open(BytesIO(stream), "r") as container:
        return [bytes(packet) for packet in container.demux(video=0)]


def sounds(stream: bytes) -> list[bytes]:
    """Return the pieces of the sound of a stream, as they are sent."""
    with av.open(BytesIO(stream), "r") as container:
        return [bytes(packet) for packet in container.demux(audio=0)]
