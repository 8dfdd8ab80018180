"""What is said when a source camera gives nothing, and whose an error is."""

import asyncio
import logging

from homeassistant.components.camera import Camera
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.entity import Entity

from ..const import DOMAIN

_LOGGER = logging.getLogger(__name__)


def says_on(camera: Camera) -> bool | None:
    """Return whether a camera says that it is on, None if it raises an error instead."""
    try:
        return camera.is_on
    except Exception as err:  # noqa: BLE001  # whatever the camera's integration raises
        _LOGGER.debug("%s does not say whether it is on: %r", camera.entity_id, err)
        return None


def says_available(entity: Entity) -> bool:
    """Return whether an entity says that it is available, or an error instead of that."""
    try:
        return entity.available
    except Exception as err:  # noqa: BLE001  # whatever the entity's integration raises
        _LOGGER.debug("%s does not say if it is there: %r", entity.entity_id, err)
        return True


def raise_if_cancelled() -> None:
    """Raise CancelledError if somebody has cancelled this very task.

    What an integration raises by that name is one of its errors.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def no_picture() -> HomeAssistantError:
    """Return the error for a camera that gives no picture."""
    return HomeAssistantError(translation_domain=DOMAIN, translation_key="no_picture")


def no_video() -> HomeAssistantError:
    """Return the error for a camera that gives no video."""
    return HomeAssistantError(translation_domain=DOMAIN, translation_key="no_video")
