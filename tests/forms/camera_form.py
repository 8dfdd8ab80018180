"""Drive the forms of a camera, checking the texts of each."""

from homeassistant.config_entries import SOURCE_USER, ConfigSubentry, SubentryFlowResult
from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .forms import check_texts, reopen


async def start(hass: HomeAssistant, entry: MockConfigEntry) -> SubentryFlowResult:
    """Open the form for one more camera."""
    result = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "camera"), context={"source": SOURCE_USER}
    )
    assert result["step_id"] == "user"
    check_texts(result, "config_subentries", "camera")
    return result


async def reconfigure(
    hass: HomeAssistant, entry: MockConfigEntry
) -> SubentryFlowResult:
    """Open the form of the kitchen."""
    result = await reopen(hass, entry, stored(entry))
    assert result["step_id"] == "reconfigure"
    return result


def stored(entry: MockConfigEntry, number: int = 0) -> ConfigSubentry:
    """Return a camera as it is stored."""
    return list(entry.subentries.values())[number]
