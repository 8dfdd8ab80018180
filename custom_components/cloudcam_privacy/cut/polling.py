"""How often an entity asks its device."""

from homeassistant.helpers.entity import Entity
from homeassistant.helpers.update_coordinator import CoordinatorEntity


def poll_interval(entity: Entity | None) -> float | None:
    """Return the seconds between two polls, None for what tells by itself."""
    if isinstance(entity, CoordinatorEntity):
        interval = entity.coordinator.update_interval
        return None if interval is None else float(interval.total_seconds())
    if entity is None or not entity.should_poll or entity.platform is None:
        return None
    return float(entity.platform.scan_interval_seconds)
