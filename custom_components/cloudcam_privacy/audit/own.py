"""What the guard's own settings leave open: per camera, and for the household."""

from collections.abc import Iterator
from typing import Final

from homeassistant.components.camera import DynamicStreamSettings
from homeassistant.components.camera.prefs import get_dynamic_camera_stream_settings
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er

from ..const import (
    CONF_AUTOMATIONS_MAY_LOWER,
    CONF_LOWER_USERS,
    CONF_TRUST_INTERNAL,
    CONF_VOICE_MAY_LOWER,
    DOMAIN,
)
from .finding import Finding, Fix, Severity
from .sources import Sources, Subject

CLOUD_AI: Final = (
    *("anthropic", "cloud", "google_generative_ai_conversation"),
    *("open_router", "openai_conversation"),
)
"""Integrations that send what they are shown to an AI on the internet."""

OPTIONS_PATH: Final = f"/config/integrations/integration/{DOMAIN}"


@callback
def async_find(hass: HomeAssistant, sources: Sources) -> Iterator[Finding]:
    """Yield what weakens the guard of a camera."""
    clouds = _cloud_ai(hass)
    for subject in sources.subjects:
        name = subject.guard.name
        if not subject.hidden:
            yield _visible(subject)
        settings = sources.household.entry.subentries[subject.camera_id].data
        if settings[CONF_TRUST_INTERNAL] and clouds:
            yield Finding(
                subject.camera_id,
                "trusts_cloud_ai",
                Severity.HIGH,
                ",".join(clouds),
                name,
                OPTIONS_PATH,
                details={"integrations": ", ".join(clouds)},
            )


async def async_find_preload(hass: HomeAssistant, sources: Sources) -> list[Finding]:
    """Return the sources whose video Home Assistant keeps open all the time."""
    found = []
    for subject in sources.subjects:
        settings: DynamicStreamSettings = await get_dynamic_camera_stream_settings(
            hass, subject.source
        )
        if settings.preload_stream:
            found.append(
                Finding(
                    subject.camera_id,
                    "preloaded",
                    Severity.MEDIUM,
                    subject.source,
                    subject.guard.name,
                    f"/config/entities?search={subject.source}",
                    fix=Fix.PRELOAD_OFF,
                )
            )
    return found


async def async_find_rights(hass: HomeAssistant, sources: Sources) -> list[Finding]:
    """Return who may lower privacy, where that is wider than it could be."""
    household, found = sources.household, []
    options = household.entry.options
    if not options[CONF_LOWER_USERS]:
        names = [
            user.name or user.id
            for user in await hass.auth.async_get_users()
            if household.rights.callers.has_login(user.id)
        ]
        found.append(_of_household("anyone_may_lower", people=", ".join(names)))
    if options[CONF_AUTOMATIONS_MAY_LOWER]:
        found.append(_of_household("automations_may_lower"))
    if options[CONF_VOICE_MAY_LOWER]:
        found.append(_of_household("voice_may_lower"))
    return found


def _visible(subject: Subject) -> Finding:
    """Return that a source is where everybody sees it, in its own place or not."""
    if subject.is_taken_over:
        kind, fix = "still_visible", Fix.HIDE
    else:
        kind, fix = "not_taken_over", Fix.TAKE_OVER
    return Finding(
        subject.camera_id,
        kind,
        Severity.MEDIUM,
        subject.source,
        subject.guard.name,
        f"/config/entities?search={subject.source}",
        fix=fix if subject.registered else None,
    )


def _of_household(kind: str, **details: str) -> Finding:
    return Finding(
        "", kind, Severity.LOW, kind, "Cloudcam Privacy", OPTIONS_PATH, details=details
    )


def _cloud_ai(hass: HomeAssistant) -> list[str]:
    """Return the cloud's AIs that are there to be asked about pictures."""
    entities = er.async_get(hass).entities.values()
    return sorted(
        {
            entry.platform
            for entry in entities
            if entry.domain in ("ai_task", "conversation")
            and entry.platform in CLOUD_AI
            and not entry.disabled
        }
    )
