"""Look at cameras from outside, as a process of its own, as browsers do.

    python -m bench.viewer stills --token T --pairs 100 URL URL
    python -m bench.viewer watch --token T --seconds 5 --viewers 50 URL...

The last line printed is the answer as JSON. "watching" is printed before, once every
viewer has got a frame; then the seconds begin. Times are nanoseconds of `perf_counter`, which all processes
of a machine share.
"""

import argparse
import asyncio
from contextlib import suppress
import json
import re
from time import perf_counter_ns
from typing import Any, Final

import aiohttp

from .picture import Pictures, number_of

_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_BUFFER: Final = 1 << 20

type Seen = tuple[int | None, int]
"""A frame's number and when it came; None is any other picture than the camera's, down
to the last byte."""


async def _stills(options: argparse.Namespace, session: aiohttp.ClientSession) -> Any:
    """Return for each address how many nanoseconds each still took, in turn."""
    took: dict[str, list[int]] = {url: [] for url in options.urls}
    order = list(options.urls)
    for number in range(-2, options.pairs):
        for url in order:
            began = perf_counter_ns()
            async with session.get(url) as answer:
                answer.raise_for_status()
                await answer.read()
            if number >= 0:
                took[url].append(perf_counter_ns() - began)
        order.reverse()
    return list(took.values())


class _Viewers:
    """Watch moving pictures until they are told to leave."""

    def __init__(self, expected: int, pictures: Pictures) -> None:
        self.all_watch = asyncio.Event()
        self._without_frame = expected
        self._pictures = pictures

    async def watch(
        self, session: aiohttp.ClientSession, url: str, seen: list[Seen]
    ) -> None:
        """Note each part."""
        with suppress(aiohttp.ClientError, asyncio.IncompleteReadError):
            async with session.get(url) as answer:
                while True:
                    head = await answer.content.readuntil(b"\r\n\r\n")
                    length = _LENGTH.search(head)
                    assert length is not None
                    part = await answer.content.readexactly(int(length[1]))
                    seen.append((self._number(part), perf_counter_ns()))
                    if len(seen) == 1:
                        self._has_frame()

    def _number(self, part: bytes) -> int | None:
        number = number_of(part)
        if number is None or part != self._pictures.numbered(number):
            return None
        return number

    def _has_frame(self) -> None:
        self._without_frame -= 1
        if not self._without_frame:
            self.all_watch.set()


async def _watch(options: argparse.Namespace, session: aiohttp.ClientSession) -> Any:
    """Return what each viewer saw, those of the first address first."""
    size = (options.width, options.width * 9 // 16)
    urls = [url for url in options.urls for _ in range(options.viewers)]
    viewers = _Viewers(len(urls), Pictures(size))
    seen: list[list[Seen]] = [[] for _ in urls]
    watching = [
        asyncio.create_task(viewers.watch(session, url, each))
        for url, each in zip(urls, seen, strict=True)
    ]
    await viewers.all_watch.wait()
    print("watching", flush=True)
    await asyncio.sleep(options.seconds)
    for task in watching:
        task.cancel()
    await asyncio.wait(watching)
    return seen


async def main() -> None:
    """Read the command line, look and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.viewer")
    parser.add_argument("job", choices=("stills", "watch"))
    parser.add_argument("urls", nargs="+")
    parser.add_argument("--token", required=True)
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--viewers", type=int, default=1)
    parser.add_argument("--width", type=int, default=1280)
    options = parser.parse_args()
    async with aiohttp.ClientSession(
        headers={"Authorization": f"Bearer {options.token}"},
        connector=aiohttp.TCPConnector(limit=0),
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=30),
        read_bufsize=_BUFFER,
    ) as session:
        jobs = {"stills": _stills, "watch": _watch}
        print(json.dumps(await jobs[options.job](options, session)), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
