"""What YAML says about a source camera, beyond automations, scripts and scenes."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, Final

from homeassistant.config import async_hass_config_yaml
from homeassistant.core import HomeAssistant

from .assistants import in_yaml
from .automations import place
from .finding import MOST_SERIOUS_FIRST, Finding, Severity
from .mentions import Mention, Steps, mentions
from .sources import Sources, Subject

KINDS: Final = ("given_in_yaml", "in_yaml")
"""Kinds of what is found in YAML."""

LIMIT: Final = 30
"""Seconds that reading all YAML may take; small machines with much of it are slow."""

_LOOKED_AT_ELSEWHERE: Final = frozenset(
    {"automation", "group", "homeassistant", "homekit", "image_processing", "lovelace"}
    | {"alexa", "google_assistant", "cloud", "scene", "script"}
)

_STATE_ONLY: Final = frozenset(
    {"binary_sensor", "counter", "history", "influxdb", "logbook"}
    | {"logger", "prometheus", "recorder", "sensor", "statsd", "switch", "timer"}
)
"""Sections that go by states and take no pictures."""

_SENDING: Final = frozenset({"notify", "rest_command", "shell_command", "telegram_bot"})


async def async_find(hass: HomeAssistant, sources: Sources) -> list[Finding]:
    """Return the sections of the YAML configuration that name a source.

    Raises HomeAssistantError or OSError if the YAML cannot be read.
    """
    async with asyncio.timeout(LIMIT):
        config = await async_hass_config_yaml(hass)
    return [*_sections(hass, sources, config), *in_yaml(sources, config)]


def _sections(
    hass: HomeAssistant, sources: Sources, config: Mapping[str, Any]
) -> Iterator[Finding]:
    for key, section in config.items():
        domain = str(key).partition(" ")[0]  # "camera two" is a section for cameras.
        if domain in _LOOKED_AT_ELSEWHERE:
            continue
        found: dict[tuple[Subject, Steps], list[Mention[Subject]]] = {}
        for mention in mentions(sources, section):
            part = (mention.subject, mention.steps[:1])
            found.setdefault(part, []).append(mention)
        for (subject, steps), named in found.items():
            weights = {_weight(domain, each.text) for each in named}
            yield Finding(
                subject.camera_id,
                "in_yaml",
                min(weights, key=MOST_SERIOUS_FIRST.index),
                f"{domain}/{'/'.join(map(str, steps))}",
                domain,
                where=place(hass, named[0]),
            )


def _weight(domain: str, text: str) -> Severity:
    if domain in _SENDING:
        return Severity.HIGH
    if domain in _STATE_ONLY and "camera_proxy" not in text:
        return Severity.LOW
    return Severity.MEDIUM
