"""A day in a real Home Assistant: what happened, beside what the ledger tells of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
import time
from typing import Any, override

import pytest

from demo.house.client import Client, ClientError

from .household import ANNA, House
from .simulated import until
from .visitors import AT_HOME, OUTSIDE, look, play, visitor, watch_with_link

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

FIRST_FRAME_SECONDS = 1
LAST_FRAME_SECONDS = 5 + 1  # A second for a busy machine.
LINK = "someone at home"
DOORBELL = "Home Assistant: Doorbell"
OWNER = "demo"


@dataclass(frozen=True)
class Row:
    """A use or a refusal; pictures and seconds where they are known by hand.

    It took `longest` at most: on a busy machine, all that is done by hand takes longer.
    """

    kind: str
    who: str
    where: str
    path: str
    mode: str
    pictures: int | None = None
    seconds: float | None = None
    bytes: int | None = None
    longest: float = 0

    def matches(self, other: Row) -> bool:
        """Tell whether a row of the log is this one."""
        names = ("kind", "who", "where", "path", "mode")
        least, told = self.seconds or 0, other.seconds or 0
        return (
            all(getattr(self, name) == getattr(other, name) for name in names)
            and self.pictures in (None, other.pictures)
            and self.bytes in (None, other.bytes)
            and least - 1 <= told <= max(least, self.longest) + 1
        )

    @override
    def __str__(self) -> str:
        """Return the row in words."""
        what = [f"{self.who} ({self.where}) {self.kind} by {self.path}, {self.mode}"]
        what += [f"{self.pictures} pictures"] if self.pictures else []
        what += [f"{self.seconds:.0f} s"] if self.seconds else []
        what += [f"{self.bytes} bytes"] if self.bytes else []
        return ", ".join(what)


async def test_day(house: House, record_property: Record) -> None:
    """Five who look, four paths, three modes: the log tells what happened."""
    left_home = await house.entity_id("sensor", "data_left_home")
    refusals = await house.entity_id("sensor", "refusals")
    await house.enable(left_home, refusals)
    await _nobody_looks(house)
    start = time.monotonic()
    left, refused = (
        await _number(house, left_home),
        await _number(house, refusals),
    )
    async with (
        visitor(house, "Anna", AT_HOME) as anna,
        visitor(house, "Ben", OUTSIDE) as ben,
    ):
        await _add_doorbell(house)
        day = [
            *await _morning(house, anna, ben, record_property),
            *await _noon(house, anna, ben),
            *await _evening(house, ben),
        ]
        happened = sorted(day, key=_place)
        log = sorted(await _log(house, time.monotonic() - start), key=_place)

    for number in range(max(len(happened), len(log))):
        by_hand = happened[number] if number < len(happened) else "nothing"
        told = log[number] if number < len(log) else "nothing"
        record_property(
            "a day: what happened | what the ledger tells", f"{by_hand} | {told}"
        )
    assert len(log) == len(happened)
    for by_hand, told in zip(happened, log, strict=True):
        assert by_hand.matches(told), f"{by_hand} | {told}"
    gone = sum(row.bytes or 0 for row in log if row.where != "home")
    assert await _number(house, left_home) - left == gone
    assert await _number(house, refusals) - refused == 5
    record_property("a day", time.monotonic() - start)


def _place(row: Row) -> tuple[str, ...]:
    """Return where a row belongs: what the raise ends, ends at the same time."""
    return (row.mode, row.kind, row.who, row.where, row.path)


async def _morning(
    house: House, anna: Client, ben: Client, record_property: Record
) -> list[Row]:
    """Nobody is home, and the camera is open."""
    ask = time.monotonic()
    stills = [len(await look(ben, house)) for _ in range(3)]
    looked = time.monotonic()
    await _watched(house, "on")
    first = time.monotonic() - looked
    await _watched(house, "off")
    last = time.monotonic() - looked
    record_property("stills: until watched", first)
    record_property("stills: until not watched", last)
    assert first < FIRST_FRAME_SECONDS
    assert last < LAST_FRAME_SECONDS

    snapshot = house.media("doorbell.jpg")
    await _ring(house)
    began = time.monotonic()
    pictures = await watch_with_link(house, 2)
    watched = time.monotonic()
    await play(anna, house, 3)
    done = time.monotonic()
    await _watched(house, "off")
    record_property("HLS closed: until not watched", time.monotonic() - done)
    assert time.monotonic() - done < LAST_FRAME_SECONDS
    recording = house.media("recording.mp4")
    record = {"entity_id": house.entities.guarded, "filename": str(recording)}
    asked = time.monotonic()
    await house.client.action("camera.record", **record, duration=2, lookback=0)
    took = time.monotonic() - asked  # Until the file is written.
    assert pictures > 2
    await house.client.action("switch.turn_off", entity_id=house.entities.uploads)
    return [
        Row(
            *("viewed", "Ben", "remote", "still", "open", 3, 0, sum(stills)),
            longest=looked - ask,
        ),
        Row("viewed", DOORBELL, "internal", "snapshot", "open", 1, 0, _size(snapshot)),
        Row(
            *("viewed", LINK, "home", "mjpeg", "open"),
            seconds=2,
            longest=watched - began,
        ),
        Row(
            *("viewed", "Anna", "home", "hls", "open"),
            seconds=3,
            longest=done - watched,
        ),
        Row(
            *("viewed", OWNER, "internal", "recording", "open"),
            seconds=2,
            bytes=_size(recording),
            longest=took,
        ),
    ]


async def _noon(house: House, anna: Client, ben: Client) -> list[Row]:
    """Nothing is uploaded, and the picture stays at home."""
    await house.client.wait_for(house.entities.mode, "local")
    await look(anna, house)
    for _ in range(2):
        await look(ben, house)
    with pytest.raises(ClientError):
        await play(ben, house, 1)
    await _ring(house)
    began = time.monotonic()
    tablet = asyncio.create_task(watch_with_link(house, 3))
    await _watched(house, "on")
    await asyncio.sleep(1)
    await house.flip(ANNA, "on")()
    raised = time.monotonic()
    await tablet
    return [
        Row("refused", "Ben", "remote", "still", "local"),
        Row("refused", "Ben", "remote", "hls", "local"),
        Row("refused", DOORBELL, "internal", "snapshot", "local"),
        Row("viewed", "Anna", "home", "still", "local", 1),
        Row(
            *("viewed", LINK, "home", "mjpeg", "local"),
            seconds=1,
            longest=raised - began,
        ),
    ]


async def _evening(house: House, ben: Client) -> list[Row]:
    """Anna is home, and the camera is private."""
    await house.client.wait_for(house.entities.mode, "private")
    await look(ben, house)
    return [Row("refused", "Ben", "remote", "still", "private")]


def _size(path: Any) -> int:
    size: int = path.stat().st_size
    return size


async def _nobody_looks(house: House) -> None:
    """Wait until the uses of the tests before are over."""
    await until(lambda: _ask(house, 1), lambda log: _are_over(log["sessions"]), 35)


def _are_over(sessions: list[dict[str, Any]]) -> bool:
    return all(row["ended"] for row in sessions)


async def _watched(house: House, state: str) -> None:
    watched = await house.entity_id("binary_sensor", "watched")
    await house.client.wait_for(watched, state)


async def _number(house: House, sensor: str) -> int:
    return int(await house.client.state(sensor))


async def _add_doorbell(house: House) -> None:
    """Add an automation that takes a snapshot when somebody rings."""
    await house.client.post(
        "/api/config/automation/config/doorbell",
        {
            "alias": "Doorbell",
            "triggers": [{"trigger": "event", "event_type": "somebody_rang"}],
            "actions": [
                {
                    "action": "camera.snapshot",
                    "target": {"entity_id": house.entities.guarded},
                    "data": {"filename": str(house.media("doorbell.jpg"))},
                    "continue_on_error": True,
                }
            ],
        },
    )
    await house.client.wait_for("automation.doorbell", "on")


async def _ring(house: House) -> None:
    await house.client.post("/api/events/somebody_rang", {})
    await asyncio.sleep(0.5)


async def _log(house: House, seconds: float) -> list[Row]:
    """Return what the action tells: uses by their start, and then refusals."""
    log = await _ask(house, seconds)
    assert _are_over(log["sessions"])
    return [
        Row("viewed", *_names(row), row["frames"], row["duration"], row["bytes"])
        for row in sorted(log["sessions"], key=lambda row: str(row["started"]))
    ] + [Row("refused", *_names(row)) for row in log["refusals"][::-1]]


async def _ask(house: House, seconds: float) -> dict[str, Any]:
    answer = await house.client.post(
        "/api/services/cloudcam_privacy/access_log?return_response",
        {"entity_id": house.entities.guarded, "hours": seconds / 3600},
    )
    log: dict[str, Any] = answer["service_response"][house.entities.guarded]
    return log


def _names(row: dict[str, Any]) -> tuple[str, str, str, str]:
    return row["who"], row["destination"], row["path"], row["mode"]
