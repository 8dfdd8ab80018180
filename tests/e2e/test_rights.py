"""The table of rights, row by row and means by means, in a real Home Assistant."""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from demo.house.client import CommandError
from tests.rights_table import ERRANDS, EVERYBODY, Means, Way, Who, errand_automation

from .rooms.house import CAMERAS, Rooms
from .rooms.people import Person, people_of
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

type Record = Callable[[str, object], None]

ERRAND = "automation.errand"
WORDS = {
    "raise": "make the kitchen camera private",
    "resume": "turn the kitchen camera back to automatic",
}
REFUSALS = {
    "en": "You can make cameras more private, but not less.",
    "de": "Du darfst Kameras privater machen, aber nicht weniger privat.",
}


class Rehearsal:
    """Somebody acts, in every way."""

    def __init__(self, rooms: Rooms, people: dict[str, Person], who: Who) -> None:
        """Prepare; `set_up` does it."""
        self._rooms = rooms
        self._people = people
        self._who = who

    async def set_up(self) -> None:
        """Choose the options of the row."""
        chosen = [self._people[name].user_id for name in self._who.chosen]
        await self._rooms.choose(lower_users=chosen, **self._who.options)

    async def begin(self, mode: str, means: Means) -> None:
        """Set all cameras by Anna's hand, who may; what turns on was turned off."""
        anna = self._people["Anna"].client
        await self._rooms.reset(anna)
        if mode == "private" and means.action == "camera.turn_on":
            cameras = [self._rooms.guarded(camera) for camera in CAMERAS]
            await anna.action("camera.turn_off", entity_id=cameras)
        elif mode == "private":
            await self._rooms.set_mode(mode, client=anna)
        assert set((await self._rooms.modes()).values()) == {mode}

    async def try_(self, means: Means) -> str | None:
        """Let somebody act; return the key of the error, if one was told."""
        who = self._who
        if who.way is Way.HAND:
            return await self._call(means)
        person = self._people[who.user or "Owner"]
        if means.action in WORDS:
            await self._rooms.say(WORDS[means.action], client=person.client)
            return None
        await self._rooms.client.action(
            "input_number.set_value",
            entity_id="input_number.errand",
            value=ERRANDS.index(means),
        )
        if who.way is Way.VOICE:
            await self._rooms.say("run the errand", client=person.client)
        else:
            await self._run_errand(person)
        return None

    async def _call(self, means: Means) -> str | None:
        domain, _, action = means.action.partition(".")
        try:
            await self._people[self._who.user or ""].client.command(
                "call_service",
                domain=domain,
                service=action,
                target={"entity_id": entity_id_of(self._rooms, means)},
                service_data=dict(means.data),
            )
        except CommandError as err:
            return str(err.error.get("translation_key") or err.error["message"])
        return None

    async def _run_errand(self, person: Person) -> None:
        client = self._rooms.client
        before = await client.get(f"/api/states/{ERRAND}")
        if self._who.way is Way.AUTOMATION:
            await client.post("/api/events/errand", {})
        else:
            await person.client.action("automation.trigger", entity_id=ERRAND)

        async def has_run() -> bool:
            state = await client.get(f"/api/states/{ERRAND}")
            now, then = state["attributes"], before["attributes"]
            ran: bool = now["last_triggered"] != then["last_triggered"]
            return ran and now["current"] == 0

        await until(has_run, bool)


def entity_id_of(rooms: Rooms, means: Means) -> str:
    """Return the kitchen's entity, or the household's."""
    camera = "" if means.key == "everywhere" else "Kitchen"
    return rooms.ids[camera, means.domain, means.key]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def people(rooms: Rooms) -> AsyncIterator[dict[str, Person]]:
    """Return everybody, in a house with the automation that does errands."""
    entity_ids = {
        (means.domain, means.key): entity_id_of(rooms, means) for means in ERRANDS
    }
    path = "/api/config/automation/config/errand"
    await rooms.client.post(path, errand_automation(entity_ids))
    await rooms.client.wait_for(ERRAND, "on")
    async with people_of(rooms) as people:
        yield people
        await rooms.choose()
        await rooms.reset()
    await rooms.client.delete(path)


@pytest.mark.parametrize(
    "who", [who for who in EVERYBODY if not who.simulated], ids=lambda who: who.name
)
async def test_row(
    rooms: Rooms, people: dict[str, Person], record_property: Record, who: Who
) -> None:
    """Raised and lowered by every means, or refused; the event tells who it was."""
    rehearsal = Rehearsal(rooms, people, who)
    await rehearsal.set_up()
    for lower, before in ((False, "open"), (True, "private")):
        seen = []
        for means in who.means(lower):
            await rehearsal.begin(before, means)

            problem = await rehearsal.try_(means)

            mode = (await rooms.modes())["Kitchen"]
            assert (mode != before) is who.may(lower), means
            if who.way is Way.HAND:
                assert problem == who.problem(lower=lower), means
            if who.may(lower):
                event = (await rooms.states("event", "privacy"))["Kitchen"]
                assert event["attributes"]["by"] == who.by_means(means), means
            seen.append(f"{means.name} {mode if mode != before else 'refused'}")
        if who.may_raise and not who.may(lower):
            access = (await rooms.states("event", "access"))["Kitchen"]["attributes"]
            assert (access["event_type"], access["path"]) == ("refused", "lowering")
            record_property("refusals noted", f"{who.name}: {access['who']}")
        direction = "lower" if lower else "raise"
        record_property("rights", f"{who.name} | {direction} | {', '.join(seen)}")


async def test_a_refusal_is_told_in_the_language_of_the_frontend(rooms: Rooms) -> None:
    """The error names a text that the frontend has in its user's language."""
    for language, text in REFUSALS.items():
        texts = await rooms.client.command(
            "frontend/get_translations",
            language=language,
            category="exceptions",
            integration=["cloudcam_privacy"],
        )
        key = "component.cloudcam_privacy.exceptions.may_not_lower.message"
        assert texts["resources"][key].startswith(text)
