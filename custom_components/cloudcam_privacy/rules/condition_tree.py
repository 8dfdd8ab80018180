"""A condition of Home Assistant's own engine, taken apart so that unknown is told.

"Door is open" is false for Home Assistant while the door's sensor is unavailable, and
"not: alarm is disarmed" is true. Here, a single condition that rests on an entity
without a usable state is unknown, and so are "and", "or" and "not" if it matters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
import logging
from typing import Any, Final

from homeassistant.const import (
    CONF_ABOVE,
    CONF_BELOW,
    CONF_CONDITION,
    CONF_CONDITIONS,
    CONF_ENABLED,
    CONF_OPTIONS,
    CONF_STATE,
    CONF_TARGET,
    CONF_VALUE_TEMPLATE,
)
from homeassistant.core import HomeAssistant, State, valid_entity_id
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.condition import ConditionChecker, EntityConditionBase
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)
from homeassistant.helpers.template import RenderInfo, Template
from homeassistant.helpers.typing import ConfigType

from ..household.references import async_resolve
from ..policy.verdict import Verdict, all_of, any_of
from .condition_moments import has_known_moments, next_moment
from .members import with_members
from .states import says_no, says_nothing

_LOGGER = logging.getLogger(__name__)

_PEOPLE: Final = frozenset({"device_tracker", "person"})
"""Domains that a template which goes through all their entities rests on. Of others
it does not: some lamp or sensor is always unavailable."""


def _none_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return true if all are false, false if one is true, else unknown."""
    return any_of(verdicts).negated()


_COMBINE: Final = {"and": all_of, "or": any_of, "not": _none_of}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single condition: its validated configuration and its checker."""

    hass: HomeAssistant
    config: ConfigType
    checker: ConditionChecker

    def verdict(self) -> Verdict:
        """Return whether the condition is met now."""
        try:
            if self.not_usable:
                return Verdict.UNKNOWN
            return Verdict.of(self.checker.async_check())
        except Exception as err:  # noqa: BLE001  # it may be anybody's condition
            _LOGGER.debug("%s: %r", self.config[CONF_CONDITION], err)
            return Verdict.UNKNOWN

    @property
    def entity_ids(self) -> set[str]:
        """Return the entities that the condition rests on as things are now."""
        config = self.config
        named = condition.async_extract_entities(config)
        for key in (CONF_ABOVE, CONF_BELOW, CONF_OPTIONS):
            named.update(_texts(config.get(key), valid_entity_id))
        named.update(_texts(config.get(CONF_STATE), cv.INPUT_ENTITY_ID.match))
        if (rendered := self._rendered) is not None:
            named |= rendered.entities
            domains = _PEOPLE & rendered.domains
            named.update(self.hass.states.async_entity_ids(domains) if domains else ())
        if isinstance(self.checker, EntityConditionBase):
            target = TargetSelection(config[CONF_TARGET])
            chosen = async_extract_referenced_entity_ids(self.hass, target, False)
            named |= self.checker.entity_filter(chosen.indirectly_referenced)
        # Conditions of devices name their entities by registry id.
        return {async_resolve(self.hass, name) or name for name in named}

    @property
    def template(self) -> Template | None:
        """Return the template that the condition renders, if there is one."""
        template: Template | None = self.config.get(CONF_VALUE_TEMPLATE)
        return template

    @property
    def is_template(self) -> bool:
        """Tell whether the template alone is the condition."""
        return bool(self.config[CONF_CONDITION] == "template")

    @property
    def needs_polling(self) -> bool:
        """Tell whether nothing but asking again tells that the result has changed."""
        is_silent = self.template is None and self.checker.needs_polling
        return is_silent and not has_known_moments(self.config)

    def next_moment(self, now: datetime) -> datetime | None:
        """Return when the result can next change by the clock, as far as is known."""
        return next_moment(self.hass, self.config, now)

    @property
    def _rendered(self) -> RenderInfo | None:
        if self.template is None or not self.is_template:
            return None
        return self.template.async_render_to_info()

    @property
    def not_usable(self) -> list[str]:
        """Return the entities whose states say nothing, unless that is asked for."""
        asked_for = self.config.get(CONF_STATE)
        wanted = asked_for if isinstance(asked_for, list) else [asked_for]

        def is_usable(entity_id: str) -> bool:
            state = self.hass.states.get(entity_id)
            if state is None or (says_nothing(state) and state.state not in wanted):
                return False
            return not says_no(state) or not self._doubts(state)

        return sorted(each for each in self.entity_ids if not is_usable(each))

    def _doubts(self, state: State) -> bool:
        """Tell whether a group says no, or a zone counts nobody, without knowing."""
        lookup = self.hass.states.get
        members = with_members(self.hass, [state.entity_id], lookup)
        return any(says_nothing(lookup(each)) for each in members - {state.entity_id})


@dataclass(frozen=True, slots=True)
class Compound:
    """Several conditions under "and", "or" or "not"."""

    parts: tuple[Node, ...]
    combine: Callable[[Iterable[Verdict]], Verdict]

    def verdict(self) -> Verdict:
        """Return whether the condition is met now."""
        return self.combine(part.verdict() for part in self.parts)


type Node = Leaf | Compound


async def async_build(hass: HomeAssistant, configs: Iterable[ConfigType]) -> Compound:
    """Return the "and" of validated conditions, without those that are disabled."""
    return await _async_compound(hass, "and", configs)


async def _async_compound(
    hass: HomeAssistant, kind: str, configs: Iterable[ConfigType]
) -> Compound:
    parts = [await _async_node(hass, config) for config in configs if _enabled(config)]
    return Compound(tuple(parts), _COMBINE[kind])


async def _async_node(hass: HomeAssistant, config: ConfigType) -> Node:
    if (kind := config[CONF_CONDITION]) in _COMBINE:
        return await _async_compound(hass, kind, config[CONF_CONDITIONS])
    return Leaf(hass, config, await condition.async_from_config(hass, config))


def _enabled(config: ConfigType) -> bool:
    enabled = config.get(CONF_ENABLED, True)
    if isinstance(enabled, Template):
        enabled = enabled.async_render(limited=True)
    return bool(enabled)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield the single conditions of a tree."""
    if isinstance(node, Leaf):
        yield node
    else:
        for part in node.parts:
            yield from leaves(part)


def _texts(value: Any, is_wanted: Callable[[str], object]) -> Iterator[str]:
    """Yield the wanted texts of a value that may be a list or a mapping of more."""
    if isinstance(value, str):
        if is_wanted(value):
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part, is_wanted)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, is_wanted)
