"""The people of the household, and whether Home Assistant can tell where they are."""

from homeassistant.components.person import DOMAIN as PERSON_DOMAIN
from homeassistant.core import HomeAssistant, callback

from ..household.localize import Texts
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


async def async_untracked(hass: HomeAssistant) -> dict[str, str]:
    """Return the sentence that names the people without a tracker, "" if there is none.

    It is a placeholder of the forms that ask for people.
    """
    _tracked, untracked = people_by_tracking(hass)
    if not untracked:
        return {"untracked": ""}
    texts = await Texts.async_load(hass)
    return {"untracked": texts.say("untracked", people=", ".join(untracked))}
