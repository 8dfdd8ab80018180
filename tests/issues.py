"""Repair issues, as the household sees them."""

from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir


def issues(hass: HomeAssistant, key: str | None = None) -> list[ir.IssueEntry]:
    """Return our issues with a translation key, or all but that of the audit.

    In a house in which the original cameras keep their places, they are in the way of
    everybody: that is a matter of the tests of the audit.
    """
    ours = [
        issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == "cloudcam_privacy"
    ]
    if key is None:
        return [issue for issue in ours if issue.translation_key != "bypassed"]
    return [issue for issue in ours if issue.translation_key == key]
