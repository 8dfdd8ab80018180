"""The demo's dashboard, of Home Assistant's own cards."""

from typing import Any, Final

from .client import Client
from .furnish import BATHROOM, PEOPLE, PRESENCE, Entities

DASHBOARD: Final = "privacy-demo"
HOUSEHOLD_VIEW: Final = "household"

_NAMES: Final = ("Anna", "Bob")

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
            },
            {
                "type": "sections",
                "title": "Household",
                "path": HOUSEHOLD_VIEW,
                "icon": "mdi:home-lock",
                "max_columns": 2,
                "sections": [
                    {"type": "grid", "cards": _household(entities)},
                    {"type": "grid", "cards": _camera(entities)},
                ],
            },
        ],
    }


def _home(entities: Entities) -> list[Card]:
    return [
        {**_heading("At home", "mdi:home"), "badges": [_reasons(entities.mode)]},
        _picture(entities.guarded),
        _tile(entities.mode, "Mode"),
        _tile(entities.assurance, "Assurance"),
        _heading("What goes on", "mdi:home-account"),
        {
            "type": "entities",
            "entities": [*PRESENCE, BATHROOM],
            "show_header_toggle": False,
            "grid_options": {"columns": "full"},
        },
        _heading("By hand", "mdi:gesture-tap"),
        _toggle(entities.privacy, "Privacy"),
        _toggle(entities.uploads, "Uploads"),
        _toggle(entities.everywhere, "All private"),
        {**_toggle(entities.go_private, "Go private"), "hide_state": True},
        {
            **_tile(entities.select, "Privacy mode", columns=12),
            "features": [{"type": "select-options"}],
            "features_position": "inline",
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


def _household(entities: Entities) -> list[Card]:
    return [
        _heading("All cameras", "mdi:home-lock"),
        _toggle(entities.everywhere, "All private"),
        _tile(entities.private_cameras, "Private cameras"),
        _heading("Who is home", "mdi:account-group"),
        *(_tile(person, name) for person, name in zip(PEOPLE, _NAMES, strict=True)),
        _heading("What happened", "mdi:history"),
        {
            "type": "logbook",
            "hours_to_show": 24,
            "target": {"entity_id": entities.happenings},
            "grid_options": {"columns": "full", "rows": 7},
        },
    ]


def _camera(entities: Entities) -> list[Card]:
    """Return what everybody may want to know of one camera, and nothing more."""
    return [
        {**_heading("Living room", "mdi:cctv"), "badges": [_reasons(entities.mode)]},
        _picture(entities.guarded),
        _tile(entities.mode, "Mode"),
        _tile(entities.assurance, "Assurance"),
        {**_toggle(entities.go_private, "Go private"), "hide_state": True},
        _toggle(entities.privacy, "Privacy"),
    ]


def _picture(entity: str) -> Card:
    return {
        "type": "picture-entity",
        "entity": entity,
        "camera_view": "live",
        "show_name": False,
        "show_state": False,
    }


def _heading(text: str, icon: str) -> Card:
    return {"type": "heading", "heading": text, "icon": icon}


def _reasons(entity: str) -> Card:
    return {
        "type": "entity",
        "entity": entity,
        "show_icon": False,
        "state_content": ["reasons"],
    }


def _tile(entity: str, name: str, columns: int = 6) -> Card:
    return {
        "type": "tile",
        "entity": entity,
        "name": name,
        "grid_options": {"columns": columns},
    }


def _toggle(entity: str, name: str) -> Card:
    return {**_tile(entity, name), "tap_action": {"action": "toggle"}}
