"""What is stored by entity id, in rules and of a meter, follows a new entity id."""

from datetime import timedelta

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
)

from .common import (
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    cut,
    issues,
    rule_subentry,
    someone_home,
    state_of,
)
from .cut.devices import Plug, async_add_devices
from .passing_time import async_settle


@pytest.fixture
async def plug(hass: HomeAssistant) -> Plug:
    """Return a plug that is on, beside a camera."""
    await async_make_cameras(hass, MarkedCamera("Living room"))
    plug = Plug()
    await async_add_devices(hass, plug)
    return plug


async def async_rename(hass: HomeAssistant, old: str, new: str) -> None:
    """Give an entity another id, and let the household take it up."""
    er.async_get(hass).async_update_entity(old, new_entity_id=new)
    await hass.async_block_till_done()
    await async_settle()


def mode(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    return state_of(hass, entry, "sensor", "mode")


async def test_renamed_in_conditions(hass: HomeAssistant, plug: Plug) -> None:
    """Conditions learn a new id, however deep it stands in them."""
    hass.states.async_set("switch.x", "off")
    entry = await async_guard(
        hass,
        camera_subentry("camera.living_room", "Living room"),
        rule_subentry(
            "condition",
            "Plugged in",
            conditions=[
                {
                    "condition": "or",
                    "conditions": [
                        {
                            "condition": "state",
                            "entity_id": ["switch.x", plug.entity_id],
                            "match": "any",
                            "state": "on",
                        },
                        {"condition": "state", "entity_id": "switch.x", "state": "on"},
                    ],
                }
            ],
        ),
    )
    assert mode(hass, entry) == "private"
    await async_rename(hass, plug.entity_id, "switch.other")
    (rule,) = entry.get_subentries_of_type("rule")
    (either,) = rule.data["conditions"]
    assert [part["entity_id"] for part in either["conditions"]] == [
        ["switch.x", "switch.other"],
        "switch.x",
    ]
    assert not issues(hass, "rule_entity_missing")
    assert mode(hass, entry) == "private"
    plug.show(lambda: plug.set_on(False))
    assert mode(hass, entry) == "open"


async def test_renamed_in_a_template(hass: HomeAssistant, plug: Plug) -> None:
    """What somebody wrote as text stays as it is; they are told, and it is private."""
    template = f"{{{{ is_state('{plug.entity_id}', 'off') }}}}"
    entry = await async_guard(
        hass,
        camera_subentry("camera.living_room", "Living room"),
        rule_subentry(
            "condition",
            "Unplugged",
            conditions=[{"condition": "template", "value_template": template}],
        ),
    )
    assert mode(hass, entry) == "open"
    await async_rename(hass, plug.entity_id, "switch.other")
    (rule,) = entry.get_subentries_of_type("rule")
    assert rule.data["conditions"][0]["value_template"] == template
    (issue,) = issues(hass, "rule_entity_missing")
    assert issue.translation_placeholders == {
        "rule": "Unplugged",
        "entities": "switch.device",
    }
    assert mode(hass, entry) == "private"


async def test_renamed_meter(hass: HomeAssistant, plug: Plug) -> None:
    """What measures the upload proves the cut under its new name too."""
    registered = er.async_get(hass).async_get_or_create(
        "sensor", "router", "rate", suggested_object_id="upload"
    )
    old, unit = registered.entity_id, {"unit_of_measurement": "kB/s"}
    entry = await async_guard(
        hass,
        camera_subentry(
            "camera.living_room",
            "Living room",
            cuts=[cut(plug.entity_id, "off")],
            upload_rate=old,
        ),
        someone_home("person.anna"),
    )
    hass.states.async_set("person.anna", "not_home")
    await async_rename(hass, old, "sensor.router_upload")
    (camera,) = entry.get_subentries_of_type("camera")
    assert camera.data["upload_rate"] == "sensor.router_upload"
    hass.states.async_set("person.anna", "home")
    await async_settle()
    hass.states.async_set("sensor.router_upload", "0", unit)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await async_settle()
    assert state_of(hass, entry, "sensor", "assurance") == "verified"
