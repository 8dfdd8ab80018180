"""Texts and icons: each can be shown, is there for what asks for it, and none is left over.

What hassfest checks is not checked here again. That a form, an error or a reason has
its text shows in the tests of these.
"""

from collections.abc import Iterator
import json
from pathlib import Path
import re
from typing import Any, Final

import hass_frontend
from homeassistant.components.system_health import get_info
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv, entity_registry as er
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy import const
from custom_components.cloudcam_privacy.audit.answer import LIMITS
from custom_components.cloudcam_privacy.audit.finding import Fix
from custom_components.cloudcam_privacy.audit.watch import BYPASSED
from custom_components.cloudcam_privacy.condition import CONDITIONS
from custom_components.cloudcam_privacy.forms.rule_kinds import KINDS
from custom_components.cloudcam_privacy.household.issues import ONLY_TOLD
from custom_components.cloudcam_privacy.repairs import _FIXED_BY_FORM, _FIXES, UNCLAIMED
from custom_components.cloudcam_privacy.trigger import TRIGGERS

from .source import PACKAGE, flatten, read_json, read_yaml, words

ENGLISH: Final = read_json("translations/en.json")
ICONS: Final = read_json("icons.json")
LANGUAGES: Final = sorted(path.name for path in (PACKAGE / "translations").iterdir())

ONE_LINE: Final = 44
"""Letters of a dialog's title, beside the name of a camera."""

_PLACEHOLDER: Final = re.compile(r"{(\w*)}")


# How a text has to be


@pytest.mark.parametrize("name", LANGUAGES)
def test_texts_can_be_shown(name: str) -> None:
    for path, text in flatten(read_json(f"translations/{name}")):
        assert text, path
        assert text == text.strip(), path
        assert cv.string_with_no_html(text), path
        assert all(each.isidentifier() for each in _PLACEHOLDER.findall(text)), path


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_title_of_a_repair_is_one_line(name: str) -> None:
    """Home Assistant's dialog writes over the second line."""
    for key, issue in read_json(f"translations/{name}")["issues"].items():
        for step in issue.get("fix_flow", {}).get("step", {}).values():
            assert len(_PLACEHOLDER.sub("", step["title"])) <= ONE_LINE, key


def test_texts_call_a_thing_by_the_name_that_it_has() -> None:
    """What stands *slanted* in a text is the name of a field or of an entity."""
    named = {text for _, text in flatten(ENGLISH)}
    for path, text in flatten(ENGLISH):
        for name in re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", text):
            assert name in named, path
    modes = ENGLISH["selector"]["mode"]["options"]
    for domain, key, attribute in (
        ("camera", "guarded", "privacy_mode"),
        ("event", "access", "mode"),
    ):
        shown = ENGLISH["entity"][domain][key]["state_attributes"]
        assert shown[attribute]["state"] == modes


# What is asked for


def test_no_text_is_left_over() -> None:
    asked = words()
    flows = (ENGLISH["config"], *ENGLISH["config_subentries"].values())
    written = {
        *(key for flow in flows for key in flow["error"]),
        *(key for flow in flows for key in flow.get("abort", {})),
        *ENGLISH["exceptions"],
        *ENGLISH["issues"],
        *ENGLISH["selector"]["audit_what"]["options"],
        *ENGLISH["selector"]["audit_word"]["options"],
        *(key for key in ENGLISH["selector"] if key != "mode"),
        *ENGLISH["selector"]["words"]["options"],
    }
    given_by_home_assistant = {"already_configured"}
    left = {key for key in written - asked if not _is_put_together(key, asked)}
    assert left == given_by_home_assistant


def _is_put_together(key: str, asked: frozenset[str]) -> bool:
    """Tell whether the code has what a key begins with."""
    parts = key.split("_")
    beginnings = ("_".join(parts[:count]) for count in range(1, len(parts)))
    return any(begin in asked or f"{begin}_" in asked for begin in beginnings)


def test_each_kind_of_rule_has_its_texts() -> None:
    rule = ENGLISH["config_subentries"]["rule"]
    assert set(rule["step"]) == {"user", "preview", *KINDS}


def test_each_issue_has_a_way_to_fix_it() -> None:
    by_own_flow = {BYPASSED, UNCLAIMED, const.CONF_OFFER_TAKE_OVER}
    written = set(ENGLISH["issues"])
    assert written == {*_FIXED_BY_FORM, *_FIXES, *by_own_flow, *ONLY_TOLD}
    for key, text in ENGLISH["issues"].items():
        assert ("description" in text) is (key in ONLY_TOLD)


def test_each_finding_of_the_audit_has_its_texts() -> None:
    texts = {
        group: set(ENGLISH["selector"][f"audit_{group}"]["options"])
        for group in ("click", "fix", "limit", "what")
    }
    assert texts["what"] == texts["fix"]
    assert texts["limit"] == set(LIMITS)
    assert texts["click"] == set(Fix)


@pytest.mark.parametrize("name", ["services.yaml", "conditions.yaml", "triggers.yaml"])
def test_each_choice_has_its_names(name: str) -> None:
    for selector in _selectors(read_yaml(name)):
        key = selector["translation_key"]
        assert set(selector["options"]) == set(ENGLISH["selector"][key]["options"])


def _selectors(content: Any) -> Iterator[dict[str, Any]]:
    """Yield each choice with translated names in one of the YAML files."""
    if isinstance(content, dict):
        if "translation_key" in content:
            yield content
        for value in content.values():
            yield from _selectors(value)


def test_each_trigger_and_condition_is_declared() -> None:
    assert set(TRIGGERS) == set(read_yaml("triggers.yaml"))
    assert set(CONDITIONS) == set(read_yaml("conditions.yaml"))


async def test_entities_have_names_states_and_icons(
    plain: MockConfigEntry, entity_registry: er.EntityRegistry
) -> None:
    found: dict[str, set[str]] = {}
    for each in er.async_entries_for_config_entry(entity_registry, plain.entry_id):
        assert each.translation_key
        found.setdefault(each.domain, set()).add(each.translation_key)
        texts = ENGLISH["entity"][each.domain][each.translation_key]
        assert texts["name"]
        if options := (each.capabilities or {}).get("options"):
            assert set(options) == set(texts["state"]), each.entity_id
        if types := (each.capabilities or {}).get("event_types"):
            named = texts["state_attributes"]["event_type"]["state"]
            assert set(types) == set(named), each.entity_id
    assert found == {domain: set(keys) for domain, keys in ENGLISH["entity"].items()}
    assert found == {domain: set(keys) for domain, keys in ICONS["entity"].items()}


def _known_icons() -> set[str]:
    """Return the icons that Home Assistant's frontend has, by name."""
    folder = Path(hass_frontend.where()) / "static" / "mdi"
    found: set[str] = set()
    for path in folder.glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        if isinstance(content, dict) and "parts" not in content:
            found |= set(content)
    return found


def test_icons_are_icons_of_states_that_exist() -> None:
    used = {icon for _, icon in flatten(ICONS)}
    used |= {word for word in words() if word.startswith("mdi:")}
    assert {icon.removeprefix("mdi:") for icon in used} <= _known_icons()
    for domain in ("sensor", "select", "event"):
        for key, icons in ICONS["entity"][domain].items():
            known = ENGLISH["entity"][domain][key].get("state", {})
            assert set(icons.get("state", {})) <= set(known), key


async def test_system_health_has_names(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "system_health", {})
    assert await async_setup_component(hass, const.DOMAIN, {})
    shown = (await get_info(hass))[const.DOMAIN]
    assert set(shown) == set(ENGLISH["system_health"]["info"])
