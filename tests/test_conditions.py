"""The conditions, as automations check them."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import condition
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator
import voluptuous as vol

from .common import ANNA, entity_id_of
from .resting import everything, put, targets
from .rooms import BEDROOM, async_rooms, modes_of

CASES: list[tuple[str, dict[str, Any], tuple[str, str], dict[str, bool]]] = [
    (
        "is_private",
        {},
        ("sensor", "mode"),
        {
            "open": False,
            "local": True,
            "blurred": True,
            "private": True,
            "unavailable": False,
            "unknown": False,
        },
    ),
    (
        "is_mode",
        {"mode": ["local", "blurred"]},
        ("sensor", "mode"),
        {"open": False, "local": True, "blurred": True, "private": False},
    ),
    (
        "is_mode",
        {"mode": "open"},
        ("sensor", "mode"),
        {"open": True, "local": False, "unavailable": False},
    ),
    (
        "is_watched",
        {},
        ("binary_sensor", "watched"),
        {"on": True, "off": False, "unknown": False},
    ),
    (
        "is_verified",
        {},
        ("sensor", "assurance"),
        {
            "verified": True,
            "confirmed": False,
            "contradicted": False,
            "open": False,
            "unavailable": False,
        },
    ),
]


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set up kitchen and bedroom."""
    entry = await async_rooms(hass)
    assert await async_setup_component(hass, "automation", {})
    return entry


async def async_condition(
    hass: HomeAssistant, name: str, target: dict[str, Any], **options: Any
) -> condition.ConditionChecker:
    """Return a checker for a condition as an automation has it."""
    config = await condition.async_validate_condition_config(
        hass,
        {
            "condition": f"cloudcam_privacy.{name}",
            "target": target,
            "options": options,
        },
    )
    return await condition.async_from_config(hass, config)


@pytest.mark.parametrize(
    ("name", "options", "rests_on", "states", "chosen"),
    [
        *((*case, "camera") for case in CASES),
        *((*CASES[0], chosen) for chosen in ("switch", "device", "area", "label")),
    ],
)
async def test_conditions(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    name: str,
    options: dict[str, Any],
    rests_on: tuple[str, str],
    states: dict[str, bool],
    chosen: str,
) -> None:
    """Of the chosen camera alone, and never met by what is not known."""
    checker = await async_condition(hass, name, targets(hass, entry)[chosen], **options)
    heard: list[bool | None] = []
    stop = await checker.async_track_changes(
        lambda: heard.append(checker.async_check())
    )
    met = next(state for state, is_met in states.items() if is_met)
    put(hass, entry, *rests_on, "unknown")
    for state, is_met in states.items():
        put(hass, entry, *rests_on, met, camera=BEDROOM)
        put(hass, entry, *rests_on, state)
        await hass.async_block_till_done()
        assert checker.async_check() is is_met
        assert heard[-1] is is_met
    stop()
    checker.async_unload()


@pytest.mark.parametrize(
    ("kitchen", "bedroom", "any_met", "all_met"),
    [
        ("private", "private", True, True),
        ("private", "open", True, False),
        ("private", "unavailable", True, False),
        ("unavailable", "unavailable", False, False),
    ],
)
async def test_behavior(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    kitchen: str,
    bedroom: str,
    any_met: bool,
    all_met: bool,
) -> None:
    """A camera of which nothing is known does not pass for private."""
    put(hass, entry, "sensor", "mode", kitchen)
    put(hass, entry, "sensor", "mode", bedroom, camera=BEDROOM)
    for behavior, met in (("any", any_met), ("all", all_met)):
        checker = await async_condition(
            hass, "is_private", everything(hass, entry), behavior=behavior
        )
        assert checker.async_check() is met
        checker.async_unload()


@pytest.mark.parametrize("behavior", ["any", "all"])
async def test_no_camera_at_all(
    hass: HomeAssistant, entry: MockConfigEntry, behavior: str
) -> None:
    checker = await async_condition(
        hass, "is_private", {"entity_id": "camera.kitchen"}, behavior=behavior
    )
    assert checker.async_check() is False
    checker.async_unload()


async def test_for_some_time(
    hass: HomeAssistant, entry: MockConfigEntry, freezer: FrozenDateTimeFactory
) -> None:
    """Going from one private mode to another is no interruption."""
    checker = await async_condition(
        hass, "is_private", targets(hass, entry)["camera"], **{"for": "00:05:00"}
    )
    put(hass, entry, "sensor", "mode", "local")
    await hass.async_block_till_done()
    freezer.tick(240)
    put(hass, entry, "sensor", "mode", "private")
    await hass.async_block_till_done()
    assert checker.async_check() is False
    freezer.tick(61)
    assert checker.async_check() is True
    checker.async_unload()


async def test_from_end_to_end(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Somebody comes home."""
    private = await async_condition(
        hass, "is_private", everything(hass, entry), behavior="all"
    )
    in_mode = await async_condition(
        hass, "is_mode", everything(hass, entry), mode=["private"], behavior="all"
    )
    assert not private.async_check()
    hass.states.async_set(ANNA, "home")
    await hass.async_block_till_done()
    assert modes_of(entry) == ["private", "private"]
    assert private.async_check()
    assert in_mode.async_check()
    private.async_unload()
    in_mode.async_unload()


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("is_mode", {}),
        ("is_mode", {"mode": []}),
        ("is_mode", {"mode": "hidden"}),
        ("is_private", {"behavior": "most"}),
    ],
)
async def test_bad_options(
    hass: HomeAssistant, entry: MockConfigEntry, name: str, options: dict[str, Any]
) -> None:
    with pytest.raises(vol.Invalid):
        await async_condition(hass, name, everything(hass, entry), **options)


async def test_offered_in_the_editor(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, entry: MockConfigEntry
) -> None:
    """All for the guarded camera and its device, none for anything else."""
    names = {f"cloudcam_privacy.{name}" for name, *_ in CASES}
    client = await hass_ws_client(hass)
    ways = targets(hass, entry)
    for target, offered in (
        (ways["camera"], names),
        (ways["device"], names),
        ({"entity_id": "camera.kitchen"}, set()),
        *(
            ({"entity_id": entity_id_of(hass, entry, *rests_on)}, set())
            for _, _, rests_on, _ in CASES
        ),
    ):
        wanted = {key: [v] if isinstance(v, str) else v for key, v in target.items()}
        await client.send_json_auto_id(
            {"type": "get_conditions_for_target", "target": wanted}
        )
        answer = await client.receive_json()
        assert names & set(answer["result"]) == offered
