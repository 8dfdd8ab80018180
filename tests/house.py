"""A house to test in: source cameras with marked frames, people, switches, rules."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, override

from homeassistant.components.camera import (
    DOMAIN as CAMERA_DOMAIN,
    Camera,
    CameraEntityFeature,
)
from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigSubentryData
from homeassistant.core import Context, HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity import DeviceInfo
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

MARKER = b"SOURCE-FRAME"
MAKER = "test_maker"
NO_TIME = {"hours": 0, "minutes": 0, "seconds": 0}


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


async def async_make_cameras(
    hass: HomeAssistant, *cameras: MarkedCamera
) -> MockConfigEntry:
    """Set up a maker's integration with the cameras."""
    await async_setup_component(hass, "homeassistant", {})

    async def set_up(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        await hass.config_entries.async_forward_entry_setups(entry, [CAMERA_DOMAIN])
        return True

    async def unload(hass: HomeAssistant, entry: ConfigEntry) -> bool:
        return await hass.config_entries.async_unload_platforms(entry, [CAMERA_DOMAIN])

    async def add(
        hass: HomeAssistant,
        entry: ConfigEntry,
        async_add_entities: AddConfigEntryEntitiesCallback,
    ) -> None:
        async_add_entities(cameras)

    mock_integration(
        hass, MockModule(MAKER, async_setup_entry=set_up, async_unload_entry=unload)
    )
    mock_platform(hass, f"{MAKER}.config_flow")
    # The plugin's type knows only the older of the two kinds of callback.
    platform = MockPlatform(async_setup_entry=add)  # type: ignore[arg-type]
    mock_platform(hass, f"{MAKER}.{CAMERA_DOMAIN}", platform)
    entry = MockConfigEntry(domain=MAKER)
    entry.add_to_hass(hass)
    with mock_config_flow(MAKER, ConfigFlow):
        assert await hass.config_entries.async_setup(entry.entry_id)
    await hass.async_block_till_done()
    return entry


def hide(hass: HomeAssistant, entity_id: str = "camera.living_room") -> None:
    """Hide a source by hand, so that nobody is told that it can be seen."""
    by = er.RegistryEntryHider.USER
    er.async_get(hass).async_update_entity(entity_id, hidden_by=by)


def camera_subentry(reference: str, title: str, **fields: Any) -> ConfigSubentryData:
    """Return a camera to be guarded, with the defaults of the form."""
    return ConfigSubentryData(
        subentry_type="camera",
        title=title,
        unique_id=reference,
        data={
            "camera": reference,
            "resting_mode": "open",
            "when_unsure": "private",
            "cuts": [],
            "upload_rate": None,
            "upload_limit": 5,
            "trust_internal": False,
            "hide_reason": False,
            "take_over": False,
            **fields,
        },
    )


def rule_subentry(kind: str, name: str, **fields: Any) -> ConfigSubentryData:
    """Return a rule, with the defaults of the form."""
    return ConfigSubentryData(
        subentry_type="rule",
        title=name,
        unique_id=None,
        data={
            "kind": kind,
            "name": name,
            "mode": "private",
            "cameras": [],
            "exception": False,
            "after": NO_TIME,
            "hold": NO_TIME,
            **fields,
        },
    )


def someone_home(*people: str, **fields: Any) -> ConfigSubentryData:
    """Return the rule of the first form."""
    return rule_subentry(
        "presence",
        "Someone is home",
        people=list(people),
        presence="anyone_home",
        **fields,
    )


def cut(entity_id: str, cut_state: str, **fields: Any) -> dict[str, Any]:
    """Return a row of the field `cuts`."""
    return {
        "entity_id": entity_id,
        "cut_state": cut_state,
        "from_mode": "local",
        "last_resort": False,
        **fields,
    }


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
