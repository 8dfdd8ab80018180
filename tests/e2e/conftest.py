"""Fixtures for tests with real processes."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

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
