"""What arrives at the simulated maker's cloud, asked over HTTP and measured."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final, Self

import aiohttp

# After this many seconds without a frame, of which there are five a second, the
# upload has ended.
QUIET_SECONDS: Final = 3
# An upload that takes longer to end or to come back than this has not done so.
LONGEST_SECONDS: Final = 60
_LOOK_SECONDS: Final = 0.02

type Change = Callable[[], Awaitable[object]]
type Stats = dict[str, Any]


class Maker:
    """The numbers of the maker's cloud, as an async context manager."""

    def __init__(self, url: str) -> None:
        """Prepare to ask."""
        self._session = aiohttp.ClientSession(
            base_url=url, timeout=aiohttp.ClientTimeout(total=10)
        )

    async def __aenter__(self) -> Self:
        """Return it."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connection."""
        await self._session.close()

    async def stats(self) -> Stats:
        """Return what the cloud tells."""
        async with self._session.get("/stats") as answer:
            stats: Stats = await answer.json()
            return stats

    async def frames(self) -> int:
        """Return how many frames have arrived."""
        return int((await self.stats())["frames"])

    async def rate(self, seconds: float) -> int:
        """Return the bytes a second that arrive in the seconds from now."""
        before: int = (await self.stats())["bytes"]
        await asyncio.sleep(seconds)
        after: int = (await self.stats())["bytes"]
        return round((after - before) / seconds)

    async def seconds_until_quiet(self, change: Change) -> float:
        """Change something; return how long after it the last byte arrived."""
        began = datetime.now(UTC)
        await change()
        stats = await self._until(lambda stats: stats["age"] >= QUIET_SECONDS)
        return _seconds(began, stats)

    async def seconds_until_back(self, change: Change) -> float:
        """Change something; return how long after it the first frame arrived."""
        before = await self.frames()
        began = datetime.now(UTC)
        await change()
        stats = await self._until(lambda stats: stats["frames"] > before)
        return _seconds(began, stats)

    async def _until(self, happened: Callable[[Stats], bool]) -> Stats:
        async with asyncio.timeout(LONGEST_SECONDS):
            while True:
                stats = await self.stats()
                if happened(stats):
                    return stats
                await asyncio.sleep(_LOOK_SECONDS)


def _seconds(began: datetime, stats: Stats) -> float:
    """Return the seconds from then to the last frame, 0 when that was before."""
    last = datetime.fromisoformat(stats["last"])
    return max(0.0, (last - began).total_seconds())
