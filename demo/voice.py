"""What a simulated camera hears: a voice-like sound without words, as AAC frames.

It is made once and looped: a buzz whose harmonics are shaped by the resonances of a
mouth, in syllables with pauses. With the microphone off, the frames are silent.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import av
import numpy as np
from numpy.typing import NDArray

RATE: Final = 16_000
"""Samples a second, which is also the clock of their RTP packets."""

SAMPLES: Final = 1024
"""Samples in one AAC frame."""

# Frames until the sound begins anew: about four seconds.
_FRAMES: Final = 64
_BITS_A_SECOND: Final = 32_000
_SYLLABLES_A_SECOND: Final = 4
_PAUSE: Final = 0.25  # The last part of the loop, in which nobody speaks.
_PITCH: Final = 130  # Hz
_WIDTH: Final = 120  # Hz, how far a resonance reaches.
# Resonances in Hz of vowels, after Peterson and Barney (1952): ah, ee, oo, eh.
_VOWELS: Final = ((730, 1090), (270, 2290), (300, 870), (530, 1840))
_LOUDEST: Final = 0.5
# Of an ordinary microphone in a quiet room.
_NOISE: Final = 0.001

type Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sound:
    """One frame of sound: AAC without a header, when it was heard, and how loud.

    `ticks` are RTP ticks, `level` the loudest sample, from 0 to 1.
    """

    data: bytes
    ticks: int
    level: float


class Microphone:
    """Hears in real time, by the seconds since the start of the camera."""

    def __init__(self) -> None:
        """Make the sound now, so that nobody waits for it later."""
        self._next = 0
        _spoken()

    def level(self, seconds: float) -> float:
        """Return how loud it is at a time, from 0 to 1."""
        return _sound(_number(seconds), on=True).level

    def hear(self, seconds: float, *, on: bool) -> list[Sound]:
        """Return what there is to hear since the last time, a second at most.

        It is silent while the microphone is off.
        """
        now = _number(seconds)
        first = max(self._next, now - _number(1))
        self._next = now + 1
        return [_sound(number, on=on) for number in range(first, now + 1)]


def _number(seconds: float) -> int:
    """Return the number of the frame that is heard at a time."""
    return int(seconds * RATE / SAMPLES)


def _sound(number: int, *, on: bool) -> Sound:
    frames, levels = _spoken()
    place = number % _FRAMES
    data, level = (frames[place], levels[place]) if on else (_silence(), 0)
    return Sound(data, number * SAMPLES, level)


@cache
def _spoken() -> tuple[tuple[bytes, ...], tuple[float, ...]]:
    """Return the frames of the loop, and how loud each is."""
    spoken = _speak()
    # Of two rounds the second, which begins with the end of the first.
    frames = _encode(np.concatenate((spoken, spoken)))[_FRAMES : 2 * _FRAMES]
    levels = np.abs(spoken).reshape(_FRAMES, SAMPLES).max(axis=1)
    return tuple(frames), tuple(round(float(level), 3) for level in levels)


@cache
def _silence() -> bytes:
    return _encode(np.zeros(4 * SAMPLES, np.float32))[-1]


def _speak() -> Samples:
    """Return the samples of the loop."""
    count = _FRAMES * SAMPLES
    time = np.arange(count) / RATE
    melody = _PITCH * (1 + 0.1 * np.sin(2 * np.pi * 0.7 * time))
    phase = 2 * np.pi * np.cumsum(melody) / RATE
    vowels = np.array(_VOWELS)[(time * _SYLLABLES_A_SECOND).astype(int) % len(_VOWELS)]
    voice = np.zeros(count)
    for harmonic in range(1, 25):
        away = (harmonic * _PITCH - vowels) / _WIDTH
        voice += (1 / (1 + away**2)).sum(axis=1) * np.sin(harmonic * phase)
    voice *= np.sin(np.pi * (time * _SYLLABLES_A_SECOND % 1)) ** 0.5
    voice[int(count * (1 - _PAUSE)) :] = 0
    voice *= _LOUDEST / np.abs(voice).max()
    voice += np.random.default_rng(1).normal(0, _NOISE, count)
    spoken: Samples = voice.astype(np.float32)
    return spoken


def _encode(samples: Samples) -> list[bytes]:
    """Return samples as AAC frames."""
    encoder = av.CodecContext.create("aac", "w")
    assert isinstance(encoder, av.AudioCodecContext)
    encoder.sample_rate = RATE
    encoder.layout = "mono"
    encoder.format = "fltp"
    encoder.bit_rate = _BITS_A_SECOND
    frame = av.AudioFrame.from_ndarray(samples[np.newaxis], "fltp", "mono")
    frame.sample_rate = RATE
    fifo = av.AudioFifo()
    fifo.write(frame)
    packets = [
        packet for piece in fifo.read_many(SAMPLES) for packet in encoder.encode(piece)
    ]
    return [bytes(packet) for packet in (*packets, *encoder.encode(None))]
