"""Give a guarded camera what people and assistants know its hidden source by."""

from homeassistant.components.homeassistant.exposed_entities import async_expose_entity
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..household.models import Hidden
from ..household.references import async_resolve


@callback
def async_hand_over(hass: HomeAssistant, hidden: Hidden, guarded: str) -> None:
    """Give the guarded camera the source's own name, and whoever might use it.

    Once for each time that the source is hidden: what the household chooses for the
    guarded camera afterwards stays. The source keeps its name, and gets its assistants
    back when it is shown again.
    """
    hidden.handed_over = True
    registry = er.async_get(hass)
    source_id = async_resolve(hass, hidden.source)
    source = registry.async_get(source_id) if source_id else None
    entry = registry.async_get(guarded)
    if source is not None and source.name and entry is not None and not entry.name:
        registry.async_update_entity(guarded, name=source.name)
    for assistant, exposed in hidden.exposed.items():
        async_expose_entity(hass, assistant, guarded, exposed)
