"""The demo's dashboard, of Home Assistant's own cards."""

from typing import Any, Final

from .client import Client
from .furnish import BATHROOM, PRESENCE, Entities

DASHBOARD: Final = "privacy-demo"

type Card = dict[str, Any]


async def add_dashboard(client: Client, entities: Entities, cloud_url: str) -> None:
    """Add the dashboard and make it what one sees first."""
    await client.command(
        "lovelace/dashboards/create",
        url_path=DASHBOARD,
        title="Privacy demo",
        icon="mdi:cctv",
        show_in_sidebar=True,
        require_admin=False,
        mode="storage",
    )
    await client.command(
        "lovelace/config/save", url_path=DASHBOARD, config=_views(entities, cloud_url)
    )
    await client.command(
        "frontend/set_system_data", key="core", value={"default_panel": DASHBOARD}
    )


def _views(entities: Entities, cloud_url: str) -> Card:
    return {
        "title": "Privacy demo",
        "views": [
            {
                "type": "sections",
                "title": "Privacy demo",
                "path": "privacy",
                "icon": "mdi:cctv",
                "max_columns": 2,
                "sections": [
                    {"type": "grid", "cards": _home(entities)},
                    {"type": "grid", "cards": _maker(cloud_url)},
                ],
            }
        ],
    }


def _home(entities: Entities) -> list[Card]:
    anna, bob = PRESENCE
    return [
        _heading("At home", "mdi:home"),
        {
            "type": "picture-entity",
            "entity": entities.guarded,
            "camera_view": "live",
            "show_name": False,
            "show_state": False,
        },
        _tile(entities.mode, "Mode", "mdi:shield-home"),
        _tile(entities.assurance, "Assurance", "mdi:check-decagram"),
        _heading("What goes on", "mdi:account-group"),
        _switch(anna, "Anna is home"),
        _switch(bob, "Bob is home"),
        _switch(BATHROOM, "Bathroom in use"),
        _heading("By hand", "mdi:gesture-tap"),
        _switch(entities.privacy, "Privacy"),
        _switch(entities.uploads, "Uploads"),
        _switch(entities.everywhere, "All cameras private"),
        {
            **_tile(entities.select, "Privacy mode", "mdi:tune"),
            "features": [{"type": "select-options"}],
            "features_position": "inline",
            "grid_options": {"columns": 12},
        },
        {
            **_tile(entities.go_private, "Go private", "mdi:eye-off"),
            "hide_state": True,
            "tap_action": {"action": "toggle"},
        },
    ]


def _maker(cloud_url: str) -> list[Card]:
    return [
        _heading("At the camera's maker", "mdi:cloud"),
        {
            "type": "iframe",
            "url": cloud_url,
            "hide_background": True,
            "grid_options": {"columns": "full", "rows": 12},
        },
    ]


def _heading(text: str, icon: str) -> Card:
    return {"type": "heading", "heading": text, "icon": icon}


def _tile(entity: str, name: str, icon: str) -> Card:
    return {
        "type": "tile",
        "entity": entity,
        "name": name,
        "icon": icon,
        "grid_options": {"columns": 6},
    }


def _switch(entity: str, name: str) -> Card:
    return {
        "type": "tile",
        "entity": entity,
        "name": name,
        "hide_state": True,
        "vertical": True,
        "features": [{"type": "toggle"}],
        "grid_options": {"columns": 4},
    }
