"""What was written for the original camera goes through the gate, untouched."""

from functools import partial
from typing import Any, Final

import pytest

from demo.house.furnish import DOMAIN, guard

from .household import ANNA, ORIGINAL, SOURCE, House, shows_the_room, unexpected
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

DASHBOARD: Final = {
    "views": [{"cards": [{"type": "picture-entity", "entity": SOURCE}]}]
}


async def _card(house: House) -> bytes:
    """Return the picture that the card of the dashboard shows."""
    shown = await house.client.command("lovelace/config", url_path=None)
    entity_id = shown["views"][0]["cards"][0]["entity"]
    shown = await until(
        partial(house.attributes, entity_id), lambda shown: "entity_picture" in shown
    )
    status, content = await house.client.fetch(shown["entity_picture"])
    assert status == 200
    return content


async def test_untouched(own_house: House) -> None:
    """A card and an automation of before show the room only while that is allowed."""
    house, client = own_house, own_house.client
    await house.unguard()
    assert await house.platform(SOURCE) == "foscam"
    await client.command(
        "config/entity_registry/update", entity_id=SOURCE, name="Cat cam"
    )
    name = (await house.attributes(SOURCE))["friendly_name"]
    assert "Cat cam" in name
    file = house.media("snap.jpg")
    automation: dict[str, Any] = {
        "alias": "Snap",
        "triggers": [],
        "actions": [
            {
                "action": "camera.snapshot",
                "target": {"entity_id": SOURCE},
                "data": {"filename": str(file)},
            }
        ],
    }
    await client.post("/api/config/automation/config/snap", automation)
    await client.command("lovelace/config/save", config=DASHBOARD)

    card = partial(_card, house)

    async def snap() -> bytes:
        await client.action("automation.trigger", entity_id="automation.snap")
        return file.read_bytes() if file.exists() else b""

    assert shows_the_room(await until(snap, bool, seconds=90))
    assert shows_the_room(await card())

    await guard(client, SOURCE)
    assert await house.platform(SOURCE) == DOMAIN
    assert await house.platform(ORIGINAL) == "foscam"
    assert (await house.attributes(SOURCE))["friendly_name"] == name
    await until(card, shows_the_room, seconds=90)
    file.unlink()
    assert shows_the_room(await until(snap, bool, seconds=90))
    assert shows_the_room(await card())

    file.unlink()
    await house.flip(ANNA, "on")()
    await until(card, lambda picture: not shows_the_room(picture))
    assert await snap() == b""
    assert not shows_the_room(await card())

    written = await client.get("/api/config/automation/config/snap")
    assert written["actions"] == automation["actions"]
    assert await client.command("lovelace/config", url_path=None) == DASHBOARD

    await house.flip(ANNA, "off")()
    await until(card, shows_the_room, seconds=90)
    await house.unguard()
    assert await house.platform(SOURCE) == "foscam"
    file.unlink(missing_ok=True)
    assert shows_the_room(await until(snap, bool, seconds=90))
    assert unexpected(house.household.hass.log) == []
