"""Dashboards that show a source camera."""

from pathlib import Path
from typing import Any

from homeassistant.components.lovelace.const import LOVELACE_DATA
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from .asking import SOURCE, async_configure, async_found, async_house


async def async_dashboard(hass: HomeAssistant, *cards: dict[str, Any]) -> None:
    """Have a default dashboard with these cards in its second view."""
    assert await async_setup_component(hass, "lovelace", {})
    views = [{"cards": []}, {"path": "cams", "cards": [*cards]}]
    await hass.data[LOVELACE_DATA].dashboards[None].async_save({"views": views})


@pytest.mark.parametrize(
    ("where", "card"),
    [
        ("picture-entity", {"type": "picture-entity", "entity": SOURCE}),
        ("picture-glance", {"type": "picture-glance", "camera_image": SOURCE}),
        ("picture-elements", {"type": "picture-elements", "camera_image": SOURCE}),
        (
            "picture",
            {
                "type": "vertical-stack",
                "cards": [
                    {
                        "type": "conditional",
                        "conditions": [],
                        "card": {"type": "picture", "image_entity": SOURCE},
                    }
                ],
            },
        ),
        (
            "image",
            {
                "type": "picture-elements",
                "elements": [{"type": "image", "camera_image": SOURCE}],
            },
        ),
        (
            "markdown",
            {"type": "markdown", "content": f"![x](/api/camera_proxy/{SOURCE})"},
        ),
        (
            "custom:some-card",
            {"type": "custom:some-card", "cameras": [{"camera_entity": SOURCE}]},
        ),
    ],
)
async def test_cards(
    hass: HomeAssistant, tmp_path: Path, where: str, card: dict[str, Any]
) -> None:
    """A card that shows the source is found however deep it is."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    await async_dashboard(hass, {"type": "tile", "entity": "light.x"}, card)
    found = await async_found(hass)
    (finding,) = found.values()
    assert finding["kind"] == "on_dashboard"
    assert finding["path"] == "/lovelace/cams"
    assert finding["one_click"] is None
    assert finding["where"] == where


async def test_badges_and_views(hass: HomeAssistant, tmp_path: Path) -> None:
    """A badge and a background are found, each in its own view."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    await async_dashboard(hass)
    views = [
        {"badges": [{"type": "entity", "entity": SOURCE}]},
        {"background": {"image": f"/api/camera_proxy/{SOURCE}"}},
        {"badges": ["camera.living_room_2"]},
    ]
    await hass.data[LOVELACE_DATA].dashboards[None].async_save({"views": views})
    paths = [each["path"] for each in (await async_found(hass)).values()]
    assert sorted(paths) == ["/lovelace/0", "/lovelace/1"]


async def test_area_card(hass: HomeAssistant, tmp_path: Path) -> None:
    """A card that shows an area's camera shows the source unless it is hidden."""
    await async_house(hass, hidden=False)
    await async_configure(hass, tmp_path, {})
    registry = er.async_get(hass)
    registry.async_update_entity(SOURCE, name="Cam", area_id="here")
    await async_dashboard(
        hass, {"type": "area", "area": "here", "display_type": "camera"}
    )
    kinds = {each["kind"] for each in (await async_found(hass)).values()}
    assert kinds == {"not_taken_over", "on_area_card"}
    registry.async_update_entity(SOURCE, hidden_by=er.RegistryEntryHider.USER)
    assert await async_found(hass) == {}


async def test_yaml_dashboard(hass: HomeAssistant, tmp_path: Path) -> None:
    """It is found, and is to be fixed by hand; a broken one holds up nobody."""
    await async_house(hass)
    files = {
        "wall.yaml": f"views:\n- cards:\n  - entity: {SOURCE}\n    type: x\n",
        "broken.yaml": "views: [",
    }
    await async_configure(hass, tmp_path, files)
    board = {"mode": "yaml", "title": "Wall", "filename": "wall.yaml"}
    broken = {"mode": "yaml", "title": "Broken", "filename": "broken.yaml"}
    assert await async_setup_component(
        hass,
        "lovelace",
        {"lovelace": {"dashboards": {"a-b": broken, "the-wall": board}}},
    )
    (finding,) = (await async_found(hass)).values()
    assert finding["path"] == "/the-wall/0"
    assert finding["name"] == "Wall"
    assert finding["where"] == "x, wall.yaml, line 3"
    assert finding["one_click"] is None
