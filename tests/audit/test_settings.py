"""What the guard's own settings leave open, and who may ask."""

from pathlib import Path

from homeassistant.components.camera.const import DATA_CAMERA_PREFS
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import Unauthorized
from homeassistant.helpers import entity_registry as er
import pytest

from ..common import async_guard, async_person, camera_subentry
from .asking import (
    GUARDED,
    SOURCE,
    async_audit,
    async_configure,
    async_found,
    async_house,
)


async def test_not_taken_over(hass: HomeAssistant, tmp_path: Path) -> None:
    """One that is beside its guarded camera, for all to see."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    assert await async_found(hass) == {}
    er.async_get(hass).async_update_entity(SOURCE, hidden_by=None)
    found = (await async_found(hass))[f"not_taken_over/{SOURCE}"]
    assert (found["severity"], found["one_click"]) == ("medium", "take_over")


@pytest.mark.parametrize(
    ("trust", "platform", "found"),
    [
        (True, "openai_conversation", True),
        (True, "ollama", False),
        (False, "openai_conversation", False),
    ],
)
async def test_trust(
    hass: HomeAssistant, tmp_path: Path, trust: bool, platform: str, found: bool
) -> None:
    """Trust at home is told of where an AI on the internet can be asked."""
    await async_house(hass, trust_internal=trust)
    await async_configure(hass, tmp_path, {})
    er.async_get(hass).async_get_or_create("ai_task", platform, "1")
    kinds = [each["kind"] for each in (await async_found(hass)).values()]
    assert kinds == (["trusts_cloud_ai"] if found else [])


async def test_preload(hass: HomeAssistant, tmp_path: Path) -> None:
    """A source whose video is kept open is told of."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    await hass.data[DATA_CAMERA_PREFS].async_update(SOURCE, preload_stream=True)
    assert [*await async_found(hass)] == [f"preloaded/{SOURCE}"]


async def test_who_may_lower(hass: HomeAssistant, tmp_path: Path) -> None:
    """The household is told who may lower; not of Home Assistant's own users."""
    context = await async_person(hass)
    await hass.auth.async_create_system_user("Machine")
    entry = await async_house(hass)
    await async_configure(hass, tmp_path, {})
    found = (await async_audit(hass))["household"]
    kinds = ["anyone_may_lower", "automations_may_lower"]
    assert [each["kind"] for each in found] == kinds
    assert "Anna" in found[0]["what"]
    assert "Machine" not in found[0]["what"]
    hass.config_entries.async_update_entry(
        entry,
        options={
            **entry.options,
            "lower_users": [context.user_id],
            "automations_may_lower": False,
            "voice_may_lower": True,
        },
    )
    await hass.async_block_till_done()
    found = (await async_audit(hass))["household"]
    assert [each["kind"] for each in found] == ["voice_may_lower"]


async def test_who_may_ask(hass: HomeAssistant, tmp_path: Path) -> None:
    """Administrators and automations; nobody else hears what there is."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    assert GUARDED in (await async_audit(hass, await async_person(hass)))["cameras"]
    guest = await hass.auth.async_create_user("Guest", group_ids=["system-users"])
    with pytest.raises(Unauthorized):
        await async_audit(hass, Context(user_id=guest.id))


async def test_a_place_that_fails(hass: HomeAssistant, tmp_path: Path) -> None:
    """It is named, and the others are looked at all the same."""
    await async_house(hass)
    await async_configure(hass, tmp_path, {})
    er.async_get(hass).async_update_entity(SOURCE, hidden_by=None)
    (tmp_path / "configuration.yaml").write_text("a: [")
    answer = await async_audit(hass)
    assert answer["not_looked_at"] == ["yaml"]
    findings = answer["cameras"][GUARDED]["findings"]
    assert [each["kind"] for each in findings] == ["not_taken_over"]
    assert len(answer["cannot_see"]) == 4


async def test_a_source_that_is_gone(hass: HomeAssistant, tmp_path: Path) -> None:
    """Nothing is said of a camera that does not exist."""
    await async_guard(hass, camera_subentry("camera.none", "None", take_over=False))
    await async_configure(hass, tmp_path, {})
    ((_, camera),) = (await async_audit(hass))["cameras"].items()
    assert camera["findings"] == []
