"""Who was refused to lower which camera: known here alone, and told to who listens."""

from collections.abc import Callable, Iterable

from homeassistant.core import CALLBACK_TYPE, Context, callback

from ..policy.decision import Decision
from .guard import Guard
from .overrides import MayNotLowerError, Overrides

type RefusalListener = Callable[[Guard, str, Context], None]
"""Called with the camera, the name of who wished to lower it, and the call's context."""


class RefusedOverrides:
    """Ask for the right to each change by hand, and tell of those without it."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners: list[RefusalListener] = []

    @callback
    def async_listen(self, listener: RefusalListener) -> CALLBACK_TYPE:
        """Call back for each camera that somebody was refused to lower."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

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
            for listener in tuple(self._listeners):
                listener(guard, by, context)
        for first in refused.values():
            raise first
        return overrides
