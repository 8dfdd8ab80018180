"""Cameras as their integrations register them, and the cuts that are right for each.

catalogue_cases.json lists per camera its entities as (domain, translation key, unique
id), and by unique id what is to be taken without asking; `CAMERA` is the camera itself.
"""

import json
from pathlib import Path
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.cloudcam_privacy.cut.catalogue.model import Effect
from custom_components.cloudcam_privacy.cut.catalogue.search import look_around

CASES = json.loads(
    Path(__file__).with_name("catalogue_cases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("named", [None, "Privacy fence", "Play zone", "Mask button"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_right_cuts_are_found_whatever_the_name(
    hass: HomeAssistant,
    device_registry: dr.DeviceRegistry,
    entity_registry: er.EntityRegistry,
    case: dict[str, Any],
    named: str | None,
) -> None:
    entry = MockConfigEntry(domain=case["integration"])
    entry.add_to_hass(hass)
    name = named or case["device"]
    device = device_registry.async_get_or_create(
        config_entry_id=entry.entry_id,
        identifiers={(case["integration"], "device")},
        name=name,
    )

    def register(domain: str, key: str | None, unique_id: str, features: int) -> str:
        return entity_registry.async_get_or_create(
            domain,
            case["integration"],
            unique_id,
            config_entry=entry,
            device_id=device.id,
            translation_key=key,
            suggested_object_id=f"{name} {unique_id}",
            supported_features=features,
        ).entity_id

    key, unique_id, features = case["camera"]
    camera = register("camera", key, unique_id, features)
    ids = {camera: "CAMERA"}
    for entity in case["entities"]:
        ids[register(entity[0], entity[1], entity[2], 0)] = entity[2]

    found = look_around(hass, camera).ticked

    for sound, right in ((False, case["cuts"]), (True, case.get("sound", {}))):
        taken: dict[str, list[str]] = {}
        for cut in found:
            if (cut.effect is Effect.SOUND) is sound:
                taken.setdefault(ids[cut.entity_id], []).append(cut.cut_state)
        assert taken == {key: str(state).split() for key, state in right.items()}


@pytest.mark.parametrize("detects", [True, None])
def test_what_always_says_that_it_is_cut_is_left_out(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, detects: bool | None
) -> None:
    """Foscam says of all its cameras that they do not look for motion."""
    entry = MockConfigEntry(domain="foscam")
    entry.add_to_hass(hass)
    camera = entity_registry.async_get_or_create(
        "camera", "foscam", "camera", config_entry=entry
    ).entity_id
    hass.states.async_set(camera, "idle", {"motion_detection": detects})

    found = [cut.entity_id for cut in look_around(hass, camera).ticked]

    assert found == ([camera] if detects else [])
