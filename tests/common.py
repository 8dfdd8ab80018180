"""Helpers for all tests: cameras with marked frames, households, and who acts in them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, override

from homeassistant.components.camera import (
    DOMAIN as CAMERA_DOMAIN,
    Camera,
    CameraEntityFeature,
)
from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er, issue_registry as ir
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity import Entity
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.setup import async_setup_component
from PIL import Image
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    MockModule,
    MockPlatform,
    mock_config_flow,
    mock_integration,
    mock_platform,
)

from custom_components.cloudcam_privacy.const import DOMAIN
from custom_components.cloudcam_privacy.forms.options import DEFAULT_OPTIONS
from custom_components.cloudcam_privacy.household.household import Household

from .passing_time import async_settle
from .subentries import NO_TIME, camera_subentry, cut, rule_subentry, someone_home

__all__ = ("NO_TIME", "camera_subentry", "cut", "rule_subentry", "someone_home")

ANNA = "person.anna"
MARKER = b"SOURCE-FRAME"
MAKER = "test_maker"


def marked_jpeg(number: int = 0) -> bytes:
    """Return a picture of the source, with the marker in its bytes."""
    out = BytesIO()
    picture = Image.new("RGB", (160, 90), (230, 20, 200))
    picture.paste((20, 30, 40), (0, 0, 80, 90))
    picture.save(out, "JPEG", comment=MARKER + str(number).encode())
    return out.getvalue()


class MarkedCamera(Camera):
    """A source camera whose every frame can be recognised."""

    films_when_off = False
    """Whether it gives pictures to whoever asks it, although it says that it is off."""

    _attr_has_entity_name = True
    _attr_name = None
    _attr_frame_interval = 0.02
    _attr_supported_features = CameraEntityFeature.ON_OFF

    def __init__(self, name: str) -> None:
        """Name it, and put it on a device of its own."""
        super().__init__()
        slug = name.lower().replace(" ", "_")
        self.asked = self.frames = 0
        self.fails = False
        self._attr_unique_id = slug
        self._attr_device_info = DeviceInfo(identifiers={(MAKER, slug)}, name=name)

    @override
    async def async_camera_image(
        self, width: int | None = None, height: int | None = None
    ) -> bytes | None:
        self.asked += 1
        if self.fails or not (self.is_on or self.films_when_off):
            return None
        self.frames += 1
        return marked_jpeg(self.frames)

    @override
    async def async_turn_on(self) -> None:
        self._attr_is_on = True
        self.async_write_ha_state()

    @override
    async def async_turn_off(self) -> None:
        self._attr_is_on = False
        self.async_write_ha_state()


class MotionCamera(MarkedCamera):
    """A source camera that detects motion."""

    _attr_motion_detection_enabled = True

    @override
    async def async_enable_motion_detection(self) -> None:
        self._attr_motion_detection_enabled = True
        self.async_write_ha_state()

    @override
    async def async_disable_motion_detection(self) -> None:
        self._attr_motion_detection_enabled = False
        self.async_write_ha_state()


async def async_make_cameras(
    hass: HomeAssistant, *cameras: MarkedCamera
) -> MockConfigEntry:
    """Set up a maker's integration with the cameras."""
    await async_setup_component(hass, "homeassistant", {})
    return await async_add_integration(hass, MAKER, {CAMERA_DOMAIN: cameras})


async def async_add_integration(
    hass: HomeAssistant,
    name: str,
    entities: Mapping[str, Sequence[Entity]],
    **manifest: Any,
) -> MockConfigEntry:
    """Set up an integration with entities, by their domains."""
    make_integration(hass, name, entities, **manifest)
    entry = MockConfigEntry(domain=name)
    entry.add_to_hass(hass)
    with mock_config_flow(name, ConfigFlow):
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


def make_integration(
    hass: HomeAssistant,
    name: str,
    entities: Mapping[str, Sequence[Entity]],
    **manifest: Any,
) -> None:
    """Let Home Assistant find an integration with entities, by their domains."""

    async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        await hass.config_entries.async_forward_entry_setups(entry, list(entities))
        return True

    async def unload(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        return await hass.config_entries.async_unload_platforms(entry, list(entities))

    module = MockModule(
        name,
        async_setup_entry=set_up,
        async_unload_entry=unload,
        partial_manifest=manifest,
    )
    mock_integration(hass, module)
    mock_platform(hass, f"{name}.config_flow")
    for domain, offered in entities.items():
        platform = MockPlatform(async_setup_entry=_adder(offered))
        mock_platform(hass, f"{name}.{domain}", platform)


def _adder(entities: Sequence[Entity]) -> Any:
    """Return the set-up of a platform; the test plugin's type knows an older kind."""

    async def add(
        hass: HomeAssistant,
        entry: ConfigEntry,
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        async_add_entities(entities)

    return add


def hide(hass: HomeAssistant, entity_id: str = "camera.living_room") -> None:
    """Hide a source by hand, so that nobody is told that it can be seen."""
    by = er.RegistryEntryHider.USER
    er.async_get(hass).async_update_entity(entity_id, hidden_by=by)


async def async_guard(
    hass: HomeAssistant,
    *subentries: ConfigSubentryData,
    options: Mapping[str, Any] | None = None,
) -> MockConfigEntry:
    """Set up the household."""
    entry = MockConfigEntry(
        domain=DOMAIN,
        title="Cloudcam Privacy",
        options={**DEFAULT_OPTIONS, **(options or {})},
        subentries_data=list(subentries),
    )
    entry.add_to_hass(hass)
    assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


async def async_guard_with(
    hass: HomeAssistant,
    *cuts: dict[str, Any],
    mode: str = "private",
    camera: MarkedCamera | None = None,
    **fields: Any,
) -> MockConfigEntry:
    """Set up the household; nobody is home."""
    if camera is None:
        camera = MarkedCamera("Living room")
        await async_make_cameras(hass, camera)
    hass.states.async_set(ANNA, "not_home")
    entry = await async_guard(
        hass,
        camera_subentry(camera.entity_id, "Living room", cuts=list(cuts), **fields),
        someone_home(ANNA, mode=mode),
    )
    await async_settle()
    return entry


def household_of(entry: ConfigEntry[Household]) -> Household:
    """Return what moves."""
    return entry.runtime_data


def entity_id_of(
    hass: HomeAssistant, entry: ConfigEntry, domain: str, key: str, camera: int = 0
) -> str:
    """Return one of our entities; `camera` counts the guarded ones."""
    owners = [s.subentry_id for s in entry.subentries.values()]
    cameras = [s for s in owners if entry.subentries[s].subentry_type == "camera"]
    registry = er.async_get(hass)
    for owner in (cameras[camera] if cameras else "", entry.entry_id):
        if found := registry.async_get_entity_id(domain, DOMAIN, f"{owner}_{key}"):
            return found
    raise LookupError(f"No {domain} {key}")


def state_of(
    hass: HomeAssistant, entry: ConfigEntry, domain: str, key: str, camera: int = 0
) -> str:
    """Return the state of one of our entities."""
    state = hass.states.get(entity_id_of(hass, entry, domain, key, camera))
    assert state is not None
    return state.state


async def async_person(hass: HomeAssistant) -> Context:
    """Return the context of somebody who is logged in."""
    user = await hass.auth.async_create_user("Anna", group_ids=["system-admin"])
    return Context(user_id=user.id)


async def async_come_home(hass: HomeAssistant) -> None:
    """Let Anna come home, and the cuts begin."""
    hass.states.async_set(ANNA, "home")
    await async_settle()


async def async_leave(hass: HomeAssistant) -> None:
    """Let Anna leave, and the restoring begin."""
    hass.states.async_set(ANNA, "not_home")
    await async_settle()


async def async_go_private(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Press the button."""
    button = {"entity_id": entity_id_of(hass, entry, "button", "go_private")}
    await hass.services.async_call("button", "press", button, blocking=True)
    await async_settle()


async def async_resume(hass: HomeAssistant, entry: MockConfigEntry) -> None:
    """Let somebody end the override."""
    camera = {"entity_id": entity_id_of(hass, entry, "camera", "guarded")}
    await hass.services.async_call(
        DOMAIN, "resume", camera, blocking=True, context=await async_person(hass)
    )
    await async_settle()


def assurance(hass: HomeAssistant, entry: MockConfigEntry) -> str:
    """Return how sure it is that the camera uploads nothing."""
    return state_of(hass, entry, "sensor", "assurance")


async def async_act(
    hass: HomeAssistant,
    action: str,
    target: Mapping[str, Any],
    context: Context | None = None,
    **data: Any,
) -> dict[str, Any]:
    """Call an action and return what it answers."""
    answer = await hass.services.async_call(
        "cloudcam_privacy",
        action,
        {**target, **data},
        blocking=True,
        context=context,
        return_response=True,
    )
    assert answer is not None
    return answer


def issues(hass: HomeAssistant, key: str | None = None) -> list[ir.IssueEntry]:
    """Return our issues with a translation key, or all but that of the audit.

    In a house in which the original cameras keep their places, they are in the way of
    everybody: that is a matter of the tests of the audit.
    """
    ours = [
        issue
        for (domain, _), issue in ir.async_get(hass).issues.items()
        if domain == "cloudcam_privacy"
    ]
    if key is None:
        return [issue for issue in ours if issue.translation_key != "bypassed"]
    return [issue for issue in ours if issue.translation_key == key]
