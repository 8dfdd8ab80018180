"""A story of a household: how it begins, what is checked after each step, its end."""

import asyncio
from collections.abc import Coroutine
import logging
from pathlib import Path
import tempfile
from typing import Any, override
from unittest.mock import patch

from homeassistant.components.ffmpeg import FFmpegManager
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize
from pytest_homeassistant_custom_component.common import mock_storage

from custom_components.cloudcam_privacy.rules import clock

from . import truth
from .deputies import NOT_ALLOWED
from .life import ANNA
from .onlookers import Onlooker
from .reckoning import CHAIN
from .set_up import BATTERY, first_entry
from .virtual import Clock, VirtualLoop
from .world import PICTURE, START, House


class Troubles(logging.Handler):
    """Keeps what is written to the log as an error."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        line = self.format(record)
        # Home Assistant logs what an automation was refused.
        if NOT_ALLOWED not in line:
            self.lines.append(line)


class Story(RuleBasedStateMachine):
    """One story; a step is over when everything that is due has happened."""

    clock: Clock

    def __init__(self) -> None:
        """Open the book."""
        super().__init__()
        self.stores: dict[str, Any] = {}
        self.folder = tempfile.TemporaryDirectory()
        self.troubles = Troubles()
        logging.getLogger().setLevel(logging.WARNING)
        # In each story it warns anew that Home Assistant has not tested us.
        logging.getLogger("homeassistant.loader").setLevel(logging.ERROR)
        logging.getLogger().addHandler(self.troubles)
        self._storage = mock_storage(self.stores)
        self._storage.__enter__()
        self._no_ffmpeg = patch.object(FFmpegManager, "async_get_version")
        self._no_ffmpeg.start()
        self._elapsed = patch.object(clock, "monotonic", lambda: self.clock.elapsed)
        self._elapsed.start()
        self.clock.start(START)
        self.runner = asyncio.Runner(
            loop_factory=lambda: VirtualLoop(self.clock, lambda: PICTURE)
        )
        loop = self.runner.get_loop()
        assert isinstance(loop, VirtualLoop)
        self.loop = loop
        self.house = House(loop, self.clock, Path(self.folder.name))
        self.onlookers: list[Onlooker] = []
        self.tokens: list[tuple[str, str]] = []
        self.is_calm = True
        self.is_born = False

    def run(self, step: Coroutine[Any, Any, Any]) -> None:
        """Run a step to its end, and see that all is as it must be."""
        house = self.house
        house.looked_at = {o.camera for o in self.onlookers if o.is_connected}
        asked = house.films[BATTERY].asked

        async def whole() -> None:
            await step
            await self.loop.settle()
            truth.check_all(house)
            if BATTERY not in house.looked_at:
                woken = house.films[BATTERY].asked - asked
                assert not woken, f"{BATTERY} was woken, and nobody has looked"

        self.runner.run(whole())
        assert not self.troubles.lines, self.troubles.lines[0]

    @override
    def teardown(self) -> None:
        try:
            if self.is_born:
                self.runner.run(self.house.life.async_end(self.stores))
        finally:
            self.runner.close()
            self._no_ffmpeg.stop()
            self._elapsed.stop()
            self._storage.__exit__(None, None, None)
            logging.getLogger().removeHandler(self.troubles)
            self.folder.cleanup()

    @property
    def guarded(self) -> list[str]:
        """Return the cameras that are guarded now."""
        return sorted(self.house.allowed)

    @property
    def can_be_seen(self) -> list[str]:
        """Return the guarded cameras that are there for people to look at."""
        return [each for each in self.guarded if each not in self.house.disabled]

    @initialize(
        mode=st.sampled_from(CHAIN[1:]),
        chosen=st.sampled_from([[], [ANNA]]),
        automations=st.booleans(),
    )
    def begin(self, mode: str, chosen: list[str], automations: bool) -> None:
        house = self.house
        house.options = {"lower_users": chosen, "automations_may_lower": automations}

        async def first() -> None:
            new = first_entry(house, mode)
            await house.async_begin(new, ours_first=False, known=True)
            self.is_born = True
            house.note()

        self.run(first())

    def expected_modes(self) -> dict[str, str]:
        """Return the cameras' modes, and forget what was asked of things so far."""
        for thing in self.house.things.values():
            thing.calls.clear()
        return {c: self.house.state(c, "sensor", "mode") for c in self.guarded}

    def check_calls(self, before: dict[str, str]) -> None:
        """See that each thing was asked for what it was to be asked for, and once."""
        if not self.is_calm:
            return
        house = self.house
        after = {c: house.state(c, "sensor", "mode") for c in self.guarded}
        for thing in house.things.values():
            old = truth.wanted(house, thing, before)
            new = truth.wanted(house, thing, after)
            told = f"{thing.name} was asked for {thing.calls}"
            if old == new or thing.home == (new or old):
                assert not thing.calls, told
            elif new is None:
                assert thing.calls == [thing.home], told
            else:  # Two cameras may cut at the same time with what they share.
                assert set(thing.calls) == {new}, told
                assert len(thing.calls) <= truth.askers(house, thing), told
