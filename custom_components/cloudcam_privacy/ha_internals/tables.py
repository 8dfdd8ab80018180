"""What Home Assistant keeps: entities, dashboards, stores."""

from collections.abc import Mapping
import inspect
from typing import TYPE_CHECKING, Any, Final, override

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
from homeassistant.util.json import SerializationError

from .reliance import Reliance, has

if TYPE_CHECKING:
    from homeassistant.components.lovelace.dashboard import LovelaceConfig
    from homeassistant.helpers.entity import Entity

_INSTANCES: Final = "entity_components"


def entity_objects(hass: HomeAssistant, domain: str) -> tuple[Entity, ...]:
    """Return the entities of a domain, none if they cannot be had."""
    if not has(hass, Reliance.ENTITY_OBJECTS):
        return ()
    component = hass.data[_INSTANCES].get(domain)
    return () if component is None else tuple(component.entities)


def entity_object(hass: HomeAssistant, entity_id: str) -> Entity | None:
    """Return an entity, None if it cannot be had."""
    domain, _, _ = entity_id.partition(".")
    if not has(hass, Reliance.ENTITY_OBJECTS):
        return None
    component = hass.data.get(_INSTANCES, {}).get(domain)
    return None if component is None else component.get_entity(entity_id)


async def async_entities_are_listed(hass: HomeAssistant) -> bool:
    """Tell whether there are tables of entities."""
    components = hass.data[_INSTANCES]
    return all(component.entities is not None for component in components.values())


def dashboards(hass: HomeAssistant) -> Mapping[str | None, LovelaceConfig]:
    """Return the dashboards by their addresses, none if they cannot be had."""
    return _dashboards(hass) if has(hass, Reliance.DASHBOARDS) else {}


def _dashboards(hass: HomeAssistant) -> Mapping[str | None, LovelaceConfig]:
    if "lovelace" not in hass.config.components:
        return {}
    return dict(hass.data["lovelace"].dashboards)


async def async_dashboards_are_listed(hass: HomeAssistant) -> bool:
    """Tell whether dashboards can be loaded."""
    return all(hasattr(found, "async_load") for found in _dashboards(hass).values())


class CheckedStore(Store[dict[str, Any]]):
    """A store that tells whether it was written: Home Assistant only logs a failure.

    Without `Store._async_write_data` each write counts as done, as for everybody else.
    """

    error: Exception | None = None
    """Why the last write failed, None if it did not."""

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        try:
            await super()._async_write_data(data)
        except (HomeAssistantError, OSError, SerializationError, WriteError) as err:
            self.error = err
        else:
            self.error = None


async def async_stores_are_written(_: HomeAssistant) -> bool:
    """Tell whether stores are written in the method that is listened to."""
    return inspect.iscoroutinefunction(getattr(Store, "_async_write_data", None))
