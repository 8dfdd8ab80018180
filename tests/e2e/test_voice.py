"""What people type into Assist's pipeline, and what happens then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import groupby
import time
from typing import Final

import pytest

from custom_components.cloudcam_privacy.voice.language import load

from .rooms.house import ANNA, CAMERAS, CLOCK, Rooms
from .rooms.sentence import Sentence
from .rooms.sentences import SENTENCES

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

MOST_TIMES: Final = 15
NEAR: Final = timedelta(seconds=5)


async def test_sentences(rooms: Rooms, record_property: Record) -> None:
    """Every row of the table: its answer, and each camera before and after.

    Ours do not take many times as long as what Home Assistant understands by itself.
    """
    began = time.monotonic()
    ours = plain = 0.0
    for may_lower, rows in groupby(SENTENCES, lambda row: row.may_lower):
        await rooms.choose(voice_may_lower=may_lower)
        for row in rows:
            line, seconds = await _try(rooms, row)
            record_property("voice", line)
            ours += seconds
            asked = time.monotonic()
            assert ":" in await rooms.say("what time is it")
            plain += time.monotonic() - asked
    await rooms.choose()
    record_property(f"{len(SENTENCES)} sentences", time.monotonic() - began)
    record_property("a sentence of ours", ours / len(SENTENCES))
    record_property("a sentence of Home Assistant's", plain / len(SENTENCES))
    assert ours < MOST_TIMES * plain


async def _try(rooms: Rooms, row: Sentence) -> tuple[str, float]:
    """Try a row; return it with what was seen, and the seconds that the answer took."""
    await rooms.reset()
    if row.before:
        await rooms.set_mode("private", *row.before)
    if row.anna_is_home:
        await rooms.client.action("input_boolean.turn_on", entity_id=ANNA)
    private_before = CAMERAS if row.anna_is_home else row.before
    before = await rooms.modes()
    assert before == _modes(private_before), row.says

    now = datetime.now(CLOCK)
    device_id = rooms.tablet if row.to_tablet else None
    asked = time.monotonic()
    answer = await rooms.say(row.says, row.language, device_id=device_id)
    seconds = time.monotonic() - asked

    later = datetime.now(CLOCK)
    states = await rooms.states("sensor", "mode")
    after = {camera: state["state"] for camera, state in states.items()}
    assert after == _modes(row.private), row.says
    end = ""
    for camera in row.private:
        until = states[camera]["attributes"]["until"]
        if row.end is None:
            assert until is None, row.says
        else:
            when = datetime.fromisoformat(until).astimezone(CLOCK)
            assert row.end(now) - NEAR < when < row.end(later) + NEAR, row.says
            end = _said(when, row.language)
    assert answer == row.answer.format(end=end), row.says
    return _line(row, answer, before, after), seconds


def _modes(private: tuple[str, ...]) -> dict[str, str]:
    return {name: "private" if name in private else "open" for name in CAMERAS}


def _said(when: datetime, language: str) -> str:
    clock = f"{when:%H:%M}"
    if when.date() == datetime.now(CLOCK).date():
        return clock
    return f"{load(language).answers['weekdays'][when.weekday()]} {clock}"


def _line(
    row: Sentence, answer: str, before: dict[str, str], after: dict[str, str]
) -> str:
    where = " (tablet in the bedroom)" if row.to_tablet else ""
    rights = ", voice may lower" if row.may_lower else ""
    changes = [
        f"{camera} {before[camera]} → {after[camera]}"
        for camera in CAMERAS
        if before[camera] != after[camera]
    ]
    change = "; ".join(changes) or "nothing changes"
    return f"{row.language}{where}{rights} | {row.says} | {answer} | {change}"
