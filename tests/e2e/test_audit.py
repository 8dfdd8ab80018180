"""Ways to bypass the guard in a real household: found, and gone by taking over."""

from typing import Any, Final

from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
import pytest

from demo.house.client import Client
from demo.house.furnish import guard

from .household import ORIGINAL, SOURCE, House, unexpected
from .planted import bridge, copy_camera, plant, write_yaml
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOUND: Final = {
    "given_in_yaml/alexa",
    "exposed/cloud.alexa",
    "exposed/cloud.google_assistant",
    "exposed/conversation",
    "in_group/group.cameras",
    "in_homekit",
    "in_scene/scene.evening",
    "in_settings",
    "in_yaml/camera/0",
    "in_yaml/recorder/exclude",
    "in_yaml/shell_command/fetch",
    "named_in_blueprint/automation.hard",
    f"not_taken_over/{SOURCE}",
    "on_area_card/lovelace/views/1/cards/0",
    "on_dashboard/lovelace/views/0",
    "on_dashboard/the-cams/views/0",
    "on_dashboard/the-wall/views/0",
    f"preloaded/{SOURCE}",
    "sends_picture/automation.ask_ai",
    "sends_picture/automation.push",
    "targets_picture/automation.all_cameras",
    "targets_picture/automation.whole_area",
    "uses_picture/automation.by_hand",
    "uses_picture/automation.snap",
    "uses_picture/automation.soft",
    "uses_picture/script.tell",
}
"""What is planted and found; of entries, whose ids are random, only the kind."""

RANDOM: Final = ("homekit_identity", "in_homekit", "in_settings")
"""What is known by the id of an entry, which is random."""

LEFT: Final = {"homekit_identity", "targets_picture/automation.all_cameras"} | (
    {f"preloaded/{ORIGINAL}"} if (MAJOR_VERSION, MINOR_VERSION) >= (2026, 11) else set()
)
"""What is left once the guarded camera has its source's place.

From 2026.11 on, whether a stream is preloaded goes with the camera that is renamed."""

MISSED: Final = "automation.put_together"
"""A template that puts the camera's name together cannot be seen."""


async def audit(client: Client) -> dict[str, Any]:
    """Return what the action answers."""
    path = "/api/services/cloudcam_privacy/audit?return_response"
    answer = await client.post(path, {})
    response: dict[str, Any] = answer["service_response"]
    assert response["not_looked_at"] == []
    return response


def ids(answer: dict[str, Any]) -> dict[str, str]:
    """Return the ids of all findings, by what tells them apart."""
    (camera,) = answer["cameras"].values()
    found = {}
    for each in camera["findings"]:
        kind, _, key = each["id"].partition("/")[2].partition("/")
        short = kind if kind in RANDOM else f"{kind}/{key}"
        found[short] = each["id"]
    return found


async def test_planted(own_house: House) -> None:
    household = own_house.household
    await own_house.unguard()
    await household.hass.stop()
    write_yaml(household.hass.config)
    await household.hass.start()
    client = household.hass.client
    await guard(client, SOURCE, take_over=False)
    await plant(client)
    await copy_camera(client, household.hass.url)
    await bridge(client)
    answer = await audit(client)
    assert {each for each in ids(answer) if "/privacy-demo/" not in each} == FOUND
    assert MISSED not in str(answer["cameras"])
    before = await written(client)

    async def issue() -> list[dict[str, Any]]:
        listed = await client.command("repairs/list_issues")
        return [i for i in listed["issues"] if i["translation_key"] == "bypassed"]

    await until(issue, lambda found: "HomeKit" in str(found), seconds=90)
    (raised,) = await issue()
    path = "/api/repairs/issues/fix"
    flow = {"handler": "cloudcam_privacy", "issue_id": raised["issue_id"]}
    step = await client.post(path, flow)
    assert step["step_id"] == "fix"
    chosen = [ids(answer)[f"not_taken_over/{SOURCE}"]]
    ended = await client.post(f"{path}/{step['flow_id']}", {"fixes": chosen})
    assert ended["type"] == "create_entry", ended

    async def platform() -> str:
        return await own_house.platform(SOURCE)

    await until(platform, lambda found: found == "cloudcam_privacy", seconds=90)
    assert {*ids(await audit(client))} == LEFT
    assert await written(client) == before
    assert [
        line for line in unexpected(household.hass.log) if "MainThread" in line
    ] == []


async def written(client: Client) -> list[Any]:
    """Return what people have written: automations, scripts, scenes, dashboards."""
    return [
        *[
            await client.get(f"/api/config/automation/config/{key}")
            for key in ("snap", "ask_ai", "push", "soft")
        ],
        await client.get("/api/config/script/config/tell"),
        await client.get("/api/config/scene/config/evening"),
        await client.command("lovelace/config", url_path=None),
        await client.command("lovelace/config", url_path="the-cams"),
    ]
