"""H.264 for the simulated cameras: one ffmpeg that encodes, and RTP packets of it."""

import asyncio
import base64
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
import struct
from typing import Final

from .marker import Mark
from .picture import FRAMES_PER_SECOND
from .room import HEIGHT, WIDTH

CLOCK: Final = 90_000  # RTP ticks a second for H.264 (RFC 6184)
PAYLOAD_TYPE: Final = 96
# The largest RTP payload, in bytes; with its headers it fits an Ethernet frame.
PAYLOAD_SIZE: Final = 1_300
STOP_SECONDS: Final = 2

_SLICE, _KEY_SLICE, _SEI, _SPS, _PPS, _DELIMITER = 1, 5, 6, 7, 8, 9
_FRAGMENT: Final = 28
# Says, in a message of type "user data", that the text that follows is a mark.
_MARK_ID: Final = bytes.fromhex("5c9d1e7b42a84f6eb3d1c8a97f5e6d31")


@dataclass(frozen=True, slots=True)
class AccessUnit:
    """One encoded frame: its NAL units, and when it was taken in RTP ticks."""

    units: tuple[bytes, ...]
    ticks: int
    is_key: bool


def _kind(unit: bytes) -> int:
    return unit[0] & 31


def mark_unit(mark: Mark) -> bytes:
    """Return a NAL unit that carries a frame's mark and that decoders skip."""
    text = _MARK_ID + mark.to_bytes()
    return bytes((_SEI, 5, len(text))) + text + b"\x80"


def packets(unit: AccessUnit, sequence: int, source: int) -> list[bytes]:
    """Return an access unit as RTP packets, numbered from `sequence` on."""
    payloads: list[bytes] = []
    for nal in unit.units:
        if len(nal) <= PAYLOAD_SIZE:
            payloads.append(nal)
            continue
        indicator = (nal[0] & 0xE0) | _FRAGMENT
        pieces = [
            nal[start : start + PAYLOAD_SIZE - 2]
            for start in range(1, len(nal), PAYLOAD_SIZE - 2)
        ]
        for index, piece in enumerate(pieces):
            first, last = index == 0, index == len(pieces) - 1
            header = first << 7 | last << 6 | _kind(nal)
            payloads.append(bytes((indicator, header)) + piece)
    return [
        struct.pack(
            "!BBHII",
            0x80,
            (index == len(payloads) - 1) << 7 | PAYLOAD_TYPE,
            (sequence + index) & 0xFFFF,
            unit.ticks & 0xFFFFFFFF,
            source,
        )
        + payload
        for index, payload in enumerate(payloads)
    ]


def describe(key: AccessUnit) -> str:
    """Return the SDP of a stream, from one of its key frames."""
    sets = {_kind(unit): unit for unit in key.units}
    sps, pps = sets[_SPS], sets[_PPS]
    parameters = ",".join(base64.b64encode(unit).decode() for unit in (sps, pps))
    form = (
        f"packetization-mode=1;profile-level-id={sps[1:4].hex()};"
        f"sprop-parameter-sets={parameters}"
    )
    return "\r\n".join(
        (
            "v=0",
            "o=- 0 0 IN IP4 127.0.0.1",
            "s=Simulated camera",
            "c=IN IP4 0.0.0.0",
            "t=0 0",
            f"m=video 0 RTP/AVP {PAYLOAD_TYPE}",
            f"a=rtpmap:{PAYLOAD_TYPE} H264/{CLOCK}",
            f"a=fmtp:{PAYLOAD_TYPE} {form}",
            f"a=framerate:{FRAMES_PER_SECOND}",
            "a=control:track1",
            "",
        )
    )


class Encoder:
    """Turns raw frames into access units with one ffmpeg process."""

    def __init__(self, on_unit: Callable[[AccessUnit], None]) -> None:
        """Prepare; `on_unit` gets each access unit as soon as it is whole."""
        self._on_unit = on_unit
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._taken: deque[tuple[int, Mark]] = deque()

    @property
    def is_running(self) -> bool:
        """Tell whether frames can be fed."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start ffmpeg; raises FileNotFoundError without it."""
        self._taken.clear()
        self._process = await asyncio.create_subprocess_exec(
            "ffmpeg",
            *("-hide_banner", "-loglevel", "quiet", "-nostdin"),
            *("-probesize", "32", "-f", "rawvideo", "-pix_fmt", "rgb24"),
            *("-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAMES_PER_SECOND), "-i", "pipe:0"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"),
            *("-profile:v", "baseline", "-pix_fmt", "yuv420p", "-crf", "26"),
            *("-g", str(FRAMES_PER_SECOND), "-x264-params", "aud=1:scenecut=0"),
            *("-threads", "1", "-flush_packets", "1", "-f", "h264", "pipe:1"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # A Ctrl-C at the terminal is for the camera, which then stops ffmpeg.
            start_new_session=True,
        )
        assert self._process.stdout is not None
        self._reader = asyncio.create_task(self._read(self._process.stdout))

    def feed(self, frame: bytes, ticks: int, mark: Mark) -> None:
        """Give the next raw frame; it is left out while ffmpeg lags behind."""
        if self._process is None or not self.is_running:
            return
        stdin = self._process.stdin
        if stdin is None or stdin.transport.get_write_buffer_size() > len(frame):
            return
        self._taken.append((ticks, mark))
        stdin.write(frame)

    async def stop(self) -> None:
        """Stop ffmpeg and wait until it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        if self._reader is not None:
            self._reader.cancel()
            self._reader = None
        with suppress(ProcessLookupError):
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()

    async def _read(self, stdout: asyncio.StreamReader) -> None:
        """Cut ffmpeg's output into access units at their delimiters."""
        rest, units = b"", list[bytes]()
        while data := await stdout.read(65_536):
            *whole, rest = (rest + data).split(b"\x00\x00\x01")
            for piece in whole:
                # A start code may have a zero more in front; no NAL unit ends in one.
                unit = piece.rstrip(b"\x00")
                if not unit:
                    continue
                if _kind(unit) == _DELIMITER:
                    self._finish(units)
                    units = []
                else:
                    units.append(unit)

    def _finish(self, units: list[bytes]) -> None:
        """Hand on an access unit, with the mark of its frame put in."""
        if not units or not self._taken:
            return
        ticks, mark = self._taken.popleft()
        kinds = [_kind(unit) for unit in units]
        slices = next(
            index for index, kind in enumerate(kinds) if kind in (_SLICE, _KEY_SLICE)
        )
        units.insert(slices, mark_unit(mark))
        self._on_unit(AccessUnit(tuple(units), ticks, _KEY_SLICE in kinds))
