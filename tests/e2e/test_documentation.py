"""The examples of `docs/automations.md`, each run in a real Home Assistant."""

from collections.abc import Callable
import re
from typing import Any

from homeassistant.util.yaml import parse_yaml
import pytest

from .processes import ROOT
from .rooms.house import Rooms
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

DOCUMENT = ROOT / "docs/automations.md"
BLUEPRINTS = ROOT / "blueprints/automation"
EXAMPLES: list[Any] = [
    parse_yaml(text)
    for text in re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
]
ACTIONS = [example for example in EXAMPLES if "action" in example]
ANSWERS = {
    "access_log": {"sessions", "refusals"},
    "forget": {"since", "deleted", "not_found", "out_of_reach"},
}
"""What those answer that tell of no mode."""
AUTOMATIONS = [example for example in EXAMPLES if "alias" in example]


def test_every_example_is_run() -> None:
    assert len(ACTIONS) >= 3
    assert len(ACTIONS) + len(AUTOMATIONS) == len(EXAMPLES)


@pytest.mark.parametrize("example", ACTIONS, ids=lambda example: example["action"])
async def test_action(
    rooms: Rooms, record_property: Record, example: dict[str, Any]
) -> None:
    """It answers for the cameras of its target."""
    domain, _, service = example["action"].partition(".")
    result = await rooms.client.command(
        "call_service",
        domain=domain,
        service=service,
        target=example["target"],
        service_data=example.get("data", {}),
        return_response=True,
    )
    (answer,) = result["response"].values()
    if service in ANSWERS:
        assert answer.keys() == ANSWERS[service]
        return
    record_property("examples", f"{example['action']}: {answer['mode']}")
    expected = "open" if service in ("resume", "mute") else "private"
    assert answer["mode"] == expected
    await rooms.reset()


@pytest.mark.parametrize("example", AUTOMATIONS, ids=lambda example: example["alias"])
async def test_automation(rooms: Rooms, example: dict[str, Any]) -> None:
    """It is taken by the editor and listens; what it does is done."""
    client = rooms.client
    if "use_blueprint" in example:
        path = example["use_blueprint"]["path"]
        await client.command(
            "blueprint/save",
            domain="automation",
            path=path,
            yaml=(BLUEPRINTS / path).read_text(),
            allow_override=True,
        )
    slug = re.sub(r"\W+", "_", example["alias"].lower())
    entity_id = f"automation.{slug}"
    config = f"/api/config/automation/config/{slug}"
    await client.post(config, example)
    try:
        await client.wait_for(entity_id, "on")
        if any(
            action["action"].startswith("cloudcam_privacy.")
            for action in example.get("actions", ())
        ):
            await client.action("automation.trigger", entity_id=entity_id)
            wanted = example["actions"][0]["data"]["mode"]

            async def mode() -> str:
                return (await rooms.modes())["Bedroom"]

            await until(mode, lambda mode: mode == wanted)
    finally:
        await client.delete(config)
        await rooms.reset()
