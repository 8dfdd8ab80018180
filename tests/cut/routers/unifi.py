"""A UniFi Network application: the library's connection answers from here."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
import json
from typing import Any, override
from unittest.mock import patch

from aiounifi.errors import Forbidden
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .box import IP, MAC, Router

COMPONENT = "homeassistant.components.unifi"
CONNECTIVITY = "aiounifi.interfaces.connectivity.Connectivity"


class UnifiNetwork(Router):
    """A router that pushes what changes, and blocks a client altogether."""

    integration = "unifi"
    leaves_picture = False

    def __init__(self, enter: Callable[[AbstractContextManager[Any]], Any]) -> None:
        """Take the library's place."""
        super().__init__()
        self._push: Callable[[str], None] | None = None
        self.sent = 0.0
        for name, answer in {
            "check_unifi_os": self._nothing,
            "login": self._nothing,
            "request": self._request,
            "websocket": self._websocket,
        }.items():
            enter(patch(f"{CONNECTIVITY}.{name}", answer))
        enter(patch(f"{COMPONENT}.hub.hub.PLATFORMS", [Platform.SWITCH]))
        enter(patch(f"{COMPONENT}.PLATFORMS", [Platform.SENSOR, Platform.SWITCH]))

    async def _nothing(self) -> None:
        """Accept the log-in."""

    @property
    def _client(self) -> dict[str, Any]:
        return {
            "mac": MAC,
            "ip": IP,
            "hostname": "camera",
            "name": "camera",
            "is_wired": False,
            "last_seen": 1,
            "blocked": self.blocked,
            "rx_bytes-r": self.sent,
            "tx_bytes-r": 0,
        }

    async def _request(self, request: Any) -> dict[str, Any]:
        data: list[Any] = []
        if request.path == "/cmd/stamgr":
            if self.refuses:
                raise Forbidden("api.err.NoPermission")
            self.block(request.data["cmd"] == "block-sta")
            self._tell()
        elif request.path in ("/stat/sta", "/rest/user"):
            data = [self._client]
        elif request.path == "/self/sites" or request.path.endswith("sites"):
            data = [{"_id": "1", "name": "default", "desc": "Home", "role": "admin"}]
        elif request.path == "/stat/sysinfo":
            data = [{"anonymous_controller_id": "1", "name": "Home", "version": "9"}]
        return {"meta": {"rc": "ok"}, "data": data}

    def _tell(self) -> None:
        assert self._push is not None
        key = "EVT_WC_Blocked" if self.blocked else "EVT_WC_Unblocked"
        event = {"_id": "1", "datetime": "", "key": key, "msg": "", "user": MAC}
        for message, data in (("sta:sync", self._client), ("events", event)):
            self._push(json.dumps({"meta": {"message": message}, "data": [data]}))

    async def _websocket(self, push: Callable[[str], None]) -> None:
        self._push = push
        await asyncio.Event().wait()

    @override
    async def set_up(self, hass: HomeAssistant) -> None:
        hass.config.components.add("unifi_discovery")  # It would search the network.
        entry = MockConfigEntry(
            domain=self.integration,
            unique_id="1",
            data={
                "host": "192.168.1.1",
                "port": 443,
                "username": "admin",
                "password": "x",
                "site": "default",
                "verify_ssl": False,
            },
            options={"block_client": [MAC], "allow_bandwidth_sensors": True},
        )
        await self.set_up_entry(hass, entry)
