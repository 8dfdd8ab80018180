"""Fixtures for tests with real processes."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from demo.household import Household, Ports, temporary_household
from demo.maker import Maker

from .bridges import Bridges, bridged_household
from .household import House, unexpected
from .processes import free_port
from .rooms.house import Rooms, furnished_rooms
from .simulated import Camera, Cloud, simulated_camera, simulated_cloud


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """Return a client whose requests all have a time limit."""
    timeout = aiohttp.ClientTimeout(total=15)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield session


@pytest.fixture
async def cloud(http: aiohttp.ClientSession) -> AsyncIterator[Cloud]:
    """Run a maker's cloud."""
    async with simulated_cloud(http) as cloud:
        yield cloud


@pytest.fixture
async def camera(cloud: Cloud, http: aiohttp.ClientSession) -> AsyncIterator[Camera]:
    """Run a camera that is uploading to the cloud."""
    async with simulated_camera(cloud, http) as camera:
        await cloud.receives(1)
        yield camera


def free_ports() -> Ports:
    """Return ports that no other test has."""
    return Ports(free_port(), free_port(), free_port(), free_port())


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def household() -> AsyncIterator[Household]:
    """Run the demo's household for all tests; its log has to stay clean."""
    async with temporary_household(free_ports()) as household:
        yield household
        assert unexpected(household.hass.log) == []


@pytest_asyncio.fixture(loop_scope="session")
async def house(household: Household) -> AsyncIterator[House]:
    """Return the shared household, with nobody home and its camera open."""
    async with Maker(household.cloud_url) as maker:
        house = House(household, maker)
        await house.reset()
        yield house


@pytest_asyncio.fixture(loop_scope="session")
async def own_house() -> AsyncIterator[House]:
    """Return a household that the test may ruin."""
    async with (
        temporary_household(free_ports()) as household,
        Maker(household.cloud_url) as maker,
    ):
        yield House(household, maker)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def rooms() -> AsyncIterator[Rooms]:
    """Run the house of rooms for all tests; its log has to stay clean."""
    async with furnished_rooms(free_port()) as rooms:
        yield rooms
        assert unexpected(rooms.hass.log) == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def bridges() -> AsyncIterator[Bridges]:
    """Run a household with bridges, for all tests; its log has to stay clean."""
    async with bridged_household(free_ports()) as bridges:
        yield bridges
        assert unexpected(bridges.household.hass.log) == []


@pytest_asyncio.fixture(loop_scope="session")
async def bridged_house(bridges: Bridges) -> AsyncIterator[House]:
    """Return the household with bridges, with nobody home and its camera open."""
    async with Maker(bridges.household.cloud_url) as maker:
        house = House(bridges.household, maker)
        await house.reset()
        yield house


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured, in seconds, and the tables of what was seen."""
    sections: dict[str, list[str]] = {}
    for report in terminalreporter.getreports("passed"):
        if report.when != "call":
            continue
        for what, value in report.user_properties:
            if isinstance(value, str):
                sections.setdefault(what, []).append(value)
            else:
                line = f"{what}: {value:.3f} s"
                sections.setdefault("measured", []).append(line)
    for title, lines in sections.items():
        terminalreporter.section(title)
        for line in lines:
            terminalreporter.line(line)
