"""The entities around a camera: its device, the parent, the same MAC, the account."""

from collections.abc import Iterator
from operator import attrgetter
import re

from homeassistant.components.camera import (
    DOMAIN as CAMERA_DOMAIN,
    CameraEntityFeature,
    CameraEntityStateAttribute,
)
from homeassistant.const import (
    ATTR_DEVICE_CLASS,
    ATTR_SUPPORTED_FEATURES,
    STATE_UNAVAILABLE,
    STATE_UNKNOWN,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.entity import entity_sources

from ...const import DOMAIN, MOTION_OFF
from ...ha_internals.tables import entity_object
from .load import account_domains, makers_of
from .model import Candidate, Scope

_WORD = re.compile(r"[^\W_]+")


@callback
def candidates_of(hass: HomeAssistant, source_entity_id: str) -> list[Candidate]:
    """Return the source and what stands around it, the nearest first.

    No other cameras, and nothing of our own.
    """
    return [
        candidate_of(hass, source_entity_id, Scope.CAMERA),
        *_around(hass, source_entity_id),
    ]


def _around(hass: HomeAssistant, source_entity_id: str) -> Iterator[Candidate]:
    registry = er.async_get(hass)
    source = registry.async_get(source_entity_id)
    if source is None or (device := device_of(hass, source)) is None:
        return
    seen: set[str] = set()
    for scope, devices in (
        (Scope.DEVICE, [device]),
        (Scope.PARENT, parents_of(hass, device)),
        (Scope.TWIN, twins_of(hass, device)),
    ):
        for each in devices:
            if each.id in seen:
                continue
            seen.add(each.id)
            for entry in er.async_entries_for_device(
                registry, each.id, include_disabled_entities=True
            ):
                if entry.domain != CAMERA_DOMAIN and entry.platform != DOMAIN:
                    yield candidate_of(hass, entry.entity_id, scope)
    # An account may have hundreds of cameras: only what may be meant is looked at.
    if (domains := account_domains(source.platform)) and source.config_entry_id:
        for entry in er.async_entries_for_config_entry(
            registry, source.config_entry_id
        ):
            if entry.domain in domains and entry.device_id not in seen:
                yield candidate_of(hass, entry.entity_id, Scope.ACCOUNT)


@callback
def device_of(hass: HomeAssistant, entry: er.RegistryEntry) -> dr.AnyDeviceEntry | None:
    """Return the device of a registered entity."""
    if entry.device_id is None:
        return None
    return dr.async_get(hass).async_get(entry.device_id)


@callback
def parents_of(
    hass: HomeAssistant, device: dr.AnyDeviceEntry
) -> list[dr.AnyDeviceEntry]:
    """Return the device that a device is connected through or part of, if any."""
    if isinstance(device, dr.ChildDeviceEntry):
        parent_id: str | None = device.parent_device_id
    else:
        parent_id = device.via_device_id
    parent = dr.async_get(hass).async_get(parent_id) if parent_id else None
    return [] if parent is None else [parent]


def macs_of(device: dr.AnyDeviceEntry) -> list[str]:
    """Return the MAC addresses of a device; a part of another one has none."""
    if isinstance(device, dr.ChildDeviceEntry):
        return []
    return [
        address
        for kind, address in device.connections
        if kind == dr.CONNECTION_NETWORK_MAC
    ]


@callback
def devices_with_mac(hass: HomeAssistant, mac: str) -> list[dr.DeviceEntry]:
    """Return the devices of all integrations with a MAC address."""
    return list(
        dr.async_get(hass).async_get_devices(
            connections={(dr.CONNECTION_NETWORK_MAC, mac)}
        )
    )


@callback
def integration_of(hass: HomeAssistant, device: dr.AnyDeviceEntry) -> str | None:
    """Return the integration that a device is from."""
    entry = hass.config_entries.async_get_entry(device.config_entry_id)
    return None if entry is None else entry.domain


@callback
def twins_of(hass: HomeAssistant, device: dr.AnyDeviceEntry) -> list[dr.DeviceEntry]:
    """Return the same thing as other integrations know it, by its MAC address.

    An address that two devices of one integration have tells none of them.
    """
    twins: list[dr.DeviceEntry] = []
    for mac in macs_of(device):
        same = devices_with_mac(hass, mac)
        integrations = [integration_of(hass, each) for each in same]
        twins += [
            each
            for each, integration in zip(same, integrations, strict=True)
            if each.id != device.id and integrations.count(integration) == 1
        ]
    return twins


@callback
def candidate_of(
    hass: HomeAssistant, entity_id: str, scope: Scope = Scope.DEVICE
) -> Candidate:
    """Return what is known of an entity."""
    entry = er.async_get(hass).async_get(entity_id)
    state = hass.states.get(entity_id)
    attributes = {} if state is None else state.attributes
    features = attributes.get(ATTR_SUPPORTED_FEATURES, 0)
    if entry is None:
        info = entity_sources(hass).get(entity_id)
        integration = None if info is None else info["domain"]
        key, unique_id, device_class = None, "", None
        disabled = named = False
    else:
        integration, key, unique_id = (
            entry.platform,
            entry.translation_key,
            entry.unique_id,
        )
        features |= entry.supported_features
        device_class = entry.device_class or entry.original_device_class
        disabled = entry.disabled
        named = _ends_in_name(unique_id, device_of(hass, entry))
    domain = entity_id.partition(".")[0]
    shown = None if state is None else state.state
    if shown in (STATE_UNAVAILABLE, STATE_UNKNOWN):
        shown = None
    elif domain == CAMERA_DOMAIN and state is not None:
        detects = attributes.get(CameraEntityStateAttribute.MOTION_DETECTION)
        shown = "motion_on" if detects else MOTION_OFF
    return Candidate(
        entity_id=entity_id,
        domain=domain,
        integration=integration,
        key=key,
        unique_id=unique_id,
        device_class=device_class or attributes.get(ATTR_DEVICE_CLASS),
        scope=scope,
        can_turn_off=bool(features & CameraEntityFeature.ON_OFF),
        state=shown,
        disabled=disabled,
        foreign=_is_foreign(hass, entity_id, integration),
        named=named,
    )


@callback
def _is_foreign(hass: HomeAssistant, entity_id: str, integration: str | None) -> bool:
    """Tell whether an entity's camera is known to be of another maker."""
    paths = [maker.foreign for maker in makers_of(integration) if maker.foreign]
    entity = entity_object(hass, entity_id) if paths else None
    try:
        return any(attrgetter(path)(entity) is True for path in paths)
    except AttributeError:
        return False


def _ends_in_name(unique_id: str, device: dr.AnyDeviceEntry | None) -> bool:
    """Tell whether the last words of a unique id are those of the device's name."""
    if device is None:
        return False
    names = f"{device.name or ''} {device.name_by_user or ''}".casefold()
    ending = _words(unique_id.casefold())[-2:]
    return bool(set(ending) & set(_words(names)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
