"""Whoever wants to be called back."""

from collections.abc import Callable, Iterable
import logging

from homeassistant.core import CALLBACK_TYPE, callback

_LOGGER = logging.getLogger(__name__)


@callback
def call_each[**P](
    calls: Iterable[Callable[P, object]], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Make all calls in their order: none that fails keeps others from it."""
    for call in calls:
        try:
            call(*args, **kwargs)
        except Exception:
            _LOGGER.exception("Not everybody could be told")


class Listeners[**P]:
    """Callables to be called together: none that fails keeps others from it."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners: list[Callable[P, None]] = []

    @callback
    def async_add(self, listener: Callable[P, None]) -> CALLBACK_TYPE:
        """Call somebody back from now on; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @callback
    def async_call(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call all of them, in the order in which they came."""
        call_each(tuple(self._listeners), *args, **kwargs)
