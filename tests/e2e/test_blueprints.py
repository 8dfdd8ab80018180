"""The blueprints: imported by their address, made to automations, and set off."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web
import pytest
import pytest_asyncio

from demo.serve import HOST

from .processes import ROOT, free_port
from .rooms.house import ANNA, CAMERAS, Rooms, paint, picture_of
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

FOLDER = ROOT / "blueprints/automation/cloudcam_privacy"
BATHROOM = "input_boolean.bathroom_in_use"
ALARM = "alarm_control_panel.house"
# A camera is put back twice, and waited for half a minute each time.
GIVEN_UP_SECONDS = 90
BACK_SECONDS = 60
LOST = (
    "Garden did not come back: Privacy has ended, but Garden is not back."
    " Is it switched on in its own app, and does it have power and a network?"
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def imported(rooms: Rooms) -> dict[str, str]:
    """Import the blueprints from where they can be downloaded; return their paths."""
    app = web.Application()
    app.router.add_static("/", FOLDER)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, HOST, port).start()
    paths = {}
    for file in sorted(FOLDER.glob("*.yaml")):
        found = await rooms.client.command(
            "blueprint/import", url=f"http://{HOST}:{port}/{file.name}"
        )
        assert found["validation_errors"] is None
        paths[file.stem] = f"cloudcam_privacy/{file.name}"
        await rooms.client.command(
            "blueprint/save",
            domain="automation",
            path=paths[file.stem],
            yaml=found["raw_data"],
            allow_override=True,  # Other tests in this house have saved them too.
        )
    await runner.cleanup()
    return paths


@asynccontextmanager
async def automation(
    rooms: Rooms, path: str, inputs: dict[str, Any]
) -> AsyncIterator[str]:
    """Make an automation from a blueprint, as in the editor; delete it afterwards."""
    name = path.partition("/")[2].removesuffix(".yaml")
    config = f"/api/config/automation/config/{name}"
    await rooms.client.post(
        config,
        {"alias": name, "use_blueprint": {"path": path, "input": inputs}},
    )
    entity_id = f"automation.{name}"
    await rooms.client.wait_for(entity_id, "on")
    try:
        yield entity_id
    finally:
        await rooms.client.delete(config)


async def notifications(rooms: Rooms) -> list[str]:
    """Return what is shown to everyone."""
    shown = await rooms.client.command("persistent_notification/get")
    return [f"{one['title']}: {one['message']}" for one in shown]


async def is_(rooms: Rooms, camera: str, mode: str) -> None:
    """Wait until a camera is in a mode."""
    await rooms.client.wait_for(rooms.ids[camera, "sensor", "mode"], mode)


async def test_everybody_is_told_when_privacy_is_lowered(
    rooms: Rooms, imported: dict[str, str], record_property: Record
) -> None:
    kitchen = rooms.guarded("Kitchen")
    owner = (await rooms.client.command("auth/current_user"))["name"]
    inputs = {"cameras": {"entity_id": kitchen}}
    async with automation(rooms, imported["privacy_lowered"], inputs):
        await rooms.client.action("input_boolean.turn_on", entity_id=ANNA)
        await is_(rooms, "Kitchen", "private")
        await rooms.client.action(
            "cloudcam_privacy.set_mode",
            entity_id=kitchen,
            mode="local",
            reason="Parcel",
        )
        shown = await until(lambda: notifications(rooms), bool)
    assert shown == [
        f"Kitchen is less private: Kitchen is local now, by {owner}: Parcel."
    ]
    record_property("blueprints", f"privacy_lowered: {shown[0]}")
    await rooms.client.action("persistent_notification.dismiss_all")
    await rooms.reset()


async def test_private_while_the_bathroom_is_in_use(
    rooms: Rooms, imported: dict[str, str], record_property: Record
) -> None:
    inputs = {
        "in_use": BATHROOM,
        "cameras": {"area_id": "bedroom"},
        "linger": {"seconds": 1},
    }
    async with automation(rooms, imported["private_while_in_use"], inputs):
        await rooms.client.action("input_boolean.turn_on", entity_id=BATHROOM)
        await is_(rooms, "Bedroom", "private")
        reasons = (await rooms.states("sensor", "mode"))["Bedroom"]["attributes"]
        assert reasons["reasons"] == ["Bathroom in use"]
        assert (await rooms.modes())["Kitchen"] == "open"
        await rooms.client.action("input_boolean.turn_off", entity_id=BATHROOM)
        await is_(rooms, "Bedroom", "open")
    record_property("blueprints", "private_while_in_use: Bedroom private, then open")


async def test_open_when_the_alarm_goes_off(
    rooms: Rooms, imported: dict[str, str], record_property: Record
) -> None:
    inputs = {"alarm": ALARM, "cameras": {"entity_id": rooms.guarded("Kitchen")}}
    async with automation(rooms, imported["open_on_alarm"], inputs):
        await rooms.client.action("input_boolean.turn_on", entity_id=ANNA)
        await is_(rooms, "Kitchen", "private")
        await rooms.client.action("alarm_control_panel.alarm_trigger", entity_id=ALARM)
        await is_(rooms, "Kitchen", "open")
        modes = await rooms.modes()
        assert {camera for camera in CAMERAS if modes[camera] == "open"} == {"Kitchen"}
        event = (await rooms.states("event", "privacy"))["Kitchen"]["attributes"]
        assert (event["by"], event["reasons"]) == (
            "open_on_alarm",
            ["The alarm goes off"],
        )
        await rooms.client.action("alarm_control_panel.alarm_disarm", entity_id=ALARM)
        await is_(rooms, "Kitchen", "private")
    record_property("blueprints", "open_on_alarm: Kitchen open, then private")
    await rooms.reset()


async def test_reminded_until_the_camera_is_back(
    rooms: Rooms, imported: dict[str, str], record_property: Record
) -> None:
    """It takes a minute until a camera is given up."""
    inputs = {
        "cameras": {"entity_id": rooms.guarded("Garden")},
        "again": {"seconds": 1},
        "times": 100,
        # Without an id of its own, each reminder is seen.
        "tell": [
            {
                "action": "persistent_notification.create",
                "data": {"title": "{{ title }}", "message": "{{ message }}"},
            }
        ],
    }
    async with automation(rooms, imported["did_not_come_back"], inputs) as entity_id:

        async def runs() -> int:
            state = await rooms.client.get(f"/api/states/{entity_id}")
            current: int = state["attributes"]["current"]
            return current

        await rooms.set_mode("private", "Garden")
        await rooms.client.wait_for("input_boolean.garden_lens", "on")
        picture_of(rooms, "Garden").unlink()
        await rooms.reset()
        shown = await until(
            lambda: notifications(rooms),
            lambda shown: len(shown) >= 2,
            seconds=GIVEN_UP_SECONDS,
        )
        assert set(shown) == {LOST}
        assert await runs() == 1

        paint(rooms, "Garden", brightness=140)  # One seen before is no sign of life.

        await until(runs, lambda current: current == 0, seconds=BACK_SECONDS)
    event = (await rooms.states("event", "privacy"))["Garden"]["attributes"]
    assert event["event_type"] == "came_back"
    record_property("blueprints", f"did_not_come_back: {shown[0]} (until it was back)")
    await rooms.client.action("persistent_notification.dismiss_all")
