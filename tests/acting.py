"""Call the actions of the integration."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import Context, HomeAssistant


async def async_act(
    hass: HomeAssistant,
    action: str,
    target: Mapping[str, Any],
    context: Context | None = None,
    **data: Any,
) -> dict[str, Any]:
    """Call an action and return what it answers."""
    answer = await hass.services.async_call(
        "cloudcam_privacy",
        action,
        {**target, **data},
        blocking=True,
        context=context,
        return_response=True,
    )
    assert answer is not None
    return answer
