"""The shape of texts and icons: the keys that Home Assistant knows, and no others."""

from typing import Any, Final

from homeassistant.helpers import config_validation as cv
import pytest
import voluptuous as vol

from .source import PACKAGE, read_json

TEXT: Final = cv.string_with_no_html
TEXTS: Final[dict[Any, Any]] = {cv.slug: TEXT}
_NAMED: Final = {vol.Required("name"): TEXT, vol.Required("description"): TEXT}
_FIELDS: Final[dict[Any, Any]] = {cv.slug: _NAMED}
_DECLARED: Final[dict[Any, Any]] = {
    cv.slug: {**_NAMED, vol.Optional("fields"): _FIELDS}
}

_STEP: Final = {
    vol.Required("title"): TEXT,
    vol.Optional("description"): TEXT,
    vol.Optional("data"): TEXTS,
    vol.Optional("data_description"): TEXTS,
    vol.Optional("menu_options"): TEXTS,
    vol.Optional("menu_option_descriptions"): TEXTS,
    vol.Optional("sections"): {
        cv.slug: {
            vol.Optional("name"): TEXT,
            vol.Optional("description"): TEXT,
            vol.Optional("data"): TEXTS,
            vol.Optional("data_description"): TEXTS,
        }
    },
}
_FLOW: Final = {
    vol.Required("step"): {cv.slug: _STEP},
    vol.Optional("error"): TEXTS,
    vol.Optional("abort"): TEXTS,
}
_SUBENTRY_FLOW: Final = {
    **_FLOW,
    vol.Required("entry_type"): TEXT,
    vol.Required("initiate_flow"): {
        vol.Required("user"): TEXT,
        vol.Required("reconfigure"): TEXT,
    },
}
_ENTITY: Final = {
    vol.Required("name"): TEXT,
    vol.Optional("state"): TEXTS,
    vol.Optional("state_attributes"): {
        cv.slug: {vol.Optional("name"): TEXT, vol.Optional("state"): TEXTS}
    },
    vol.Optional("unit_of_measurement"): TEXT,
}
TRANSLATIONS: Final = vol.Schema(
    {
        "common": TEXTS,
        "config": _FLOW,
        "config_subentries": {cv.slug: _SUBENTRY_FLOW},
        "options": _FLOW,
        "selector": {
            cv.slug: {vol.Optional("options"): TEXTS, vol.Optional("fields"): _FIELDS}
        },
        "entity": {cv.slug: {cv.slug: _ENTITY}},
        "exceptions": {cv.slug: {vol.Required("message"): TEXT}},
        "issues": {
            cv.slug: {
                vol.Required("title"): TEXT,
                vol.Exclusive("description", "fixable"): TEXT,
                vol.Exclusive("fix_flow", "fixable"): _FLOW,
            }
        },
        "services": _DECLARED,
        "triggers": _DECLARED,
        "conditions": _DECLARED,
        "system_health": {"info": TEXTS},
    }
)

ICON: Final = vol.Match(r"^mdi:[a-z0-9-]+$")
ICONS: Final = vol.Schema(
    {
        "entity": {
            cv.slug: {
                cv.slug: {
                    vol.Required("default"): ICON,
                    vol.Optional("state"): {cv.slug: ICON},
                    vol.Optional("state_attributes"): {
                        cv.slug: {
                            vol.Required("default"): ICON,
                            vol.Optional("state"): {cv.slug: ICON},
                        }
                    },
                }
            }
        },
        "services": {cv.slug: {vol.Required("service"): ICON}},
        "triggers": {cv.slug: {vol.Required("trigger"): ICON}},
        "conditions": {cv.slug: {vol.Required("condition"): ICON}},
    }
)


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (PACKAGE / "translations").glob("*.json"))
)
def test_translations_have_known_keys(name: str) -> None:
    TRANSLATIONS(read_json(f"translations/{name}"))


def test_icons_have_known_keys() -> None:
    ICONS(read_json("icons.json"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"entities": {}},
        {"entity": {"sensor": {"mode": {"title": "Mode"}}}},
        {"exceptions": {"refused": {"title": "No"}}},
        {"config": {"step": {"user": {"title": "<b>Hello</b>"}}}},
        {"issues": {"x": {"title": "X", "description": "X", "fix_flow": {"step": {}}}}},
    ],
)
def test_unknown_keys_are_found(wrong: dict[str, Any]) -> None:
    with pytest.raises(vol.Invalid):
        TRANSLATIONS(wrong)
