"""What must be true of the house after each step of a story."""

from collections.abc import Mapping
from typing import Any

from custom_components.cloudcam_privacy.policy.mode import Mode

from .reckoning import CHAIN, strict
from .set_up import CUTS
from .things import Thing
from .world import House


def thing_of(house: House, row: Mapping[str, Any]) -> Thing:
    """Return the thing that a row of cuts names."""
    name = row["entity_id"].partition(".")[2]
    return house.things[name]


def asks_for(row: Mapping[str, Any], mode: str) -> bool:
    """Tell whether a mode asks for a cut, last resorts apart."""
    return not row["last_resort"] and strict(mode) >= strict(row["from_mode"])


def wanted(house: House, thing: Thing, mode_of: dict[str, str]) -> str | None:
    """Return the state in which some camera wants a thing, None if none does."""
    for camera, mode in mode_of.items():
        for row in CUTS[camera]:
            if thing_of(house, row) is thing and asks_for(row, mode):
                return str(row["cut_state"])
    return None


def askers(house: House, thing: Thing) -> int:
    """Return how many cameras have a thing among their cuts."""
    rows = [row for camera in house.guards for row in CUTS[camera]]
    return sum(thing_of(house, row) is thing for row in rows)


def check_modes(house: House) -> None:
    """See that each camera is in the mode that was reckoned, and its gate as shut."""
    house.note()
    for camera, guard in house.guards.items():
        shown, reckoned = house.state(camera, "sensor", "mode"), house.modes(camera)
        assert shown in reckoned, f"{camera} is {shown}, not {reckoned}"
        assert strict(guard.gate.mode) >= strict(shown), f"{camera}: the gate lags"
        assert guard.decision.mode == shown
        override = house.state(camera, "select", "mode")
        expected = house.allowed[camera].override
        if expected is None or not expected.in_force(house.now):
            assert override == "automatic", f"{camera}: {override} is over"
        else:
            assert override == expected.mode


def check_not_lowered(house: House) -> None:
    """See that no camera is less private than not knowing the time explains."""
    for camera, guard in house.guards.items():
        least = min(map(strict, house.unnoticed_modes(camera)))
        assert strict(guard.gate.mode) >= least, f"{camera} is only {guard.gate.mode}"


def has_no_power(house: House, camera: str) -> bool:
    """Tell whether a last resort is cut, with which other things may have gone."""
    rows = [row for row in CUTS[camera] if row["last_resort"]]
    return any(thing_of(house, row).told == row["cut_state"] for row in rows)


def check_assurance(house: House) -> None:
    """See that no camera is said to be safer than the things in the house are."""
    for camera, guard in house.guards.items():
        assurance = house.state(camera, "sensor", "assurance")
        mode = house.state(camera, "sensor", "mode")
        if assurance == "open":
            assert mode == "open"
            assert guard.gate.mode is Mode.OPEN
        if assurance not in ("confirmed", "verified"):
            continue
        for row in CUTS[camera]:
            thing = thing_of(house, row)
            if not thing.is_there and has_no_power(house, camera):
                continue
            if asks_for(row, mode):
                assert thing.told == row["cut_state"], f"{camera}: {thing} is not cut"
                lies = thing.told != thing.state
                assert not lies or thing.has_lied, f"{camera}: {thing} tells otherwise"
        if assurance == "verified":
            assert camera == "Kitchen"
            assert house.rate == 0, "It sends, and is said to be silent"


def check_viewers(house: House) -> None:
    """See that nobody has been shown what must not be seen."""
    if house.network.leaks:
        raise house.network.leaks[0]


def check_all(house: House) -> None:
    """See that all is as it must be at any time."""
    check_viewers(house)
    check_modes(house)
    check_assurance(house)


def check_at_rest(house: House) -> None:
    """See that each thing is cut or as it was found, and each gate as its mode."""
    mode_of = {camera: house.state(camera, "sensor", "mode") for camera in house.guards}
    for thing in house.things.values():
        state = wanted(house, thing, mode_of)
        if thing.name == "Breaker" and mode_of["Living room"] != CHAIN[0]:
            continue  # As a last resort it may be added, or not.
        expected = state or thing.home
        assert thing.told == expected, f"{thing.name} is {thing.told}, not {expected}"
    for camera, guard in house.guards.items():
        assert guard.gate.mode == mode_of[camera], f"{camera}: the gate stays shut"
        assurance = house.state(camera, "sensor", "assurance")
        assert assurance in sure(camera, mode_of[camera]), f"{camera}: {assurance}"


def sure(camera: str, mode: str) -> tuple[str, ...]:
    """Return what the assurance may be where all things do as they are told."""
    if mode == "open":
        return ("open",)
    if not any(asks_for(row, mode) for row in CUTS[camera]):
        return ("gate_only",)
    return ("confirmed", "verified")
