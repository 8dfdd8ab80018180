"""Where a connection comes from: home, elsewhere, or the house's own programs."""

from collections.abc import Mapping
from unittest.mock import Mock, patch

from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from homeassistant.components.network import Adapter
from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.gate import place as module
from custom_components.cloudcam_privacy.gate.place import (
    async_learn_own_addresses,
    place,
)
from custom_components.cloudcam_privacy.policy.mode import Destination

HOME, REMOTE, INTERNAL = Destination.HOME, Destination.REMOTE, Destination.INTERNAL
ADAPTER = Adapter(
    name="eth0",
    index=0,
    enabled=True,
    auto=True,
    default=True,
    ipv4=[{"address": "192.168.7.5", "network_prefix": 24}],
    ipv6=[
        {"address": "fd12::7", "flowinfo": 0, "scope_id": 0, "network_prefix": 64},
        {"address": "2001:db8::7", "flowinfo": 0, "scope_id": 0, "network_prefix": 64},
    ],
)
BROWSER = {"Sec-Fetch-Site": "same-origin"}
PAGE = {"Upgrade": "websocket", "Origin": "http://127.0.0.1:8123"}


def request_to(own_end: str, headers: Mapping[str, str]) -> web.Request:
    """Return a request at one of our addresses."""
    transport = Mock()
    transport.get_extra_info.side_effect = {"sockname": (own_end, 8123)}.get
    return make_mocked_request("GET", "/", headers=headers, transport=transport)


@pytest.fixture(autouse=True)
async def machine(hass: HomeAssistant) -> None:
    """Have a machine with two addresses, and a public one."""
    hass.config.components.add("network")
    with patch.object(module, "async_get_adapters", return_value=[ADAPTER]):
        await async_learn_own_addresses(hass)


@pytest.mark.parametrize(
    ("address", "destination"),
    [
        ("10.0.0.9", HOME),
        ("172.16.3.4", HOME),
        ("192.168.7.20", HOME),
        ("fd12::5", HOME),
        ("fe80::1", HOME),
        ("::ffff:192.168.7.20", HOME),
        ("172.30.32.2", HOME),
        ("203.0.113.9", REMOTE),
        ("2001:db8::1", REMOTE),
        ("172.32.0.1", REMOTE),
        ("::ffff:203.0.113.9", REMOTE),
        ("100.64.0.7", REMOTE),
        ("not an address", REMOTE),
        ("", REMOTE),
        (None, REMOTE),
        ("127.0.0.1", INTERNAL),
        ("127.1.2.3", INTERNAL),
        ("::1", INTERNAL),
        ("::ffff:127.0.0.1", INTERNAL),
        ("192.168.7.5", INTERNAL),
        ("::ffff:192.168.7.5", INTERNAL),
        ("fd12::7", INTERNAL),
        ("2001:db8::7", INTERNAL),
    ],
)
async def test_program(
    hass: HomeAssistant, address: str | None, destination: Destination
) -> None:
    """By the address; what cannot be read is remote, what is ours is internal."""
    request = request_to("10.9.9.9", {})
    assert place(hass, address, request) is destination
    assert place(hass, address, None) is destination


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "192.168.7.5", "fd12::7"])
@pytest.mark.parametrize("headers", [BROWSER, PAGE])
async def test_browser_on_this_machine(
    hass: HomeAssistant, address: str, headers: dict[str, str]
) -> None:
    """It says that it is one."""
    assert place(hass, address, request_to("127.0.0.1", headers)) is HOME


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://127.0.0.1"}, {**BROWSER, "Upgrade": "websocket"}]
)
async def test_only_the_header_that_belongs_to_the_way(
    hass: HomeAssistant, headers: dict[str, str]
) -> None:
    """A browser sends `Origin` with a websocket, and `Sec-Fetch-Site` otherwise."""
    assert place(hass, "127.0.0.1", request_to("127.0.0.1", headers)) is INTERNAL


async def test_browser_elsewhere(hass: HomeAssistant) -> None:
    """A browser is where it is."""
    request = request_to("192.168.7.5", BROWSER)
    assert place(hass, "192.168.7.20", request) is HOME
    assert place(hass, "203.0.113.9", request) is REMOTE


async def test_an_address_that_the_machine_has_got_since(hass: HomeAssistant) -> None:
    """Who talks to our address from that address is on this machine."""
    request = request_to("192.168.8.9", {})
    assert place(hass, "192.168.8.9", request) is INTERNAL
    assert place(hass, "192.168.8.10", request) is HOME


async def test_add_on(hass: HomeAssistant) -> None:
    """The Supervisor's network is that of add-ons only where there is a Supervisor."""
    hass.config.components.add("hassio")
    request = request_to("172.30.32.1", {})
    assert place(hass, "172.30.33.4", request) is INTERNAL
    assert place(hass, "172.30.34.4", request) is HOME


@pytest.mark.parametrize("address", ["127.0.0.1", "192.168.7.20", None])
async def test_cloud(hass: HomeAssistant, address: str | None) -> None:
    """Its connection ends in the house, so the address says nothing."""
    with patch.object(module, "is_cloud_connection", return_value=True):
        assert place(hass, address, request_to("127.0.0.1", BROWSER)) is REMOTE


@pytest.mark.parametrize(
    ("host", "destination"),
    [
        ("home.example.com", REMOTE),
        ("home.example.com:8443", REMOTE),
        ("127.0.0.1:8123", HOME),
        ("homeassistant.local:8123", HOME),
        ("[::1]:8123", HOME),
        ("", HOME),
    ],
)
@pytest.mark.parametrize("way", [BROWSER, PAGE])
async def test_browser_that_comes_by_a_tunnel(
    hass: HomeAssistant, host: str, destination: Destination, way: Mapping[str, str]
) -> None:
    """A tunnel that ends on this machine says nothing of who is at its other end."""
    hass.config.external_url = "https://home.example.com"
    request = request_to("127.0.0.1", {**way, "Host": host})
    assert place(hass, "127.0.0.1", request) is destination
    hass.config.internal_url = "http://home.example.com:8123"
    assert place(hass, "127.0.0.1", request) is HOME


async def test_own_name_outside_is_no_matter_at_home(hass: HomeAssistant) -> None:
    """At home, too, people use the address that works everywhere."""
    hass.config.external_url = "https://home.example.com"
    request = request_to("192.168.7.5", {**BROWSER, "Host": "home.example.com"})
    assert place(hass, "192.168.7.20", request) is HOME
