"""Who plays the same video later from the same place is not who did before."""

from ..gate.conftest import Furnish
from ..gate.exits.video import hls, hls_address
from ..gate.seen import Seen
from ..gate.visitors import Place
from .seen import viewers
from .test_paths import LINK, OWNER


async def test_somebody_else_at_the_same_place(furnish: Furnish) -> None:
    """A use that is over gives its name to no other, though address and browser do."""
    tour, _ = await furnish()
    address = await hls_address(tour, Place.HOME)
    assert address is not None
    assert await hls(tour, Place.REMOTE, address) is Seen.LIVE
    assert viewers(tour.hass, tour.guard) == [(LINK, "remote", "hls")]
    tour.guard.ledger.async_stop()

    assert await hls_address(tour, Place.REMOTE) == address
    assert await hls(tour, Place.REMOTE, address) is Seen.LIVE
    assert viewers(tour.hass, tour.guard) == [(OWNER, "remote", "hls")]
