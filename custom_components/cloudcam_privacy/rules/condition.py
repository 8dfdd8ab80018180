"""Watch conditions of Home Assistant's own engine."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from copy import deepcopy
from datetime import datetime, timedelta
import logging
from typing import Any, Final, override

from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback
from homeassistant.helpers import condition, config_validation as cv
from homeassistant.helpers.event import (
    TrackStates,
    TrackTemplate,
    TrackTemplateResult,
    async_track_state_change_filtered,
    async_track_template_result,
    async_track_time_interval,
)
from homeassistant.helpers.template import Template

from ..policy.verdict import Verdict
from .condition_tree import Leaf, Node, async_build, leaves
from .members import with_members
from .watch import NOW, Case, Watch

_LOGGER = logging.getLogger(__name__)

POLL_INTERVAL: Final = timedelta(seconds=1)
"""Pace at which a condition is asked that Home Assistant cannot track and whose moments
are not known (sun, devices); its own condition editor asks at the same pace."""

START_LIMIT: Final = 30
"""Seconds for which conditions may get ready; nothing is cut before all rules have."""


def _let_go(end: Callable[[], None]) -> None:
    """End what follows a condition, which may be anybody's."""
    try:
        end()
    except Exception as err:  # noqa: BLE001  # nothing else is to go on for that
        _LOGGER.debug("A condition does not let go: %r", err)


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

    @property
    @override
    def rests_on(self) -> set[str]:
        return with_members(self.hass, self.entity_ids, self.hass.states.get)

    @override
    def why(self, case: Case = NOW) -> str:
        unsure = sorted({name for leaf in self._leaves for name in leaf.not_usable})
        verdict = super().why(case)
        return f"{verdict}: {', '.join(unsure)}" if unsure else verdict

    @override
    async def async_start(self, changed: Callable[[], None]) -> None:
        try:
            async with asyncio.timeout(START_LIMIT):
                await self._compile(changed)
        except Exception as err:  # noqa: BLE001  # it may be anybody's condition
            _LOGGER.debug("A condition cannot be watched: %r", err)
            self.async_stop()
            self.error = str(err) or type(err).__name__

    async def _compile(self, changed: Callable[[], None]) -> None:
        configs = [
            await condition.async_validate_condition_config(self.hass, config)
            for config in cv.CONDITIONS_SCHEMA(deepcopy(self._raw))
        ]
        self._tree = await async_build(self.hass, configs)
        for leaf in self._leaves:
            self._cleanup.callback(_let_go, leaf.checker.async_unload)
            untrack = await leaf.checker.async_track_changes(changed)
            self._cleanup.callback(_let_go, untrack)
            if leaf.is_template and leaf.template is not None:
                self._track_template(leaf.template, changed)
        self._follow_states(changed)

        @callback
        def ask(_: datetime) -> None:
            changed()

        if any(leaf.needs_polling for leaf in self._leaves):
            self._cleanup.callback(
                async_track_time_interval(
                    self.hass, ask, POLL_INTERVAL, cancel_on_shutdown=True
                )
            )

    @callback
    def _track_template(self, template: Template, changed: Callable[[], None]) -> None:
        """Hear when a template's result changes, by states or by the clock."""

        @callback
        def rendered(
            _: Event[EventStateChangedData] | None, updates: list[TrackTemplateResult]
        ) -> None:
            changed()

        info = async_track_template_result(
            self.hass, [TrackTemplate(template, None)], rendered
        )
        self._cleanup.callback(info.async_remove)

    @callback
    def _follow_states(self, changed: Callable[[], None]) -> None:
        """Hear of members of groups, and of what templates name.

        Of these Home Assistant does not tell if the result stays the same.
        """

        @callback
        def state_changed(_: Event[EventStateChangedData]) -> None:
            changed()
            self.hass.loop.call_soon(update)

        @callback
        def update() -> None:
            if self._tree is not None:
                tracker.async_update_listeners(tracked())

        def tracked() -> TrackStates:
            told = {
                name
                for leaf in self._leaves
                if leaf.template is None
                for name in leaf.entity_ids
            }
            return TrackStates(False, self.rests_on - told, set())

        tracker = async_track_state_change_filtered(self.hass, tracked(), state_changed)
        self._cleanup.callback(tracker.async_remove)

    @callback
    @override
    def async_stop(self) -> None:
        self._cleanup.close()
        self._tree = None

    @override
    def verdict(self, case: Case = NOW) -> Verdict:
        if self._tree is None or not self.can_suppose(case):
            return Verdict.UNKNOWN
        return self._tree.verdict()

    @override
    def next_change(self, now: datetime) -> datetime | None:
        moments = (leaf.next_moment(now) for leaf in self._leaves)
        return min(filter(None, moments), default=None)

    @override
    def can_suppose(self, case: Case) -> bool:
        """Tell whether it is about now, and about no state that is supposed here."""
        return case.at is None and case.states.keys().isdisjoint(self.entity_ids)
