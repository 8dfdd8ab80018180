"""What does not belong to Home Assistant's core is broken: the guard guards all the same."""

from collections.abc import AsyncIterator
import re
from typing import Final

import pytest
import pytest_asyncio

from demo.house.client import ClientError
from demo.household import temporary_household
from demo.maker import Maker

from .conftest import free_ports
from .household import ANNA, SETTLED_SECONDS, SURE, House, shows_the_room

pytestmark = pytest.mark.asyncio(loop_scope="session")

# With `go2rtc:` alone Home Assistant looks for a binary that it does not have, or says
# that it wants an address.
BROKEN: Final = {
    "go2rtc": "go2rtc:",
    "stream": "stream:\n  segment_duration: 99",
    "ffmpeg": "ffmpeg:\n  ffmpeg_bin: [no, path]",
    "recorder": (
        "recorder:\n  db_url: sqlite:////dev/null/nowhere.db\n"
        "  db_max_retries: 1\n  db_retry_wait: 0"
    ),
    "conversation": "conversation:\n  intents: nonsense",
    "person": "person: nonsense",
    "zone": "zone: nonsense",
}
# Of these the presence rule lives: without them it is not known who is home.
PRESENCE: Final = {"person", "zone"}
LAST_BYTE_SECONDS: Final = 2
QUIET_SECONDS: Final = 3


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def house() -> AsyncIterator[House]:
    """Run a household of which each test breaks something, and starts it again."""
    async with (
        temporary_household(free_ports()) as household,
        Maker(household.cloud_url) as maker,
    ):
        yield House(household, maker)


@pytest_asyncio.fixture(loop_scope="session")
async def without(house: House, request: pytest.FixtureRequest) -> AsyncIterator[House]:
    """Restart the household with some integrations broken, and mend them again."""
    hass = house.household.hass
    path = hass.config / "configuration.yaml"
    whole = path.read_text()
    await hass.stop()
    broken = whole
    for name in request.param:
        broken = re.sub(rf"(?m)^{name}:.*\n(?:[ -].*\n|\n)*", "", broken)
        broken += f"\n{BROKEN[name]}\n"
    path.write_text(broken)
    try:
        await hass.start()
        loaded = (await house.client.get("/api/config"))["components"]
        assert not set(loaded) & set(request.param), "not broken at all"
        yield house
    finally:
        path.write_text(whole)


async def _loaded(house: House) -> bool:
    entries = await house.client.command("config_entries/get")
    return [e["state"] for e in entries if e["domain"] == "cloudcam_privacy"] == [
        "loaded"
    ]


@pytest.mark.parametrize(
    "without",
    [[name] for name in BROKEN if name not in PRESENCE],
    ids="+".join,
    indirect=True,
)
async def test_the_guard_guards_without(without: House) -> None:
    """Loaded, the gate right, the upload cut, and back when everybody has left."""
    house = without
    assert await _loaded(house)
    await house.reset()
    assert shows_the_room(await house.look())

    seconds = await house.maker.seconds_until_quiet(house.flip(ANNA, "on"))

    assert seconds < LAST_BYTE_SECONDS
    assert await house.mode() == "private"
    assert not shows_the_room(await house.look())
    await house.client.wait_for(
        house.entities.assurance, *SURE, "sent", seconds=SETTLED_SECONDS
    )
    assert await house.maker.rate(QUIET_SECONDS) == 0
    await house.flip(ANNA, "off")()
    await house.is_open()
    assert await house.issues() == []


@pytest.mark.parametrize("without", [list(BROKEN)], ids=["everything"], indirect=True)
async def test_the_guard_guards_without_all_of_them(without: House) -> None:
    """Nobody knows who is home, so the camera is private, and nothing is uploaded."""
    house = without
    assert await _loaded(house)
    assert await house.mode() == "private"
    assert not shows_the_room(await house.look())
    await house.client.wait_for(
        house.entities.assurance, *SURE, "sent", seconds=SETTLED_SECONDS
    )
    assert await house.maker.rate(QUIET_SECONDS) == 0

    with pytest.raises(ClientError, match="history"):
        await house.client.command(
            "call_service",
            domain="cloudcam_privacy",
            service="access_log",
            service_data={"entity_id": house.entities.guarded},
            return_response=True,
        )
