"""What is not urgent takes turns with what is."""

from homeassistant.core import HomeAssistant

from custom_components.cloudcam_privacy.turns import FEW, Turns


async def test_few_at_once(hass: HomeAssistant) -> None:
    """In a usual home nothing has to wait."""
    done: list[int] = []
    Turns(hass).async_take([lambda: done.append(1)] * FEW)
    assert len(done) == FEW


async def test_many_in_turn(hass: HomeAssistant) -> None:
    """Whatever else is to do goes between, and nothing is done twice."""
    done: list[int | str] = []
    turns = Turns(hass)

    def action(number: int) -> None:
        done.append(number)
        if number == 0:
            hass.loop.call_soon(done.append, "urgent")

    actions = [lambda number=number: action(number) for number in range(FEW + 1)]
    turns.async_take(actions)
    turns.async_take(actions)
    assert done == []
    await hass.async_block_till_done()
    assert done.index("urgent") < FEW
    assert [each for each in done if each != "urgent"] == list(range(FEW + 1))
