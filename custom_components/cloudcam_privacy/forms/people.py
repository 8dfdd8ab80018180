"""The people of the household, and whether Home Assistant can tell where they are."""

from homeassistant.components.person import DOMAIN as PERSON_DOMAIN
from homeassistant.core import HomeAssistant, callback

from ..rules.members import is_tracked


@callback
def people_by_tracking(hass: HomeAssistant) -> tuple[list[str], list[str]]:
    """Return the persons with a tracker by entity id, and the others by name.

    Somebody without a tracker is never known to be out: a rule about them would make
    the cameras private for ever.
    """
    persons = hass.states.async_all(PERSON_DOMAIN)
    return (
        [person.entity_id for person in persons if is_tracked(person)],
        [person.name for person in persons if not is_tracked(person)],
    )
