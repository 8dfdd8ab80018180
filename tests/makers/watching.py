"""Watch a guarded camera for what its maker's news make of it."""

from .house import House


async def seconds_until_contradicted(
    house: House, limit: float, step: float = 1
) -> float | None:
    """Return after how long it is said that the camera goes on; None for never."""
    seconds = 0.0
    while house.assurance != "contradicted":
        if seconds >= limit:
            return None
        await house.wait(step, step=step)
        seconds += step
    return seconds
