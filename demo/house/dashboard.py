"""The demo's dashboard: the one that makes itself, with the maker's view beside it."""

from typing import Any, Final

from .client import Client
from .furnish import BATHROOM, PRESENCE

DASHBOARD: Final = "privacy-demo"

type Card = dict[str, Any]


async def add_dashboard(
    client: Client, cloud_url: str, doorbell: str | None = None
) -> None:
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
    switches = [*PRESENCE, BATHROOM, *([] if doorbell is None else [doorbell])]
    strategy = {
        "type": "custom:cloudcam-privacy",
        "overview": {"sidebar": _beside(cloud_url, switches)},
    }
    await client.command(
        "lovelace/config/save", url_path=DASHBOARD, config={"strategy": strategy}
    )
    await client.command(
        "frontend/set_system_data", key="core", value={"default_panel": DASHBOARD}
    )


def _beside(cloud_url: str, switches: list[str]) -> Card:
    """Return what stands beside the overview: who comes and goes, and the maker."""
    cards = [
        _heading("What goes on", "mdi:home-account"),
        {
            "type": "entities",
            "entities": switches,
            "show_header_toggle": False,
            "grid_options": {"columns": "full"},
        },
        _heading("At the cameras’ maker", "mdi:cloud"),
        {
            "type": "iframe",
            "url": cloud_url,
            "hide_background": True,
            "grid_options": {"columns": "full", "rows": 12},
        },
    ]
    return {
        "sections": [{"type": "grid", "cards": cards}],
        "content_label": "At home",
        "sidebar_label": "The maker",
    }


def _heading(text: str, icon: str) -> Card:
    return {"type": "heading", "heading": text, "icon": icon}
