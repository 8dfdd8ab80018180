"""The same stories for each maker: nothing more is said than is true."""

from collections.abc import AsyncGenerator
from typing import Final

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.catalogue import as_stored, look_around

from ..house import async_guard, camera_subentry, someone_home
from ..passing_time import async_pass, async_settle
from .ezviz import Ezviz
from .foscam import Foscam
from .maker import Maker

ANNA: Final = "person.anna"
SURE: Final = ("confirmed", "verified")
MAKERS: Final = (Ezviz, Foscam)


class House:
    """A guarded camera of a maker; Anna may come home."""

    def __init__(
        self,
        hass: HomeAssistant,
        freezer: FrozenDateTimeFactory,
        maker: Maker,
        integration: MockConfigEntry,
        entry: MockConfigEntry,
    ) -> None:
        """Keep what belongs together."""
        self.hass = hass
        self.freezer = freezer
        self.maker = maker
        self.integration = integration
        self.entry = entry
        self.said_too_much = 0.0
        """Seconds for which the camera was said to be cut while it was not."""

    @property
    def assurance(self) -> str:
        """Return how sure it is said to be."""
        registry = er.async_get(self.hass)
        (sensor,) = (
            each.entity_id
            for each in er.async_entries_for_config_entry(registry, self.entry.entry_id)
            if each.unique_id.endswith("_assurance")
        )
        state = self.hass.states.get(sensor)
        assert state is not None
        return state.state

    async def come(self) -> None:
        """Anna comes home."""
        self.hass.states.async_set(ANNA, "home")
        await async_settle()

    async def leave(self) -> None:
        """Anna leaves."""
        self.hass.states.async_set(ANNA, "not_home")
        await async_settle()

    async def wait(self, seconds: float) -> None:
        """Let time pass, and see whether more is said than is true."""
        for _ in range(round(seconds / 5)):
            await async_pass(self.hass, self.freezer, 5, step=5)
            if self.maker.uploads and self.assurance in SURE:
                self.said_too_much += 5


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
async def house(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    request: pytest.FixtureRequest,
) -> AsyncGenerator[House]:
    """Guard a camera with what the catalogue finds; nobody is home."""
    pytest.importorskip(request.param.library)
    maker: Maker = request.param()
    integration = await maker.async_set_up(hass)
    registry = er.async_get(hass)
    (camera,) = (
        each.entity_id
        for each in er.async_entries_for_config_entry(registry, integration.entry_id)
        if each.domain == "camera"
    )
    found = [
        cut
        for cut in look_around(hass, camera).cuts
        if cut.ticked and cut.entity_id.startswith("switch.")
    ]
    cuts = as_stored(hass, found)
    assert cuts
    hass.states.async_set(ANNA, "not_home")
    subentry = camera_subentry(camera, "Hall", cuts=cuts)
    entry = await async_guard(hass, subentry, someone_home(ANNA))
    await async_settle()
    yield House(hass, freezer, maker, integration, entry)
    maker.patches.close()


async def test_home_and_away(house: House) -> None:
    """Cut while Anna is home, with one command; uploading again when she is out."""
    for _ in range(2):
        house.maker.commands.clear()
        for home in (True, False):
            await (house.come if home else house.leave)()
            await house.wait(90)
            assert house.maker.uploads is not home
            assert house.assurance in (SURE if home else ("open",))
        assert len(house.maker.commands) == 2
    assert house.said_too_much == 0


async def test_a_minute_at_home(house: House) -> None:
    """She comes and goes before anything can be seen."""
    await house.come()
    await house.wait(5)
    await house.leave()
    await house.wait(300)
    assert house.maker.uploads
    assert house.assurance == "open"


async def test_late_to_tell(house: House) -> None:
    """What is shown late is no sabotage, and no reason to send again."""
    house.maker.lag = house.maker.latest
    await house.come()
    await house.wait(240)
    assert not house.maker.uploads
    assert house.assurance in SURE
    assert len(house.maker.commands) == 1
    assert house.said_too_much == 0


async def test_down(house: House) -> None:
    """Nothing is said to be cut while the maker is down; cut when it is back."""
    house.maker.is_down = True
    await house.come()
    await house.wait(240)
    assert house.assurance in ("pending", "failed")
    house.maker.is_down = False
    await house.wait(420)
    assert not house.maker.uploads
    assert house.assurance in SURE
    assert house.said_too_much == 0


async def test_switched_on_in_the_app(house: House) -> None:
    """It is cut again as soon as the integration tells."""
    await house.come()
    await house.wait(120)
    house.maker.in_app(uploads=True)
    await house.wait(300)
    assert not house.maker.uploads
    assert house.said_too_much <= house.maker.poll + 5


async def test_asleep_by_the_app_before(house: House) -> None:
    """What a person has switched off stays off."""
    house.maker.in_app(uploads=False)
    await house.wait(60)
    await house.come()
    await house.wait(60)
    assert house.assurance in SURE
    await house.leave()
    await house.wait(120)
    assert not house.maker.uploads
    assert house.maker.commands == []


@pytest.mark.parametrize("side", ["ours", "theirs"])
async def test_reload(house: House, side: str) -> None:
    """Reloading either side changes nothing, and sends nothing again."""
    await house.come()
    await house.wait(90)
    house.maker.commands.clear()
    entry = house.entry if side == "ours" else house.integration
    assert await house.hass.config_entries.async_reload(entry.entry_id)
    await house.wait(120)
    assert house.maker.commands == []
    assert not house.maker.uploads
    assert house.assurance in SURE
    await house.leave()
    await house.wait(120)
    assert house.maker.uploads


async def test_half_a_day(house: House) -> None:
    """No more commands in half a day, and no more reads than the integration's own."""
    await house.come()
    await house.wait(60)
    house.maker.commands.clear()
    house.maker.reads = 0
    await async_pass(house.hass, house.freezer, 12 * 3600, step=300)
    assert house.maker.commands == []
    assert house.maker.reads <= 12 * 3600 / house.maker.poll * 1.1
