"""A camera to look at: stills and a moving JPEG over HTTP, as a process of its own.

    python -m bench.camera --port 8200 --rate 25 --width 1280

Each frame is numbered. `/told` says how often it was asked for what.
"""

import argparse
import asyncio
from contextlib import suppress
from dataclasses import asdict, dataclass

from aiohttp import web

from demo.serve import serve

from .picture import Pictures


@dataclass(slots=True)
class Told:
    """How often somebody asked."""

    stills: int = 0
    streams: int = 0
    watching: int = 0
    most_watching: int = 0


class HttpCamera:
    """A camera that sends the same picture with another number each time."""

    def __init__(self, pictures: Pictures, rate: float) -> None:
        """Send `rate` frames a second to each who watches."""
        self._pictures = pictures
        self._rate = rate
        self._told = Told()

    def app(self) -> web.Application:
        """Return what serves it."""
        app = web.Application()
        app.router.add_get("/still.jpg", self._still)
        app.router.add_get("/stream.mjpg", self._stream)
        app.router.add_get("/told", self._tell)
        return app

    async def _still(self, request: web.Request) -> web.Response:
        """Answer after as many seconds as the query asks for."""
        self._told.stills += 1
        await asyncio.sleep(float(request.query.get("delay", 0)))
        return web.Response(body=self._pictures.next(), content_type="image/jpeg")

    async def _tell(self, _: web.Request) -> web.Response:
        told = asdict(self._told)
        self._told.most_watching = self._told.watching
        return web.json_response(told)

    async def _stream(self, request: web.Request) -> web.StreamResponse:
        told = self._told
        told.streams += 1
        told.watching += 1
        told.most_watching = max(told.most_watching, told.watching)
        response = web.StreamResponse()
        response.content_type = "multipart/x-mixed-replace; boundary=frame"
        try:
            await response.prepare(request)
            with suppress(ConnectionError):
                await self._send(response)
        finally:
            told.watching -= 1
        return response

    async def _send(self, response: web.StreamResponse) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while True:
            picture = self._pictures.next()
            head = (
                "--frame\r\nContent-Type: image/jpeg\r\n"
                f"Content-Length: {len(picture)}\r\n\r\n"
            )
            await response.write(head.encode() + picture + b"\r\n")
            due += 1 / self._rate
            await asyncio.sleep(due - loop.time())


def main() -> None:
    """Read the command line and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m bench.camera")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rate", type=float, default=25)
    parser.add_argument("--width", type=int, default=1280)
    options = parser.parse_args()
    pictures = Pictures((options.width, options.width * 9 // 16))
    camera = HttpCamera(pictures, options.rate)
    asyncio.run(serve(camera.app(), options.port, str(options.port)))


if __name__ == "__main__":
    main()
