"""What is wrong with a form: an error next to each field, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from homeassistant.core import HomeAssistant, callback, split_entity_id

from ..household.references import async_exists, async_name, async_resolve


@dataclass(slots=True)
class FormErrors:
    """Errors of one form; of several with one field the first is shown."""

    hass: HomeAssistant
    errors: dict[str, str] = field(default_factory=dict)
    placeholders: dict[str, str] = field(default_factory=dict)

    def add(self, field_name: str, error: str, **placeholders: str) -> None:
        """Put an error next to a field; the placeholders fill the error's text.

        Entities are given by their ids, and told by their names.
        """
        if field_name not in self.errors:
            self.errors[field_name] = error
            for key, value in placeholders.items():
                entity_id = async_resolve(self.hass, value)
                self.placeholders[key] = (
                    value if entity_id is None else async_name(self.hass, entity_id)
                )

    def entities(
        self,
        given: Mapping[str, Any],
        field_name: str,
        domains: Iterable[str] = (),
        *,
        none_given: str,
        not_found: str,
    ) -> list[str]:
        """Return the entity ids of a field that needs one at least, each once.

        `none_given` and `not_found` name the errors; the latter has {entity}.
        """
        found: list[str] = []
        for value in (values := as_list(given.get(field_name))):
            if (entity_id := existing(self.hass, value, domains)) is None:
                self.add(field_name, not_found, entity=str(value))
            elif entity_id not in found:
                found.append(entity_id)
        if not values:
            self.add(field_name, none_given)
        return found


def as_list(value: Any) -> list[Any]:
    """Return what a field for several values holds; nothing is an empty list."""
    if value in (None, ""):
        return []
    return value if isinstance(value, list) else [value]


@callback
def existing(hass: HomeAssistant, value: Any, domains: Iterable[str]) -> str | None:
    """Return the entity id of an existing entity of one of the domains, else None.

    No domains are all domains.
    """
    entity_id = async_resolve(hass, value) if isinstance(value, str) else None
    if entity_id is None or not async_exists(hass, entity_id):
        return None
    if (allowed := tuple(domains)) and split_entity_id(entity_id)[0] not in allowed:
        return None
    return entity_id
