"""Fixtures for all tests, and how long random input is searched for counterexamples.

By default some seconds, with the same input each time: what passes here passes
everywhere. `HYPOTHESIS_PROFILE=lab pytest --timeout=0 tests/policy` goes on for many
minutes with other input each time. How fast the machine is never fails a test.
"""

from collections.abc import Iterator
import os
from unittest.mock import patch

# First, else the test plugin's own package of that name is found instead of ours.
import custom_components  # noqa: F401  isort: skip

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity import Entity
from hypothesis import HealthCheck, settings
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

from .common import async_guard_with, cut
from .cut.devices import Plug, async_add_devices
from .passing_time import note_jobs_of_threads

settings.register_profile(
    "lab",
    deadline=None,
    max_examples=5000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "quick", settings.get_profile("lab"), derandomize=True, max_examples=100
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return snapshots that know Home Assistant's objects."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture(autouse=True)
def enable_event_loop_debug() -> None:
    """Leave asyncio's debug mode off, which costs more than a third of all time.

    The test plugin turns it on. `PYTHONASYNCIODEBUG=1 pytest` does so too.
    """


@pytest.fixture(autouse=True)
def prepare_home_assistant(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant find the integration, and tests see when all is at rest."""
    if "hass" not in request.fixturenames:
        return
    if "recorder_mock" in request.fixturenames:
        request.getfixturevalue("recorder_mock")  # It insists on being before hass.
    request.getfixturevalue("enable_custom_integrations")
    note_jobs_of_threads(request.getfixturevalue("hass").loop)


@pytest.fixture
async def plug(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> Plug:
    """Return a plug that the camera hangs on; time stands still."""
    plug = Plug()
    await async_add_devices(hass, plug)
    return plug


@pytest.fixture
async def entry(hass: HomeAssistant, plug: Plug) -> MockConfigEntry:
    """Guard a camera that is cut with the plug while Anna is home."""
    return await async_guard_with(hass, cut(plug.entity_id, "off"))


@pytest.fixture
def all_enabled() -> Iterator[None]:
    """Have those entities too that are disabled at first."""
    with patch.object(Entity, "entity_registry_enabled_default", new=True):
        yield
