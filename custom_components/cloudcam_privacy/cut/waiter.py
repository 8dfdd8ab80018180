"""Wait for what can only come to hold when something is told."""

import asyncio
from collections.abc import Callable


class Waiter:
    """Wakes those who wait whenever something has changed."""

    def __init__(self) -> None:
        """Begin without anybody waiting."""
        self._event = asyncio.Event()

    def tell(self) -> None:
        """Tell that something has changed."""
        self._event.set()

    async def wait_until(self, holds: Callable[[], bool], limit: float | None) -> bool:
        """Wait for `limit` seconds, None is for ever; tell whether it holds in time."""
        try:
            async with asyncio.timeout(limit):
                while not holds():
                    self._event.clear()
                    await self._event.wait()
        except TimeoutError:
            return False
        return True
