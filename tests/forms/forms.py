"""Drive forms, and check what all have to keep: they can be sent, and every text is there."""

from collections.abc import Mapping
import json
from pathlib import Path
import re
from typing import Any

from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigFlowResult,
    ConfigSubentry,
    SubentryFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import config_validation as cv, entity_registry as er
import probatio
from pytest_homeassistant_custom_component.common import MockConfigEntry

import custom_components.cloudcam_privacy as integration

TEXTS: dict[str, Any] = json.loads(
    Path(integration.__file__)
    .with_name("translations")
    .joinpath("en.json")
    .read_text(encoding="utf-8")
)


async def reopen(
    hass: HomeAssistant, entry: MockConfigEntry, subentry: ConfigSubentry
) -> SubentryFlowResult:
    """Open the form of a camera or a rule that is there."""
    kind = subentry.subentry_type
    form = await hass.config_entries.subentries.async_init(
        (entry.entry_id, kind),
        context={"source": SOURCE_RECONFIGURE, "subentry_id": subentry.subentry_id},
    )
    check_texts(form, "config_subentries", kind)
    return form


async def submit(
    hass: HomeAssistant, form: SubentryFlowResult, **fields: Any
) -> SubentryFlowResult:
    """Send the form of a camera or a rule."""
    result = await hass.config_entries.subentries.async_configure(
        form["flow_id"], fields
    )
    _, kind = result["handler"]
    if result["type"] is FlowResultType.FORM:
        check_texts(result, "config_subentries", kind)
    else:
        check_end(result, TEXTS["config_subentries"][kind])
    return result


async def submit_first(
    hass: HomeAssistant, form: ConfigFlowResult, **fields: Any
) -> ConfigFlowResult:
    """Send a form of the household's set-up."""
    result: ConfigFlowResult = await hass.config_entries.flow.async_configure(
        form["flow_id"], fields
    )
    if result["type"] is FlowResultType.FORM:
        check_texts(result, "config")
    else:
        check_end(result, TEXTS["config"])
    return result


def _sent(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    fields = probatio.to_field_list(
        result["data_schema"], custom_serializer=cv.custom_serializer
    )
    sent: list[dict[str, Any]] = json.loads(json.dumps(fields))
    return sent


def sent_fields(result: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of a form as the frontend gets them, by name."""
    return {
        field["name"]: field
        for each in _sent(result)
        for field in (each["schema"] if each.get("type") == "expandable" else [each])
    }


def section_is_open(result: Mapping[str, Any]) -> bool:
    """Tell whether the section of fields that few people need is open."""
    (section,) = (e for e in _sent(result) if e.get("type") == "expandable")
    return bool(section["expanded"])


def shown(result: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the fields when the form opens."""
    values = {}
    for name, field in sent_fields(result).items():
        if "suggested_value" in field.get("description", {}):
            values[name] = field["description"]["suggested_value"]
        elif "default" in field:
            values[name] = field["default"]
    return values


def check_texts(result: Mapping[str, Any], *section: str) -> None:
    """Assert that a form's labels, helps, options and errors have their texts."""
    texts = TEXTS
    for part in section:
        texts = texts[part]
    step = texts["step"][result["step_id"]]
    fields = sent_fields(result)
    assert step["title"]
    sections = [step, *step.get("sections", {}).values()]
    for part in ("data", "data_description"):
        assert set(fields) <= {name for each in sections for name in each[part]}
    for field in fields.values():
        for config in field["selector"].values():
            if "options" in config and "translation_key" in config:
                named = TEXTS["selector"][config["translation_key"]]["options"]
                assert set(config["options"]) == set(named)
    placeholders = set(result["description_placeholders"] or {})
    errors = (result["errors"] or {}).values()
    spoken = [step["title"], step.get("description", "")]
    for text in (*spoken, *(texts["error"][error] for error in errors)):
        assert set(re.findall(r"{(\w+)}", text)) <= placeholders


def check_end(result: Mapping[str, Any], texts: Mapping[str, Any]) -> None:
    """Assert that a form ends with words of ours, however it ends."""
    if result["type"] is FlowResultType.MENU:
        return
    assert result.get("translation_domain") is None
    if result["type"] is FlowResultType.ABORT:
        text = texts["abort"][result["reason"]]
    else:
        assert result["type"] is FlowResultType.CREATE_ENTRY
        text = texts["create_entry"]["default"]
    placeholders = set(result.get("description_placeholders") or {})
    assert set(re.findall(r"{(\w+)}", text)) <= placeholders


def called(hass: HomeAssistant, entity_id: str) -> str:
    """Return what people call an entity; its id is all that is known of one elsewhere."""
    state = hass.states.get(entity_id)
    if state is not None:
        return str(state.attributes.get("friendly_name") or state.name)
    entry = er.async_get(hass).async_get(entity_id)
    name = er.async_get_full_entity_name(hass, entry) if entry else ""
    return name or entity_id


def told(result: Mapping[str, Any]) -> str:
    """Return what the placeholders of a form's texts are filled with."""
    return " ".join((result["description_placeholders"] or {}).values())
