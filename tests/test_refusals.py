"""A refused lowering is told: who, of which camera, and in which call."""

from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .common import ANNA, async_act, entity_id_of, household_of
from .lowering import async_home, async_user
from .rooms import modes_of

type Told = list[tuple[str, str, str]]

PRIVATE = ["private", "private"]


@pytest.fixture
async def entry(hass: HomeAssistant) -> MockConfigEntry:
    """Set up a private household in which nobody whom we know may lower."""
    return await async_home(hass, {"lower_users": ["somebody else"]})


@pytest.fixture
def told(entry: MockConfigEntry) -> Told:
    """Return what is told: camera, name and context."""
    told: Told = []
    household_of(entry).when_refused.async_add(
        lambda guard, by, context: told.append((guard.name, by, context.id))
    )
    return told


@pytest.mark.parametrize(
    ("domain", "action", "key", "data", "cameras"),
    [
        ("select", "select_option", "mode", {"option": "local"}, ["Kitchen"]),
        ("switch", "turn_off", "privacy", {}, ["Kitchen"]),
        ("switch", "turn_on", "uploads", {}, ["Kitchen"]),
        ("switch", "turn_off", "everywhere", {}, ["Kitchen", "Bedroom"]),
        (
            "cloudcam_privacy",
            "set_mode",
            "guarded",
            {"mode": "blurred", "duration": "00:05:00"},
            ["Kitchen"],
        ),
    ],
)
async def test_each_refusal_is_told(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    told: Told,
    domain: str,
    action: str,
    key: str,
    data: dict[str, str],
    cameras: list[str],
) -> None:
    """Once per camera, whatever the way; nothing changes."""
    context = Context(user_id=(await async_user(hass, "Ben")).id)
    kind = "camera" if domain == "cloudcam_privacy" else domain
    target = {"entity_id": entity_id_of(hass, entry, kind, key), **data}

    with pytest.raises(ServiceValidationError) as refused:
        await hass.services.async_call(
            domain, action, target, blocking=True, context=context
        )

    assert refused.value.translation_key == "may_not_lower"
    assert told == [(camera, "Ben", context.id) for camera in cameras]
    assert modes_of(entry) == PRIVATE


async def test_ending_a_raise_is_refused_and_told(
    hass: HomeAssistant, entry: MockConfigEntry, told: Told
) -> None:
    hass.states.async_set(ANNA, "not_home")
    await async_act(hass, "set_mode", {"entity_id": "all"}, mode="private")
    assert told == []

    with pytest.raises(ServiceValidationError):
        await async_act(hass, "resume", {"entity_id": "all"})

    assert sorted((camera, by) for camera, by, _ in told) == [
        ("Bedroom", "Somebody unknown"),
        ("Kitchen", "Somebody unknown"),
    ]
    assert modes_of(entry) == PRIVATE


async def test_what_is_allowed_or_wrong_is_no_refusal(
    hass: HomeAssistant, entry: MockConfigEntry, told: Told
) -> None:
    """Raising, going on by the rules, and a wish that makes no sense."""
    hass.states.async_set(ANNA, "not_home")
    await async_act(hass, "set_mode", {"entity_id": "all"}, mode="local")
    with pytest.raises(ServiceValidationError):
        await async_act(
            hass, "set_mode", {"entity_id": "all"}, mode="private", duration=-5
        )
    assert told == []
    assert modes_of(entry) == ["local", "local"]


async def test_who_no_longer_listens_is_not_told(
    hass: HomeAssistant, entry: MockConfigEntry, told: Told
) -> None:
    also: list[str] = []
    stop = household_of(entry).when_refused.async_add(
        lambda guard, _by, _context: also.append(guard.name)
    )
    stop()

    with pytest.raises(ServiceValidationError):
        await async_act(hass, "set_mode", {"entity_id": "all"}, mode="open")

    assert len(told) == 2
    assert also == []
