"""Where a connection comes from: home, elsewhere, or this house's own programs."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from aiohttp import hdrs, web
from homeassistant.components.network import async_get_adapters
from homeassistant.core import HomeAssistant
from homeassistant.helpers.hassio import is_hassio
from homeassistant.helpers.network import is_cloud_connection
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.network import is_local, is_loopback
from yarl import URL

from ..const import DOMAIN
from ..policy.mode import Destination

type Address = IPv4Address | IPv6Address

_FETCHED_BY_A_BROWSER: Final = "Sec-Fetch-Site"
"""The header that browsers add where they talk to their own machine, and programs do
not."""

_SUPERVISOR_NETWORK: Final = ip_network("172.30.32.0/23")
"""Where the Supervisor has its add-ons, as its developer documentation says."""

_OWN: HassKey[frozenset[Address]] = HassKey(f"{DOMAIN}_own_addresses")


async def async_learn_own_addresses(hass: HomeAssistant) -> None:
    """Take note of the addresses of this machine."""
    if "network" not in hass.config.components:
        return
    hass.data[_OWN] = frozenset(
        ip_address(address["address"])
        for adapter in await async_get_adapters(hass)
        for address in (*adapter["ipv4"], *adapter["ipv6"])
    )


def known_address(hass: HomeAssistant, address: str | None) -> str | None:
    """Return the address of somebody, None for all who come through the cloud."""
    return None if is_cloud_connection(hass) else address


def place(
    hass: HomeAssistant, address: str | None, request: web.Request | None
) -> Destination:
    """Return where somebody is, in the order of Home Assistant's own test.

    `address` is the IP address, trusted proxies already taken away; `request` is the
    one that he came with. Programs of this machine, Home Assistant among them, show
    what they get to nobody knows whom: of what comes from here, only browsers are home.
    """
    if is_cloud_connection(hass) or address is None:
        return Destination.REMOTE
    try:
        ip = _plain(ip_address(address))
    except ValueError:
        return Destination.REMOTE
    if not _is_ours(hass, ip, request):
        return Destination.HOME if is_local(ip) else Destination.REMOTE
    if not _is_browser(request):
        return Destination.INTERNAL
    # What passes connections on without a word, such as a tunnel that ends here, looks
    # like this machine.
    return Destination.REMOTE if _asks_from_outside(hass, request) else Destination.HOME


def _is_ours(hass: HomeAssistant, ip: Address, request: web.Request | None) -> bool:
    """Tell whether an address is this machine's, or that of an add-on on it.

    Who talks to one of its own addresses has that same address: so it is known even
    if the machine has got it only now.
    """
    return (
        is_loopback(ip)
        or ip in hass.data.get(_OWN, ())
        or (is_hassio(hass) and ip in _SUPERVISOR_NETWORK)
        or ip == _own_end(request)
    )


def _asks_from_outside(hass: HomeAssistant, request: web.Request | None) -> bool:
    """Tell whether a browser has called us by the name that we have outside alone."""
    outside, inside = (
        URL(url).host if url else None
        for url in (hass.config.external_url, hass.config.internal_url)
    )
    if request is None or outside is None or outside == inside:
        return False
    return URL(f"http://{request.host}").host == outside


def _own_end(request: web.Request | None) -> Address | None:
    """Return the address of our end of a connection."""
    if request is None or request.transport is None:
        return None
    end = request.transport.get_extra_info("sockname")
    if not isinstance(end, tuple) or not end:
        return None
    try:
        return _plain(ip_address(end[0]))
    except ValueError:
        return None


def _plain(ip: Address) -> Address:
    """Return an IPv4 address that is written as one of IPv6 as what it is."""
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return mapped or ip


def _is_browser(request: web.Request | None) -> bool:
    """Tell whether a browser sent it: they say so, and name the page of a websocket."""
    if request is None:
        return False
    is_websocket = request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"
    return (hdrs.ORIGIN if is_websocket else _FETCHED_BY_A_BROWSER) in request.headers
