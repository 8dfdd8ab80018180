"""The repair issue of a camera that is bypassed, as a person has it before them."""

from datetime import timedelta
from typing import Any

from homeassistant.components.repairs import repairs_flow_manager
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from ..common import issues


async def async_later(hass: HomeAssistant) -> list[ir.IssueEntry]:
    """Let what is collected be looked at; return the issues that there are then."""
    await hass.async_block_till_done()
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=6))
    await hass.async_block_till_done(wait_background_tasks=True)
    return issues(hass, "bypassed")


async def async_open(hass: HomeAssistant) -> dict[str, Any]:
    """Open the issue's repair; return the form, or how it ended."""
    (issue,) = issues(hass, "bypassed")
    manager = repairs_flow_manager(hass)
    assert manager
    step = await manager.async_init(
        "cloudcam_privacy", context={"issue_id": issue.issue_id}, data=issue.data
    )
    return dict(step)


async def async_submit(
    hass: HomeAssistant, step: dict[str, Any], *fixes: str, accept: bool = False
) -> dict[str, Any]:
    """Choose fixes, all that are offered with none named; return how it ended.

    With `accept`, what is left is to be told no more.
    """
    manager = repairs_flow_manager(hass)
    assert manager
    answer: dict[str, Any] = {"fixes": [*fixes]} if fixes else {}
    if accept:
        answer["accept"] = True
    return dict(await manager.async_configure(step["flow_id"], answer))


def offered(step: dict[str, Any]) -> list[str]:
    """Return what the form offers to fix, without the camera's id."""
    fields = {str(key): value for key, value in step["data_schema"].schema.items()}
    if "fixes" not in fields:
        return []
    options = fields["fixes"].config["options"]
    return [option["value"].partition("/")[2] for option in options]


async def async_fix_all(hass: HomeAssistant) -> None:
    """Open the repair, fix all that it offers, and see that nothing is left."""
    assert await async_later(hass)
    step = await async_open(hass)
    assert step["step_id"] == "fix"
    ended = await async_submit(hass, step)
    assert ended["type"] == "create_entry", ended
    assert not await async_later(hass)
