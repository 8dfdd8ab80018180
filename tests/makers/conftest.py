"""A house for each maker of the bench."""

from collections.abc import Generator

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
import pytest

from .bench import MAKERS
from .house import House, async_set_up_house
from .maker import Maker


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def maker(request: pytest.FixtureRequest) -> Generator[Maker]:
    """Return what stands behind the integration, if its library is installed."""
    pytest.importorskip(request.param.library)
    maker: Maker = request.param()
    yield maker
    maker.patches.close()


@pytest.fixture
async def house(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, maker: Maker
) -> House:
    """Guard a camera with what the catalogue finds; nobody is home."""
    return await async_set_up_house(hass, freezer, maker)
