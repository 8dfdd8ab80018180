"""Ways of makers' integrations: late, hopeful, from a cloud, or unable to tell."""

from typing import override

from freezegun.api import FrozenDateTimeFactory
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from ..common import (
    MarkedCamera,
    assurance,
    async_come_home,
    async_guard_with,
    async_leave,
    async_make_cameras,
    cut,
    issues,
    state_of,
)
from ..passing_time import async_pass, async_settle
from .devices import Plug, async_add_devices
from .polled import Cloud, CloudSwitch


class NoMotion(MarkedCamera):
    """A camera that always says that its motion detection is off."""

    raises = False
    asked_to_stop = 0

    @override
    async def async_disable_motion_detection(self) -> None:
        self.asked_to_stop += 1
        if self.raises:
            raise HomeAssistantError("not with this API")


@pytest.mark.parametrize(("raises", "expected"), [(False, "sent"), (True, "failed")])
async def test_motion_detection_that_cannot_be_read(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory, raises: bool, expected: str
) -> None:
    """A missing attribute is no cut state: nothing is confirmed by it."""
    camera = NoMotion("Living room")
    camera.raises = raises
    await async_make_cameras(hass, camera)
    entry = await async_guard_with(
        hass, cut(camera.entity_id, "motion_off"), camera=camera
    )
    await async_come_home(hass)
    assert camera.asked_to_stop == 1
    seen = set()
    for _ in range(20):
        await async_pass(hass, freezer, 5)
        seen.add(assurance(hass, entry))
    assert seen <= {"pending", expected}
    assert assurance(hass, entry) == expected


async def async_cloud(
    hass: HomeAssistant,
    cloud: Cloud,
    *,
    hopeful: bool = True,
    iot_class: str = "cloud_polling",
) -> tuple[CloudSwitch, MockConfigEntry]:
    """Guard a camera that is cut by way of a cloud, or of what else is polled."""
    switch = CloudSwitch(cloud, hopeful=hopeful)
    await async_add_devices(hass, switch, iot_class=iot_class)  # type: ignore[arg-type]
    return switch, await async_guard_with(hass, cut(switch.entity_id, "off"))


async def test_cloud_that_lags(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What it shows meanwhile is nobody's doing, and sent once is enough."""
    switch, entry = await async_cloud(hass, Cloud(hass, interval=10, lag=45))
    await async_pass(hass, freezer, 30)
    await async_come_home(hass)
    seen = set()
    for _ in range(60):
        await async_pass(hass, freezer, 2)
        seen.add(assurance(hass, entry))
    assert switch.calls == ["off"]
    assert seen <= {"pending", "confirmed"}
    assert assurance(hass, entry) == "confirmed"
    assert not issues(hass, "cut_failed")


async def test_undone_right_after_it_was_seen(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A device in the house tells what is so: what undoes a cut is somebody's doing."""
    cloud = Cloud(hass, interval=30)
    switch, entry = await async_cloud(
        hass, cloud, hopeful=False, iot_class="local_polling"
    )
    await async_come_home(hass)
    await async_pass(hass, freezer, 10, step=1)
    assert assurance(hass, entry) == "confirmed"
    for times in (1, 2):
        cloud.truth = True
        await cloud.async_refresh()
        await async_pass(hass, freezer, 10, step=1)
        assert switch.calls == ["off"] * (1 + times)
        assert assurance(hass, entry) == "confirmed"
    cloud.truth = True
    await cloud.async_refresh()
    await async_settle()
    assert assurance(hass, entry) == "contradicted"
    assert switch.calls == ["off"] * 3


async def test_wakes_on_the_second_command(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """Once a device in the house says that it has not obeyed it is told again."""
    cloud = Cloud(hass, interval=30)
    switch, entry = await async_cloud(
        hass, cloud, hopeful=False, iot_class="local_polling"
    )
    await async_come_home(hass)
    await async_pass(hass, freezer, 60, step=5)
    await async_leave(hass)
    cloud.truth = False
    await async_pass(hass, freezer, 20, step=1)
    assert switch.calls == ["off", "on", "on"]
    assert assurance(hass, entry) == "open"


async def test_armed_in_the_makers_app(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A state of before the decision is no read-back: it is asked, and then cut."""
    cloud = Cloud(hass, interval=300, truth=False)
    switch, entry = await async_cloud(hass, cloud, hopeful=False)
    cloud.truth = True
    await async_come_home(hass)
    assert assurance(hass, entry) == "pending"
    await async_pass(hass, freezer, 400, step=5)
    assert switch.calls == ["off"]
    assert not cloud.truth
    assert assurance(hass, entry) == "confirmed"


async def test_slow_poll(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """It is read again, not sent again; hope is no confirmation."""
    cloud = Cloud(hass, interval=300, lag=20)
    switch, entry = await async_cloud(hass, cloud)
    await async_come_home(hass)
    assert assurance(hass, entry) == "pending"
    polls = cloud.polls
    await async_pass(hass, freezer, 90, step=5)
    assert switch.calls == ["off"]
    assert assurance(hass, entry) == "confirmed"
    assert cloud.polls - polls <= 6


async def test_twelve_hours_of_privacy(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """A cloud that never tells is asked and commanded ever less often."""
    cloud = Cloud(hass, interval=300, lag=10**6)
    switch, entry = await async_cloud(hass, cloud, hopeful=False)
    await async_come_home(hass)
    before = cloud.polls
    await async_pass(hass, freezer, 12 * 3600, step=60)
    assert assurance(hass, entry) == "failed"
    assert len(switch.calls) <= 20
    assert cloud.polls - before <= 12 * 12 + 40


async def test_slow_command(
    hass: HomeAssistant,
    entry: MockConfigEntry,
    plug: Plug,
    freezer: FrozenDateTimeFactory,
) -> None:
    """It is left to run, one at a time, and what comes of it late counts."""
    plug.hangs = True
    await async_come_home(hass)
    await async_pass(hass, freezer, 90, step=5)
    assert plug.calls == ["off"]
    plug.show(lambda: plug.set_on(False))
    await async_settle()
    assert assurance(hass, entry) == "confirmed"
    await async_pass(hass, freezer, 300, step=10)
    assert plug.calls == ["off"]


async def test_meter_over_its_limit(
    hass: HomeAssistant, freezer: FrozenDateTimeFactory
) -> None:
    """What is read back is never sent again: it may memorize what it finds."""
    plug = Plug()
    plug.set_on(False)
    await async_add_devices(hass, plug)
    kilobytes = {"unit_of_measurement": "kB/s"}
    hass.states.async_set("sensor.upload", "90", kilobytes)
    entry = await async_guard_with(
        hass, cut(plug.entity_id, "on"), upload_rate="sensor.upload"
    )
    await async_come_home(hass)
    await async_pass(hass, freezer, 31)
    hass.states.async_set("sensor.upload", "91", kilobytes)
    await async_pass(hass, freezer, 300, step=5)
    assert assurance(hass, entry) == "contradicted"
    assert state_of(hass, entry, "binary_sensor", "leak") == "on"
    assert plug.calls == ["on"]
    await async_leave(hass)
    assert plug.calls == ["on", "off"]
