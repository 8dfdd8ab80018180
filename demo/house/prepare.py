"""Make a configuration directory in which Home Assistant starts without onboarding.

    python -m demo.house.prepare --config DIR --port N --camera URL \
        --user NAME --password WORD --components DIR

DIR holds the custom integrations. User, log-in, finished onboarding and the web server's settings are written with Home
Assistant's own storage code. The last line printed is a long-lived access token. A
process of its own, because Home Assistant is built to be alone in one.
"""

import argparse
import asyncio
from datetime import timedelta
import json
from pathlib import Path
from string import Template
from typing import Final, cast

from homeassistant import runner
from homeassistant.auth import auth_manager_from_config, models
from homeassistant.auth.const import GROUP_ID_ADMIN
from homeassistant.auth.providers.homeassistant import HassAuthProvider
from homeassistant.components.http.config import (
    HTTP_STORAGE_SCHEMA,
    ConfData,
    async_get_and_load_store,
)
from homeassistant.components.onboarding import (
    STORAGE_KEY,
    STORAGE_VERSION,
    OnboardingStorage,
)
from homeassistant.components.onboarding.const import STEPS
from homeassistant.config_entries import ConfigEntries
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er

from demo.serve import HOST

HERE: Final = Path(__file__).parent
TOKEN_LIFE: Final = timedelta(days=365)
ZONES: Final = Path("/usr/share/zoneinfo")


def _time_zone() -> str:
    """Return this machine's time zone, so that the demo's clock is the reader's."""
    here = Path("/etc/localtime").resolve()
    return str(here.relative_to(ZONES)) if here.is_relative_to(ZONES) else "UTC"


def write_files(config: Path, camera: str, components: Path) -> None:
    """Write configuration.yaml and what belongs to it, and link the integrations."""
    media = config / "media"
    media.mkdir(parents=True)
    (config / "packages").mkdir()
    text = Template((HERE / "configuration.yaml").read_text())
    words = {
        "camera": camera,
        "media": json.dumps(str(media)),
        "time_zone": _time_zone(),
    }
    (config / "configuration.yaml").write_text(text.substitute(words))
    automations = (HERE / "automations.yaml").read_text()
    (config / "automations.yaml").write_text(automations)
    (config / "custom_components").symlink_to(components)


async def _add_user(hass: HomeAssistant, name: str, password: str) -> str:
    """Add the owner with a log-in; return a token that is good for a year."""
    hass.auth = await auth_manager_from_config(hass, [{"type": "homeassistant"}], [])
    provider = cast(HassAuthProvider, hass.auth.auth_providers[0])
    await provider.async_add_auth(name, password)
    credentials = await provider.async_get_or_create_credentials({"username": name})
    # The first user becomes the owner.
    user = await hass.auth.async_create_user(name, group_ids=[GROUP_ID_ADMIN])
    await hass.auth.async_link_user(user, credentials)
    refresh_token = await hass.auth.async_create_refresh_token(
        user,
        client_name="Demo",
        token_type=models.TOKEN_TYPE_LONG_LIVED_ACCESS_TOKEN,
        access_token_expiration=TOKEN_LIFE,
    )
    return hass.auth.async_create_access_token(refresh_token)


async def _finish_onboarding(hass: HomeAssistant) -> None:
    store = OnboardingStorage(hass, STORAGE_VERSION, STORAGE_KEY, private=True)
    await store.async_save({"done": STEPS})


async def _set_port(hass: HomeAssistant, port: int) -> None:
    """Serve on loopback only, as if behind a proxy, which can be anybody here.

    In YAML this would only be a trial for five minutes.
    """
    store = await async_get_and_load_store(hass)
    wanted = HTTP_STORAGE_SCHEMA(
        {
            "server_host": [HOST],
            "server_port": port,
            "use_x_forwarded_for": True,
            "trusted_proxies": [HOST],
        }
    )
    await store.async_set_pending(cast(ConfData, wanted))
    if store.pending is not None:
        await store.async_promote_pending()
    await store.async_mark_yaml_migration_done()


async def prepare(config: Path, port: int, user: str, password: str) -> str:
    """Write everything into the directory; return the token."""
    hass = HomeAssistant(str(config))
    hass.config_entries = ConfigEntries(hass, {})
    await hass.config_entries.async_initialize()
    dr.async_setup(hass)
    await asyncio.gather(dr.async_load(hass), er.async_load(hass))
    token = await _add_user(hass, user, password)
    await _finish_onboarding(hass)
    await _set_port(hass, port)
    # By force, because it never ran; stopping is what writes the users to disk.
    await hass.async_stop(force=True)
    return token


def main() -> None:
    """Read the command line and prepare."""
    parser = argparse.ArgumentParser(prog="python -m demo.house.prepare")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--camera", required=True)
    parser.add_argument("--user", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--components", type=Path, required=True)
    options = parser.parse_args()
    write_files(options.config, options.camera, options.components)
    token = asyncio.run(
        prepare(options.config, options.port, options.user, options.password),
        loop_factory=runner.create_event_loop,
    )
    print(token)


if __name__ == "__main__":
    main()
