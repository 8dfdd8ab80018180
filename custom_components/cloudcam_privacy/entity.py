"""What our entities have in common: device, names and when they are written."""

from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Final, override

from homeassistant.const import EntityCategory
from homeassistant.core import CALLBACK_TYPE, Context, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.device_registry import DeviceEntryType, DeviceInfo
from homeassistant.helpers.entity import Entity, EntityDescription

from .const import DOMAIN
from .household.guard import Guard
from .household.household import Household
from .household.models import as_text

ASSISTANTS: Final = ("cloud.alexa", "cloud.google_assistant", "conversation")


_acting: Final[ContextVar[Context | None]] = ContextVar(
    f"{DOMAIN}_acting", default=None
)
"""The context of the action that the current task carries out."""


class LowersPrivacy(Entity):
    """An entity that can lower privacy, and so takes no part in what is not meant for it.

    Of the category "config", it is no target of an action on its room, device or
    floor. No voice assistant gets it unless somebody says so; it is new with that, so
    that no assistant that exposes all that is new comes first.
    """

    _attr_entity_category = EntityCategory.CONFIG

    @override
    def get_initial_entity_options(self) -> er.EntityOptionsType | None:
        return {assistant: {"should_expose": False} for assistant in ASSISTANTS}


class _OwnEntity(Entity):
    """An entity of ours."""

    _attr_has_entity_name = True
    _attr_should_poll = False

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(self._follow())

    @callback
    def _follow(self) -> CALLBACK_TYPE:
        """Begin to follow what the entity shows; return what ends that."""
        raise NotImplementedError

    @callback
    def _changed(self) -> None:
        self.async_write_ha_state()

    @callback
    @override
    def async_set_context(self, context: Context) -> None:
        super().async_set_context(context)
        _acting.set(context)

    @property
    def context(self) -> Context:
        """Return the context of the action under way, an anonymous one without."""
        return _acting.get() or Context()


class GuardedEntity(_OwnEntity):
    """An entity of one guarded camera."""

    _object_id: str | None = None
    """What the entity is called in new entity IDs, where that is not its name."""

    def __init__(
        self, household: Household, guard: Guard, described: str | EntityDescription
    ) -> None:
        """Name the entity by its key, or by that of its description."""
        if isinstance(described, EntityDescription):
            self.entity_description, described = described, described.key
        self.household = household
        self.guard = guard
        self._attr_translation_key = described
        self._attr_unique_id = f"{guard.camera_id}_{described}"
        self._attr_device_info = _device_info(guard)

    @property
    @override
    def suggested_object_id(self) -> str | None:
        return self._object_id or super().suggested_object_id

    @callback
    @override
    def _follow(self) -> CALLBACK_TYPE:
        return self.guard.when_changed.async_add(self._changed)


class UntilEntity(GuardedEntity):
    """An entity that shows until when the mode lasts, or the sound, if that is known."""

    @property
    def _until(self) -> datetime | None:
        """Return when what the entity shows ends by the clock alone, None if never."""
        return self.guard.changes.mode

    @property
    @override
    def extra_state_attributes(self) -> Mapping[str, Any] | None:
        until = self._until
        return None if until is None else {"until": as_text(until)}


class HouseholdEntity(_OwnEntity):
    """An entity of the household as a whole."""

    def __init__(self, household: Household, key: str) -> None:
        """Name the entity by its key."""
        self.household = household
        self._attr_translation_key = key
        self._attr_unique_id = f"{household.entry.entry_id}_{key}"
        self._attr_device_info = DeviceInfo(
            entry_type=DeviceEntryType.SERVICE,
            identifiers={(DOMAIN, household.entry.entry_id)},
            name=household.entry.title,
        )

    @callback
    @override
    def _follow(self) -> CALLBACK_TYPE:
        return self.household.when_changed.async_add(self._changed)


def _device_info(guard: Guard) -> DeviceInfo:
    """Return a device named like the source and linked to the source's."""
    info = DeviceInfo(
        entry_type=DeviceEntryType.SERVICE,
        identifiers={(DOMAIN, guard.camera_id)},
        name=guard.name,
    )
    if (device := guard.source.device) is not None:
        info["via_device_id"] = device.id
    return info
