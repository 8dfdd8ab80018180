"""Prove that the cuts of a camera work, and climb the ladder when they do not.

Evidence is gathered when something moves, and renewed ever less often. Contradicted,
or not confirmed in time: the cuts are read anew, then those that were kept back as a
last resort are added, one after the other. Nothing is sent again that is read back.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
import logging
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..household.models import CameraStore
from ..household.timer import Timer
from ..policy.mode import Mode
from ..policy.verdict import Verdict
from ..source.source import Source
from .assurance import Assurance, Evidence
from .catalogue.facts import CameraFacts
from .cuts import Cuts
from .meter import UploadMeter
from .picture_check import PictureCheck, async_look_at
from .witness import Testimony, Witnesses

_LOGGER = logging.getLogger(__name__)

CONFIRM_LIMIT: Final = 30
"""Seconds in which a step is expected to help, before the next one is taken."""

GRACE: Final = 30
"""Seconds for which a camera that was cut may go on sending what it had begun."""

RENEW: Final = 900
LONGEST_RENEW: Final = 3600
"""Seconds after which evidence is gathered anew if nothing moved, doubled each time."""

_FAILING: Final = (Assurance.PENDING, Assurance.FAILED, Assurance.CONTRADICTED)


@dataclass(frozen=True, slots=True)
class LastSeen:
    """When evidence was last seen, None for what was not."""

    picture: datetime | None
    meter: datetime | None


class Proof:
    """Gather the evidence of one camera while it is to be cut."""

    def __init__(
        self,
        hass: HomeAssistant,
        cuts: Cuts,
        source: Source,
        facts: CameraFacts,
        meter: UploadMeter,
        witnesses: Witnesses,
        stored: CameraStore,
        changed: Callable[[], None],
    ) -> None:
        """Prepare; `changed` is called when the assurance may have changed.

        `stored` knows whether the camera was ever seen to give pictures.
        """
        self._hass = hass
        self._cuts = cuts
        self._source = source
        self._facts = facts
        self._meter = meter
        self._witnesses = witnesses
        self._stored = stored
        self._changed = changed
        self._mode = Mode.OPEN
        self._ladder = self._steps()
        self._look = PictureCheck()
        self._look_is_due = True
        self._begun = dt_util.utcnow()
        self._confirmed: datetime | None = None
        self._settled: datetime | None = None
        self._reacted = False
        self._renew: float = RENEW
        self._testing: asyncio.Task[None] | None = None
        self._grace = Timer(hass)
        self._timer = Timer(hass)
        self._cleanup: list[CALLBACK_TYPE] = []
        self._exhausted = False

    @property
    def evidence(self) -> Evidence:
        """Return what is known now: states as they are, the picture as last seen."""
        return Evidence(
            self._cuts.read_back(self._mode),
            self._look.gone,
            self._meter_is_quiet,
            Verdict.UNKNOWN if self.testimony is None else Verdict.FALSE,
            sent=self._cuts.is_sent(self._mode),
        )

    @property
    def _meter_is_quiet(self) -> Verdict:
        if self._settled is None:
            return Verdict.UNKNOWN
        return self._meter.is_quiet(self._begun, self._settled, self._confirmed)

    @property
    def testimony(self) -> Testimony | None:
        """Return what a witness has told of the time since the cut was confirmed."""
        last = self._witnesses.last
        if last is None or self._confirmed is None or last.at <= self._confirmed:
            return None
        return last

    @property
    def exhausted(self) -> bool:
        """Tell whether all that could be tried was tried, and it does not help."""
        return self._exhausted and self.assurance in _FAILING

    @property
    def last_seen(self) -> LastSeen:
        """Return when each kind of evidence was last seen."""
        known = self._meter_is_quiet is not Verdict.UNKNOWN
        return LastSeen(self._look.seen, self._meter.seen if known else None)

    @property
    def last_frame(self) -> bytes | None:
        """Return the digest of the last frame that the camera gave while cut."""
        return self._look.last_frame

    @property
    def assurance(self) -> Assurance:
        """Return how sure it is that the camera sends nothing.

        Nothing is, before gathering has begun, as while Home Assistant starts: no cut
        is asked for then, and that none is missing would pass for a confirmation.
        """
        if self._mode is Mode.OPEN:
            return Assurance.PENDING
        return self.evidence.judge(exhausted=self._exhausted)

    @callback
    def async_begin(self, mode: Mode) -> None:
        """Gather evidence for a mode that asks for cuts; go on if it is the same."""
        if mode is self._mode:
            return
        self.async_end()
        self._mode = mode
        self._begun = dt_util.utcnow()
        self._cleanup = [
            self._witnesses.async_listen(self._moved),
            self._meter.async_listen(self._moved),
        ]
        self._grace.async_start(GRACE, self._grace_is_over)
        self._timer.async_start(max(CONFIRM_LIMIT, self._cuts.longest_lag), self._check)
        self.async_look()

    @callback
    def async_end(self) -> None:
        """Forget the evidence; nothing is to be proven."""
        while self._cleanup:
            self._cleanup.pop()()
        self._grace.async_cancel()
        self._timer.async_cancel()
        self._forget_look()
        self._mode = Mode.OPEN
        self._ladder = self._steps()
        self._settled = self._confirmed = None
        self._reacted = self._exhausted = False
        self._renew = RENEW

    @callback
    def async_set_back(self, by: timedelta) -> None:
        """Take note that the clock was set back: what comes now is no news of before.

        Set on, it is left: of what happened while the machine slept is to be told.
        """
        if self._mode is Mode.OPEN:
            return
        self._begun -= by
        if self._settled is not None:
            self._settled -= by
        if self._confirmed is not None:
            self._confirmed -= by
        self._moved()

    @callback
    def async_look(self) -> None:
        """Look again, because something may have changed.

        What the picture was like before a cut moved tells nothing any more.
        """
        if self._mode is Mode.OPEN:
            return
        sent = self._cuts.is_sent(self._mode)
        if not (self._cuts.read_back(self._mode) is Verdict.TRUE or sent):
            self._confirmed = None
            self._forget_look()
        else:
            if self._confirmed is None:
                self._confirmed = dt_util.utcnow()
            if self._look_is_due and self._testing is None and self._may_look:
                self._testing = self._hass.async_create_background_task(
                    self._test_picture(), f"{DOMAIN} picture test", eager_start=False
                )
        if self.assurance is Assurance.CONTRADICTED and not self._reacted:
            self._reacted = True
            self._timer.async_start(0, self._check)

    @property
    def _may_look(self) -> bool:
        """Tell whether a look at the picture proves something, and wakes nobody."""
        return (
            self._facts.may_be_asked
            and self._cuts.takes_the_picture(self._mode)
            and self._cuts.read_back(self._mode) is Verdict.TRUE
        )

    async def _test_picture(self) -> None:
        self._look_is_due = False
        await asyncio.sleep(self._facts.maker.still_seconds)
        independent = self._cuts.is_independent_of(self._source.integration)
        self._look = await async_look_at(
            self._source, independent=independent and self._stored.gave_picture
        )
        _LOGGER.debug("The picture is gone: %s", self._look.gone)
        self._testing = None
        self._moved()

    @callback
    def _forget_look(self) -> None:
        if self._testing is not None:
            self._testing.cancel()
            self._testing = None
        self._look, self._look_is_due = PictureCheck(), True

    @callback
    def _grace_is_over(self) -> None:
        self._settled = dt_util.utcnow()
        self._moved()

    @callback
    def _moved(self) -> None:
        self.async_look()
        self._changed()

    @callback
    def _check(self) -> None:
        """Take the next step if the cuts fail, else gather the evidence anew."""
        pause = self._renew
        if self.assurance not in _FAILING:
            self._reacted = self._exhausted = False
            self._ladder = self._steps()
            self._renew = min(2 * self._renew, LONGEST_RENEW)
        elif self._waits_for_integration:
            pause = CONFIRM_LIMIT
        elif (step := next(self._ladder, None)) is not None:
            step()
            if self._mode is Mode.OPEN:
                return  # Who answered to it has decided anew.
            pause = max(CONFIRM_LIMIT, self._cuts.longest_lag)
        else:
            _LOGGER.debug("All was tried, and the cuts do not help")
            self._exhausted = True
        self._look_is_due = True
        self._timer.async_start(pause, self._check)
        self._moved()

    @property
    def _waits_for_integration(self) -> bool:
        """Tell whether a cut that worked is asked for anew as soon as it is loaded.

        Integrations may need minutes after a restart, and their devices do not change
        by that.
        """
        since = (dt_util.utcnow() - self._begun).total_seconds()
        is_known = self.assurance is Assurance.CONTRADICTED
        return since < RENEW and not is_known and self._cuts.are_away(self._mode)

    def _steps(self) -> Iterator[Callable[[], None]]:
        """Yield what to try next."""
        yield self._cuts.async_read_anew
        for cut in self._cuts.last_resorts:
            yield partial(self._cuts.async_add, cut)
