"""A house with one guarded camera of a maker, in which Anna lives."""

from collections.abc import Sequence
from typing import Any

from freezegun.api import FrozenDateTimeFactory
from homeassistant.components.camera import async_get_image
from homeassistant.config_entries import ConfigSubentryData
from homeassistant.const import EVENT_HOMEASSISTANT_STARTED, EVENT_STATE_CHANGED
from homeassistant.core import (
    CALLBACK_TYPE,
    CoreState,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.cut.catalogue.search import (
    as_stored,
    look_around,
)
from custom_components.cloudcam_privacy.forms.sources import new_camera

from ..common import (
    ANNA,
    async_guard,
    async_person,
    camera_subentry,
    entity_id_of,
    someone_home,
    state_of,
)
from ..passing_time import async_pass, async_settle
from .maker import SURE, Maker


class House:
    """A guarded camera of a maker; Anna may come home."""

    def __init__(
        self, hass: HomeAssistant, freezer: FrozenDateTimeFactory, maker: Maker
    ) -> None:
        """Keep what belongs together."""
        self.hass = hass
        self.freezer = freezer
        self.maker = maker
        self.integration: MockConfigEntry
        self.entry: MockConfigEntry
        self.camera: str
        self.cuts: list[str] = []
        """The entities that were found to cut."""
        self.said_too_much = 0.0
        """Seconds for which the camera was said to be cut while it was not."""
        self.tolerated = 0.0
        """Seconds for which nobody can know better."""
        self.told: list[str] = []
        """What the device did and what was said, after each step."""
        self.events: list[str] = []
        """The privacy events since somebody has moved in."""
        self._lies_since: float | None = None
        self._unsubscribe: CALLBACK_TYPE = lambda: None

    def maker_as[M: Maker](self, kind: type[M]) -> M:
        """Return what stands behind the cameras, of a kind that is known."""
        assert isinstance(self.maker, kind)
        return self.maker

    async def async_move_in(
        self,
        mode: str = "private",
        *,
        every_camera: bool = False,
        also: Sequence[dict[str, Any]] = (),
        **given: Any,
    ) -> None:
        """Guard the camera as the first form would have it; nobody is home.

        `every_camera` guards all cameras of the integration, `also` are more cuts.
        """
        self.integration = await self.maker.async_set_up(self.hass)
        cameras = [self.maker.camera] if self.maker.camera else self._cameras()
        self.camera = cameras[0]
        subentries = [
            self._guarded(camera, also, given)
            for camera in cameras[: None if every_camera else 1]
        ]
        self.hass.states.async_set(ANNA, "not_home")
        self.entry = await async_guard(
            self.hass, *subentries, someone_home(ANNA, mode=mode)
        )
        await async_settle()
        self.maker.changed = self._compare
        self._unsubscribe = self.hass.bus.async_listen(
            EVENT_STATE_CHANGED, self._changed
        )
        self.maker.commands.clear()

    def _cameras(self) -> list[str]:
        registry = er.async_get(self.hass)
        return [
            each.entity_id
            for each in er.async_entries_for_config_entry(
                registry, self.integration.entry_id
            )
            if each.domain == "camera" and not each.disabled
        ]

    def _guarded(
        self, camera: str, also: Sequence[dict[str, Any]], given: dict[str, Any]
    ) -> ConfigSubentryData:
        found = [
            cut
            for cut in look_around(self.hass, camera).ticked
            if cut.entity_id.partition(".")[0] in self.maker.domains
        ]
        self.cuts += [cut.entity_id for cut in found]
        cuts = [*as_stored(self.hass, found), *also]
        given = {"cuts": cuts, "take_over": False, **given}
        fields = new_camera(self.hass, camera, **given)
        return camera_subentry(camera, "Hall", **fields)

    @callback
    def async_leave_for_good(self) -> None:
        """Cease to compare what is said with what is true."""
        self._compare()
        self._unsubscribe()
        self.maker.patches.close()

    @property
    def assurance(self) -> str:
        """Return how sure it is said to be."""
        return self.assurance_of(0)

    def assurance_of(self, camera: int) -> str:
        """Return how sure it is said to be of one of several cameras."""
        return state_of(self.hass, self.entry, "sensor", "assurance", camera)

    def is_cut(self) -> bool:
        """Tell whether the device truly sends nothing."""
        return not self.maker.uploads

    async def async_shows_picture(self) -> bool:
        """Tell whether the camera itself gives a picture."""
        try:
            return bool((await async_get_image(self.hass, self.camera)).content)
        except HomeAssistantError:
            return False

    @callback
    def _changed(self, event: Event[EventStateChangedData]) -> None:
        entity_id, new = event.data["entity_id"], event.data["new_state"]
        if entity_id.endswith("_assurance"):
            self._compare()
        elif new and entity_id == entity_id_of(
            self.hass, self.entry, "event", "privacy"
        ):
            self.events.append(str(new.attributes.get("event_type")))

    @callback
    def _compare(self) -> None:
        """Add up for how long more was said than is true."""
        now = self.hass.loop.time()
        if self._lies_since is not None:
            self.said_too_much += now - self._lies_since
        sensor = entity_id_of(self.hass, self.entry, "sensor", "assurance")
        state = self.hass.states.get(sensor)
        lies = self.maker.uploads and state is not None and state.state in SURE
        self._lies_since = now if lies else None

    async def come(self) -> None:
        """Anna comes home."""
        self.hass.states.async_set(ANNA, "home")
        await async_settle()

    async def leave(self) -> None:
        """Anna leaves."""
        self.hass.states.async_set(ANNA, "not_home")
        await async_settle()

    async def set_mode(self, mode: str, camera: int = 0) -> None:
        """Set the mode by hand."""
        await self._act("set_mode", camera, mode=mode)

    async def resume(self, camera: int = 0) -> None:
        """End what was set by hand."""
        await self._act("resume", camera)

    async def mute(self, **duration: int) -> None:
        """Mute by hand, for so long or until it is ended."""
        await self._act("mute", 0, **({"duration": duration} if duration else {}))

    async def unmute(self) -> None:
        """End the mute by hand."""
        await self._act("unmute", 0)

    async def _act(self, action: str, camera: int, **data: object) -> None:
        guarded = entity_id_of(self.hass, self.entry, "camera", "guarded", camera)
        await self.hass.services.async_call(
            DOMAIN,
            action,
            {"entity_id": guarded, **data},
            blocking=True,
            context=await async_person(self.hass),
        )
        await async_settle()

    async def wait(self, seconds: float, step: float = 5) -> None:
        """Let time pass, and note what is true then and what is said."""
        await async_pass(self.hass, self.freezer, seconds, step=step)
        self._compare()
        does = "sends" if self.maker.uploads else "cut"
        said = self.assurance
        self.told.append(
            does if said == "open" and does == "sends" else f"{does}: {said}"
        )

    async def wait_long(self) -> None:
        """Let as much time pass as the integration needs to show what is so."""
        await self.wait(max(90, 2 * self.maker.poll + self.maker.lag))

    async def restart(self, absent: float = 0, *, lost: bool = False) -> None:
        """Restart Home Assistant; the integration comes after us, `absent` s later.

        `lost` tells that the maker is down for so long, so that setting up fails first.
        """
        entries = self.hass.config_entries
        assert await entries.async_unload(self.entry.entry_id)
        assert await entries.async_unload(self.integration.entry_id)
        person = self.hass.states.get(ANNA)
        assert person is not None
        self.hass.set_state(CoreState.not_running)
        self.hass.states.async_remove(ANNA)
        assert await entries.async_setup(self.entry.entry_id)
        self.hass.set_state(CoreState.starting)
        await async_settle()
        self.hass.states.async_set(ANNA, person.state)
        if lost:
            self.maker.go_down()
            await entries.async_setup(self.integration.entry_id)
        if absent:
            await self._started()
            await self.wait(absent)
        if lost:
            self.maker.go_down(False)
            await self.wait(180)  # It is tried again ever less often.
            return
        assert await entries.async_setup(self.integration.entry_id)
        if not absent:
            await self._started()

    async def _started(self) -> None:
        self.hass.set_state(CoreState.running)
        self.hass.bus.async_fire(EVENT_HOMEASSISTANT_STARTED)
        await async_settle()
