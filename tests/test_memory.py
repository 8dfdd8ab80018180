"""What survives a restart, and what happens when it does not."""

from datetime import UTC, datetime
import json
from pathlib import Path
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import async_test_home_assistant

from custom_components.cloudcam_privacy.cut.record import CutRecord, CutState
from custom_components.cloudcam_privacy.household.models import CameraStore
from custom_components.cloudcam_privacy.household.store import HouseholdStore
from custom_components.cloudcam_privacy.policy.decision import Override
from custom_components.cloudcam_privacy.policy.mode import Mode

from .common import async_guard_with, async_resume, issues, state_of
from .passing_time import async_pass, async_settle

KEY = "cloudcam_privacy"
FULL = CameraStore(
    override=Override(
        Mode.LOCAL,
        datetime(2026, 3, 2, 12, 30, tzinfo=UTC),
        lowers=True,
        by="somebody",
        reason="The plumber is here",
    ),
    gave_picture=True,
)
CUTS = {
    "switch.plug": CutRecord(
        "off", CutState.ENGAGED, "on", seen_uncut=True, entity_id="switch.plug"
    ),
    "0123456789abcdef": CutRecord(
        "closed",
        CutState.RESTORING,
        "open",
        40,
        sequence=7,
        restore={"entity_id": "scene.day", "state": "on"},
        companions={"number.level": "80"},
    ),
}


async def test_round_trip(hass: HomeAssistant, hass_storage: dict[str, Any]) -> None:
    """All is read as it was written."""
    memory = HouseholdStore(hass)
    memory.cameras = {"one": FULL, "two": CameraStore()}
    memory.cuts = CUTS
    await memory.async_save()
    json.dumps(hass_storage[KEY])

    again = HouseholdStore(hass)
    await again.async_load(expected=True)
    assert again.cameras == memory.cameras
    assert again.cuts == CUTS
    assert again.crashed
    await memory.async_close()
    again = HouseholdStore(hass)
    await again.async_load(expected=True)
    assert not again.crashed
    assert not again.lost


BROKEN_CAMERAS: list[Any] = [
    {"one": None},
    {"one": {}},
    {"one": {**FULL.as_dict(), "found": {"x": {"colour": "red"}}}},
    {"one": {**FULL.as_dict(), "found": {"x": {}}}},
    {"one": {**FULL.as_dict(), "found": []}},
    {"one": {**FULL.as_dict(), "override": {"mode": "open"}}},
    {"one": {**FULL.as_dict(), "override": "open"}},
    {"one": {**FULL.as_dict(), "hidden": {"source": "x"}}},
    [],
    "cameras",
]
BROKEN_CUTS: list[Any] = [
    {"x": {}},
    {"x": {**CutRecord("off").as_dict(), "state": "sideways"}},
    {"x": {**CutRecord("off").as_dict(), "position": 101}},
    {"x": {**CutRecord("off").as_dict(), "companions": {"number.level": 80}}},
    {"x": {**CutRecord("off").as_dict(), "restore": {"entity_id": "scene.day"}}},
    [],
    "cuts",
]
BROKEN_RULES: list[Any] = [
    {"rule": None},
    {"rule": [[None, None]]},
    {"rule": [["yesterday", None], [None, None]]},
    {"rule": [["2026-03-02T12:00:00", None], [None, None]]},
    {"rule": [[3, None], [None, None]]},
    {"rule": [["9999-12-31T23:59:59-14:00", None], [None, None]]},
    {"rule": [["9999-12-31T23:59:59+00:00", None], [None, None]]},
    {"rule": [[None, "0001-01-01T00:00:00+00:00"], [None, None]]},
    {"rule": [[None, "0001-01-01T00:00:00+14:00"], [None, None]]},
    [],
    7,
]


@pytest.mark.parametrize(
    "stored",
    [
        None,
        {"version": 99, "data": {"cameras": {}, "rules": {}}},
        {"version": 1, "data": None},
        {"version": 1, "data": []},
        {"version": 1, "data": {}},
        {"version": 1, "data": {"cameras": {}}},
        *({"version": 1, "data": {"cameras": c, "rules": {}}} for c in BROKEN_CAMERAS),
        *({"version": 1, "data": {"cameras": {}, "rules": r}} for r in BROKEN_RULES),
        *(
            {
                "version": 1,
                "data": {"clean": True, "cameras": {}, "cuts": c, "rules": {}},
            }
            for c in BROKEN_CUTS
        ),
    ],
)
async def test_damaged(
    hass: HomeAssistant, hass_storage: dict[str, Any], stored: Any
) -> None:
    """What is expected and cannot be read is lost; what is not expected is not."""
    if stored is not None:
        hass_storage[KEY] = {"minor_version": 1, "key": KEY, **stored}
    before = json.dumps(hass_storage.get(KEY))
    for expected in (True, False):
        memory = HouseholdStore(hass)
        await memory.async_load(expected=expected)
        assert memory.lost is expected
        assert memory.cameras == {}
    assert json.dumps(hass_storage.get(KEY)) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"version": 1, "minor_version": 1, "key": "cloudcam_privacy", "data": {"ca',
        b"\x00" * 4096,
        b"\xff\xfe\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"version": 1}',
        b'{"version": "one", "data": {"cameras": {}, "rules": {}}}',
    ],
)
async def test_damaged_file(tmp_path: Path, content: bytes) -> None:
    """What a power cut leaves of a file is no reason not to start."""
    file = tmp_path / ".storage" / KEY
    file.parent.mkdir()
    file.write_bytes(content)
    async with async_test_home_assistant(config_dir=str(tmp_path)) as hass:
        memory = HouseholdStore(hass)
        await memory.async_load(expected=True)
        assert memory.lost

        memory.cameras = {"one": FULL}
        await memory.async_save()
        assert file.stat().st_mode & 0o777 == 0o600
        again = HouseholdStore(hass)
        await again.async_load(expected=True)
        assert again.cameras == {"one": FULL}
        await hass.async_stop(force=True)


async def test_fresh_household_has_lost_nothing(hass: HomeAssistant) -> None:
    """The first start finds no file, and that is in order."""
    entry = await async_guard_with(hass)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert not issues(hass, "store_damaged")
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "mode") == "open"
    assert not issues(hass, "store_damaged")


@pytest.mark.parametrize("damage", ["missing", "newer", "wrong"])
async def test_lost_memory_makes_all_private(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    freezer: FrozenDateTimeFactory,
    damage: str,
) -> None:
    """Nobody knows what was cut or overridden: private, until somebody says so."""
    entry = await async_guard_with(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    if damage == "missing":
        del hass_storage[KEY]
    elif damage == "newer":
        hass_storage[KEY]["version"] = 2
    else:
        hass_storage[KEY]["data"] = {"cameras": [1, 2, 3]}
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert state_of(hass, entry, "select", "mode") == "private"
    assert issues(hass, "store_damaged")

    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "mode") == "private"
    await async_resume(hass, entry)
    assert state_of(hass, entry, "sensor", "mode") == "open"
    await async_pass(hass, freezer, 2)
    assert not issues(hass, "store_damaged")


async def test_power_cut_right_after_the_first_start(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """A file that was never written cannot get lost."""
    entry = await async_guard_with(hass)
    assert not entry.data.get("remembers") or KEY in hass_storage


async def test_lost_memory_is_told_until_somebody_answers(
    hass: HomeAssistant, hass_storage: dict[str, Any]
) -> None:
    """A restart does not make the loss good, nor the issue go away."""
    entry = await async_guard_with(hass)
    await hass.config_entries.async_unload(entry.entry_id)
    del hass_storage[KEY]
    assert await hass.config_entries.async_setup(entry.entry_id)
    await async_settle()
    assert await hass.config_entries.async_reload(entry.entry_id)
    await async_settle()
    assert state_of(hass, entry, "sensor", "mode") == "private"
    assert issues(hass, "store_damaged")
