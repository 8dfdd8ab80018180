"""The blueprints, loaded and run by Home Assistant itself."""

from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.automation import DOMAIN as AUTOMATION_DOMAIN
from homeassistant.components.automation.config import AUTOMATION_BLUEPRINT_SCHEMA
from homeassistant.components.blueprint import models
from homeassistant.core import HomeAssistant
from homeassistant.helpers import area_registry as ar, entity_registry as er
from homeassistant.setup import async_setup_component
from homeassistant.util.yaml import load_yaml_dict
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_capture_events,
    async_fire_time_changed,
    async_get_persistent_notifications,
)

from .common import ANNA, async_go_private, async_person, entity_id_of
from .passing_time import async_settle
from .resting import everything, put
from .rooms import async_rooms, guards_of, modes_of

FOLDER = Path(__file__).parents[1] / "blueprints/automation/cloudcam_privacy"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
BATHROOM = "input_boolean.bathroom"
ALARM = "alarm_control_panel.house"


@pytest.fixture
async def entry(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, tmp_path: Path
) -> MockConfigEntry:
    """Set up kitchen and bedroom, and a folder with imported blueprints."""
    hass.config.config_dir = str(tmp_path)
    await hass.async_add_executor_job(
        copytree, FOLDER, tmp_path / "blueprints/automation/cloudcam_privacy"
    )
    assert await async_setup_component(hass, "persistent_notification", {})
    return await async_rooms(hass)


pytestmark = pytest.mark.parametrize("expected_lingering_timers", [True])
"""Let automations go on waiting when a test is over."""


def load(name: str) -> models.Blueprint:
    """Return a blueprint as Home Assistant reads it."""
    return models.Blueprint(
        load_yaml_dict(FOLDER / f"{name}.yaml"),
        path=f"cloudcam_privacy/{name}.yaml",
        expected_domain=AUTOMATION_DOMAIN,
        schema=AUTOMATION_BLUEPRINT_SCHEMA,
    )


async def async_use(hass: HomeAssistant, name: str, **inputs: Any) -> None:
    """Set up an automation from a blueprint, as somebody who has imported it."""
    assert await async_setup_component(
        hass,
        "automation",
        {
            "automation": {
                "alias": "From a blueprint",
                "use_blueprint": {
                    "path": f"cloudcam_privacy/{name}.yaml",
                    "input": inputs,
                },
            }
        },
    )
    await hass.async_block_till_done()
    assert hass.states.is_state("automation.from_a_blueprint", "on")


def messages(hass: HomeAssistant) -> list[str]:
    """Return what is shown to everyone."""
    notifications = async_get_persistent_notifications(hass)
    return [notification["message"] for notification in notifications.values()]


async def async_set(hass: HomeAssistant, entity_id: str, state: str) -> None:
    """Put an entity into a state, and let happen what follows."""
    hass.states.async_set(entity_id, state)
    await async_settle()


async def async_wait(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, **time: float
) -> None:
    """Let time go by."""
    freezer.tick(timedelta(**time))
    async_fire_time_changed(hass)
    await async_settle()


def test_all_are_there() -> None:
    assert NAMES == [
        "did_not_come_back",
        "muted_with_guests",
        "open_on_alarm",
        "privacy_lowered",
        "private_while_in_room",
        "private_while_in_use",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_blueprint(name: str) -> None:
    """It is valid, says what it does, and asks for nothing without a word."""
    blueprint = load(name)
    assert blueprint.validate() is None
    assert blueprint.metadata["description"]
    assert blueprint.metadata["source_url"].endswith(f"/cloudcam_privacy/{name}.yaml")
    assert all(field["name"] for field in blueprint.inputs.values())


async def test_privacy_lowered(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Who did it and why; what the rules do is no news."""
    await async_use(hass, "privacy_lowered", cameras=everything(hass, entry))
    await async_set(hass, ANNA, "home")
    await async_set(hass, ANNA, "not_home")
    assert messages(hass) == []
    await async_set(hass, ANNA, "home")
    await hass.services.async_call(
        "cloudcam_privacy",
        "set_mode",
        {
            "entity_id": entity_id_of(hass, entry, "camera", "guarded"),
            "mode": "local",
            "reason": "Parcel",
        },
        blocking=True,
        context=await async_person(hass),
    )
    await async_settle()
    assert messages(hass) == ["Kitchen is local now, by Anna: Parcel."]


async def test_privacy_lowered_by_rules(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """If that is wanted, the end of a rule is told as well."""
    await async_use(
        hass,
        "privacy_lowered",
        cameras={"entity_id": entity_id_of(hass, entry, "camera", "guarded")},
        by_hand_only=False,
    )
    await async_set(hass, ANNA, "home")
    await async_set(hass, ANNA, "not_home")
    assert messages(hass) == ["Kitchen is open now: No rule asks for privacy."]


async def test_muted_with_guests(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Without sound while they are here, with the picture as it was."""
    guests = "input_boolean.guests"
    hass.states.async_set(guests, "off")
    await async_use(
        hass, "muted_with_guests", guests=guests, cameras=everything(hass, entry)
    )
    for state, muted in (("on", True), ("unavailable", True), ("on", True)):
        await async_set(hass, guests, state)
        assert {guard.decision.muted for guard in guards_of(entry)} == {muted}
        assert modes_of(entry) == ["open", "open"]
    await async_set(hass, guests, "off")
    assert {guard.decision.muted for guard in guards_of(entry)} == {False}


async def test_private_while_in_use(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """From the first moment until two minutes after the last."""
    hass.states.async_set(BATHROOM, "off")
    await async_use(
        hass, "private_while_in_use", in_use=BATHROOM, cameras=everything(hass, entry)
    )
    await async_set(hass, BATHROOM, "on")
    assert modes_of(entry) == ["private", "private"]
    assert guards_of(entry)[0].decision.reasons[0].text == "Bathroom in use"
    await async_set(hass, BATHROOM, "off")
    await async_wait(hass, freezer, minutes=1)
    assert modes_of(entry) == ["private", "private"]
    await async_wait(hass, freezer, minutes=1, seconds=1)
    assert modes_of(entry) == ["open", "open"]


async def test_private_while_in_use_and_somebody_else(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """What was set by hand is neither changed nor ended."""
    hass.states.async_set(BATHROOM, "off")
    await async_use(
        hass, "private_while_in_use", in_use=BATHROOM, cameras=everything(hass, entry)
    )
    await async_go_private(hass, entry)
    await async_set(hass, BATHROOM, "on")
    await async_set(hass, BATHROOM, "off")
    await async_wait(hass, freezer, minutes=3)
    assert modes_of(entry) == ["private", "open"]
    override = guards_of(entry)[0].decision.override
    assert override is not None
    assert override.until is None


async def test_private_while_in_use_for_ever(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """A sensor that dies does not keep the cameras dark for ever."""
    hass.states.async_set(BATHROOM, "off")
    await async_use(
        hass, "private_while_in_use", in_use=BATHROOM, cameras=everything(hass, entry)
    )
    await async_set(hass, BATHROOM, "on")
    await async_set(hass, BATHROOM, "unavailable")
    await async_wait(hass, freezer, hours=2, minutes=59)
    assert modes_of(entry) == ["private", "private"]
    await async_wait(hass, freezer, minutes=2)
    assert modes_of(entry) == ["open", "open"]


async def test_private_while_in_room(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """By all sensors of an area that tell of people, until ten minutes after the last."""
    area = ar.async_get(hass).async_get_or_create("Study")
    registry = er.async_get(hass)
    sensors = {}
    for kind in ("motion", "occupancy", "window"):
        sensor = registry.async_get_or_create(
            "binary_sensor", "x", kind, original_name=kind
        )
        registry.async_update_entity(sensor.entity_id, area_id=area.id)
        hass.states.async_set(sensor.entity_id, "off", {"device_class": kind})
        sensors[kind] = sensor.entity_id
    await async_use(
        hass,
        "private_while_in_room",
        area=area.id,
        cameras={"entity_id": entity_id_of(hass, entry, "camera", "guarded")},
        mode="local",
    )

    async def show(kind: str, state: str) -> None:
        hass.states.async_set(sensors[kind], state, {"device_class": kind})
        await async_settle()

    await show("window", "on")
    assert modes_of(entry) == ["open", "open"]
    await show("motion", "on")
    assert modes_of(entry) == ["local", "open"]
    await show("occupancy", "on")
    await show("motion", "off")
    await async_wait(hass, freezer, minutes=11)
    assert modes_of(entry) == ["local", "open"]
    await show("occupancy", "off")
    await async_wait(hass, freezer, minutes=9)
    assert modes_of(entry) == ["local", "open"]
    await async_wait(hass, freezer, minutes=1, seconds=1)
    assert modes_of(entry) == ["open", "open"]


async def test_open_on_alarm(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Although somebody is home, until the alarm is over."""
    hass.states.async_set(ALARM, "armed_away")
    await async_use(hass, "open_on_alarm", alarm=ALARM, cameras=everything(hass, entry))
    await async_set(hass, ANNA, "home")
    assert modes_of(entry) == ["private", "private"]
    await async_set(hass, ALARM, "triggered")
    assert modes_of(entry) == ["open", "open"]
    await async_set(hass, ALARM, "disarmed")
    assert modes_of(entry) == ["private", "private"]
    await async_set(hass, ALARM, "triggered")
    await async_wait(hass, freezer, hours=1, seconds=1)
    assert modes_of(entry) == ["private", "private"]


async def test_open_on_alarm_and_private_by_hand(
    hass: HomeAssistant, entry: MockConfigEntry
) -> None:
    """What was made private during the alarm stays so after it."""
    hass.states.async_set(ALARM, "armed_away")
    await async_use(hass, "open_on_alarm", alarm=ALARM, cameras=everything(hass, entry))
    await async_set(hass, ALARM, "triggered")
    await async_go_private(hass, entry)
    await async_set(hass, ALARM, "disarmed")
    assert modes_of(entry) == ["private", "open"]
    assert guards_of(entry)[1].decision.override is None


async def test_did_not_come_back(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Every half hour, until it is back."""
    told = async_capture_events(hass, "told")
    put(hass, entry, "event", "privacy", "unknown")
    await async_use(
        hass,
        "did_not_come_back",
        cameras=everything(hass, entry),
        tell=[{"event": "told", "event_data": {"message": "{{ title }}"}}],
    )
    put(hass, entry, "event", "privacy", "1", event_type="did_not_come_back")
    await async_settle()
    assert [event.data["message"] for event in told] == ["Kitchen did not come back"]
    await async_wait(hass, freezer, minutes=29)
    assert len(told) == 1
    await async_wait(hass, freezer, minutes=2)
    assert len(told) == 2
    put(hass, entry, "event", "privacy", "2", event_type="came_back")
    await async_settle()
    for _ in range(4):
        await async_wait(hass, freezer, minutes=31)
    assert len(told) == 2


async def test_did_not_come_back_at_all(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """It gives up some time; in Home Assistant it is shown once, not five times."""
    put(hass, entry, "event", "privacy", "unknown")
    await async_use(hass, "did_not_come_back", cameras=everything(hass, entry), times=3)
    put(hass, entry, "event", "privacy", "1", event_type="did_not_come_back")
    for _ in range(6):
        await async_wait(hass, freezer, minutes=31)
    (message,) = messages(hass)
    assert "Kitchen is not back" in message
    state = hass.states.get("automation.from_a_blueprint")
    assert state is not None
    assert state.attributes["current"] == 0
