"""Repair issues, as the household sees them."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir


def issues(hass: HomeAssistant, key: str | None = None) -> list[ir.IssueEntry]:
    """Return our issues with a translation key, or all of them."""
    return [
        issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == "cloudcam_privacy" and key in (None, issue.translation_key)
    ]
