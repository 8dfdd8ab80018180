"""Fixtures for all tests."""

# First, else the test plugin's own package of that name is found instead of ours.
import custom_components  # noqa: F401  isort: skip

import pytest
from pytest_homeassistant_custom_component.syrupy import HomeAssistantSnapshotExtension
from syrupy.assertion import SnapshotAssertion

from .passing_time import note_jobs_of_threads


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return snapshots that know Home Assistant's objects."""
    return snapshot.use_extension(HomeAssistantSnapshotExtension)


@pytest.fixture(autouse=True)
def prepare_home_assistant(request: pytest.FixtureRequest) -> None:
    """Let Home Assistant find the integration, and tests see when all is at rest."""
    if "hass" not in request.fixturenames:
        return
    if "recorder_mock" in request.fixturenames:
        request.getfixturevalue("recorder_mock")  # It insists on being before hass.
    request.getfixturevalue("enable_custom_integrations")
    note_jobs_of_threads(request.getfixturevalue("hass").loop)
