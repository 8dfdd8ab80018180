"""Who was refused to lower which camera: known here alone, and told to who listens."""

from collections.abc import Callable, Iterable
import logging

from homeassistant.core import CALLBACK_TYPE, Context, callback

from ..policy.decision import Decision
from .guard import Guard
from .listeners import Listeners
from .overrides import MayNotLowerError, Overrides

_LOGGER = logging.getLogger(__name__)

type RefusalListener = Callable[[Guard, str, Context], None]
"""Called with the camera, the name of who wished to lower it, and the call's context."""


class RefusedOverrides:
    """Ask for the right to each change by hand, and tell of those without it."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners = Listeners[Guard, str, Context]()

    @callback
    def async_listen(self, listener: RefusalListener) -> CALLBACK_TYPE:
        """Call back for each camera that somebody was refused to lower."""
        return self._listeners.async_add(listener)

    @callback
    def async_judge(
        self,
        guards: Iterable[Guard],
        wished: Callable[[Decision], Overrides],
        by: str,
        context: Context,
    ) -> dict[Guard, Overrides]:
        """Return what a wish makes of the cameras' overrides; raise if it may not.

        Of several cameras each that is refused is told of, before the first is raised.
        """
        overrides: dict[Guard, Overrides] = {}
        refused: dict[Guard, MayNotLowerError] = {}
        for guard in guards:
            try:
                overrides[guard] = wished(guard.decision)
            except MayNotLowerError as err:
                refused[guard] = err
        for guard in refused:
            _LOGGER.debug("%s: lowering by hand is refused", guard.name)
            self._listeners.async_call(guard, by, context)
        for first in refused.values():
            raise first
        return overrides
