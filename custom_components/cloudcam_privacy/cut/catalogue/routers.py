"""A camera as the router knows it: what blocks it, and what measures its upload.

Routers name the MAC address of a client in the unique ids of its entities. Devices
are not looked at: the address of a router's own port is a connection of a device, too.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
import re
from typing import Any, Final
from urllib.parse import urlsplit

from homeassistant.components.device_tracker import (
    ATTR_IP,
    ATTR_MAC,
    DOMAIN as DEVICE_TRACKER_DOMAIN,
)
from homeassistant.const import CONF_HOST, CONF_IP_ADDRESS, CONF_URL
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from .candidates import (
    candidate_of,
    device_of,
    devices_with_mac,
    integration_of,
    macs_of,
    parents_of,
)
from .load import ROUTERS, makers_of
from .model import Candidate, Doubt, Maker, Meter, Row, Scope

_MAC: Final = re.compile(
    r"(?<![0-9a-z])([0-9a-f]{2}([:_-]?[0-9a-f]{2}){5})(?![0-9a-f])"
)
"""A MAC address in an id, however it is written."""


@dataclass(frozen=True, slots=True)
class Address:
    """A MAC address, and why it may not be the camera's own."""

    mac: str
    """Twelve digits in lower case."""
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """An entity that blocks a client of a router."""

    candidate: Candidate
    maker: Maker
    row: Row
    doubt: Doubt | None


@callback
def addresses_of(hass: HomeAssistant, source_entity_id: str) -> list[Address]:
    """Return the MAC addresses of a camera, the surest first, each once.

    Its device's, or one in its ids; then what has its IP address; then its hub's, which
    sends for all cameras behind it. An address that a second device of the same
    integration has is not the camera's alone.
    """
    found: dict[str, Address] = {}
    for address in _addresses(hass, source_entity_id):
        found.setdefault(address.mac, address)
    return list(found.values())


def _addresses(hass: HomeAssistant, source_entity_id: str) -> Iterator[Address]:
    entry = er.async_get(hass).async_get(source_entity_id)
    if entry is None:
        return
    device = device_of(hass, entry)
    for mac in () if device is None else macs_of(device):
        shared = device is not None and _is_shared(hass, device, mac)
        yield Address(_digits(mac), Doubt.SHARED if shared else None)
    ids = [entry.unique_id]
    if device is not None:
        ids += [identifier[1] for identifier in device.identifiers]
    for text in ids:
        for match in _MAC.finditer(str(text).lower()):
            yield Address(_digits(match[1]))
    for mac in _by_ip(hass, _ips_of(hass, entry, device)):
        yield Address(mac, Doubt.BY_IP)
    for parent in () if device is None else parents_of(hass, device):
        for mac in macs_of(parent):
            yield Address(_digits(mac), Doubt.HUB)


def _is_shared(hass: HomeAssistant, device: dr.AnyDeviceEntry, mac: str) -> bool:
    return any(
        each.id != device.id
        and integration_of(hass, each) == integration_of(hass, device)
        for each in devices_with_mac(hass, mac)
    )


def _digits(mac: str) -> str:
    return re.sub(r"[^0-9a-f]", "", mac.lower())


def _ips_of(
    hass: HomeAssistant, entry: er.RegistryEntry, device: dr.AnyDeviceEntry | None
) -> set[str]:
    """Return the IP addresses under which Home Assistant reaches the camera."""
    config = hass.config_entries.async_get_entry(entry.config_entry_id or "")
    data = {} if config is None else {**config.data, **config.options}
    given: list[Any] = [data.get(key) for key in (CONF_HOST, CONF_IP_ADDRESS, CONF_URL)]
    if isinstance(device, dr.DeviceEntry):
        given.append(device.configuration_url)
    if device is not None:
        given += [
            state.state
            for each in er.async_entries_for_device(er.async_get(hass), device.id)
            if each.translation_key == "local_ip"
            and (state := hass.states.get(each.entity_id)) is not None
        ]
    return set(filter(None, map(_ip, given)))


def _ip(value: Any) -> str | None:
    """Return the IP address in a host or an address of a page, None if there is none."""
    text = str(value or "")
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname
        return str(ip_address(host or ""))
    except ValueError:
        return None


def _by_ip(hass: HomeAssistant, ips: set[str]) -> Iterator[str]:
    for state in hass.states.async_all(DEVICE_TRACKER_DOMAIN) if ips else ():
        mac = state.attributes.get(ATTR_MAC)
        if state.attributes.get(ATTR_IP) in ips and isinstance(mac, str):
            yield _digits(mac)


@callback
def blocks_of(hass: HomeAssistant, addresses: Iterable[Address]) -> list[Block]:
    """Return what blocks a client with one of the addresses at a router."""
    known = list(addresses)
    return [
        Block(candidate, maker, row, address.doubt)
        for candidate in _at_routers(hass)
        if known
        for maker in makers_of(candidate.integration)
        for row in maker.cuts
        for address in known
        if Scope.ROUTER in row.scopes and row.fits(candidate, address.mac)
    ]


@callback
def meter_of(hass: HomeAssistant, addresses: Iterable[Address]) -> str | None:
    """Return the sensor of what the camera sends, None if none is surely its own."""
    candidates = list(_at_routers(hass))
    for address in addresses:
        for candidate in candidates if address.doubt is None else ():
            for maker in makers_of(candidate.integration):
                if not candidate.disabled and any(
                    _measures(meter, candidate, candidates, address.mac)
                    for meter in maker.meters
                ):
                    return candidate.entity_id
    return None


def _measures(
    meter: Meter, candidate: Candidate, candidates: Iterable[Candidate], mac: str
) -> bool:
    return meter.fits(candidate, mac) and not any(
        unless.fits(other, mac) for unless in meter.unless for other in candidates
    )


@callback
def offers_by_hand(hass: HomeAssistant) -> set[str]:
    """Return what the routers have that only people can pair with a camera.

    `rules`: rules that may block it; `ports`: ports that may be its own.
    """
    return {
        kind
        for candidate in _at_routers(hass)
        for maker in makers_of(candidate.integration)
        for kind, selectors in (("rules", maker.rules), ("ports", maker.ports))
        if any(selector.fits(candidate) for selector in selectors)
    }


def _at_routers(hass: HomeAssistant) -> Iterator[Candidate]:
    registry = er.async_get(hass)
    for integration in ROUTERS:
        for config in hass.config_entries.async_entries(integration):
            for entry in er.async_entries_for_config_entry(registry, config.entry_id):
                yield candidate_of(hass, entry.entity_id, Scope.ROUTER)
