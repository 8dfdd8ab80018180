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


async def test_condition_without_a_camera_that_is_taken_out(house: House) -> None:
    """No camera is left, and none is private, though other entities are in the room."""
    guarded = house.entities.guarded
    (area,) = await house.client.command("config/area_registry/list")
    target = {"area_id": [area["area_id"]]}
    await house.client.action(
        "cloudcam_privacy.set_mode", mode="private", entity_id=guarded
    )

    async def is_private(**target: object) -> bool:
        condition = {
            "condition": "cloudcam_privacy.is_private",
            "target": target,
            "options": {"behavior": "any"},
        }
        answer = await house.client.command("test_condition", condition=condition)
        return bool(answer["result"])

    assert await is_private(**target)
    assert not await is_private(**target, exclude={"entity_id": [guarded]})


async def test_trigger_without_a_camera_that_is_taken_out(house: House) -> None:
    """Whoever listens to the rest of the room hears nothing of it."""
    guarded = house.entities.guarded
    (area,) = await house.client.command("config/area_registry/list")
    target = {"area_id": [area["area_id"]]}
    await house.client.action("cloudcam_privacy.resume", entity_id=guarded)

    async with house.client.socket() as socket:
        exclude = {"exclude": {"entity_id": [guarded]}}
        for number, more in enumerate((exclude, {}), 1):
            trigger = {
                "trigger": "cloudcam_privacy.raised",
                "target": {**target, **more},
            }
            await socket.send_json(
                {"id": number, "type": "subscribe_trigger", "trigger": trigger}
            )
            assert (await socket.receive_json(timeout=10))["success"]
        for mode in ("local", "private"):
            await house.client.action(
                "cloudcam_privacy.set_mode", mode=mode, entity_id=guarded
            )
            # One that was first to listen would be first to hear.
            assert (await socket.receive_json(timeout=10))["id"] == 2
