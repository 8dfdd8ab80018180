"""Everybody who looks at a guarded camera, by the main paths, in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from ..common import MARKER
from .virtual import Connection, VirtualLoop

PEERS: Final = {"home": "192.168.7.20", "remote": "203.0.113.9"}
"""Addresses of those who come over the network, by where they are."""

type Judge = Callable[[str, str], bool]
"""Tells whether a camera may be seen by a destination now."""


class LeakError(AssertionError):
    """Somebody was shown a camera who must not see it."""


@dataclass(eq=False)
class Onlooker:
    """Somebody who looks at one camera, once or for as long as it goes on."""

    camera: str
    destination: str
    path: str
    may_see: Judge
    seen: int = 0
    """How many frames of the camera came."""
    answer: bytes = b""
    received: int = 0
    """Bytes."""
    connection: Connection | None = None

    def look(self, data: bytes) -> None:
        """Take what is shown; it must not be the camera if the mode forbids that."""
        self.received += len(data)
        if not self.answer:
            self.answer = data[:64]
        if MARKER not in data:
            return
        self.seen += 1
        if not self.may_see(self.camera, self.destination):
            raise LeakError(f"{self.destination} sees {self.camera} by {self.path}")

    @property
    def is_connected(self) -> bool:
        """Tell whether the connection goes on."""
        return self.connection is not None and not self.connection.is_closing()

    def leave(self) -> None:
        """Look no more."""
        if self.connection is not None:
            self.connection.close()


@dataclass
class Network:
    """The ways from an onlooker to Home Assistant."""

    loop: VirtualLoop
    may_see: Judge
    port: int = 0
    leaks: list[LeakError] = field(default_factory=list)
    """What was seen that must not be; a transport cannot raise it to the test."""

    def fetch(
        self, camera: str, destination: str, path: str, port: int | None = None
    ) -> Onlooker:
        """Ask for something; what comes is looked at as it comes."""
        peer = PEERS.get(destination, "127.0.0.1")
        onlooker = Onlooker(camera, destination, path, self.may_see)

        def sent(data: bytes) -> None:
            try:
                onlooker.look(data)
            except LeakError as err:
                self.leaks.append(err)

        onlooker.connection = self.loop.connect(port or self.port, peer, sent)
        if onlooker.connection is not None:
            onlooker.connection.receive(
                f"GET {path} HTTP/1.1\r\nHost: house\r\n\r\n".encode()
            )
        return onlooker

    def play(self, camera: str, address: str) -> Onlooker:
        """Play the video at an address that was told inside the house."""
        parts = urlsplit(address)
        return self.fetch(camera, "internal", parts.path, parts.port)
