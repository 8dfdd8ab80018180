"""Silence in place of the sound in pieces of fragmented MP4, without re-encoding.

A track cannot vanish under a running player, and a second copy of the video would cost
a second connection to the camera. So each frame of sound is overwritten, where it stands,
by a frame of the same size that decodes to silence; video and layout stay as they are.
Formats: ISO/IEC 14496-12 (boxes), 14496-3 (AAC), 11172-3 (MP3).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from
from typing import Final

_CONTAINERS: Final = frozenset(
    {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"mvex"}
)
_TRUN_FIELDS: Final = ((0x100, 4), (0x200, 4), (0x400, 4), (0x800, 4))
"""Flags of the fields that a run gives of each sample: duration, size, flags, offset."""

_MP3: Final = (0x69, 0x6B)
"""Object types of MP3 in an `mp4a` entry."""

_ONE_ELEMENT: Final = (1, 2)
"""AAC's channel configurations whose frames consist of one element: mono and stereo."""


@dataclass(frozen=True, slots=True)
class _Box:
    """A box: its type, and where its content begins and ends."""

    kind: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Track:
    """A track that is not video."""

    codec: bytes
    channels: int
    default_size: int


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    """Yield the boxes of a part, and those within the ones that hold others."""
    while start + 8 <= end:
        size, kind = unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,) = unpack_from(">Q", data, start + 8)
            head = 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            raise ValueError("A box reaches beyond what holds it")
        box = _Box(kind, start + head, start + size)
        yield box
        if kind in _CONTAINERS:
            yield from _boxes(data, box.start, box.end)
        start += size


@lru_cache(maxsize=64)
def _other_tracks(init: bytes) -> dict[int, _Track]:
    """Return the tracks of a stream, by their ids, that are not video."""
    tracks: dict[int, _Track] = {}
    sizes: dict[int, int] = {}
    track_id, is_video = 0, False
    for box in _boxes(init, 0, len(init)):
        if box.kind == b"tkhd":
            offset = 20 if init[box.start] else 12
            (track_id,) = unpack_from(">I", init, box.start + offset)
            is_video = False
        elif box.kind == b"hdlr":
            is_video = init[box.start + 8 : box.start + 12] == b"vide"
        elif box.kind == b"stsd" and not is_video:
            codec = init[box.start + 12 : box.start + 16]
            entry = box.start + 8
            channels = 0
            if codec == b"mp4a":
                object_type, channels = _decoder(init[entry : box.end])
                if object_type in _MP3:
                    codec = b".mp3"
            tracks[track_id] = _Track(codec, channels, 0)
        elif box.kind == b"trex":
            of_track, _, _, size = unpack_from(">IIII", init, box.start + 4)
            sizes[of_track] = size
    return {
        of_track: _Track(track.codec, track.channels, sizes.get(of_track, 0))
        for of_track, track in tracks.items()
    }


def _decoder(entry: bytes) -> tuple[int, int]:
    """Return object type and channels that an `mp4a` entry's descriptors tell, else 0.

    The channels of the entry itself are often wrong; those of AAC's own configuration,
    its first 13 bits without an escaped sample rate, are what a decoder goes by.
    """
    place = entry.find(b"esds")
    place = entry.find(b"\x04", place + 8) if place >= 0 else -1
    if place < 0 or len(entry) < (body := _body(entry, place)) + 14:
        return 0, 0
    object_type = entry[body]
    config = body + 13
    if entry[config] != 0x05 or len(entry) < (at := _body(entry, config)) + 2:
        return object_type, 0
    (bits,) = unpack_from(">H", entry, at)
    return object_type, (bits >> 3) & 0xF if (bits >> 7) & 0xF != 0xF else 0


def _body(data: bytes, descriptor: int) -> int:
    """Return where the content of a descriptor begins, after its tag and its size."""
    place = descriptor + 1
    while place < len(data) - 1 and data[place] & 0x80:
        place += 1
    return place + 1


def has_sound(init: bytes) -> bool:
    """Tell whether a stream has any track that is not video."""
    return bool(_other_tracks(init))


def silenced(init: bytes, data: bytes) -> bytes:
    """Return pieces of a stream, `moof` and `mdat` boxes, with silence for sound.

    What cannot be told apart is not let through: raises ValueError if the boxes are
    none that can be read.
    """
    if not (tracks := _other_tracks(init)):
        return data
    out = bytearray(data)
    moof_start = 0
    track: _Track | None = None
    base = default_size = 0
    for box in _boxes(data, 0, len(data)):
        if box.kind == b"moof":
            moof_start = box.start - 8
        elif box.kind == b"tfhd":
            track, base, default_size = _fragment(data, box, tracks, moof_start)
        elif box.kind == b"trun" and track is not None:
            for start, size in _samples(data, box, base, default_size):
                if start < 0 or start + size > len(data):
                    raise ValueError("A sample lies outside its piece")
                out[start : start + size] = _silent(track, data[start : start + size])
    return bytes(out)


def _fragment(
    data: bytes, box: _Box, tracks: dict[int, _Track], moof_start: int
) -> tuple[_Track | None, int, int]:
    """Return the track of a fragment, where its data is counted from, and sizes."""
    flags, track_id = unpack_from(">II", data, box.start)
    flags &= 0xFFFFFF
    track, place, base = tracks.get(track_id), box.start + 8, moof_start
    if flags & 0x1:
        (base,) = unpack_from(">Q", data, place)
        place += 8
    place += 4 * bool(flags & 0x2) + 4 * bool(flags & 0x8)
    size = track.default_size if track else 0
    if flags & 0x10:
        (size,) = unpack_from(">I", data, place)
    return track, base, size


def _samples(
    data: bytes, box: _Box, base: int, default_size: int
) -> Iterator[tuple[int, int]]:
    """Yield where the samples of a run lie, and how long they are."""
    flags, count = unpack_from(">II", data, box.start)
    place, start = box.start + 8, base
    if flags & 0x1:
        (offset,) = unpack_from(">i", data, place)
        start += offset
        place += 4
    place += 4 * bool(flags & 0x4)
    row = sum(width for flag, width in _TRUN_FIELDS if flags & flag)
    size_at = 4 * bool(flags & 0x100)
    if row and place + row * count > box.end:
        raise ValueError("A run has fewer samples than it says")
    for number in range(count if row else min(count, len(data))):
        size = default_size
        if flags & 0x200:
            (size,) = unpack_from(">I", data, place + row * number + size_at)
        yield start, size
        start += size


def _silent(track: _Track, frame: bytes) -> bytes:
    """Return a frame of the same size that decodes to silence."""
    size = len(frame)
    if track.codec == b".mp3" and size > 4:
        return frame[:4] + bytes(size - 4)
    if track.codec == b"mp4a" and track.channels in _ONE_ELEMENT:
        return _silent_aac(track.channels, size)
    return bytes(size)


@lru_cache(maxsize=2048)
def _silent_aac(channels: int, size: int) -> bytes:
    """Return a raw AAC frame without sound, filled up to its size.

    One element with no scale factor bands, then fill elements, then the end. Too small
    a size, as that of a frame that is silent already, gives zeros.
    """
    # A channel: gain, long window, no bands, no prediction, no pulse, noise or gain data.
    channel = "00000000" + "0" + "00" + "0" + "000000" + "0" + "000"
    bits = ("000" if channels == 1 else "001") + "0000"
    bits += channel if channels == 1 else "0" + channel * 2
    left = size * 8 - len(bits) - 3
    if left < 0:
        return bytes(size)
    while left >= 7:
        payload = min((left - 7) // 8, 269)
        if payload >= 15:
            payload = min(payload - (left < 15 + payload * 8), 269)
            bits += "110" + "1111" + format(payload - 14, "08b") + "0" * 8 * payload
            left -= 15 + payload * 8
        else:
            bits += "110" + format(payload, "04b") + "0" * 8 * payload
            left -= 7 + payload * 8
    bits += "111" + "0" * left
    return int(bits, 2).to_bytes(size)
