"""A FRITZ!Box: the library's connection answers from here."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, override
from unittest.mock import Mock, patch

from fritzconnection.core.exceptions import FritzActionError
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .box import IP, MAC, Router

COMPONENT = "homeassistant.components.fritz"


class FritzBox(Router):
    """A router that is polled, and takes the internet from a client."""

    integration = "fritz"
    leaves_picture = True

    def __init__(self, enter: Callable[[AbstractContextManager[Any]], Any]) -> None:
        """Take the library's place."""
        super().__init__()
        self.services = dict.fromkeys(("X_AVM-DE_HostFilter1", "Hosts1"))
        status = Mock(device_has_mesh_support=False, has_wan_support=False)
        status.get_device_info.return_value = Mock(
            serial_number="AABBCCDDEE00",
            model_name="FRITZ!Box 7590",
            software_version="154.08.20",
        )
        hosts = Mock(get_hosts_attributes=self._hosts)
        parts = {
            "FritzConnectionCached": self,
            "FritzStatus": status,
            "FritzHosts": hosts,
            "FritzGuestWLAN": Mock(),
            "FritzCall": Mock(),
        }
        for name, part in parts.items():
            enter(patch(f"{COMPONENT}.coordinator.{name}", Mock(return_value=part)))
        enter(patch(f"{COMPONENT}.PLATFORMS", [Platform.SWITCH]))
        enter(patch(f"{COMPONENT}.switch.async_get_source_ip", return_value=""))

    def _hosts(self) -> list[dict[str, Any]]:
        return [
            {
                "MACAddress": MAC.upper(),
                "HostName": "camera",
                "Active": True,
                "IPAddress": IP,
                "X_AVM-DE_WANAccess": "denied" if self.blocked else "granted",
            }
        ]

    def clear_cache(self) -> None:
        """Forget answers; none are kept."""

    def call_action(self, service: str, action: str, **given: Any) -> dict[str, Any]:
        """Answer a call."""
        if action == "DisallowWANAccessByIP":
            assert given["NewIPv4Address"] == IP
            self.block(given["NewDisallow"] in (1, "1", True))
            if self.refuses:
                raise FritzActionError("606 Action Not Authorized")
        return {}

    @override
    async def set_up(self, hass: HomeAssistant) -> None:
        entry = MockConfigEntry(
            domain=self.integration,
            title="FRITZ!Box",
            unique_id="AABBCCDDEE00",
            data={
                "host": "192.168.1.1",
                "port": 49000,
                "username": "admin",
                "password": "x",
                "ssl": False,
            },
        )
        await self.set_up_entry(hass, entry)
