"""The line at the foot of a blurred picture: that it is meant so, why, until when."""

from datetime import timedelta
from io import BytesIO
from itertools import pairwise

from PIL import Image
import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.cloudcam_privacy.gate.caption import write_caption
from custom_components.cloudcam_privacy.household.messages import (
    blurred_caption,
    placeholder_text,
)
from custom_components.cloudcam_privacy.policy.mode import Mode

from ..common import async_guard, camera_subentry, household_of
from .conftest import GuardedHouse
from .visitors import AT_HOME

PARTS = ("Blurred on purpose", "Someone is home", "until 21:30")


def edges(picture: Image.Image, top: float, bottom: float) -> int:
    """Return how many sharp edges a part of the picture has, from top to bottom."""
    width, height = picture.size
    part = picture.convert("L").crop(
        (0, int(top * height), width, int(bottom * height))
    )
    rows = [part.crop((0, y, width, y + 1)).tobytes() for y in range(part.height)]
    return sum(abs(a - b) > 60 for row in rows for a, b in pairwise(row))


async def test_blurred_picture(
    house: GuardedHouse, hass_client: ClientSessionGenerator
) -> None:
    """It has a line of letters at its foot, and nothing sharp above."""
    await house.set_mode("blurred")
    client = await hass_client()
    answer = await client.get(f"/api/camera_proxy/{house.entity_id}", headers=AT_HOME)
    picture = Image.open(BytesIO(await answer.read()))
    assert edges(picture, 0, 0.88) == 0
    assert edges(picture, 0.9, 1) > 100


@pytest.mark.parametrize("hides", [True, False])
async def test_words(house: GuardedHouse, hides: bool) -> None:
    """Why and until when, unless the household keeps that to itself."""
    await house.hass.config_entries.async_remove(house.entry.entry_id)
    entry = await async_guard(
        house.hass,
        camera_subentry(house.source.entity_id, "Living room", hide_reason=hides),
    )
    household = household_of(entry)
    (guard,) = household.guards.values()
    household.async_set_mode(
        [guard],
        Mode.BLURRED,
        house.somebody,
        duration=timedelta(hours=1),
        reason="Yoga",
    )
    said = blurred_caption(guard, household.texts)
    assert said[0] == PARTS[0]
    assert bool(said[1:]) is not hides
    assert hides or (said[1] == "Yoga" and said[2].startswith("until "))
    placeholder = placeholder_text(guard, household.texts)
    assert (placeholder.reason, placeholder.until) == (
        (None, None) if hides else tuple(said[1:])
    )


def test_what_does_not_fit_is_left_out() -> None:
    """The reason first, and all of it before it covers what there is to see."""
    wide, narrow, low = (
        Image.new("RGB", size, (90, 90, 90))
        for size in ((640, 360), (130, 300), (640, 40))
    )
    long = ("Blurred on purpose", "w" * 80, "until 21:30")
    without_reason = (long[0], long[2])
    assert (
        write_caption(wide, long).tobytes()
        == write_caption(wide, without_reason).tobytes()
    )
    assert (
        write_caption(narrow, PARTS).tobytes()
        == write_caption(narrow, PARTS[:1]).tobytes()
    )
    assert (
        write_caption(wide, PARTS).tobytes()
        != write_caption(wide, without_reason).tobytes()
    )
    assert write_caption(low, PARTS) is low
    assert write_caption(wide, ()) is wide
