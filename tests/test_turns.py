"""What is not urgent takes turns with what is."""

from functools import partial

from homeassistant.core import HomeAssistant
import pytest

from custom_components.cloudcam_privacy.household.update_queue import FEW, UpdateQueue


async def test_few_at_once(hass: HomeAssistant) -> None:
    """In a usual home nothing has to wait, however often things change."""
    done: list[int] = []
    turns = UpdateQueue(hass)
    actions = [partial(done.append, number) for number in range(FEW)]
    for action in actions * 3:
        turns.async_do(action)
    assert done == [*range(FEW)] * 3


async def test_many_in_turn(hass: HomeAssistant) -> None:
    """Whatever else is to do goes between, and nothing is done twice."""
    done: list[int | str] = []
    turns = UpdateQueue(hass)
    actions = [partial(done.append, number) for number in range(FEW + 5)]
    for action in (*actions, *actions[FEW:]):
        turns.async_do(action)
    assert done == list(range(FEW))
    hass.loop.call_soon(hass.loop.call_soon, done.append, "urgent")
    await hass.async_block_till_done()
    assert FEW < done.index("urgent") < FEW + 5
    assert [each for each in done if each != "urgent"] == list(range(FEW + 5))


async def test_one_fails(hass: HomeAssistant, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever one action raises, the others have their turn."""
    done: list[int] = []

    def action(number: int) -> None:
        if number == FEW:
            raise ValueError
        done.append(number)

    turns = UpdateQueue(hass)
    for number in range(FEW + 3):
        turns.async_do(partial(action, number))
    await hass.async_block_till_done()
    assert done == [number for number in range(FEW + 3) if number != FEW]
    assert "Not everybody could be told" in caplog.text


async def test_done_before_its_turn(hass: HomeAssistant) -> None:
    """What is asked for at once is done at once, and not again in its turn."""
    done: list[int] = []
    action = partial(done.append, 1)
    turns = UpdateQueue(hass)
    turns.async_do_later(action)
    turns.async_do(action)
    assert done == [1]
    await hass.async_block_till_done()
    assert done == [1]
