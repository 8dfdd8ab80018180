"""Fields that several forms have."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Unpack

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.selector import (
    ConditionSelector,
    DurationSelector,
    EntitySelector,
    EntitySelectorConfig,
    EntityWithDeviceFilterSelectorConfig,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    ObjectSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
from homeassistant.helpers.translation import (
    async_get_cached_translations,
    async_get_translations,
)
import voluptuous as vol

from ..const import DOMAIN
from ..policy.mode import Mode

SAVED: Final = "reconfigure_successful"
"""How a form ends that changes something; what is said then is ours."""

type Fields = dict[vol.Marker, Any]
type Given = Mapping[str, Any]
"""What is filled in, or was stored."""


class _JudgedByForm:
    """Leaves bad input to the form, which says what to do in the user's language.

    A selector would refuse it with a technical message in English.
    """

    def __call__(self, data: Any) -> Any:
        """Return the data as they are."""
        return data


class EntityField(_JudgedByForm, EntitySelector):
    """One or more entities."""


class ObjectField(_JudgedByForm, ObjectSelector):
    """A list of objects."""


class DurationField(_JudgedByForm, DurationSelector):
    """A duration; "HH:MM:SS" and seconds are welcome too."""


class ConditionField(_JudgedByForm, ConditionSelector):
    """Conditions, kept as the editor gives them: compiled ones cannot be stored."""


def entity_field(
    *domains: str,
    several: bool = False,
    exclude: Iterable[str] = (),
    **more: Unpack[EntityWithDeviceFilterSelectorConfig],
) -> EntityField:
    """Return a field for entities of some domains, none meaning all.

    `more` narrows down what is offered: integration, device class.
    """
    if domains:
        more["domain"] = list(domains)
    return EntityField(
        EntitySelectorConfig(
            filter=more, exclude_entities=list(exclude), multiple=several
        )
    )


@callback
def own_entities(hass: HomeAssistant) -> list[str]:
    """Return our own entities, on which nothing of ours may rest."""
    return [
        entry.entity_id
        for entry in er.async_get(hass).entities.values()
        if entry.platform == DOMAIN
    ]


def choice(
    options: Iterable[str], translation_key: str, *, several: bool = False
) -> SelectSelector:
    """Return a choice among options whose names are translated."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[str(option) for option in options],
            translation_key=translation_key,
            multiple=several,
            mode=SelectSelectorMode.LIST if several else SelectSelectorMode.DROPDOWN,
        )
    )


def named_choice(
    names: Mapping[str, str], *, custom_value: bool = False, several: bool = False
) -> SelectSelector:
    """Return a choice among options whose names are given, as dialogs need them."""
    return SelectSelector(
        SelectSelectorConfig(
            options=[
                SelectOptionDict(value=str(value), label=label)
                for value, label in names.items()
            ],
            custom_value=custom_value,
            multiple=several,
            mode=SelectSelectorMode.DROPDOWN,
        )
    )


MODE_FIELD: Final = choice(Mode, "mode_choice")


def minutes(least: int, most: int) -> vol.All[Any]:
    """Return a field for whole minutes."""
    return vol.All(
        NumberSelector(
            NumberSelectorConfig(
                min=least,
                max=most,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement="min",
            )
        ),
        vol.Coerce(int),
    )


NUMBER_FIELD: Final = NumberSelector(
    NumberSelectorConfig(mode=NumberSelectorMode.BOX, step="any")
)
"""Any number."""


async def async_labels(hass: HomeAssistant, translation_key: str) -> dict[str, str]:
    """Return the names of a choice's options in the household's language."""
    await async_get_translations(hass, hass.config.language, "selector", [DOMAIN])
    return labels(hass, translation_key)


@callback
def labels(hass: HomeAssistant, translation_key: str) -> dict[str, str]:
    """Return the names of a choice's options, for a form that has been shown."""
    texts = async_get_cached_translations(
        hass, hass.config.language, "selector", DOMAIN
    )
    prefix = f"component.{DOMAIN}.selector.{translation_key}.options."
    return {
        key.removeprefix(prefix): text
        for key, text in texts.items()
        if key.startswith(prefix)
    }


def to_form(stored: dict[str, Any]) -> dict[str, Any]:
    """Return stored fields as suggested values; a field without a value stays empty."""
    return {name: value for name, value in stored.items() if value is not None}
