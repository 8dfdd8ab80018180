"""Forget: what was kept through the guarded camera is deleted, and no more is claimed."""

import asyncio
from contextlib import suppress
from datetime import timedelta
import os
from pathlib import Path
from typing import Any
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import async_get_image
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
import voluptuous as vol

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.ledger import kept_files

from ..common import (
    MARKER,
    MarkedCamera,
    async_guard,
    async_make_cameras,
    camera_subentry,
    rule_subentry,
)
from ..gate.conftest import Furnish
from ..gate.exits.actions import act

CAMERA = "camera.living_room_guarded_view"
SNAPSHOT = "homeassistant.components.camera.services"
BATHROOM = "binary_sensor.bathroom"


@pytest.fixture
async def entry(hass: HomeAssistant, tmp_path: Path) -> MockConfigEntry:
    """Return a house with a camera, private from five minutes before a bath on."""
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    hass.states.async_set(BATHROOM, "off")
    source = MarkedCamera("Living room")
    await async_make_cameras(hass, source)
    bath = rule_subentry(
        "activity",
        "Bath",
        entities=[BATHROOM],
        states=[],
        match="any",
        forget_before=5,
    )
    camera = camera_subentry(source.entity_id, "Living room")
    return await async_guard(hass, camera, bath)


def names_in(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return [file.name for file in folder.iterdir()]


async def snapshot(hass: HomeAssistant, path: Path | str) -> None:
    """Take a snapshot as an automation does."""
    await hass.services.async_call(
        "camera",
        "snapshot",
        {"entity_id": CAMERA, "filename": str(path)},
        blocking=True,
    )
    await hass.async_block_till_done()


async def forget(hass: HomeAssistant, minutes: float) -> dict[str, Any]:
    """Forget some minutes, and return the receipt."""
    answer = await hass.services.async_call(
        DOMAIN,
        "forget",
        {"entity_id": CAMERA, "minutes": minutes},
        blocking=True,
        return_response=True,
    )
    assert answer is not None
    receipt: Any = answer[CAMERA]
    return dict(receipt)


def out_of_reach(receipt: dict[str, Any]) -> list[str]:
    """Return what the receipt says that it cannot take back."""
    return [row["what"] for row in receipt["out_of_reach"]]


@pytest.mark.usefixtures("entry")
async def test_snapshots(hass: HomeAssistant, tmp_path: Path) -> None:
    """A snapshot is deleted, under whatever name it was written."""
    name = str(tmp_path / "{{ 'hall' | upper }}.jpg")
    await snapshot(hass, name)
    await snapshot(hass, tmp_path / "gone.jpg")
    assert MARKER in (tmp_path / "HALL.jpg").read_bytes()
    (tmp_path / "gone.jpg").unlink()
    other = tmp_path / "other.jpg"
    other.write_bytes(b"not ours")

    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(tmp_path / "HALL.jpg")]
    assert receipt["not_found"] == [str(tmp_path / "gone.jpg")]
    assert out_of_reach(receipt) == ["sent", "maker"]
    assert names_in(tmp_path) == ["other.jpg"]

    again = await forget(hass, 10)
    assert (again["deleted"], again["not_found"]) == ([], [])


async def test_only_those_minutes(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """What is older stays; what was forgotten is so after a restart as well."""
    for name in ("old.jpg", "new.jpg"):
        await snapshot(hass, tmp_path / name)
        freezer.tick(timedelta(minutes=8))
    assert await hass.config_entries.async_reload(entry.entry_id)
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(tmp_path / "new.jpg")]
    assert (tmp_path / "old.jpg").exists()


@pytest.mark.usefixtures("entry")
async def test_what_is_not_deleted(hass: HomeAssistant, tmp_path: Path) -> None:
    """Files that are not ours any more, or not to be touched, are left and named."""
    changed, shut = tmp_path / "changed.jpg", tmp_path / "shut" / "a.jpg"
    for path in (changed, shut):
        await snapshot(hass, path)
    later = (dt_util.utcnow() + timedelta(hours=1)).timestamp()
    os.utime(changed, (later, later))
    hass.config.allowlist_external_dirs = {str(tmp_path / "other")}
    hass.config.media_dirs = {"local": str(tmp_path / "other")}
    receipt = await forget(hass, 10)
    assert out_of_reach(receipt)[:2] == [str(changed), str(shut)]
    hass.config.allowlist_external_dirs = {str(tmp_path)}
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(shut)]
    assert out_of_reach(receipt)[0] == str(changed)
    assert changed.exists()


@pytest.mark.usefixtures("entry")
async def test_neighbors_are_left_alone(hass: HomeAssistant, tmp_path: Path) -> None:
    """Only the very file that was written is ours, whatever it is called."""
    for name in ("a.jpg.tmp", "b.jpg"):
        (tmp_path / name).write_bytes(b"not ours")
    await snapshot(hass, tmp_path / "a.jpg")
    await snapshot(hass, tmp_path / "b.jpg")
    (tmp_path / "b.jpg").write_bytes(b"not ours, in the same second")
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(tmp_path / "a.jpg")]
    assert out_of_reach(receipt)[0] == str(tmp_path / "b.jpg")
    assert sorted(names_in(tmp_path)) == ["a.jpg.tmp", "b.jpg"]


async def test_snapshot_that_fails(
    hass: HomeAssistant, entry: MockConfigEntry, tmp_path: Path
) -> None:
    """Nothing was written, so the older file of that name is not ours to delete."""
    older, ours = tmp_path / "older.jpg", tmp_path / "ours.jpg"
    older.write_bytes(b"not ours")
    await snapshot(hass, ours)
    for path in (older, ours):
        with (
            patch(f"{SNAPSHOT}.open", create=True, side_effect=OSError("Disk full")),
            suppress(HomeAssistantError),
        ):
            await snapshot(hass, path)
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(ours)]
    assert names_in(tmp_path) == ["older.jpg"]


@pytest.mark.usefixtures("entry")
async def test_link(hass: HomeAssistant, tmp_path: Path) -> None:
    """What a link leads to is deleted with it."""
    target, link = tmp_path / "target.jpg", tmp_path / "link.jpg"
    target.write_bytes(b"older")
    link.symlink_to(target)
    await snapshot(hass, link)
    assert MARKER in target.read_bytes()
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(link)]
    assert names_in(tmp_path) == []


@pytest.mark.usefixtures("entry")
async def test_link_that_leads_elsewhere_since(
    hass: HomeAssistant, tmp_path: Path
) -> None:
    """The file goes; the link is somebody else's by now, and so is what it leads to."""
    target, other = tmp_path / "target.jpg", tmp_path / "other.jpg"
    link = tmp_path / "link.jpg"
    for path in (target, other):
        path.write_bytes(b"older")
    link.symlink_to(target)
    await snapshot(hass, link)
    link.unlink()
    link.symlink_to(other)
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(link)]
    assert sorted(names_in(tmp_path)) == ["link.jpg", "other.jpg"]


@pytest.mark.usefixtures("entry")
async def test_file_with_two_names(hass: HomeAssistant, tmp_path: Path) -> None:
    path, other = tmp_path / "a.jpg", tmp_path / "other.jpg"
    await snapshot(hass, path)
    other.hardlink_to(path)
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == []
    assert out_of_reach(receipt)[0] == str(path)
    assert names_in(tmp_path) == ["other.jpg"]


@pytest.mark.usefixtures("entry")
async def test_written_twice(hass: HomeAssistant, tmp_path: Path) -> None:
    """The last picture under a name is the one that is there."""
    for _ in range(2):
        await snapshot(hass, tmp_path / "a.jpg")
    receipt = await forget(hass, 10)
    assert receipt["deleted"] == [str(tmp_path / "a.jpg")]
    assert (await forget(hass, 10))["not_found"] == []


@pytest.mark.usefixtures("recorder_mock")
async def test_what_was_sent(
    hass: HomeAssistant, entry: MockConfigEntry, tmp_path: Path
) -> None:
    """The receipt tells how often pictures went elsewhere, if that is known."""
    await snapshot(hass, tmp_path / "a.jpg")
    receipt = await forget(hass, 10)
    assert out_of_reach(receipt) == ["maker"]
    await async_get_image(hass, CAMERA)
    receipt = await forget(hass, 10)
    assert receipt["out_of_reach"][0]["uses"] == 1


async def test_recording(furnish: Furnish) -> None:
    """A recording is deleted, and one that goes on as soon as it is finished."""
    tour, _ = await furnish()
    path = tour.folder / "recording.mp4"
    files = tour.guard.files
    await act(tour, "record", filename=str(path), duration=1, lookback=0)
    await tour.hass.async_block_till_done()
    assert path.exists()
    now = dt_util.utcnow()
    ago = now - timedelta(minutes=1)
    assert await files.async_forget(ago, now) == {str(path): "deleted"}
    assert not path.exists()

    recording = asyncio.create_task(
        act(tour, "record", filename=str(path), duration=3, lookback=0)
    )
    sent = tour.server.seconds_sent
    await tour.server.until(lambda: tour.server.seconds_sent > sent + 4)
    now = dt_util.utcnow()
    assert await files.async_forget(ago, now) == {str(path): "being_written"}
    tour.raise_to("private")
    await recording
    await tour.hass.async_block_till_done()
    assert not path.exists()


async def test_minutes_before_a_rule(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    tmp_path: Path,
    freezer: FrozenDateTimeFactory,
) -> None:
    """Minutes before the bath are forgotten when it begins, and those before are not."""
    for name in ("old.jpg", "new.jpg"):
        freezer.tick(timedelta(minutes=4))
        await snapshot(hass, tmp_path / name)
    freezer.tick(timedelta(minutes=4))
    hass.states.async_set(BATHROOM, "unavailable")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert (tmp_path / "new.jpg").exists()
    hass.states.async_set(BATHROOM, "on")
    await hass.async_block_till_done(wait_background_tasks=True)
    assert names_in(tmp_path) == ["old.jpg"]


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("minutes", [0, -1, 10**9, "soon"])
async def test_nonsense(hass: HomeAssistant, minutes: Any) -> None:
    """Minutes are a number above zero, and not more than is remembered."""
    with pytest.raises(vol.Invalid):
        await forget(hass, minutes)


@pytest.mark.usefixtures("entry")
@pytest.mark.parametrize("most", [2, 3])
async def test_more_than_is_remembered(
    hass: HomeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """The receipt says that there may be more, as soon as there may be."""
    monkeypatch.setattr(kept_files, "MOST", most)
    for name in ("a.jpg", "b.jpg"):
        await snapshot(hass, tmp_path / name)
    receipt = await forget(hass, 10)
    assert ("forgotten" in out_of_reach(receipt)) is (most == 2)
    assert names_in(tmp_path) == []
