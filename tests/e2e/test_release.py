"""The zip that HACS installs, in a fresh Home Assistant."""

import json
from pathlib import Path
import subprocess
import zipfile

import pytest

from demo.household import temporary_household
from demo.maker import Maker

from .conftest import free_ports
from .household import House, shows_the_room, unexpected
from .processes import ROOT

DOMAIN = "cloudcam_privacy"
BUILD_SECONDS = 120
MARK = {"version": "99.0.0"}


def _build(directory: Path) -> Path:
    subprocess.run(
        [ROOT / "script" / "release", directory], check=True, timeout=BUILD_SECONDS
    )
    (built,) = directory.iterdir()
    return built


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return custom_components as HACS leaves it: the zip, below the domain's name."""
    components = tmp_path / "custom_components"
    zipfile.ZipFile(_build(tmp_path / "dist")).extractall(components / DOMAIN)
    # So that no other copy can stand in for this one.
    manifest = components / DOMAIN / "manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | MARK))
    return components


def test_release_is_the_same_each_time_and_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for whom the repository does not belong to, as in many a container."""
    one = _build(tmp_path / "one")
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    two = _build(tmp_path / "two")
    assert one.name == json.loads((ROOT / "hacs.json").read_text())["filename"]
    assert one.read_bytes() == two.read_bytes()
    archive = zipfile.ZipFile(one)
    names = set(archive.namelist())
    assert {"manifest.json", "translations/en.json", "brand/icon.png"} <= names
    assert "gate/fonts/OFL.txt" in names
    assert not any("__pycache__" in name for name in names)
    assert archive.read("LICENSE") == (ROOT / "LICENSE").read_bytes()


@pytest.mark.asyncio(loop_scope="session")
async def test_release_guards_a_camera_in_a_fresh_home_assistant(
    installed: Path,
) -> None:
    async with (
        temporary_household(free_ports(), components=installed) as household,
        Maker(household.cloud_url) as maker,
    ):
        house = House(household, maker)
        manifest = await house.client.command("manifest/get", integration=DOMAIN)
        assert manifest["version"] == MARK["version"]
        assert manifest["is_built_in"] is False
        assert (
            await _icon(house) == (installed / DOMAIN / "brand/icon.png").read_bytes()
        )

        await house.be_private()

        assert not shows_the_room(await house.look())
        assert unexpected(household.hass.log) == []


async def _icon(house: House) -> bytes:
    """Return the picture that Home Assistant shows beside the integration's name."""
    token = (await house.client.command("brands/access_token"))["token"]
    status, picture = await house.client.fetch(
        f"/api/brands/integration/{DOMAIN}/icon.png?token={token}"
    )
    assert status == 200
    return picture
