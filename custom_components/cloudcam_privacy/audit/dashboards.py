"""Dashboards that show a source camera: cards, badges, elements and backgrounds."""

from collections.abc import AsyncIterator, Iterator, Mapping
import logging
from typing import Any, Final

from homeassistant.components.lovelace.const import CONF_TITLE, CONF_URL_PATH
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError

from ..ha_internals.tables import dashboards
from .automations import place
from .finding import Finding, Fix, Severity
from .mentions import Mention, Steps, mentions
from .sources import Sources, Subject, as_text

_LOGGER = logging.getLogger(__name__)

DEFAULT: Final = "lovelace"
"""Address of the dashboard that has none of its own."""

_VIEWS: Final = "views"


async def async_find(hass: HomeAssistant, sources: Sources) -> AsyncIterator[Finding]:
    """Yield the dashboards and their views that show a source."""
    async for url_path, title, config in async_dashboards(hass):
        for finding in _in_one(hass, sources, url_path, title, config):
            yield finding


async def async_dashboards(
    hass: HomeAssistant,
) -> AsyncIterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield address, title and configuration of all dashboards that hold something.

    The one that comes with Home Assistant has no title.
    """
    for url_path, dashboard in dashboards(hass).items():
        try:
            config = await dashboard.async_load(False)
        except HomeAssistantError as err:  # Broken, or made up as it is opened.
            _LOGGER.debug("Dashboard %s holds nothing: %r", url_path, err)
            continue
        own = dashboard.config or {}
        title = str(own.get(CONF_TITLE) or own.get(CONF_URL_PATH) or "")
        yield url_path or DEFAULT, title, config


def _in_one(
    hass: HomeAssistant,
    sources: Sources,
    url_path: str,
    title: str,
    config: Mapping[str, Any],
) -> Iterator[Finding]:
    shown: dict[tuple[Subject, Steps], list[Mention[Subject]]] = {}
    for mention in mentions(sources, config):
        shown.setdefault((mention.subject, mention.steps[:2]), []).append(mention)
    for (subject, steps), found in shown.items():
        yield Finding(
            subject.camera_id,
            "on_dashboard",
            Severity.MEDIUM,
            f"{url_path}/{'/'.join(map(str, steps))}",
            title,
            _path(url_path, config, steps),
            _where(hass, config, found),
        )
    whole = as_text(config)
    if whole is not None and '"area"' not in whole:
        return
    for subject in sources.subjects:
        if not subject.hidden and subject.guard.source.area_id:
            for steps in _area_cards(config, subject.guard.source.area_id, ()):
                yield Finding(
                    subject.camera_id,
                    "on_area_card",
                    Severity.MEDIUM,
                    f"{url_path}/{'/'.join(map(str, steps))}",
                    title,
                    _path(url_path, config, steps),
                    fix=Fix.TAKE_OVER,
                )


def _path(url_path: str, config: Mapping[str, Any], steps: Steps) -> str:
    """Return the address of the view that the steps lead into."""
    if len(steps) < 2 or steps[0] != _VIEWS:
        return f"/{url_path}"
    view = config[_VIEWS][steps[1]]
    own = view.get("path") if isinstance(view, Mapping) else None
    return f"/{url_path}/{own if own is not None else steps[1]}"


def _where(hass: HomeAssistant, config: Any, found: list[Mention[Subject]]) -> str:
    """Return the types of the cards, and file and line of the first one's YAML."""
    parts = [*(_card(config, each.steps) for each in found), place(hass, found[0])]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _card(config: Any, steps: Steps) -> str:
    """Return the type of the innermost card that the steps lead into."""
    innermost, part = "", config
    for step in steps:
        if isinstance(part, Mapping) and isinstance(kind := part.get("type"), str):
            innermost = kind
        if isinstance(part, Mapping) and step not in part:
            break
        part = part[step]
    return innermost


def _area_cards(part: object, area_id: str, steps: Steps) -> Iterator[Steps]:
    """Yield where a card shows the camera of an area, whichever that is."""
    match part:
        case {"type": "area", "area": str(area), **rest} if area == area_id:
            if rest.get("show_camera") or rest.get("display_type") == "camera":
                yield steps
        case Mapping():
            for key, value in part.items():
                yield from _area_cards(value, area_id, (*steps, key))
        case list():
            for index, value in enumerate(part):
                yield from _area_cards(value, area_id, (*steps, index))
