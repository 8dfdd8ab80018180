"""Cut the parts out of a moving JPEG, however loosely it is written."""

from collections.abc import Iterator
from typing import Final

from homeassistant.components.camera import DEFAULT_CONTENT_TYPE, Image

MAX_HEAD: Final = 8 * 1024
MAX_PART: Final = 32 * 1024 * 1024
"""Bytes; a source whose heads or pictures are larger is broken or hostile."""

_NEW_LINE: Final = b"\r\n"
_END_OF_HEAD: Final = b"\r\n\r\n"
_NEXT_PART: Final = b"\r\n--"


class MultipartParser:
    """Take bytes as they come, give pictures when they are whole.

    Cameras, Home Assistant among them, often declare another boundary than they
    write, so lengths and line ends are relied on and the boundary is not.
    """

    def __init__(self) -> None:
        """Begin before the first part."""
        self._buffer = bytearray()
        self._head: dict[str, str] | None = None
        self._searched = 0

    def feed(self, data: bytes) -> Iterator[Image]:
        """Yield the pictures that the bytes complete; raise ValueError if broken."""
        self._buffer += data
        while (image := self._next()) is not None:
            yield image

    def _next(self) -> Image | None:
        if self._head is None:
            self._head = self._read_head()
        if self._head is None:
            return None
        body = self._read_body(self._head.get("content-length"))
        if body is None:
            return None
        content_type = self._head.get("content-type", DEFAULT_CONTENT_TYPE)
        self._head, self._searched = None, 0
        return Image(content_type, body)

    def _read_head(self) -> dict[str, str] | None:
        while self._buffer.startswith(_NEW_LINE):
            del self._buffer[: len(_NEW_LINE)]
        end = self._buffer.find(_END_OF_HEAD)
        if max(end, 0) > MAX_HEAD or (end < 0 and len(self._buffer) > MAX_HEAD):
            raise ValueError("Head of a part is too long")
        if end < 0:
            return None
        lines = self._buffer[:end].decode("latin-1").splitlines()
        del self._buffer[: end + len(_END_OF_HEAD)]
        pairs = (line.partition(":") for line in lines if ":" in line)
        return {name.strip().lower(): value.strip() for name, _, value in pairs}

    def _read_body(self, declared: str | None) -> bytes | None:
        if declared:
            end = _length(declared)
        else:
            end = self._buffer.find(_NEXT_PART, self._searched)
            self._searched = max(len(self._buffer) - len(_NEXT_PART), 0)
        if end > MAX_PART or len(self._buffer) > MAX_PART + MAX_HEAD:
            raise ValueError("Part is too long")
        if end < 0 or len(self._buffer) < end:
            return None
        body = bytes(self._buffer[:end])
        del self._buffer[:end]
        return body


def _length(declared: str) -> int:
    if not (declared.isascii() and declared.isdigit()):
        raise ValueError("Length of a part is not a number")
    return int(declared)
