"""Listen whether a camera whose microphone is cut still sends sound.

A second of its stream is decoded in memory, and neither kept nor logged. No sound track
proves that it is gone. Digital silence does of a stream that was heard before; a room in
which nobody speaks is never quite that silent, and tells nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
import logging
from time import monotonic
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..household.timer import Timer
from ..policy.verdict import Verdict
from ..source.source import Source
from .catalogue.facts import CameraFacts
from .cuts import Cuts
from .proof import LONGEST_RENEW, RENEW
from .spec import CutStatus

_LOGGER = logging.getLogger(__name__)

SETTLE: Final = 5
"""Seconds for which a camera that was cut may go on sending what it had begun."""

LISTEN: Final = 1
"""Seconds of sound that are listened to."""

LIMIT: Final = 15
"""Seconds in which the camera has to give them."""

HEARD: Final = 0.005
"""Level, of 1, above the noise of an ordinary microphone: somebody may be heard."""

SILENT: Final = 2 / 32768
"""Level up to which it is digital silence: the last bit of 16."""


@dataclass(frozen=True, slots=True)
class SoundCheck:
    """What listening to a camera that is cut has shown, and when."""

    gone: Verdict = Verdict.UNKNOWN
    seen: datetime | None = None


class SoundProof:
    """Gather the evidence of sound of one camera while its microphone is to be cut."""

    def __init__(
        self,
        hass: HomeAssistant,
        cuts: Cuts,
        source: Source,
        facts: CameraFacts,
        changed: Callable[[], None],
    ) -> None:
        """Prepare; `changed` is called when what is known has changed."""
        self._hass = hass
        self._cuts = cuts
        self._source = source
        self._facts = facts
        self._changed = changed
        self._check = SoundCheck()
        self._was_heard = False
        """Whether this stream was heard above its noise since the start."""
        self._muted = False
        self._was_cut = False
        self._renew: float = RENEW
        self._task: asyncio.Task[None] | None = None
        self._timer = Timer(hass)

    @property
    def check(self) -> SoundCheck:
        """Return what is known while the microphone is cut."""
        return self._check

    @property
    def leaks(self) -> bool:
        """Tell whether sound was heard although the microphone is cut."""
        return self._check.gone is Verdict.FALSE

    @callback
    def async_want(self, muted: bool) -> None:
        """Begin to listen whether the sound is gone, or whether it is back."""
        self._muted = muted
        self.async_look()

    @callback
    def async_look(self) -> None:
        """Look again, because a cut may have moved."""
        is_cut = self._muted and self._is_cut
        if is_cut is self._was_cut:
            return
        self._was_cut = is_cut
        self._check = SoundCheck()
        self._renew = RENEW
        if self._cuts.sounds:
            self._arm(SETTLE)

    @callback
    def async_stop(self) -> None:
        """Cease to listen."""
        self._timer.async_cancel()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    @property
    def _is_cut(self) -> bool:
        sounds = self._cuts.sounds
        return bool(sounds) and all(
            cut.status is CutStatus.CONFIRMED for cut in sounds if cut.wanted
        )

    @callback
    def _arm(self, seconds: float) -> None:
        self.async_stop()
        self._timer.async_start(seconds, self._due)

    @callback
    def _due(self) -> None:
        if self._facts.sleeps or not self._source.can_stream:
            return
        self._task = self._hass.async_create_background_task(
            self._listen(), f"{DOMAIN} sound check"
        )

    async def _listen(self) -> None:
        level = await async_level(self._source)
        self._task = None
        if level is not None and level > HEARD:
            self._was_heard = True
        if not self._was_cut:
            return
        self._check = SoundCheck(self._judge(level), dt_util.utcnow())
        _LOGGER.debug("Sound is gone: %s", self._check.gone)
        self._changed()
        self._arm(self._renew)
        self._renew = min(2 * self._renew, LONGEST_RENEW)

    def _judge(self, level: float | None) -> Verdict:
        if level is None:
            return Verdict.UNKNOWN
        if level > HEARD:
            return Verdict.FALSE
        if level < 0 or (level <= SILENT and self._was_heard):
            return Verdict.TRUE
        return Verdict.UNKNOWN


async def async_level(source: Source) -> float | None:
    """Return how loud a second of a camera's stream is, from 0 to 1.

    -1 if it has no sound track, None if that cannot be told.
    """
    camera = source.entity
    try:
        address = await source.async_stream_address()
    except HomeAssistantError as err:
        _LOGGER.debug("The camera's stream cannot be listened to: %r", err)
        return None
    if camera is None or not address:
        return None
    options = {}
    if address.startswith(("rtsp:", "rtsps:")):
        transport = camera.stream_options.get("rtsp_transport", "tcp")
        options["rtsp_transport"] = str(transport)
    return await source.hass.async_add_executor_job(_level, address, options)


def _level(address: str, options: dict[str, str]) -> float | None:
    """Listen, in a thread of its own; see `async_level`."""
    try:
        import av  # noqa: PLC0415  Only where Home Assistant's stream has brought it.

        with av.open(address, "r", options=options, timeout=LIMIT) as container:
            if not container.streams.audio:
                return -1
            return _loudest(container, av.AudioResampler(format="flt", layout="mono"))
    except Exception as err:  # noqa: BLE001  Whatever comes from outside may be broken.
        _LOGGER.debug("The camera's stream cannot be heard: %s", type(err).__name__)
        return None


def _loudest(container: Any, resampler: Any) -> float | None:
    """Return the loudest sample of the first second that comes in time."""
    level, heard, end = 0.0, 0.0, monotonic() + LIMIT
    for frame in container.decode(audio=0):
        heard += frame.samples / frame.sample_rate
        for mono in resampler.resample(frame):
            level = max(level, float(abs(mono.to_ndarray()).max(initial=0)))
        if heard >= LISTEN or monotonic() > end:
            break
    return level if heard >= LISTEN / 2 else None
