"""Watch conditions of Home Assistant's own engine."""

from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, Final, override

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.event import async_track_time_interval
import voluptuous as vol

from ..policy.verdict import Verdict
from .condition_tree import Leaf, Node, async_build, leaves
from .watch import NOTHING_SUPPOSED, Supposed, Watch

POLL_INTERVAL: Final = timedelta(seconds=1)
"""Pace at which a condition is asked that Home Assistant cannot track (templates,
time, anything with "for"); its own condition editor asks at the same pace."""


class ConditionWatch(Watch):
    """All conditions of a list, tracked where Home Assistant can track them."""

    def __init__(self, hass: HomeAssistant, conditions: list[dict[str, Any]]) -> None:
        """Watch conditions as the condition editor gives them."""
        super().__init__(hass)
        self._raw = conditions
        self._tree: Node | None = None
        self._cleanup = ExitStack()
        self.error: str | None = None
        """Why the conditions could not be compiled, if so."""

    @property
    def _leaves(self) -> list[Leaf]:
        return [] if self._tree is None else list(leaves(self._tree))

    @property
    @override
    def entity_ids(self) -> tuple[str, ...]:
        return tuple(
            sorted({name for leaf in self._leaves for name in leaf.entity_ids})
        )

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        try:
            await self._compile(changed)
        except (HomeAssistantError, vol.Invalid) as err:
            self.async_stop()
            self.error = str(err)

    async def _compile(self, changed: Callable[[], None]) -> None:
        configs = [
            await condition.async_validate_condition_config(self.hass, config)
            for config in cv.CONDITIONS_SCHEMA(deepcopy(self._raw))
        ]
        self._tree = await async_build(self.hass, configs)
        checkers = [leaf.checker for leaf in self._leaves]
        for checker in checkers:
            self._cleanup.callback(checker.async_unload)
            self._cleanup.callback(await checker.async_track_changes(changed))

        @callback
        def ask(_: datetime) -> None:
            changed()

        if any(checker.needs_polling for checker in checkers):
            self._cleanup.callback(
                async_track_time_interval(self.hass, ask, POLL_INTERVAL)
            )

    @callback
    @override
    def async_stop(self) -> None:
        self._cleanup.close()
        self._tree = None

    @override
    def verdict(
        self, at: datetime | None = None, supposed: Supposed = NOTHING_SUPPOSED
    ) -> Verdict:
        if self._tree is None or not self.can_suppose(at, supposed):
            return Verdict.UNKNOWN
        return self._tree.verdict()

    @override
    def can_suppose(self, at: datetime | None, supposed: Supposed) -> bool:
        """Tell whether it is about now, and about no state that is supposed here."""
        touched = bool(supposed) and not supposed.keys().isdisjoint(self.entity_ids)
        return at is None and not touched
