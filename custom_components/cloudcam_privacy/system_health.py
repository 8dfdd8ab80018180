"""System health: how many cameras are guarded, private and proven."""

from typing import Any

from homeassistant.components import system_health
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN
from .cut.assurance import Assurance
from .ha_internals.reliance import missing
from .household.household import Household
from .policy.mode import Mode


@callback
def async_register(
    hass: HomeAssistant, register: system_health.SystemHealthRegistration
) -> None:
    """Register what is shown."""
    register.async_register_info(_info)


async def _info(hass: HomeAssistant) -> dict[str, Any]:
    guards = [
        guard
        for entry in hass.config_entries.async_loaded_entries(DOMAIN)
        if isinstance(household := entry.runtime_data, Household)
        for guard in household.guards.values()
    ]
    gone = missing(hass)
    return {
        "internals": f"no {', '.join(sorted(gone))}" if gone else "ok",
        "guarded_cameras": len(guards),
        "private_cameras": sum(g.decision.mode is not Mode.OPEN for g in guards),
        "verified_cameras": sum(g.assurance is Assurance.VERIFIED for g in guards),
        "gate_only_cameras": sum(g.assurance is Assurance.GATE_ONLY for g in guards),
        "leaking_cameras": sum(g.assurance.leaks is True for g in guards),
    }
