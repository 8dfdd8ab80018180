"""A condition of Home Assistant's own engine, taken apart so that unknown is told.

"Door is open" is false for Home Assistant while the door's sensor is unavailable, and
"not: alarm is disarmed" is true. Here, a single condition that rests on an entity
without a usable state is unknown, and so are "and", "or" and "not" if it matters.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
import re
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
from homeassistant.core import HomeAssistant, valid_entity_id
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.condition import ConditionChecker, EntityConditionBase
from homeassistant.helpers.target import (
    TargetSelection,
    async_extract_referenced_entity_ids,
)
from homeassistant.helpers.template import Template
from homeassistant.helpers.typing import ConfigType

from ..household.references import async_resolve
from ..policy.verdict import Verdict, all_of, any_of
from .entities import NOT_KNOWN

_ASKS_FOR_UNKNOWN: Final = re.compile(r"\b(has_value|unavailable|unknown)\b")


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
        if not self._asks_for_unknown and any(map(self._not_usable, self.entity_ids)):
            return Verdict.UNKNOWN
        try:
            return Verdict.of(self.checker.async_check())
        except HomeAssistantError:
            return Verdict.UNKNOWN

    @property
    def entity_ids(self) -> set[str]:
        """Return the entities that the condition rests on as things are now."""
        config = self.config
        named = condition.async_extract_entities(config)
        for key in (CONF_ABOVE, CONF_BELOW, CONF_OPTIONS):
            named.update(_texts(config.get(key), valid_entity_id))
        named.update(_texts(config.get(CONF_STATE), cv.INPUT_ENTITY_ID.match))
        if (template := self._template) is not None:
            named |= template.async_render_to_info().entities
        if isinstance(self.checker, EntityConditionBase):
            target = TargetSelection(config[CONF_TARGET])
            chosen = async_extract_referenced_entity_ids(self.hass, target, False)
            named |= self.checker.entity_filter(chosen.indirectly_referenced)
        # Conditions of devices name their entities by registry id.
        return {async_resolve(self.hass, name) or name for name in named}

    @property
    def _template(self) -> Template | None:
        if self.config[CONF_CONDITION] != "template":
            return None
        template: Template = self.config[CONF_VALUE_TEMPLATE]
        return template

    @property
    def _asks_for_unknown(self) -> bool:
        """Tell whether an entity without a usable state is what is asked for."""
        template = self._template
        asked = template.template if template else str(self.config.get(CONF_STATE))
        return _ASKS_FOR_UNKNOWN.search(asked) is not None

    def _not_usable(self, entity_id: str) -> bool:
        state = self.hass.states.get(entity_id)
        return state is None or state.state in NOT_KNOWN


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
