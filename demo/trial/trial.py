"""Have all faults at once: somebody comes home and leaves, and again without faults.

`hurry` spares what only takes time: Home Assistant's foscam is asked to look at the
camera where it would do so by itself within 30 seconds, the camera that answers late
does so after 12 seconds instead of 30, and it is not waited for until a camera that
stays away counts as lost.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
import time
from typing import Any, Final

from demo.marker import find_marks

from .camera import LONGEST_SECONDS, TrialCamera, until
from .house import TrialHouse
from .seen import APP_OFTEN, APP_ONCE, FAULTY, LATE_SECONDS, SURE, Seen
from .watching import Record, Told, watching

QUIET_SECONDS: Final = 3
_LOOK_SECONDS: Final = 0.1


class Trial:
    """One run."""

    def __init__(self, house: TrialHouse, record: Record, *, hurry: bool) -> None:
        """Prepare."""
        self._house = house
        self._record = record
        self._hurry = hurry
        self._began = 0.0
        self._provoked: dict[str, datetime] = {}
        self.seen = {name: Seen() for name in house.cameras}

    async def run(self) -> dict[str, Seen]:
        """Go through it all; return what was seen, by name of the camera."""
        await self._each(self._be_seen)
        for name, fault in FAULTY.items():
            seconds = {"fault_seconds": LATE_SECONDS} if self._is_late(name) else {}
            await self._house.cameras[name].control(fault=fault, **seconds)
        await self._come_home()
        await self._leave()
        for camera in self._house.cameras.values():
            await camera.control(fault=None)
        await self._once_more()
        return self.seen

    def _is_late(self, name: str) -> bool:
        return self._hurry and FAULTY[name] == "answers_late"

    async def _be_seen(self, camera: TrialCamera) -> None:
        """Show its picture: only what was seen to give pictures can fail to later."""
        path = f"/api/camera_proxy/{camera.entities.guarded}"

        async def has_picture() -> bool:
            status, _ = await self._house.client.fetch(path)
            return status == HTTPStatus.OK

        await until(has_picture, _LOOK_SECONDS)

    async def _each(self, do: Callable[[TrialCamera], Any]) -> None:
        async with asyncio.TaskGroup() as group:
            for camera in self._house.cameras.values():
                group.create_task(do(camera))

    # Anna comes home

    async def _come_home(self) -> None:
        self._began = time.monotonic()
        door = datetime.now(UTC)
        self._provoked = dict.fromkeys(self.seen, door)
        looking = asyncio.create_task(self._each(self._until_closed))
        await self._house.anna("home")
        await self._each(self._at_home)
        await looking
        await asyncio.sleep(QUIET_SECONDS)
        await self._each(self._take_stock)

    async def _until_closed(self, camera: TrialCamera) -> None:
        path = f"/api/camera_proxy/{camera.entities.guarded}?width=160"

        async def is_closed() -> bool:
            status, picture = await self._house.client.fetch(path)
            return status == HTTPStatus.OK and not find_marks(picture)

        await until(is_closed, _LOOK_SECONDS)
        self.seen[camera.name].closed = time.monotonic() - self._began

    async def _at_home(self, camera: TrialCamera) -> None:
        """Wait for what is to come of a camera's fault."""
        fault = FAULTY.get(camera.name)
        if fault in ("ignores", "drops_connection", "gone_when_off"):
            await self._until_issue(camera, "cut_failed", "contradicted")
            return
        await self._until_told(camera, lambda told: told.state in SURE)
        if fault == "uploads_anyway":
            leak = await self._until_told(camera, lambda t: t.state == "contradicted")
            await self._until_told(camera, lambda t: t.state == "verified", leak.at)
        elif fault == "forgets_on_reboot":
            self._provoke(camera)
            await camera.control(reboot=True)
            await self._until_cut_again(camera)
        elif fault == "reboots":
            await asyncio.sleep(self._began + 45 - time.monotonic())
        elif camera.name == APP_ONCE:
            await self._wake_by_app(camera)
            await self._until_cut_again(camera)
        elif camera.name == APP_OFTEN:
            while not await self._is_given_up(camera):
                await self._wake_by_app(camera)
                await self._until_cut_again(camera)
            await self._until_issue(camera, "contradicted")

    def _provoke(self, camera: TrialCamera) -> None:
        self._provoked[camera.name] = datetime.now(UTC)

    async def _wake_by_app(self, camera: TrialCamera) -> None:
        self._provoke(camera)
        await camera.control(sleep=False, human_detection=True)
        await self._hurry_up(camera)

    async def _until_cut_again(self, camera: TrialCamera) -> None:
        """Wait until the camera sleeps and Home Assistant knows, or it is given up."""

        async def is_cut() -> bool:
            if (await camera.control())["booting"]:
                return False
            await self._hurry_up(camera)
            if await self._is_given_up(camera):
                return True
            assurance = await self._house.client.state(camera.entities.assurance)
            return bool((await camera.control())["sleep"]) and assurance in SURE

        await until(is_cut, 1)

    async def _is_given_up(self, camera: TrialCamera) -> bool:
        path = f"/api/states/{camera.entities.assurance}"
        cuts = (await self._house.client.get(path))["attributes"]["read_back"]
        return any(cut["status"] == "lost" for cut in cuts)

    async def _hurry_up(self, camera: TrialCamera) -> None:
        if self._hurry:
            await self._house.client.action(
                "homeassistant.update_entity", entity_id=camera.entities.sleep
            )

    async def _until_told(
        self,
        camera: TrialCamera,
        happened: Callable[[Told], bool],
        since: float | None = None,
    ) -> Told:
        return await self._record.until(
            camera.entities.assurance,
            happened,
            self._began if since is None else since,
            LONGEST_SECONDS,
        )

    async def _until_issue(self, camera: TrialCamera, *keys: str) -> None:
        async def raised() -> bool:
            return not set(keys).isdisjoint(await self._house.issues(camera))

        await until(raised, 1)

    async def _take_stock(self, camera: TrialCamera) -> None:
        seen, entities = self.seen[camera.name], camera.entities
        received = await self._house.received(camera)
        last = datetime.fromisoformat(received["last"])
        if received["age"] >= QUIET_SECONDS:
            provoked = self._provoked[camera.name]
            seen.last_byte = max(0.0, (last - provoked).total_seconds())
        seen.assurance = self._record.states(self._began, entities.assurance)
        leaks = self._record.states(self._began, entities.leak)
        seen.leaked = "on" in (state for _, state in leaks)
        seen.issues_home = set(await self._house.issues(camera))

    # Anna leaves

    async def _leave(self) -> None:
        left, at = datetime.now(UTC), time.monotonic()
        before = {
            camera.name: (await self._house.received(camera))["frames"]
            for camera in self._house.cameras.values()
        }

        async def be_back(camera: TrialCamera) -> None:
            seen = self.seen[camera.name]
            if FAULTY.get(camera.name) == "gone_when_off":
                await self._be_found(camera)
            now = await self._until_more(camera, before[camera.name])
            last = datetime.fromisoformat(now["last"])
            seen.back = (last - left).total_seconds()
            await self._house.client.wait_for(
                camera.entities.assurance, "open", seconds=LONGEST_SECONDS
            )
            seen.assurance_back = self._record.states(at, camera.entities.assurance)

        await self._house.anna("out")
        await self._each(be_back)
        await self._each(self._until_no_issue)
        await self._each(self._until_told_back)
        for name, camera in self._house.cameras.items():
            self.seen[name].events = self._events(camera)

    def _events(self, camera: TrialCamera) -> list[str]:
        """Return what has been told of a camera since Anna came home."""
        told = self._record.since(self._began, camera.entities.privacy)
        return [each.attributes["event_type"] for each in told]

    async def _until_told_back(self, camera: TrialCamera) -> None:
        """Wait until it is told that a camera that was put back gives a picture."""

        async def told() -> bool:
            events = self._events(camera)
            return "restored" not in events or events[-1] == "came_back"

        await until(told, 0.5)

    async def _be_found(self, camera: TrialCamera) -> None:
        """Let a camera that answers nothing answer again, in the end."""
        if not self._hurry:
            await self._until_issue(camera, "did_not_come_back")
        self.seen[camera.name].issues_out = set(await self._house.issues(camera))
        await camera.control(fault=None)
        await self._hurry_up(camera)

    async def _until_no_issue(self, camera: TrialCamera) -> None:
        async def cleared() -> bool:
            issues = await self._house.issues(camera)
            self.seen[camera.name].issues_out |= set(issues)
            return not issues

        await until(cleared, 0.5)

    async def _until_more(self, camera: TrialCamera, frames: int) -> dict[str, Any]:
        """Wait until more frames have arrived; return the numbers then."""
        received: dict[str, Any] = {}

        async def arrived() -> bool:
            received.update(await self._house.received(camera))
            return int(received["frames"]) > frames

        await until(arrived, _LOOK_SECONDS)
        return received

    # Once more

    async def _once_more(self) -> None:
        async def be_quiet(camera: TrialCamera) -> None:
            await self._house.client.wait_for(
                camera.entities.assurance, *SURE, seconds=LONGEST_SECONDS
            )
            await asyncio.sleep(QUIET_SECONDS)
            received = await self._house.received(camera)
            self.seen[camera.name].next_quiet = received["age"] >= QUIET_SECONDS - 1

        async def be_back(camera: TrialCamera) -> None:
            before = (await self._house.received(camera))["frames"]
            await self._house.client.wait_for(
                camera.entities.assurance, "open", seconds=LONGEST_SECONDS
            )
            await self._until_more(camera, before)
            self.seen[camera.name].next_back = True
            self.seen[camera.name].issues_after = set(await self._house.issues(camera))

        await self._house.anna("home")
        await self._each(be_quiet)
        await self._house.anna("out")
        await self._each(be_back)


@asynccontextmanager
async def trial(house: TrialHouse, *, hurry: bool) -> AsyncIterator[Trial]:
    """Return a trial that is ready to run."""
    entity_ids = {
        entity_id
        for camera in house.cameras.values()
        for entity_id in (
            camera.entities.assurance,
            camera.entities.leak,
            camera.entities.privacy,
        )
    }
    async with watching(house.client, entity_ids) as record:
        yield Trial(house, record, hurry=hurry)
