"""What only newer versions of Home Assistant can do."""

from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
import pytest

from demo.house.client import ClientError

from .household import House

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(
        (MAJOR_VERSION, MINOR_VERSION) < (2026, 11),
        reason="Targets take nothing out before 2026.11",
    ),
]


async def test_camera_that_is_taken_out_of_a_target(house: House) -> None:
    """Neither it nor anything that stands for it is meant, whatever else is in the room."""
    guarded = house.entities.guarded
    room = await house.client.command("config/area_registry/list")
    await house.client.action(
        "cloudcam_privacy.set_mode", mode="private", entity_id=guarded
    )
    out = {"entity_id": [guarded]}

    for target in ({"entity_id": "all"}, {"area_id": room[0]["area_id"]}):
        with pytest.raises(ClientError):
            await house.client.action(
                "cloudcam_privacy.set_mode", mode="open", exclude=out, **target
            )
        assert await house.mode() == "private"

    await house.client.action(
        "cloudcam_privacy.set_mode", mode="local", entity_id="all"
    )
    assert await house.mode() == "local"


async def test_name_is_said_once(house: House) -> None:
    """Home Assistant puts the device's name before that of an entity."""
    name = (await house.attributes(house.entities.guarded))["friendly_name"]
    words = name.lower().split()
    assert len(words) == len(set(words))
