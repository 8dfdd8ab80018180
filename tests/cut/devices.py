"""Devices that can cut: real entities of a test integration, slow or broken at will."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, override

from homeassistant.components.alarm_control_panel import (
    AlarmControlPanelEntity,
    AlarmControlPanelEntityFeature,
    AlarmControlPanelState,
)
from homeassistant.components.button import ButtonEntity
from homeassistant.components.cover import CoverEntity, CoverEntityFeature
from homeassistant.components.light import ColorMode, LightEntity
from homeassistant.components.lock import LockEntity
from homeassistant.components.number import NumberEntity
from homeassistant.components.select import SelectEntity
from homeassistant.components.siren import SirenEntity, SirenEntityFeature
from homeassistant.components.switch import SwitchEntity
from homeassistant.components.valve import ValveEntity, ValveEntityFeature
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.event import async_call_later
from homeassistant.util import slugify
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import async_add_integration

DEVICES = "test_devices"


class Device(Entity):
    """What obeys, later, never or with an error, and keeps a list of what it heard."""

    domain: ClassVar[str]
    _attr_should_poll = False

    def __init__(self, name: str = "Device") -> None:
        """Name it; its entity id is known at once."""
        self._attr_name = name
        self._attr_unique_id = slugify(name)
        self._attr_device_info = DeviceInfo(identifiers={(DEVICES, self.domain + name)})
        self.entity_id = f"{self.domain}.{slugify(name)}"
        self.calls: list[str] = []
        self.lag = 0.0
        self.error: BaseException | None = None
        self.hangs = False
        self.is_deaf = False
        self.most_at_once = 0
        self._at_once = 0

    def be_known_as(self, unique_id: str) -> None:
        """Be another one to the registry."""
        self._attr_unique_id = unique_id

    async def _obey(self, call: str, show: Callable[[], None]) -> None:
        self.calls.append(call)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self.hangs:
                await asyncio.Event().wait()
            if self.error is not None:
                raise self.error
        finally:
            self._at_once -= 1

        @callback
        def show_later(_: datetime) -> None:
            self.show(show)

        if self.is_deaf:
            return
        if self.lag:
            self.async_on_remove(async_call_later(self.hass, self.lag, show_later))
        else:
            self.show(show)

    @callback
    def show(self, change: Callable[[], None]) -> None:
        """Change the device as if by hand, and write its state."""
        change()
        self.async_write_ha_state()

    @callback
    def set_available(self, available: bool, *, writes: bool = True) -> None:
        """Lose or find the device, and write its state."""
        self._attr_available = available
        if writes:
            self.async_write_ha_state()


class _OnOff(Device):
    """What can be on and off; on at first."""

    on: bool | None = True

    @property
    def is_on(self) -> bool | None:
        """Return whether it is on."""
        return self.on

    async def async_turn_on(self, **kwargs: Any) -> None:
        await self._obey("on", lambda: self.set_on(True))

    async def async_turn_off(self, **kwargs: Any) -> None:
        await self._obey("off", lambda: self.set_on(False))

    def set_on(self, on: bool | None) -> None:
        """Note whether it is on."""
        self.on = on


class Plug(_OnOff, SwitchEntity):
    """A plug that the camera hangs on."""

    domain = "switch"


class Lamp(_OnOff, LightEntity):
    """A status light that switches the camera with it."""

    domain = "light"
    _attr_color_mode = ColorMode.ONOFF
    _attr_supported_color_modes = {ColorMode.ONOFF}


class Horn(_OnOff, SirenEntity):
    """A siren."""

    domain = "siren"
    on: bool | None = False
    _attr_supported_features = SirenEntityFeature.TURN_ON | SirenEntityFeature.TURN_OFF


class Choice(Device, SelectEntity):
    """A choice of recording modes."""

    domain = "select"
    _attr_options = ["always", "events", "never"]
    _attr_current_option: str | None = "events"

    def forget(self) -> None:
        """Tell nothing of what is chosen."""
        self._attr_current_option = None

    @override
    async def async_select_option(self, option: str) -> None:
        def show() -> None:
            self._attr_current_option = option

        await self._obey(option, show)


class Bolt(Device, LockEntity):
    """A lock."""

    domain = "lock"
    _attr_is_locked = False

    @override
    async def async_lock(self, **kwargs: Any) -> None:
        await self._obey("lock", lambda: self._set(True))

    @override
    async def async_unlock(self, **kwargs: Any) -> None:
        await self._obey("unlock", lambda: self._set(False))

    def _set(self, locked: bool) -> None:
        self._attr_is_locked = locked


class Shutter(Device, CoverEntity):
    """A shutter in front of the lens, 40 % open at first."""

    domain = "cover"
    _attr_current_cover_position = 40
    _attr_supported_features = (
        CoverEntityFeature.OPEN
        | CoverEntityFeature.CLOSE
        | CoverEntityFeature.SET_POSITION
    )

    @property
    @override
    def is_closed(self) -> bool:
        return self._attr_current_cover_position == 0

    @override
    async def async_open_cover(self, **kwargs: Any) -> None:
        await self._obey("open", lambda: self.set_position(100))

    @override
    async def async_close_cover(self, **kwargs: Any) -> None:
        await self._obey("close", lambda: self.set_position(0))

    @override
    async def async_set_cover_position(self, **kwargs: Any) -> None:
        position = kwargs["position"]
        await self._obey(f"to {position}", lambda: self.set_position(position))

    def set_position(self, position: int) -> None:
        """Note how far it is open."""
        self._attr_current_cover_position = position


class Tap(Device, ValveEntity):
    """A valve, 70 % open at first."""

    domain = "valve"
    _attr_reports_position = True
    _attr_current_valve_position = 70
    _attr_supported_features = (
        ValveEntityFeature.OPEN
        | ValveEntityFeature.CLOSE
        | ValveEntityFeature.SET_POSITION
    )

    @override
    async def async_set_valve_position(self, position: int) -> None:
        def show() -> None:
            self._attr_current_valve_position = position

        await self._obey(f"to {position}", show)


class Level(Device, NumberEntity):
    """The level of a microphone, at 80 at first."""

    domain = "number"
    _attr_native_value: float = 80
    _attr_native_min_value: float = 0
    _attr_native_max_value: float = 100

    def lowest(self, value: float) -> None:
        """Set how far it goes down."""
        self._attr_native_min_value = value

    @override
    async def async_set_native_value(self, value: float) -> None:
        def show() -> None:
            self._attr_native_value = value

        await self._obey(f"to {value:g}", show)


class Push(Device, ButtonEntity):
    """A button."""

    domain = "button"

    @override
    async def async_press(self) -> None:
        await self._obey("press", lambda: None)


class Panel(Device, AlarmControlPanelEntity):
    """An alarm panel that wants a code unless it has one of its own; armed at first."""

    domain = "alarm_control_panel"
    _attr_alarm_state = AlarmControlPanelState.ARMED_HOME
    _attr_code_arm_required = False
    _attr_supported_features = (
        AlarmControlPanelEntityFeature.ARM_HOME
        | AlarmControlPanelEntityFeature.ARM_AWAY
    )

    @override
    async def async_alarm_disarm(self, code: str | None = None) -> None:
        await self._obey("disarm", lambda: self.be(AlarmControlPanelState.DISARMED))

    @override
    async def async_alarm_arm_home(self, code: str | None = None) -> None:
        await self._obey("home", lambda: self.be(AlarmControlPanelState.ARMED_HOME))

    @override
    async def async_alarm_arm_away(self, code: str | None = None) -> None:
        await self._obey("away", lambda: self.be(AlarmControlPanelState.ARMED_AWAY))

    def be(self, state: AlarmControlPanelState) -> None:
        """Note how it is."""
        self._attr_alarm_state = state


async def async_add_devices(
    hass: HomeAssistant, *devices: Device, iot_class: str = "local_push"
) -> MockConfigEntry:
    """Set up an integration with the devices."""
    entities: dict[str, list[Entity]] = {}
    for device in devices:
        entities.setdefault(device.domain, []).append(device)
    return await async_add_integration(hass, DEVICES, entities, iot_class=iot_class)
