"""Fields that few people need, in a section of the form that opens on demand."""

from collections.abc import Collection, Mapping
from typing import Any, Final, override

from homeassistant.data_entry_flow import section
import voluptuous as vol

ADVANCED: Final = "advanced"


class SectionedSchema(vol.Schema):
    """A form with a section, whose fields may also be sent beside the others."""

    def __init__(
        self, fields: Mapping[vol.Marker, Any], advanced: Collection[str], *, open: bool
    ) -> None:
        """Put the advanced fields into the section; `open` shows them at first."""
        self._advanced = advanced
        inner = {key: field for key, field in fields.items() if key in advanced}
        outer = {key: field for key, field in fields.items() if key not in advanced}
        super().__init__(
            {
                **outer,
                vol.Required(ADVANCED): section(
                    vol.Schema(inner), {"collapsed": not open}
                ),
            }
        )

    @override
    def __call__(self, data: Any, **more: Any) -> Any:
        """Return the validated fields without the section."""
        given = dict(data)
        inner = dict(given.pop(ADVANCED, None) or {})
        inner |= {name: given.pop(name) for name in self._advanced if name in given}
        validated = super().__call__({**given, ADVANCED: inner}, **more)
        return {**validated.pop(ADVANCED), **validated}
