"""Requests for pictures and video, in a house that is private."""

from typing import Final
from urllib.parse import quote

from hypothesis import given, strategies as st
import pytest

from ..common import MARKER
from ..lab.machine import AnyStory
from ..lab.onlookers import PEERS
from ..lab.world import PEOPLE
from .anything import WORDS, many

LARGEST: Final = 8 << 20
"""Bytes of one answer."""

values = st.sampled_from(
    (*WORDS[:-1], "1", "-5", "0", "100000", "99999999999", "1e9", "inf", "-inf", "nan")
) | st.text(max_size=8)
queries = st.lists(
    st.tuples(st.sampled_from(("width", "height", "interval", "token", "x")), values),
    max_size=4,
)


@pytest.mark.timeout(0)
def test_pictures(story: AnyStory) -> None:
    """Whatever is asked for, no frame is shown, and the clockwork goes on."""
    story.go(who=PEOPLE[0], state="home")
    house = story.house

    @many
    @given(queries, st.booleans(), st.booleans(), st.sampled_from(sorted(PEERS)))
    def ask(
        query: list[tuple[str, str]], knows: bool, moving: bool, where: str
    ) -> None:
        async def step() -> None:
            camera = "Kitchen"
            token = house.token(camera) if knows else "x"
            extra = "".join(f"&{key}={quote(value)}" for key, value in query)
            onlooker = house.look(camera, where, token + extra, moving=moving)
            await house.loop.pass_(45)
            assert onlooker.answer
            assert not onlooker.seen
            assert onlooker.received < LARGEST
            onlooker.leave()

        story.run(step())

    ask()


@pytest.mark.timeout(0)
def test_sealed_video(story: AnyStory) -> None:
    """An address that was never told leads nowhere, and one that was dies."""
    house = story.house
    told: list[str] = []

    async def take() -> None:
        address = await house.async_address("Kitchen")
        assert address is not None
        told.append(address)
        assert house.network.play("Kitchen", address).seen == 0

    story.run(take())
    story.go(who=PEOPLE[0], state="home")
    base, _, token = told[0].rpartition("/")

    @many
    @given(st.text(max_size=30) | st.sampled_from((token, token[:-1], token + "/..")))
    def ask(path: str) -> None:
        async def step() -> None:
            onlooker = house.network.play("Kitchen", f"{base}/{quote(path)}")
            await house.loop.pass_(30)
            assert onlooker.seen == 0
            assert b" 200 " not in onlooker.answer
            assert MARKER not in onlooker.answer

        story.run(step())

    ask()
