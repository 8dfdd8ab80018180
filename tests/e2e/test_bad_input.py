"""What makes no sense is refused with a clear error, and nothing changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from demo.house.client import CommandError

from .rooms.house import CAMERAS, Rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

KITCHEN: Final = {"entity_id": "camera.kitchen"}
PAST: Final = (datetime.now(UTC) - timedelta(hours=1)).isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A call of one of our actions, and what is answered."""

    what: str
    error: str
    action: str = "set_mode"
    target: Mapping[str, object] = field(default_factory=lambda: KITCHEN)
    data: Mapping[str, object] = field(default_factory=dict)


_PRIVATE: Final = {"mode": "private"}
_DURATION: Final = "The duration must be more than zero and at most a year"
_NONE_THERE: Final = "Your target contains no guarded camera"
WRONG: Final = (
    Wrong(what="no mode", error="mode", data={}),
    Wrong(what="an unknown mode", error="mode", data={"mode": "hidden"}),
    Wrong(
        what="a duration below nothing",
        error=_DURATION,
        data={**_PRIVATE, "duration": "-00:05:00"},
    ),
    Wrong(what="no duration", error=_DURATION, data={**_PRIVATE, "duration": 0}),
    Wrong(
        what="a duration of 400 days",
        error=_DURATION,
        data={**_PRIVATE, "duration": {"days": 400}},
    ),
    Wrong(
        what="a duration beyond counting",
        error="duration",  # in words of ours, and of Home Assistant from 2026.11 on
        data={**_PRIVATE, "duration": {"days": 1e12}},
    ),
    Wrong(
        what="a duration in words",
        error="duration",
        data={**_PRIVATE, "duration": "a while"},
    ),
    Wrong(
        what="two days of openness",
        error="You can lower privacy by hand for a day at most",
        data={"mode": "open", "duration": {"days": 2}},
    ),
    Wrong(
        what="a reason as long as a letter",
        error="reason",
        data={**_PRIVATE, "reason": "x" * 201},
    ),
    Wrong(
        what="an end that is not asked for",
        error="until",
        data={**_PRIVATE, "until": PAST},
    ),
    Wrong(
        what="the source camera",
        error="Not a guarded camera: camera.kitchen_original",
        target={"entity_id": "camera.kitchen_original"},
        data=_PRIVATE,
    ),
    Wrong(
        what="a camera that does not exist",
        error="Not a guarded camera: camera.cellar",
        target={"entity_id": "camera.cellar"},
        data=_PRIVATE,
    ),
    Wrong(
        what="a guarded camera and one that is not",
        error="Not a guarded camera: camera.bedroom_original",
        target={"entity_id": [KITCHEN["entity_id"], "camera.bedroom_original"]},
        data=_PRIVATE,
    ),
    Wrong(
        what="an area without a guarded camera",
        error=_NONE_THERE,
        target={"area_id": "garage"},
        data=_PRIVATE,
    ),
    Wrong(
        what="an area that does not exist",
        error=_NONE_THERE,
        target={"area_id": "cellar"},
        data=_PRIVATE,
    ),
    Wrong(what="no target", error="entity_id", target={}, data=_PRIVATE),
    Wrong(
        what="an area without a guarded camera, to go on",
        error=_NONE_THERE,
        action="resume",
        target={"area_id": "garage"},
    ),
    Wrong(
        what="an explanation of the past",
        error="Choose a time within the next year",
        action="explain",
        data={"at": PAST},
    ),
    Wrong(
        what="an explanation of a state of nothing",
        error="states",
        action="explain",
        data={"states": {"anna": "home"}},
    ),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.what)
async def test_actions(rooms: Rooms, record_property: Record, wrong: Wrong) -> None:
    """The owner is told what is wrong, by name."""
    before = await rooms.states("sensor", "mode")

    with pytest.raises(CommandError) as refused:
        await rooms.client.command(
            "call_service",
            domain="cloudcam_privacy",
            service=wrong.action,
            target=dict(wrong.target),
            service_data=dict(wrong.data),
            **({"return_response": True} if wrong.action == "explain" else {}),
        )

    message = refused.value.error["message"]
    assert wrong.error in message
    assert await rooms.states("sensor", "mode") == before
    record_property("bad input", f"{wrong.action}, {wrong.what}: {message}")


@pytest.mark.parametrize(
    ("slots", "error"),
    [
        ({"name": "Kitchen", "until": PAST}, "I did not understand until when"),
        ({"name": "Kitchen", "until": "soon"}, "I did not understand until when"),
        (
            {"name": "Kitchen", "until": "22:00", "hours": 1},
            "I did not understand until when",
        ),
        ({"name": "Kitchen", "minutes": 0}, "I did not understand for how long"),
        ({"hours": 1}, "Which camera or room?"),
        ({"name": "Cellar"}, "I know no guarded camera called Cellar"),
        ({"area": "Garage"}, "There is no guarded camera in Garage"),
        (
            {"name": "Kitchen", "area": "Bedroom"},
            "no guarded camera in Kitchen, Bedroom",
        ),
    ],
)
async def test_intents(rooms: Rooms, slots: dict[str, Any], error: str) -> None:
    """What an assistant of another make, or a language model, may come up with."""
    before = await rooms.modes()

    answer = await rooms.client.post(
        "/api/intent/handle", {"name": "CloudcamPrivacyRaise", "data": slots}
    )

    assert answer["response_type"] == "error"
    assert error in answer["speech"]["plain"]["speech"]
    assert "Nothing has changed" in answer["speech"]["plain"]["speech"]
    assert await rooms.modes() == before == dict.fromkeys(CAMERAS, "open")
