"""Texts and icons: each that the code asks for is there, and none is left over."""

import ast
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

from custom_components.cloudcam_privacy import const
from custom_components.cloudcam_privacy.audit.answer import LIMITS
from custom_components.cloudcam_privacy.audit.finding import Fix
from custom_components.cloudcam_privacy.audit.watch import BYPASSED
from custom_components.cloudcam_privacy.condition import CONDITIONS
from custom_components.cloudcam_privacy.forms.rule_kinds import KINDS
from custom_components.cloudcam_privacy.household.issues import ONLY_TOLD
from custom_components.cloudcam_privacy.repairs import (
    _ACCEPTABLE,
    _FIXED_BY_FORM,
    _FIXES,
    UNCLAIMED,
)
from custom_components.cloudcam_privacy.trigger import TRIGGERS

from ..common import MarkedCamera, async_guard, async_make_cameras, camera_subentry
from .source import (
    PACKAGE,
    called,
    flatten,
    keyword,
    nodes,
    read_json,
    read_yaml,
    words,
)

ENGLISH: Final = read_json("translations/en.json")
ICONS: Final = read_json("icons.json")
FIELDS: Final = {
    value for name, value in vars(const).items() if name.startswith("CONF_")
}

_KEY: Final = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
_ADDRESS: Final = re.compile(r"(https?|ftp|mqtt)://|\bwww\.", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"{(\w*)}")


def _constant(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def _asked(function: str, *, position: int = 0, name: str = "") -> set[str]:
    """Return the texts with which the code calls a function; voice has its own."""
    found: set[str | None] = set()
    for path, node in nodes(ast.Call):
        if called(node) == function and not path.startswith("voice/"):
            if name:
                found.add(_constant(keyword(node, name)))
            elif len(node.args) > position:
                found.add(_constant(node.args[position]))
    return {text for text in found if text is not None}


def _each_step() -> Iterator[tuple[str, dict[str, Any]]]:
    flows = {
        "config": ENGLISH["config"],
        "options": ENGLISH["options"],
        **ENGLISH["config_subentries"],
    }
    for flow, texts in flows.items():
        for step, text in texts["step"].items():
            yield f"{flow}.{step}", text


# How a text has to be


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (PACKAGE / "translations").glob("*.json"))
)
def test_texts_can_be_shown(name: str) -> None:
    for path, text in flatten(read_json(f"translations/{name}")):
        assert all(_KEY.fullmatch(key) for key in path), path
        assert text, path
        assert text == text.strip(), path
        assert cv.string_with_no_html(text), path
        assert not _ADDRESS.search(text), path
        assert "'{" not in text, path
        assert all(each.isidentifier() for each in _PLACEHOLDER.findall(text)), path


def test_fields_have_a_label_and_a_help_and_exist() -> None:
    for step, texts in _each_step():
        labels = texts.get("data", {})
        assert set(labels) == set(texts.get("data_description", {})), step
        assert set(labels) <= FIELDS, step
        assert texts["title"], step


def test_texts_call_a_thing_by_the_name_that_it_has() -> None:
    """What stands *slanted* in a text is the name of a field or of an entity."""
    named = {text for _, text in flatten(ENGLISH)}
    for path, text in flatten(ENGLISH):
        for name in re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", text):
            assert name in named, path
    modes = ENGLISH["selector"]["mode"]["options"]
    for domain in ("select", "sensor"):
        states = ENGLISH["entity"][domain]["mode"]["state"]
        assert {mode: states[mode] for mode in modes} == modes
    for domain, key, attribute in (
        ("camera", "guarded", "privacy_mode"),
        ("event", "access", "mode"),
    ):
        shown = ENGLISH["entity"][domain][key]["state_attributes"]
        assert shown[attribute]["state"] == modes
    for mode, name in ENGLISH["selector"]["mode_choice"]["options"].items():
        assert name.startswith(modes[mode])


# What the code asks for


def test_each_error_of_a_form_has_a_text_and_is_used() -> None:
    written = {
        *ENGLISH["config"]["error"],
        *ENGLISH["config_subentries"]["camera"]["error"],
        *ENGLISH["config_subentries"]["rule"]["error"],
    }
    asked = _asked("add", position=1)
    asked |= _asked("all_existing", name="none_given")
    asked |= _asked("all_existing", name="not_found")
    assert asked == written


def test_each_reason_to_end_a_form_is_used() -> None:
    given_by_home_assistant = {"already_configured"}
    written = {
        reason
        for flow in (ENGLISH["config"], *ENGLISH["config_subentries"].values())
        for reason in flow.get("abort", {})
    }
    assert written <= words() | given_by_home_assistant


def test_each_kind_of_rule_has_its_texts() -> None:
    rule = ENGLISH["config_subentries"]["rule"]
    assert set(rule["step"]) == {"user", "preview", *KINDS}
    assert set(rule["step"]["user"]["menu_options"]) == set(KINDS)
    assert set(rule["step"]["user"]["menu_option_descriptions"]) == set(KINDS)


def test_each_exception_has_a_text_and_is_used() -> None:
    written = set(ENGLISH["exceptions"])
    assert written <= words()
    for function in ("HomeAssistantError", "ServiceValidationError"):
        assert _asked(function, name="translation_key") <= written
    assert _asked("_error") <= written


def test_each_issue_has_a_text_and_a_way_to_fix_it() -> None:
    raised = _asked("Problem")
    written = set(ENGLISH["issues"])
    assert raised <= written
    assert written <= words()
    by_own_flow = {BYPASSED, UNCLAIMED, const.CONF_OFFER_TAKE_OVER}
    assert written == {*_FIXED_BY_FORM, *_FIXES, *by_own_flow, *ONLY_TOLD}
    for key, text in ENGLISH["issues"].items():
        if key in ONLY_TOLD:
            assert text["title"]
            assert text["description"]
            continue
        (step,) = text["fix_flow"]["step"].values()
        assert step["title"]
        assert step["description"]
        # The dialog has no button for it: a choice of ours is the only way.
        assert "ignore" not in step["description"].lower()
        may_accept = "accept" in step.get("data", {})
        assert may_accept is (key in (*_ACCEPTABLE, BYPASSED))
        assert may_accept is ("accepted" in text["fix_flow"].get("abort", {}))


def test_each_finding_of_the_audit_has_its_texts() -> None:
    texts = {
        group: set(ENGLISH["selector"][f"audit_{group}"]["options"])
        for group in ("click", "fix", "limit", "what", "word")
    }
    assert texts["what"] == texts["fix"]
    assert texts["what"] <= words()
    assert texts["limit"] == set(LIMITS)
    assert texts["click"] == set(Fix)
    assert _asked("Finding", position=1) <= texts["what"]
    assert texts["word"] <= words()


def test_each_sentence_is_there_and_is_said() -> None:
    written = set(ENGLISH["selector"]["words"]["options"])
    assert _asked("say") <= written
    unsaid = {key for key in written if not _is_said(key)}
    assert not unsaid


def _is_said(key: str) -> bool:
    """Tell whether the code has the key, or what it puts the key together from."""
    parts = key.split("_")
    beginnings = ["_".join(parts[:count]) for count in range(1, len(parts))]
    return key in words() or any(
        begin in words() or f"{begin}_" in words() for begin in beginnings
    )


def test_each_choice_has_its_names_and_is_offered() -> None:
    keys = {key for key in ENGLISH["selector"] if key != "words"}
    assert keys <= words() | {"mode"}
    asked = {
        *(_asked("choice", position=1)),
        *_asked("async_labels", position=1),
        *(_asked("ObjectSelectorConfig", name="translation_key")),
    }
    assert asked <= keys
    for name in ("services.yaml", "conditions.yaml", "triggers.yaml"):
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


@pytest.mark.parametrize("kind", ["services", "triggers", "conditions"])
def test_actions_triggers_and_conditions_have_names_and_icons(kind: str) -> None:
    declared = read_yaml(f"{kind}.yaml")
    assert set(declared) == set(ENGLISH[kind])
    assert set(declared) == set(ICONS[kind])
    for key, each in declared.items():
        texts = ENGLISH[kind][key]
        assert texts["name"]
        assert texts["description"]
        assert set((each or {}).get("fields", {})) == set(texts.get("fields", {})), key


def test_each_trigger_and_condition_is_declared() -> None:
    assert set(TRIGGERS) == set(read_yaml("triggers.yaml"))
    assert set(CONDITIONS) == set(read_yaml("conditions.yaml"))


async def test_entities_have_names_states_and_icons(
    hass: HomeAssistant, entity_registry: er.EntityRegistry
) -> None:
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    assert camera.registry_entry is not None
    entry = await async_guard(
        hass, camera_subentry(camera.registry_entry.id, "Living room")
    )
    found: dict[str, set[str]] = {}
    for each in er.async_entries_for_config_entry(entity_registry, entry.entry_id):
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
    known_icons = _known_icons()
    for path, icon in flatten(ICONS):
        assert icon.removeprefix("mdi:") in known_icons, path
    for word in words():
        if word.startswith("mdi:"):
            assert word.removeprefix("mdi:") in known_icons
    for domain, keys in ICONS["entity"].items():
        for key, icons in keys.items():
            assert icons["default"]
            if domain in ("sensor", "select", "event"):
                known = ENGLISH["entity"][domain][key].get("state", {})
                assert set(icons.get("state", {})) <= set(known), key


async def test_system_health_has_names(hass: HomeAssistant) -> None:
    assert await async_setup_component(hass, "system_health", {})
    camera = MarkedCamera("Living room")
    await async_make_cameras(hass, camera)
    assert camera.registry_entry is not None
    await async_guard(hass, camera_subentry(camera.registry_entry.id, "Living room"))
    shown = (await get_info(hass))[const.DOMAIN]
    assert set(shown) == set(ENGLISH["system_health"]["info"])
