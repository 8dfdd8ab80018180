"""Every exit, in every mode, for every place: what somebody gets there.

`docs/paths.md` is the table of what is seen here; `script/paths` writes it anew.
"""

from collections.abc import Iterator
import os

import pytest

from .conftest import Furnish
from .exits.actions import ACTIONS
from .exits.bridges import BRIDGES
from .exits.exit import Exit
from .exits.held import HELD, Held
from .exits.programs import PROGRAMS
from .exits.sound import SOUNDS, Heard, SoundExit
from .exits.stills import STILLS
from .exits.video import VIDEO
from .paths_table import DOCUMENT, PathsTable
from .seen import Seen
from .visitors import Place

EXITS = [*STILLS, *VIDEO, *ACTIONS, *BRIDGES, *PROGRAMS]
WRITES = "WRITE_PATHS" in os.environ

ALLOWED = {
    ("local", Place.HOME): Seen.LIVE,
    ("blurred", Place.HOME): Seen.BLURRED,
    ("private", Place.HOME): Seen.PLACEHOLDER,
    ("local", Place.REMOTE): Seen.PLACEHOLDER,
    ("blurred", Place.REMOTE): Seen.PLACEHOLDER,
    ("private", Place.REMOTE): Seen.PLACEHOLDER,
    ("local", Place.INTERNAL): Seen.REFUSED,
    ("blurred", Place.INTERNAL): Seen.REFUSED,
    ("private", Place.INTERNAL): Seen.REFUSED,
}
"""The table of the modes, once more: what is not open."""


def allowed(mode: str, place: Place, *, trusted: bool = False) -> Seen:
    """Return what the table gives to a place."""
    if mode == "open" or (trusted and (mode, place) == ("local", Place.INTERNAL)):
        return Seen.LIVE
    where = Place.REMOTE if place is Place.CLOUD else place
    return ALLOWED[mode, where]


def expected(way: Exit, mode: str, place: Place, *, trusted: bool = False) -> Seen:
    """Return what is to be seen at an exit."""
    seen = allowed(mode, place, trusted=trusted)
    inside = allowed(mode, Place.INTERNAL, trusted=trusted)
    if way.over_http:
        return Seen.PLACEHOLDER if inside is Seen.REFUSED else inside
    if way.stays_inside:
        return inside
    if way.falls_back and mode in ("blurred", "private"):
        return seen
    if way.asks_inside and inside is Seen.REFUSED:
        return Seen.REFUSED
    if way.is_video and seen is not Seen.LIVE:
        return Seen.REFUSED
    return seen


@pytest.fixture(scope="session")
def table() -> Iterator[PathsTable]:
    """Return the table, which is written when all is done, if that is wanted."""
    table = PathsTable()
    yield table
    if WRITES:
        DOCUMENT.write_text(table.text(), "utf-8")


def is_documented(line: str) -> bool:
    """Tell whether a line is in the document as it is."""
    return WRITES or line in DOCUMENT.read_text("utf-8").splitlines()


@pytest.mark.parametrize("way", EXITS, ids=lambda way: way.name)
async def test_exit(way: Exit, furnish: Furnish, table: PathsTable) -> None:
    """Nobody gets more than the mode allows, and the document says so."""
    tour, trusting = await furnish(way.kind)
    plain = tour.past_the_gate()
    seen: dict[Place, dict[str, Seen]] = {place: {} for place in way.places}

    for place in way.places:
        seen[place]["plain"] = await way.look(plain, place)
    await plain.source.async_turn_off()
    for place in way.places:
        seen[place]["plain, off"] = await way.look(plain, place)
    await plain.source.async_turn_on()

    for mode in ("open", "local", "trusted", "blurred", "private"):
        camera = trusting if mode == "trusted" else tour
        now = "local" if mode == "trusted" else mode
        await camera.set_mode(now)
        for place in way.places:
            seen[place][mode] = await way.look(camera, place)
            wanted = expected(way, now, place, trusted=mode == "trusted")
            assert seen[place][mode] == wanted, (mode, place)

    for place in way.places:
        assert is_documented(table.add_exit(way.name, place, seen[place]))


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.name)
async def test_held(held: Held, furnish: Furnish, table: PathsTable) -> None:
    """What somebody has got is worth no more than the mode allows."""
    tour, _ = await furnish(held.kind)
    plain = tour.past_the_gate()
    for place in held.places:
        seen: dict[str, Seen] = {}
        async with held.hold(plain, place) as later:
            await plain.source.async_turn_off()
            seen["plain"] = await later()
            await plain.source.async_turn_on()

        for mode in ("local", "blurred", "private"):
            await tour.set_mode("open")
            async with held.hold(tour, place) as later:
                tour.raise_to(mode)
                seen[mode] = await later()
                await tour.hass.async_block_till_done()
            assert seen[mode] == after(held, mode, place), (mode, place)
        assert is_documented(table.add_held(held.name, place, seen))


@pytest.mark.parametrize("setting", ["with_picture", "home_only", "never"])
@pytest.mark.parametrize("way", SOUNDS, ids=lambda way: way.name)
async def test_sound(
    way: SoundExit, setting: str, furnish: Furnish, table: PathsTable
) -> None:
    """Nobody hears more than the setting and the mute allow."""
    tour, _ = await furnish(way.kind, sound=setting)
    tour.server.with_sound = True
    seen: dict[Place, list[Heard]] = {place: [] for place in way.places}
    for muted in (False, True):
        if muted:
            tour.household.async_mute([tour.guard], tour.somebody)
        for place in way.places:
            seen[place].append(await way.listen(tour, place))
            may_hear = not muted and (
                setting == "with_picture"
                or (setting == "home_only" and place is Place.HOME)
            )
            assert seen[place][-1] is (Heard.SOUND if may_hear else way.without)
    for place in way.places:
        assert is_documented(table.add_sound(way.name, place, setting, seen[place]))


def after(held: Held, mode: str, place: Place) -> Seen:
    """Return what is to be left of what somebody has."""
    if held.is_copy:
        return Seen.LIVE
    return allowed(mode, place) if held.shows_mode else Seen.REFUSED


@pytest.mark.skipif(WRITES, reason="The document is being written")
def test_nothing_is_documented_that_is_not_tried() -> None:
    """The document has a row for each exit and place, and no other."""
    rows = [
        line
        for line in DOCUMENT.read_text("utf-8").splitlines()
        if line.startswith("| ") and not line.startswith(("| Path |", "| --- |"))
    ]
    assert len(rows) == sum(len(way.places) for way in EXITS) + sum(
        len(held.places) for held in HELD
    ) + 3 * sum(len(way.places) for way in SOUNDS)
