"""Switches as makers' integrations have them: polled by a coordinator, by way of a cloud."""

from datetime import timedelta
import logging
from typing import Any, ClassVar, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.core import HomeAssistant
from homeassistant.helpers.update_coordinator import (
    CoordinatorEntity,
    DataUpdateCoordinator,
)

_LOGGER = logging.getLogger(__name__)


class Cloud(DataUpdateCoordinator[bool]):
    """What a maker's cloud tells of one device, and how late.

    `truth` is how the device is; the cloud shows it `lag` seconds later.
    """

    def __init__(
        self,
        hass: HomeAssistant,
        *,
        interval: float,
        lag: float = 0,
        truth: bool = True,
    ) -> None:
        """Begin with a device that is on, unless told otherwise."""
        super().__init__(
            hass,
            _LOGGER,
            config_entry=None,
            name="cloud",
            update_interval=timedelta(seconds=interval),
        )
        self.lag = lag
        self.polls = 0
        self.truth = self.before = truth
        self.data = truth
        self._since = -float("inf")

    def obey(self, on: bool) -> None:
        """Switch the device."""
        self.before, self.truth = self.data, on
        self._since = self.hass.loop.time()

    @override
    async def _async_update_data(self) -> bool:
        self.polls += 1
        late = self.hass.loop.time() - self._since < self.lag
        return self.before if late else self.truth


class CloudSwitch(CoordinatorEntity[Cloud], SwitchEntity):
    """A switch that shows what its cloud tells, and at once what was asked of it."""

    domain: ClassVar[str] = "switch"
    _attr_name = "Cloud"
    _attr_unique_id = "cloud"

    def __init__(self, cloud: Cloud, *, hopeful: bool = True) -> None:
        """Show what was asked at once, if that is its way."""
        super().__init__(cloud)
        self.entity_id = "switch.cloud"
        self.calls: list[str] = []
        self._hopeful = hopeful
        self._hope: bool | None = None

    @property
    @override
    def is_on(self) -> bool:
        return self.coordinator.data if self._hope is None else self._hope

    @override
    def _handle_coordinator_update(self) -> None:
        self._hope = None
        super()._handle_coordinator_update()

    @override
    async def async_turn_on(self, **kwargs: Any) -> None:
        self._obey(True)

    @override
    async def async_turn_off(self, **kwargs: Any) -> None:
        self._obey(False)

    def _obey(self, on: bool) -> None:
        self.calls.append("on" if on else "off")
        self.coordinator.obey(on)
        if self._hopeful:
            self._hope = on
        self.async_write_ha_state()
