"""A Netgear router: the library's one class answers from here."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, override
from unittest.mock import patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from pynetgear import Device
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .box import IP, MAC, Router

COMPONENT = "homeassistant.components.netgear"


class NetgearRouter(Router):
    """A router that is polled, and blocks a client altogether."""

    integration = "netgear"
    leaves_picture = False
    port = 80
    ssl = False

    def __init__(self, enter: Callable[[AbstractContextManager[Any]], Any]) -> None:
        """Take the library's place."""
        super().__init__()
        enter(patch(f"{COMPONENT}.router.Netgear", lambda *_: self))
        enter(patch(f"{COMPONENT}.PLATFORMS", [Platform.SWITCH]))

    def login_try_port(self) -> bool:
        """Log in."""
        return True

    def get_info(self) -> dict[str, str]:
        """Return what the router is."""
        return {"ModelName": "R7000", "SerialNumber": "1", "DeviceMode": "0"}

    def get_attached_devices(self) -> list[Device]:
        """Return the clients."""
        state = "Block" if self.blocked else "Allow"
        known = dict.fromkeys(Device._fields) | {
            "name": "camera",
            "ip": IP,
            "mac": MAC.upper(),
            "allow_or_block": state,
        }
        return [Device(**known)]

    get_attached_devices_2 = get_attached_devices

    def allow_block_device(self, mac: str, status: str) -> None:
        """Block a client, or let it through."""
        assert mac == MAC
        self.block(status == "Block")

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Answer everything else that is asked with nothing."""
        if not name.startswith(("get_", "check_")):
            raise AttributeError(name)
        return lambda: None

    @override
    async def set_up(self, hass: HomeAssistant) -> None:
        entry = MockConfigEntry(
            domain=self.integration,
            unique_id="1",
            data={
                "host": "192.168.1.1",
                "port": 80,
                "ssl": False,
                "username": "admin",
                "password": "x",
            },
        )
        # Its switches are disabled at first.
        er.async_get(hass).async_get_or_create(
            "switch", "netgear", f"{MAC}-allow_or_block", disabled_by=None
        )
        await self.set_up_entry(hass, entry)
