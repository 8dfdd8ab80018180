"""What browsers get of us: scripts that pages load, and what they may ask."""

import re
from typing import Any, Final

from homeassistant.components.frontend import DATA_EXTRA_MODULE_URL
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockUser
from pytest_homeassistant_custom_component.typing import (
    ClientSessionGenerator,
    WebSocketGenerator,
)

from .common import MarkedCamera, async_guard, async_make_cameras, camera_subentry
from .lowering import async_home, async_user
from .quality.source import PACKAGE, read_json

SCRIPTS: Final = PACKAGE / "frontend" / "js"
_IMPORT: Final = re.compile(r'(?:from |import\()"\./(\w+\.js)"')
_TEXT: Final = re.compile(r'\btext\(\s*"(\w+)"')
_WORD: Final = re.compile(r'"([a-z0-9_]+)"')


async def _guard(hass: HomeAssistant) -> None:
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    await async_guard(hass, camera_subentry(source.entity_id, "Living room"))


async def _served(client: ClientSessionGenerator, urls: set[str]) -> dict[str, str]:
    """Return each script by its name, those that are imported included."""
    browser = await client()
    scripts: dict[str, str] = {}
    while urls:
        url = urls.pop()
        answer = await browser.get(url)
        assert answer.status == 200, url
        assert "javascript" in answer.headers["Content-Type"]
        folder, _, name = url.rpartition("/")
        scripts[name] = await answer.text()
        imported = set(_IMPORT.findall(scripts[name])) - set(scripts)
        urls |= {f"{folder}/{each}" for each in imported}
    return scripts


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_scripts_are_served(
    hass: HomeAssistant, hass_client_no_auth: ClientSessionGenerator
) -> None:
    """Without a login, as all that a page loads, and none lies there unused."""
    assert await async_setup_component(hass, "frontend", {})

    await _guard(hass)

    urls = set(hass.data[DATA_EXTRA_MODULE_URL].urls)
    version = read_json("manifest.json")["version"]
    assert all(url.startswith(f"/cloudcam_privacy/{version}/") for url in urls)
    scripts = await _served(hass_client_no_auth, urls)
    assert set(scripts) == {path.name for path in SCRIPTS.iterdir()}
    assert "customStrategies" in scripts["strategy.js"]


@pytest.mark.usefixtures("enable_custom_integrations")
async def test_the_frontend_may_come_later(hass: HomeAssistant) -> None:
    await _guard(hass)
    assert DATA_EXTRA_MODULE_URL not in hass.data

    assert await async_setup_component(hass, "frontend", {})
    await hass.async_block_till_done()

    assert len(hass.data[DATA_EXTRA_MODULE_URL].urls) == 2


def test_each_text_is_there_and_is_shown() -> None:
    written = set(read_json("translations/en.json")["common"])
    content = "".join(path.read_text("utf-8") for path in SCRIPTS.iterdir())
    assert set(_TEXT.findall(content)) <= written
    assert written <= set(_WORD.findall(content))


async def _answer(client: Any) -> bool:
    await client.send_json_auto_id({"type": "cloudcam_privacy/may_lower"})
    answer = await client.receive_json()
    assert answer["success"]
    may: bool = answer["result"]["may_lower"]
    return may


async def test_users_learn_whether_they_may_lower(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, hass_admin_user: MockUser
) -> None:
    """It depends on who is chosen, and not on being an administrator."""
    anna = await async_user(hass, "Anna")
    entry = await async_home(hass, {"lower_users": [anna.id]})
    assert await async_setup_component(hass, "websocket_api", {})
    client = await hass_ws_client(hass)
    assert not await _answer(client)

    chosen = {**entry.options, "lower_users": [hass_admin_user.id]}
    hass.config_entries.async_update_entry(entry, options=chosen)
    await hass.async_block_till_done()
    assert await _answer(client)


async def test_nobody_may_lower_where_nothing_runs(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator
) -> None:
    entry = await async_home(hass)
    client = await hass_ws_client(hass)
    assert await _answer(client)

    assert await hass.config_entries.async_unload(entry.entry_id)
    assert not await _answer(client)
