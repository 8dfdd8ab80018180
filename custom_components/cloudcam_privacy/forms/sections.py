"""Fields that few people need, in a section of the form that opens on demand."""

from collections.abc import Collection, Mapping
from typing import Any, Final, override

from homeassistant.data_entry_flow import section
import voluptuous as vol

from .errors import FormErrors

ADVANCED: Final = "advanced"


class SectionedSchema(vol.Schema):
    """A form with a section, whose fields may also be sent beside the others."""

    def __init__(
        self,
        fields: Mapping[vol.Marker, Any],
        advanced: Collection[str],
        values: Mapping[str, Any],
        problems: FormErrors,
    ) -> None:
        """Put the advanced fields into the section.

        It is open at first if one of the `values` in there is not the usual one, or is
        wrong. Closed, it shows no errors of its fields, so it has the error too.
        """
        self._advanced = advanced
        inner = {key: field for key, field in fields.items() if key in advanced}
        outer = {key: field for key, field in fields.items() if key not in advanced}
        wrong = [key for key in inner if key in problems.errors]
        if wrong:
            problems.errors[ADVANCED] = problems.errors[str(wrong[0])]
        is_open = bool(wrong) or any(_is_unusual(key, values) for key in inner)
        super().__init__(
            {
                **outer,
                vol.Required(ADVANCED): section(
                    vol.Schema(inner), {"collapsed": not is_open}
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


def _is_unusual(key: vol.Marker, values: Mapping[str, Any]) -> bool:
    """Tell whether a field holds something else than what it begins with."""
    default = getattr(key, "default", vol.UNDEFINED)
    usual = default() if callable(default) else None
    return (values.get(str(key), usual) or None) != (usual or None)
