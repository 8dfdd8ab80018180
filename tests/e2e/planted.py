"""Ways round the guard, planted in a real household as people would leave them."""

from pathlib import Path
from typing import Any, Final

from demo.house.client import Client

from .household import SOURCE

BLUEPRINT: Final = """
blueprint:
  name: Picture
  domain: automation
  input:
    camera: {{default: camera.none}}
triggers: []
actions:
  - action: camera.snapshot
    target: {{entity_id: {camera}}}
    data: {{filename: /tmp/x.jpg}}
"""

CONFIGURATION: Final = f"""
automation by hand: !include by_hand.yaml
group:
  cameras:
    entities: [{SOURCE}]
camera:
  - platform: proxy
    entity_id: {SOURCE}
    name: Small
shell_command:
  fetch: "curl http://127.0.0.1/api/camera_proxy/{SOURCE}"
alexa:
  smart_home:
    filter:
      include_entities: [{SOURCE}]
lovelace:
  dashboards:
    the-wall:
      mode: yaml
      title: Wall
      filename: wall.yaml
"""

BY_HAND: Final = f"""
- alias: By hand
  id: by_hand
  triggers: []
  actions:
    - action: camera.record
      target: {{entity_id: {SOURCE}}}
      data: {{filename: /tmp/x.mp4}}
"""

WALL: Final = f"""
views:
  - cards:
      - type: picture-entity
        entity: {SOURCE}
"""

PUT_TOGETHER: Final = "{{ 'camera.' ~ 'living' ~ '_room' }}"


def write_yaml(config: Path) -> None:
    """Plant what people write by hand; Home Assistant must not be running."""
    path = config / "configuration.yaml"
    text = path.read_text()
    for domain in ("script", "scene"):
        text = text.replace(f"\n{domain}:\n", f"\n{domain}: !include {domain}s.yaml\n")
    text = text.replace("  commit_interval: 1\n", _NOT_RECORDED)
    path.write_text(text + CONFIGURATION)
    blueprints = config / "blueprints" / "automation"
    blueprints.mkdir(parents=True, exist_ok=True)
    for name, content in {
        "by_hand.yaml": BY_HAND,
        "wall.yaml": WALL,
        "scripts.yaml": "",
        "scenes.yaml": "",
        "blueprints/automation/soft.yaml": BLUEPRINT.format(camera="!input camera"),
        "blueprints/automation/hard.yaml": BLUEPRINT.format(camera=SOURCE),
    }.items():
        (config / name).write_text(content)


_NOT_RECORDED: Final = f"""  commit_interval: 1
  exclude:
    entities: [{SOURCE}]
"""


def _snapshot(**target: str) -> dict[str, Any]:
    data = {"filename": "/tmp/x.jpg"}
    return {"action": "camera.snapshot", "target": target, "data": data}


async def plant(client: Client) -> None:
    """Plant what people do in the user interface."""
    await _automations(client)
    await _dashboards(client)
    await client.command(
        "config/entity_registry/update", entity_id=SOURCE, hidden_by=None
    )
    await client.command(
        "homeassistant/expose_entity",
        assistants=["conversation", "cloud.alexa", "cloud.google_assistant"],
        entity_ids=[SOURCE],
        should_expose=True,
    )
    await client.command("camera/update_prefs", entity_id=SOURCE, preload_stream=True)


async def area_of(client: Client) -> str:
    """Return the area that the source is in."""
    entity = await client.command("config/entity_registry/get", entity_id=SOURCE)
    devices = await client.command("config/device_registry/list")
    (area,) = (d["area_id"] for d in devices if d["id"] == entity["device_id"])
    return str(area)


async def _automations(client: Client) -> None:
    area = await area_of(client)
    attachment = {
        "media_content_id": f"media-source://camera/{SOURCE}",
        "media_content_type": "image/jpeg",
    }
    actions: dict[str, list[dict[str, Any]]] = {
        "snap": [_snapshot(entity_id=SOURCE)],
        "whole_area": [_snapshot(area_id=area)],
        "all_cameras": [_snapshot(entity_id="all")],
        "ask_ai": [
            {
                "action": "ai_task.generate_data",
                "data": {
                    "task_name": "x",
                    "instructions": "x",
                    "attachments": [attachment],
                },
            }
        ],
        "push": [
            {
                "action": "notify.phone",
                "data": {
                    "message": "x",
                    "data": {"image": f"/api/camera_proxy/{SOURCE}"},
                },
            }
        ],
        "put_together": [_snapshot(entity_id=PUT_TOGETHER)],
    }
    for key, each in actions.items():
        config = {"alias": key, "triggers": [], "actions": each}
        await client.post(f"/api/config/automation/config/{key}", config)
    inputs: dict[str, dict[str, str]] = {"soft": {"camera": SOURCE}, "hard": {}}
    for key, given in inputs.items():
        use = {"path": f"{key}.yaml", "input": given}
        made = {"alias": key, "use_blueprint": use}
        await client.post(f"/api/config/automation/config/{key}", made)
    script = {"alias": "tell", "sequence": [_snapshot(entity_id=SOURCE)]}
    await client.post("/api/config/script/config/tell", script)
    scene = {"name": "Evening", "entities": {SOURCE: {"state": "idle"}}}
    await client.post("/api/config/scene/config/evening", scene)


async def _dashboards(client: Client) -> None:
    area = await area_of(client)
    glance = {"type": "picture-glance", "camera_image": SOURCE, "entities": []}
    stack = {"type": "vertical-stack", "cards": [glance]}
    card = {"type": "area", "area": area, "display_type": "camera"}
    views = [{"cards": [stack]}, {"cards": [card]}]
    await client.command("lovelace/config/save", config={"views": views})
    await client.command(
        "lovelace/dashboards/create",
        url_path="the-cams",
        title="Cams",
        mode="storage",
        show_in_sidebar=True,
        require_admin=False,
    )
    elements = {"type": "picture-elements", "camera_image": SOURCE, "elements": []}
    made_up = {"type": "markdown", "content": "{{ states." + "camera | list }}"}
    await client.command(
        "lovelace/config/save",
        url_path="the-cams",
        config={"views": [{"path": "wide", "cards": [elements, made_up]}]},
    )


async def copy_camera(client: Client, url: str) -> None:
    """Add a camera that fetches its pictures from the source, as guides tell to."""
    token = f"{{{{ state_attr('{SOURCE}', 'access_token') }}}}"
    still = f"{url}/api/camera_proxy/{SOURCE}?token={token}"
    await client.flow(
        "generic",
        {"still_image_url": still, "advanced": {"framerate": 2, "verify_ssl": False}},
        {"confirmed_ok": True},
    )


async def bridge(client: Client) -> None:
    """Give all cameras that are not hidden to Apple Home."""
    await client.flow("homekit", {"include_domains": ["camera"]}, {})
