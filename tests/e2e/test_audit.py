"""Ways round the guard in a real household: found, mended, undone."""

from typing import Any, Final

import pytest

from demo.house.client import Client

from .household import SOURCE, House, unexpected
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
    f"not_hidden/{SOURCE}",
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

MISSED: Final = "automation.put_together"
"""A template that puts the camera's name together cannot be seen."""

REPLACED: Final = {
    "on_dashboard/lovelace/views/0",
    "on_dashboard/the-cams/views/0",
    "sends_picture/automation.ask_ai",
    "sends_picture/automation.push",
    "uses_picture/automation.snap",
    "uses_picture/automation.soft",
    "uses_picture/script.tell",
}


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
        short = kind if kind in ("in_homekit", "in_settings") else f"{kind}/{key}"
        found[short] = each["id"]
    return found


async def test_planted(own_house: House) -> None:
    household = own_house.household
    await household.hass.stop()
    write_yaml(household.hass.config)
    await household.hass.start()
    client = household.hass.client
    assert ids(await audit(client)).keys() == {
        each
        for each in FOUND
        if each.startswith(("in_yaml", "given", "in_group")) or "hand" in each
    } | {"on_dashboard/the-wall/views/0"}

    await plant(client)
    await copy_camera(client, household.hass.url)
    await bridge(client)
    answer = await audit(client)
    assert ids(answer).keys() == FOUND
    assert MISSED not in str(answer["cameras"])

    async def issue() -> list[dict[str, Any]]:
        listed = await client.command("repairs/list_issues")
        return [i for i in listed["issues"] if i["translation_key"] == "bypassed"]

    await until(issue, lambda found: "HomeKit" in str(found), seconds=30)
    (raised,) = await issue()
    path = "/api/repairs/issues/fix"
    flow = {"handler": "cloudcam_privacy", "issue_id": raised["issue_id"]}
    step = await client.post(path, flow)
    assert step["step_id"] == "mend"
    chosen = [ids(answer)[each] for each in REPLACED]
    ended = await client.post(f"{path}/{step['flow_id']}", {"mends": chosen})
    assert (ended["type"], ended["reason"]) == ("abort", "some_left"), ended

    after = await audit(client)
    assert ids(after).keys() == FOUND - REPLACED
    assert len(after["kept"]) == len(REPLACED)
    guarded = own_house.entities.guarded
    snap = await client.get("/api/config/automation/config/snap")
    assert snap["actions"][0]["target"]["entity_id"] == guarded
    shown = await client.command("lovelace/config", url_path=None)
    assert shown["views"][0]["cards"][0]["cards"][0]["camera_image"] == guarded

    (kept,) = (each["kept"] for each in after["kept"] if each["key"] == "snap")
    await client.action("cloudcam_privacy.undo_mend", kept=kept)
    snap = await client.get("/api/config/automation/config/snap")
    assert snap["actions"][0]["target"]["entity_id"] == SOURCE

    step = await client.post(path, flow)
    easy = [
        mend
        for short, mend in ids(await audit(client)).items()
        if short.startswith(("exposed", "not_hidden", "preloaded"))
    ]
    await client.post(f"{path}/{step['flow_id']}", {"mends": easy})
    left = ids(await audit(client))
    assert not {s for s in left if s.startswith(("exposed", "not_hidden", "preloaded"))}
    assert not {"on_area_card/lovelace/views/1/cards/0"} & left.keys()
    assert "targets_picture/automation.whole_area" not in left
    assert [
        line for line in unexpected(household.hass.log) if "MainThread" in line
    ] == []
