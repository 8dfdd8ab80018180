"""What the automation editor and the device page show of us."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from .rooms.house import CAMERAS, Rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

DOMAIN = "cloudcam_privacy"
TRIGGERS = {
    "raised",
    "lowered",
    "watching_started",
    "refused",
    "leak_detected",
    "did_not_come_back",
    "muted",
    "unmuted",
}
CONDITIONS = {"is_private", "is_mode", "is_watched", "is_verified", "is_muted"}
ACTIONS = {"set_mode", "resume", "mute", "unmute", "explain"}
# More than these on its page, and nobody finds anything any more.
CALM = 8


async def ours(rooms: Rooms, kind: str) -> dict[str, Any]:
    """Return our triggers or conditions as the editor gets them, by their keys."""
    first = await rooms.client.events(f"{kind}_platforms/subscribe", lambda _: True)
    return {
        name.removeprefix(f"{DOMAIN}."): description
        for name, description in first[0].items()
        if name.startswith(f"{DOMAIN}.")
    }


async def texts(rooms: Rooms, category: str) -> dict[str, str]:
    """Return what the frontend is given to name our things."""
    found = await rooms.client.command(
        "frontend/get_translations",
        language="en",
        category=category,
        integration=[DOMAIN],
    )
    resources: dict[str, str] = found["resources"]
    return resources


@pytest.mark.parametrize(
    ("kind", "keys"), [("trigger", TRIGGERS), ("condition", CONDITIONS)]
)
async def test_the_editor_knows_and_names_them(
    rooms: Rooms, record_property: Record, kind: str, keys: set[str]
) -> None:
    """Each takes cameras as a target, and it and its fields have names."""
    described = await ours(rooms, kind)
    named = await texts(rooms, f"{kind}s")

    assert described.keys() == keys
    for key, description in described.items():
        prefix = f"component.{DOMAIN}.{kind}s.{key}"
        assert description["target"], key
        for what in ("name", "description"):
            assert named[f"{prefix}.{what}"], key
            for name in description.get("fields", {}):
                assert named[f"{prefix}.fields.{name}.{what}"], (key, name)
        line = f"{key}: {named[f'{prefix}.name']}. {named[f'{prefix}.description']}"
        record_property(f"{kind}s in the editor", line)


async def test_actions_are_described(rooms: Rooms) -> None:
    """Each action and each field has a name and a description."""
    actions = (await rooms.client.command("get_services"))[DOMAIN]
    named = await texts(rooms, "services")

    assert actions.keys() >= ACTIONS
    for key, action in actions.items():
        prefix = f"component.{DOMAIN}.services.{key}"
        fields = [f"{prefix}.fields.{name}" for name in action["fields"]]
        for thing in (prefix, *fields):
            assert named[f"{thing}.name"]
            assert named[f"{thing}.description"]


async def test_the_device_page_is_calm(rooms: Rooms, record_property: Record) -> None:
    """What is neither diagnostic nor disabled, per camera."""
    owners = {
        entity_id: camera
        for (camera, _, _), entity_id in rooms.ids.items()
        if camera in CAMERAS
    }
    shown = Counter(
        owners[entity["entity_id"]]
        for entity in await rooms.client.command("config/entity_registry/list")
        if entity["entity_id"] in owners
        and entity["disabled_by"] is None
        and entity["hidden_by"] is None
        and entity["entity_category"] is None
    )

    assert shown.keys() == set(CAMERAS)
    record_property("device page", f"entities of each camera: {dict(shown)}")
    assert max(shown.values()) <= CALM
