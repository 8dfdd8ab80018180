"""A house with three cameras, what is in it, and the Home Assistant of the day."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from homeassistant.components.camera import async_get_stream_source
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
)

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.household.guard import Guard

from ..common import MARKER, marked_jpeg
from . import deputies, reckoning
from .life import ANNA, BEN, Life
from .noticing import Noticing
from .onlookers import Network, Onlooker
from .things import Camera, Film, Plug, Recording, Thing
from .virtual import Clock, VirtualLoop

START: Final = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
CAMERAS: Final = ("Living room", "Kitchen", "Hall")
PEOPLE: Final = ("person.anna", "person.ben")
BATH, ALARM, GUESTS = (
    "binary_sensor.bath",
    "binary_sensor.alarm",
    "input_boolean.guests",
)
SENSORS: Final = (BATH, ALARM, GUESTS)
METER: Final = "sensor.kitchen_upload"
PICTURE: Final = marked_jpeg()


def slug(name: str) -> str:
    """Return a name as it is in entity ids."""
    return name.lower().replace(" ", "_")


class House:
    """All that there is, and how it truly is."""

    def __init__(self, loop: VirtualLoop, clock: Clock, folder: Path) -> None:
        """Build the house; nobody is home, and nothing is on."""
        self.loop = loop
        self.clock = clock
        self.folder = folder
        self.things = {
            name: Thing(name.capitalize().replace("_", " "), state)
            for name, state in (
                ("plug", "on"),
                ("recording", "events"),
                ("breaker", "on"),
                ("router", "on"),
                *((slug(camera), "on") for camera in CAMERAS),
            )
        }
        self.films = {camera: Film(PICTURE) for camera in CAMERAS}
        self.states = dict.fromkeys(PEOPLE, "not_home") | dict.fromkeys(SENSORS, "off")
        self.network = Network(loop, self.may_see)
        self.life: Life
        self.entry: ConfigEntry
        self.allowed: dict[str, reckoning.Camera] = {}
        self.rules: list[reckoning.Rule] = []
        self.options: dict[str, Any] = {}
        self.components: tuple[str, ...] = ()
        """What Home Assistant has besides what it must have."""
        self.disabled: set[str] = set()
        """Guarded cameras whose entity is disabled; the guard goes on without it."""
        self.looked_at: set[str] = set()
        """Cameras that somebody has asked for a picture in this step."""
        self._renamings = 0
        self.meter_is_gone = False
        self.noticing = Noticing(clock)
        for thing in self.things.values():
            thing.moved = self.measure

    @property
    def hass(self) -> HomeAssistant:
        """Return the Home Assistant of now."""
        return self.life.hass

    @property
    def now(self) -> datetime:
        """Return what the clock on the wall shows."""
        return self.clock.now()

    # Lives

    async def async_begin(
        self, new: dict[str, Any] | None, *, ours_first: bool, known: bool
    ) -> None:
        """Start Home Assistant; `known` tells the states before all has started."""
        self.life = life = Life(self.folder)
        await life.async_begin(self.components)
        entities = self._entities()
        life.starting()
        if new is None and ours_first:
            self.entry = await life.async_add_ours()
        await life.async_add_maker(entities)
        if new is not None or not ours_first:
            self.entry = await life.async_add_ours(new)
        if known:
            await self.loop.settle()
            self.write_all()
        await self._open_door()
        await deputies.async_appoint(life.hass)
        life.started()
        if not known:
            self.write_all()
        await self.loop.settle()

    def write_all(self) -> None:
        """Tell the new Home Assistant all that there is to know."""
        self.hass.states.async_set("zone.work", "0", {"friendly_name": "Work"})
        for entity_id in self.states:
            self.write(entity_id)
        self.measure()

    def measure(self) -> None:
        """Write what the router sees the kitchen's camera send."""
        rate = "unavailable" if self.meter_is_gone else str(self.rate)
        self.hass.states.async_set(METER, rate, {"unit_of_measurement": "kB/s"})

    @property
    def rate(self) -> int:
        """Return what the kitchen's camera truly sends."""
        sends = self.things["router"].state == self.things["kitchen"].state == "on"
        return 200 if sends else 0

    async def _open_door(self) -> None:
        runner = web.AppRunner(self.hass.http.app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.network.port = runner.addresses[0][1]

    def _entities(self) -> list[Any]:
        things = self.things
        return [
            *(Plug(things[name]) for name in ("plug", "breaker", "router")),
            Recording(things["recording"]),
            *(Camera(things[slug(name)], self.films[name]) for name in CAMERAS),
        ]

    # States of people and sensors

    def write(self, entity_id: str) -> None:
        """Write how somebody or something is."""
        state = self.states[entity_id]
        if state == "gone":
            self.hass.states.async_remove(entity_id)
        else:
            self.hass.states.async_set(entity_id, state)

    def verdict(self, rule: str) -> str:
        """Return whether a rule's condition is met, as far as the states tell."""
        if rule == "Night":
            return "yes" if reckoning.is_night(self.now) else "no"
        if rule == "Someone is home":
            each = {self._is(person, "home") for person in PEOPLE}
            return next((v for v in ("yes", "perhaps") if v in each), "no")
        sensor = {"Bath": BATH, "Alarm": ALARM, "Guests": GUESTS}[rule]
        return self._is(sensor, "on")

    def _is(self, entity_id: str, state: str) -> str:
        found = self.states[entity_id]
        if found in ("unknown", "unavailable", "gone"):
            return "perhaps"
        return "yes" if found == state else "no"

    def note(self) -> None:
        """Take note, for the reckoning, of how all is now."""
        now = self.noticing.look()
        for rule in self.rules:
            rule.note(self.verdict(rule.name), now)
        for camera in self.allowed.values():
            camera.note(now)

    # Cameras

    @property
    def guards(self) -> dict[str, Guard]:
        """Return the guards of now by their cameras' names."""
        return {g.name: g for g in self.entry.runtime_data.guards.values()}

    def entity_id(self, camera: str, domain: str, key: str) -> str:
        """Return one of the entities of a guarded camera."""
        found = er.async_get(self.hass).async_get_entity_id(
            domain, DOMAIN, f"{self.guards[camera].camera_id}_{key}"
        )
        assert found is not None, (camera, domain, key)
        return found

    def state(self, camera: str, domain: str, key: str) -> str:
        """Return the state of one of the entities of a guarded camera."""
        state = self.hass.states.get(self.entity_id(camera, domain, key))
        assert state is not None
        return state.state

    def modes(self, camera: str) -> set[str]:
        """Return the modes that the camera may be in now."""
        return self.allowed[camera].modes(self.rules, self.noticing.latest)

    def unnoticed_modes(self, camera: str) -> set[str]:
        """Return the modes while nobody has noticed that the clock was set."""
        now, lowered = self.noticing.latest, self.noticing.lowered
        modes = self.allowed[camera].modes(self.rules, now, unnoticed=True)
        return modes | ({lowered[camera]} if camera in lowered else set())

    def may_see(self, camera: str, destination: str) -> bool:
        """Tell whether somebody may see the camera now, or could until just now."""
        if camera not in self.allowed:
            return False
        reckoned = self.allowed[camera]
        self.note()
        modes = self.modes(camera) | reckoned.modes(
            self.rules, self.noticing.latest - timedelta(seconds=1)
        )
        if not self.noticing.is_over:
            modes |= self.unnoticed_modes(camera)
        return any(
            reckoning.sees(mode, destination, trusted=reckoned.trusts) for mode in modes
        )

    # Onlookers

    def token(self, camera: str) -> str:
        """Return the camera's access token as dashboards read it."""
        state = self.hass.states.get(self.entity_id(camera, "camera", "guarded"))
        assert state is not None
        return str(state.attributes.get("access_token"))

    def look(
        self, camera: str, destination: str, token: str, *, moving: bool
    ) -> Onlooker:
        """Ask for a picture, or a moving one, over the network."""
        self.looked_at.add(camera)
        kind = "camera_proxy_stream" if moving else "camera_proxy"
        entity_id = self.entity_id(camera, "camera", "guarded")
        path = f"/api/{kind}/{entity_id}?token={token}"
        return self.network.fetch(camera, destination, path)

    async def async_address(self, camera: str) -> str | None:
        """Return where the camera's video is, as a bridge inside the house is told."""
        self.looked_at.add(camera)
        entity_id = self.entity_id(camera, "camera", "guarded")
        address = await async_get_stream_source(self.hass, entity_id)
        assert address is None or "secret" not in address
        return address

    async def async_snapshot(self, camera: str) -> bool:
        """Tell whether an automation's snapshot shows the camera."""
        self.looked_at.add(camera)
        path = self.folder / "snapshot.jpg"
        data = {
            "entity_id": self.entity_id(camera, "camera", "guarded"),
            "filename": str(path),
        }
        try:
            await self.hass.services.async_call(
                "camera", "snapshot", data, blocking=True
            )
        except HomeAssistantError:
            return False
        shown = path.exists() and MARKER in path.read_bytes()
        path.unlink(missing_ok=True)
        return shown

    # Wishes

    def may_lower(self, who: str) -> bool:
        """Tell whether somebody has the right to lower privacy."""
        chosen = self.options["lower_users"]
        if who == "automation":
            return bool(self.options["automations_may_lower"])
        return who in (ANNA, BEN) and (not chosen or who in chosen)

    async def async_ask(
        self, who: str, domain: str, action: str, camera: str, key: str, **data: Any
    ) -> bool:
        """Call an action for somebody; tell whether it was not refused."""
        context = self._context(who)
        platform = "camera" if domain == DOMAIN else domain
        target = {"entity_id": self.entity_id(camera, platform, key)}
        try:
            await self.hass.services.async_call(
                domain, action, {**target, **data}, blocking=True, context=context
            )
        except ServiceValidationError as err:
            if err.translation_key != "may_not_lower":
                raise
            return False
        return True

    def _context(self, who: str) -> Context:
        """Return a context of somebody, as Home Assistant would make it."""
        if who in (ANNA, BEN):
            return Context(user_id=who)
        if who != "automation":
            return Context()
        context = Context(parent_id="somebody")
        run = {"name": "Errand", "entity_id": "automation.errand", "source": "time"}
        self.hass.bus.async_fire("automation_triggered", run, context=context)
        return context

    def may_send(self, who: str, how: str) -> bool:
        """Tell whether what somebody has something else do may lower privacy.

        A script or a scene is whoever started it. An automation is one of its own, and
        one that was started by hand has to have that person's right besides.
        """
        automations_may = bool(self.options["automations_may_lower"])
        if how == "automation":
            return automations_may
        if how == "automation by hand":
            return automations_may and self.may_lower(who)
        return self.may_lower(who)

    async def async_send(self, who: str, how: str, camera: str, mode: str) -> None:
        """Have something else ask for a mode."""
        await deputies.async_send(
            self.hass,
            how,
            self._context(who),
            camera=self.entity_id(camera, "camera", "guarded"),
            select=self.entity_id(camera, "select", "mode"),
            mode=mode,
        )

    # Rooms and names

    async def async_act_on_room(
        self, who: str, action: str, camera: str, way: str
    ) -> bool:
        """Call one of Home Assistant's actions on a camera's room or device."""
        domain, _, name = action.partition(".")
        try:
            await self.hass.services.async_call(
                domain,
                name,
                self._room_of(camera, way),
                blocking=True,
                context=self._context(who),
            )
        except ServiceValidationError as err:
            if err.translation_key != "may_not_lower":
                raise
            return False
        return True

    def _room_of(self, camera: str, way: str) -> dict[str, str]:
        """Return a target: each guarded camera has a room and a floor of its own."""
        entity = er.async_get(self.hass).async_get(
            self.entity_id(camera, "camera", "guarded")
        )
        assert entity is not None
        assert entity.device_id is not None
        floors, areas = fr.async_get(self.hass), ar.async_get(self.hass)
        floor = floors.async_get_floor_by_name(camera) or floors.async_create(camera)
        area = areas.async_get_area_by_name(camera) or areas.async_create(
            camera, floor_id=floor.floor_id
        )
        dr.async_get(self.hass).async_update_device(entity.device_id, area_id=area.id)
        return {
            "area": {"area_id": area.id},
            "device": {"device_id": entity.device_id},
            "floor": {"floor_id": floor.floor_id},
        }[way]

    def rename(self, camera: str) -> None:
        """Give the guarded camera an id that it never had."""
        self._renamings += 1
        er.async_get(self.hass).async_update_entity(
            self.entity_id(camera, "camera", "guarded"),
            new_entity_id=f"camera.renamed_{self._renamings}",
        )

    def disable(self, camera: str) -> None:
        """Disable the guarded camera."""
        self.disabled.add(camera)
        self._set_disabled(camera, er.RegistryEntryDisabler.USER)

    def enable(self, camera: str) -> None:
        """Enable the guarded camera; the entry is loaded again soon."""
        self.disabled.discard(camera)
        self._set_disabled(camera, None)

    def _set_disabled(self, camera: str, by: er.RegistryEntryDisabler | None) -> None:
        er.async_get(self.hass).async_update_entity(
            self.entity_id(camera, "camera", "guarded"), disabled_by=by
        )
