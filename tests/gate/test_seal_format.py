"""In which format the sealed source leaves."""

import aiohttp
from homeassistant.components.camera import async_get_stream_source
import pytest

from .conftest import Furnish


@pytest.mark.parametrize(
    ("agent", "content_type", "begin"),
    [
        ("Lavf/61.7.100", "video/x-matroska", b"\x1aE\xdf\xa3"),
        ("Go-http-client/1.1", "video/mp2t", b"G"),
        ("", "video/mp2t", b"G"),
    ],
)
async def test_each_client_gets_what_it_plays_soonest(
    furnish: Furnish, agent: str, content_type: str, begin: bytes
) -> None:
    """Matroska for ffmpeg, a transport stream for everybody else."""
    tour, _ = await furnish()
    address = await async_get_stream_source(tour.hass, tour.entity_id)
    assert address is not None
    async with (
        aiohttp.ClientSession(headers={"User-Agent": agent}) as session,
        session.get(address) as response,
    ):
        assert response.content_type == content_type
        assert (await response.content.readany()).startswith(begin)
