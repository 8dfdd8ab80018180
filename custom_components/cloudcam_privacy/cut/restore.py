"""Bring a camera back: put its cuts back, wait for a picture, and tell if none comes."""

from collections.abc import Callable
from typing import Final

from ..household.models import CameraStore
from ..household.privacy_event import PrivacyEvent
from ..source.source import Source
from .cuts import Cuts

PUT_BACK_LIMIT: Final = 30
"""Seconds in which the cuts are expected back."""

BACK_LIMIT: Final = 30
"""Seconds in which a camera that was put back is expected to give a picture."""

PAUSE: Final = 1
"""Seconds after which a first picture is asked for again, if nothing tells before."""

LOST_PAUSE: Final = 10
"""Seconds after which a camera that did not come back is asked once more."""

TRIES: Final = 2
"""How often a camera is put back before it counts as not come back."""


async def async_restore(
    cuts: Cuts,
    source: Source,
    store: CameraStore,
    tell: Callable[[PrivacyEvent], None],
    open_gate: Callable[[], None],
    *,
    stale: bytes | None = None,
    again: bool = False,
) -> None:
    """Put back what is no longer wanted, and open the gate when the camera is back.

    A camera that gave no picture before it was cut is not waited for. One that does
    not come back in time is put back once more; then the gate opens all the same,
    for nothing is private any more, and the camera is still waited for. `again` is a
    camera that did not come back before, and whose gate is open. `stale` is the digest
    of a frame that the camera gave while it was cut, which does not count.
    """
    if again:
        await cuts.async_undo_again()
    in_time = await cuts.async_put_back(PUT_BACK_LIMIT)
    if in_time and not again:
        tell(PrivacyEvent.RESTORED)
    if in_time and not again and not store.gave_picture:
        open_gate()
        return
    for attempt in range(TRIES):
        if attempt:
            await cuts.async_undo_again()
        if await source.async_wait_until_back(BACK_LIMIT, PAUSE, stale):
            open_gate()
            if not in_time and not again and not cuts.putting_back:
                tell(PrivacyEvent.RESTORED)
            tell(PrivacyEvent.CAME_BACK)
            return
    open_gate()
    tell(PrivacyEvent.DID_NOT_COME_BACK)
    await cuts.async_put_back(None)
    if not in_time and not again:
        tell(PrivacyEvent.RESTORED)
    await source.async_wait_until_back(None, LOST_PAUSE, stale)
    tell(PrivacyEvent.CAME_BACK)
