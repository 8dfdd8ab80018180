"""What an entity that cuts shows, and whether it can be as old as before a command."""

import asyncio
from collections.abc import Callable
import logging
import math
from typing import Final

from homeassistant.components.number import ATTR_MIN
from homeassistant.const import STATE_OFF, STATE_ON
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, State, callback
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.update_coordinator import (
    CoordinatorEntity,
    DataUpdateCoordinator,
)

from ..const import DOMAIN
from ..ha_internals.tables import entity_object
from ..household.references import async_resolve
from .catalogue.model import ReadBack
from .command import is_reachable, is_same, is_stateless, state_of
from .stand_in import is_assumed, members
from .state_reports import async_track_reports, poll_interval

_LOGGER = logging.getLogger(__name__)

READ_LIMIT: Final = 180
"""Seconds that reading a state anew may take; nobody waits for it meanwhile."""


class Readback:
    """Follow one entity; tell what it shows and since when that is known."""

    def __init__(
        self,
        hass: HomeAssistant,
        reference: str,
        how: Callable[[], ReadBack],
        told: Callable[[], None],
    ) -> None:
        """Prepare; `how` gives what is known of how the entity shows its device.

        `told` is called when the entity has told how it is.
        """
        self._hass = hass
        self._reference = reference
        self._how = how
        self._told = told
        self._told_at = -math.inf
        self.times_told = 0
        """How often the entity has told how it is."""
        self._value: object = None
        self._lost_value: object = None
        self.is_lost = False
        """Whether the entity goes on showing what nobody could ask for since."""
        self._followed: DataUpdateCoordinator[object] | None = None
        self._unfollow: CALLBACK_TYPE | None = None
        self._unsubscribe: CALLBACK_TYPE | None = None
        self._reading: asyncio.Task[None] | None = None

    @property
    def entity_id(self) -> str | None:
        """Return the entity, or None if it no longer exists."""
        return async_resolve(self._hass, self._reference)

    @property
    def state(self) -> State | None:
        """Return the entity's state in Home Assistant."""
        entity_id = self.entity_id
        return None if entity_id is None else self._hass.states.get(entity_id)

    def shown(self, cut_state: str) -> str | None:
        """Return what the entity shows in the words of cuts, None if not known."""
        entity_id = self.entity_id
        if entity_id is None or is_stateless(entity_id) or self.is_lost:
            return None
        if (attribute := self._how().attribute) is not None:
            state = self.state
            return None if state is None else _in_words(state.attributes.get(attribute))
        own = state_of(self._hass, entity_id, cut_state)
        if not (group := members(self._hass, entity_id)):
            return own
        # A group is cut if all that it is made of is known to be.
        states = [own, *(state_of(self._hass, each, cut_state) for each in group)]
        uncut = (each for each in states if each and not self.means(each, cut_state))
        return next(uncut, None if None in states else own)

    def shows(self, cut_state: str) -> bool | None:
        """Return whether the entity shows the state, None if that is not known."""
        shown, entity_id = self.shown(cut_state), self.entity_id
        if shown is None or entity_id is None:
            return None
        return is_same(entity_id, shown, cut_state)

    def means(self, one: str, other: str) -> bool:
        """Tell whether two states are the same for the entity."""
        entity_id = self.entity_id
        return one == other or (
            entity_id is not None and is_same(entity_id, one, other)
        )

    @property
    def is_above_silence(self) -> bool:
        """Tell whether the entity is a level that cannot go down to nothing."""
        state = self.state
        lowest = state.attributes.get(ATTR_MIN) if state is not None else None
        return isinstance(lowest, int | float) and lowest > 0

    @property
    def is_assumed(self) -> bool:
        """Tell whether the entity shows what it was last told, and hears of no device."""
        entity_id = self.entity_id
        return entity_id is not None and is_assumed(self._hass, entity_id)

    @property
    def is_reachable(self) -> bool:
        """Tell whether an action would get through to the entity."""
        entity_id = self.entity_id
        return entity_id is not None and is_reachable(self._hass, entity_id)

    @property
    def interval(self) -> float | None:
        """Return the seconds between two polls, None for what tells by itself."""
        if (known := self._how().interval) is not None:
            return known or None
        return poll_interval(self._entity)

    @property
    def is_followed(self) -> bool:
        """Tell whether what has been asked of the device itself is heard of."""
        return self._followed is not None or self.interval is None

    def is_fresh(self, since: float) -> bool:
        """Tell whether what is shown is of no earlier than `since`, in loop time.

        What tells by itself has always told what is so.
        """
        return self.interval is None or self._told_at >= since

    @property
    def can_prove(self) -> bool:
        """Tell whether what is shown without a change can be known to be of now.

        It can of what is pushed or followed, and of an entity that is asked itself,
        unless no answer passes for one.
        """
        if self._how().guesses:
            return False
        entity = self._entity
        return self.is_followed or entity is None or _asks(entity)

    @property
    def in_vain_until(self) -> float:
        """Return when asking anew tells something again, in loop time.

        What is asked for too early would only put the next poll off.
        """
        interval = self.interval if self._how().skips else None
        return -math.inf if interval is None else self._told_at + interval

    @callback
    def async_start(self) -> None:
        """Begin to follow the entity."""
        if (entity_id := self.entity_id) is not None:
            # A camera that goes on or off only reports its state, which stays "idle".
            self._unsubscribe = async_track_reports(
                self._hass, entity_id, self._reported
            )
        self._value = self._shown_value
        self._follow()

    @callback
    def async_stop(self) -> None:
        """Cease to follow the entity."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        if self._unfollow is not None:
            self._unfollow()
            self._unfollow = self._followed = None
        if self._reading is not None:
            self._reading.cancel()

    @callback
    def async_read_anew(self) -> bool:
        """Have the entity ask its device, if it is one that asks; tell if it does.

        It is told like any other report.
        """
        entity = self._entity
        if entity is None or not _asks(entity):
            return False
        if self._reading is None and self._hass.loop.time() >= self.in_vain_until:
            self._reading = self._hass.async_create_background_task(
                self._read(entity), f"{DOMAIN} read {entity.entity_id}"
            )
            if self._reading.done():
                self._reading = None
        return True

    async def _read(self, entity: Entity) -> None:
        _LOGGER.debug("Read %s anew", entity.entity_id)
        try:
            async with asyncio.timeout(READ_LIMIT):
                await entity.async_update_ha_state(force_refresh=True)
        except Exception as err:  # noqa: BLE001  # whatever the integration raises
            _LOGGER.debug("%s cannot be read: %r", entity.entity_id, err)
        finally:
            self._reading = None

    @property
    def _entity(self) -> Entity | None:
        if (entity_id := self.entity_id) is None:
            return None
        return entity_object(self._hass, entity_id)

    @property
    def _coordinator(self) -> DataUpdateCoordinator[object] | None:
        entity = self._entity
        return entity.coordinator if isinstance(entity, CoordinatorEntity) else None

    @callback
    def _follow(self) -> None:
        """Follow the coordinator: what an entity writes itself may be a mere hope."""
        coordinator = self._coordinator
        if coordinator is self._followed:
            return
        if self._unfollow is not None:
            self._unfollow()
            self._unfollow = None
        if coordinator is not None:
            self._unfollow = coordinator.async_add_listener(self._updated)
        self._followed = coordinator
        self._note_loss()

    @callback
    def _updated(self) -> None:
        followed = self._followed
        self._note_loss()
        if followed is None or self.is_lost:
            self._hass.loop.call_soon(self._told)
            return
        if self._how().skips and followed.data is False:
            return
        self._told_at = self._hass.loop.time()
        self.times_told += 1
        self._hass.loop.call_soon(self._told)

    def _note_loss(self) -> None:
        """Note whether the coordinator has lost its device.

        Some entities stay available all the same, and show what was before.
        """
        followed = self._followed
        self.is_lost = followed is not None and not followed.last_update_success
        self._lost_value = self._shown_value

    @callback
    def _reported(self) -> None:
        self._follow()
        if self.is_lost and self._shown_value != self._lost_value:
            self.is_lost = False  # It was told by another way.
        if self._followed is None:
            self._told_at = max(self._told_at, self._hass.loop.time() - self._age())
            self.times_told += 1
        self._told()

    def _age(self) -> float:
        """Return how old what an entity has written by itself may be, in seconds.

        One that is neither asked nor told may write for many reasons: that something
        else was asked for, or that asking has failed. And some write what they were
        told to do before the device has answered.
        """
        before, self._value = self._value, self._shown_value
        proves = self.can_prove or self._value != before
        return 0 if proves and not self._how().assumed else self.interval or 0

    @property
    def _shown_value(self) -> object:
        state, attribute = self.state, self._how().attribute
        if state is None or attribute is None:
            return None if state is None else state.state
        return state.attributes.get(attribute)


def _asks(entity: Entity) -> bool:
    return hasattr(entity, "async_update") or hasattr(entity, "update")


def _in_words(value: object) -> str | None:
    """Return what an attribute says in the words of cuts."""
    if isinstance(value, bool):
        return STATE_ON if value else STATE_OFF
    return value if isinstance(value, str) else None
