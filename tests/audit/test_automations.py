"""Automations, scripts and scenes that use a source camera."""

from pathlib import Path

from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)
from homeassistant.setup import async_setup_component
import pytest

from ..common import MarkedCamera, async_guard, async_make_cameras, camera_subentry
from .asking import SOURCE, async_audit, async_configure, async_found, async_house


def automation(*actions: str, name: str = "one", triggers: str = "[]") -> str:
    return f"- id: {name}\n  alias: {name}\n  triggers: {triggers}\n  actions:\n" + (
        "\n".join(f"    - {action}" for action in actions) + "\n"
    )


SNAPSHOT = (
    "{action: camera.snapshot, target: {entity_id: %s}, data: {filename: /tmp/x.jpg}}"
)


@pytest.mark.parametrize(
    ("actions", "finding", "severity"),
    [
        ((SNAPSHOT % SOURCE,), "uses_picture", "medium"),
        ((SNAPSHOT % f"[light.x, {SOURCE}]",), "uses_picture", "medium"),
        (
            (SNAPSHOT % """ "{{ ['camera.living_room'] | first }}" """,),
            "uses_picture",
            "medium",
        ),
        ((f"{{if: [], then: [{SNAPSHOT % SOURCE}]}}",), "uses_picture", "medium"),
        (
            (f"{{variables: {{camera: {SOURCE}}}}}",),
            "uses_picture",
            "medium",
        ),
        (
            (
                (
                    "{action: ai_task.generate_data, data: {instructions: x, attachments:"
                    f" [{{media_content_id: 'media-source://camera/{SOURCE}',"
                    " media_content_type: image/jpeg}]}}"
                ),
            ),
            "sends_picture",
            "high",
        ),
        (
            (
                (
                    "{action: notify.phone, data: {message: x, data:"
                    f" {{image: '/api/camera_proxy/{SOURCE}'}}}}}}"
                ),
            ),
            "sends_picture",
            "high",
        ),
        (
            (
                (
                    "{action: notify.phone, data: {message:"
                    f""" "{{{{ state_attr('{SOURCE}', 'entity_picture') }}}}"}}}}"""
                ),
            ),
            "sends_picture",
            "high",
        ),
        (
            (
                (
                    "{action: notify.phone, data: {message:"
                    f""" "{{{{ states('{SOURCE}') }}}}"}}}}"""
                ),
            ),
            "uses_state",
            "low",
        ),
        (
            (f"{{action: camera.turn_off, target: {{entity_id: {SOURCE}}}}}",),
            "uses_state",
            "low",
        ),
        (
            (f"{{action: test_maker.ptz, data: {{entity_id: {SOURCE}}}}}",),
            "uses_state",
            "low",
        ),
    ],
)
async def test_what_an_automation_does(
    hass: HomeAssistant,
    tmp_path: Path,
    actions: tuple[str, ...],
    finding: str,
    severity: str,
) -> None:
    """A picture is told from a state, and one that may leave from one that stays."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {"automations.yaml": automation(*actions)})
    found = (await async_found(hass))[f"{finding}/automation.one"]
    assert found["severity"] == severity
    assert found["path"] == "/config/automation/edit/one"
    assert found["one_click"] is None
    assert SOURCE in found["what"]
    assert "{" not in found["what"] + found["fix"]


async def test_a_trigger_only_asks(hass: HomeAssistant, tmp_path: Path) -> None:
    """A state that starts something shows nothing."""
    await async_house(hass)
    triggers = f"[{{trigger: state, entity_id: {SOURCE}}}]"
    text = automation("{delay: 1}", triggers=triggers)
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    assert [*await async_found(hass)] == ["uses_state/automation.one"]


async def test_other_names_are_left_alone(hass: HomeAssistant, tmp_path: Path) -> None:
    """Neither a camera with a longer name nor the guarded one is the source."""
    await async_house(hass)
    text = automation(
        SNAPSHOT % "camera.living_room_2",
        SNAPSHOT % "camera.living_room_guarded_view",
        "{action: notify.x, data: {message: old_camera.living_room}}",
    )
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    assert await async_found(hass) == {}


@pytest.mark.parametrize("target", ["area_id", "device_id", "label_id", "floor_id"])
async def test_targets(hass: HomeAssistant, tmp_path: Path, target: str) -> None:
    """An area reaches the source as long as that is not hidden."""
    await async_house(hass, hidden=False)
    registry = er.async_get(hass)
    areas = ar.async_get(hass)
    area = areas.async_create("Downstairs")
    entry = registry.async_update_entity(SOURCE, labels={"cams"})
    assert entry.device_id
    dr.async_get(hass).async_update_device(entry.device_id, area_id=area.id)
    areas.async_update(area.id, floor_id="ground")
    aim = {
        "area_id": area.id,
        "device_id": entry.device_id,
        "label_id": "cams",
        "floor_id": "ground",
    }[target]
    text = automation((SNAPSHOT % "x").replace("entity_id: x", f"{target}: {aim}"))
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    finding = "targets_picture/automation.one"
    assert (await async_found(hass))[finding]["severity"] == "medium"
    registry.async_update_entity(SOURCE, hidden_by=er.RegistryEntryHider.USER)
    assert finding not in await async_found(hass)


async def test_registry_id(hass: HomeAssistant, tmp_path: Path) -> None:
    """The editor names entities of devices by an id that says nothing to people."""
    await async_house(hass)
    entry = er.async_get(hass).async_get(SOURCE)
    assert entry
    text = automation(SNAPSHOT % entry.id, f"{{variables: {{camera: x{entry.id}}}}}")
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    assert [*await async_found(hass)] == ["uses_picture/automation.one"]


async def test_several_cameras(hass: HomeAssistant, tmp_path: Path) -> None:
    """Each is told its own."""
    await async_make_cameras(hass, MarkedCamera("Hall"), MarkedCamera("Hall 2"))
    await async_guard(
        hass,
        camera_subentry("camera.hall", "Hall"),
        camera_subentry("camera.hall_2", "Hall 2"),
    )
    text = automation(SNAPSHOT % "camera.hall_2")
    text += automation(SNAPSHOT % "[camera.hall, camera.hall_2]", name="two")
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    cameras = (await async_audit(hass))["cameras"]
    named = {
        camera["source"]: [
            each["name"]
            for each in camera["findings"]
            if each["kind"] == "uses_picture"
        ]
        for camera in cameras.values()
    }
    assert named == {"camera.hall": ["two"], "camera.hall_2": ["one", "two"]}


async def test_all_cameras_at_once(hass: HomeAssistant, tmp_path: Path) -> None:
    """The word `all` means a hidden source, too."""
    await async_house(hass)
    text = automation(SNAPSHOT % "all", "{action: light.turn_on, entity_id: all}")
    await async_configure(hass, tmp_path, {"automations.yaml": text})
    assert [*await async_found(hass)] == ["targets_picture/automation.one"]


async def test_where_it_is_written(hass: HomeAssistant, tmp_path: Path) -> None:
    """YAML is named with file and line, and not rewritten; blueprints as well."""
    await async_house(hass)
    blueprint = (
        "blueprint:\n  name: B\n  domain: automation\n"
        "  input:\n    camera: {default: camera.x}\n"
        "triggers: []\nactions:\n  - action: camera.snapshot\n    target:\n"
        "      entity_id: %s\n    data: {filename: /tmp/x.jpg}\n"
    )
    use = "- id: %s\n  alias: %s\n  use_blueprint:\n    path: %s\n    input: {%s}\n"
    await async_configure(
        hass,
        tmp_path,
        {
            "configuration.yaml": "automation: !include automations.yaml\n"
            "automation by hand: !include hand.yaml\n"
            "script: !include scripts.yaml\nscene: []\n",
            "hand.yaml": automation(SNAPSHOT % SOURCE, name="hand"),
            "automations.yaml": use % ("hard", "hard", "hard.yaml", "")
            + use % ("soft", "soft", "soft.yaml", f"camera: {SOURCE}"),
            "scripts.yaml": f"tell:\n  sequence:\n    - {SNAPSHOT % SOURCE}\n",
            "blueprints/automation/hard.yaml": blueprint % SOURCE,
            "blueprints/automation/soft.yaml": blueprint % "!input camera",
        },
    )
    found = await async_found(hass)
    places = {
        key: (each["where"], each["path"], each["one_click"])
        for key, each in found.items()
    }
    assert places == {
        "uses_picture/automation.hand": (
            "hand.yaml, line 5",
            "/config/automation/show/automation.hand",
            None,
        ),
        "named_in_blueprint/automation.hard": (
            "blueprints/automation/hard.yaml, line 10",
            "/config/blueprint/dashboard",
            None,
        ),
        "uses_picture/automation.soft": (
            None,
            "/config/automation/edit/soft",
            None,
        ),
        "uses_picture/script.tell": (None, "/config/script/edit/tell", None),
    }


async def test_scenes_and_groups(hass: HomeAssistant, tmp_path: Path) -> None:
    """They are told of, and are not serious."""
    await async_house(hass)
    scenes = f"- id: '7'\n  name: Evening\n  entities:\n    {SOURCE}: idle\n"
    await async_configure(hass, tmp_path, {"scenes.yaml": scenes})
    await async_setup_component(
        hass, "group", {"group": {"cams": {"entities": [SOURCE]}}}
    )
    found = await async_found(hass)
    assert {key: each["severity"] for key, each in found.items()} == {
        "in_group/group.cams": "low",
        "in_scene/scene.evening": "low",
    }
    assert found["in_scene/scene.evening"]["path"] == "/config/scene/edit/7"
