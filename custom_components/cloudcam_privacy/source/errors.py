"""What is said when a source camera gives nothing, and whose an error is."""

import asyncio

from homeassistant.exceptions import HomeAssistantError

from ..const import DOMAIN


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
