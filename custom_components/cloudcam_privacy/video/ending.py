"""End what shows a camera: none of it may keep the others from ending."""

from collections.abc import Awaitable, Callable
import logging

from homeassistant.components.camera import Camera

_LOGGER = logging.getLogger(__name__)


def end_each(*ends: Callable[[], object]) -> None:
    """Call every one of them, whatever the others raise."""
    for end in ends:
        try:
            end()
        except Exception as err:  # noqa: BLE001  Other integrations raise anything.
            _note(err)


async def async_end(ending: Awaitable[None]) -> None:
    """Wait for something to end, whatever it raises."""
    try:
        await ending
    except Exception as err:  # noqa: BLE001  Other integrations raise anything.
        _note(err)


def void_tokens(camera: Camera) -> None:
    """Void the camera's access tokens, the one of before too, which is kept valid."""
    for _ in range(camera.access_tokens.maxlen or 1):
        camera.async_update_token()


def _note(err: Exception) -> None:
    _LOGGER.warning("Could not end everything that shows a camera: %r", err)
