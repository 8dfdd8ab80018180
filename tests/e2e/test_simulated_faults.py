"""Each fault of the simulated camera is as its description says."""

from typing import Any

import aiohttp
import pytest

from demo.faults import FAULTS

from .simulated import PASSWORD, USER, Camera, Cloud, until

LOGIN = {"Authorization": aiohttp.encode_basic_auth(USER, PASSWORD)}
SLEEP = {"sleep": True}
WAKE = {"sleep": False}
WRONG: tuple[object, ...] = (
    {"fault": "nonsense"},
    {"fault": []},
    {"sleep": "yes"},
    {"figures": 9},
    {"fault_seconds": 0},
    {"colour": "red"},
    [],
)


async def command(
    camera: Camera, http: aiohttp.ClientSession, **wanted: bool
) -> dict[str, Any]:
    """Send a command as Home Assistant would, and return the settings it answers."""
    async with http.post(
        f"{camera.url}/api/settings", json=wanted, headers=LOGIN
    ) as answer:
        assert answer.status == 200
        settings: dict[str, Any] = await answer.json()
        return settings


async def test_a_healthy_camera_does_as_it_is_told(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    assert (await command(camera, http, **SLEEP))["sleep"] is True
    await cloud.stays_quiet()
    assert (await command(camera, http, **WAKE))["sleep"] is False
    await cloud.receives()
    texts = [entry["sleep"] for entry in (await camera.state())["commands"]]
    assert texts == [True, False]


async def test_ignores(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    await camera.control(fault="ignores")
    assert (await command(camera, http, **SLEEP))["sleep"] is False
    await cloud.receives()


async def test_answers_late(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    await camera.control(fault="answers_late", fault_seconds=1)
    hurry = aiohttp.ClientTimeout(total=0.3)
    with pytest.raises(TimeoutError):
        await http.post(
            f"{camera.url}/api/settings", json=SLEEP, headers=LOGIN, timeout=hurry
        )
    assert (await camera.state())["sleep"] is False
    # It does what it was told all the same, though nobody waits any more.
    await until(camera.state, lambda state: state["sleep"] is True)
    await cloud.stays_quiet()


async def test_drops_connection(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    await camera.control(fault="drops_connection")
    with pytest.raises(aiohttp.ClientError):
        await command(camera, http, **SLEEP)
    assert (await camera.get("/api/settings"))[0] == 200
    await cloud.receives()


async def test_uploads_anyway(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    await camera.control(fault="uploads_anyway")
    assert (await command(camera, http, **SLEEP))["sleep"] is True
    assert (await camera.get("/snapshot.jpg"))[0] == 503
    await cloud.receives()
    await camera.control(fault=None)
    await cloud.stays_quiet()


async def test_gone_when_off(camera: Camera, http: aiohttp.ClientSession) -> None:
    await camera.control(fault="gone_when_off")
    assert (await command(camera, http, **SLEEP))["sleep"] is True
    with pytest.raises(aiohttp.ClientError):
        await camera.get("/api/settings")
    assert (await camera.state())["sleep"] is True
    assert (await command(camera, http, **WAKE))["sleep"] is False
    assert (await camera.get("/api/settings"))[0] == 200


async def test_second_wake(
    camera: Camera, cloud: Cloud, http: aiohttp.ClientSession
) -> None:
    await camera.control(fault="second_wake", sleep=True)
    assert (await command(camera, http, **WAKE))["sleep"] is True
    await cloud.stays_quiet(0.5)
    assert (await command(camera, http, **WAKE))["sleep"] is False
    await cloud.receives()


@pytest.mark.parametrize(
    ("fault", "kept"), [(None, True), ("forgets_on_reboot", False)]
)
async def test_reboot(
    camera: Camera, cloud: Cloud, fault: str | None, kept: bool
) -> None:
    state = await camera.control(fault=fault, sleep=True, reboot=True)
    assert state["booting"]
    with pytest.raises(aiohttp.ClientError):
        await camera.get("/api/settings")
    state = await until(camera.state, lambda state: not state["booting"])
    assert state["sleep"] is kept
    if kept:
        await cloud.stays_quiet()
    else:
        await cloud.receives()


async def test_reboots(camera: Camera, cloud: Cloud) -> None:
    await camera.control(fault="reboots", fault_seconds=0.8)
    for _ in range(2):
        await until(camera.state, lambda state: state["booting"])
        await until(camera.state, lambda state: not state["booting"])
    await cloud.receives()


async def test_used_by_app(camera: Camera, cloud: Cloud) -> None:
    await camera.control(fault="used_by_app", fault_seconds=0.5)
    await until(camera.state, lambda state: state["sleep"])
    await until(camera.state, lambda state: not state["sleep"])
    assert (await camera.state())["commands"] == []


async def test_without_power_it_is_gone(camera: Camera, cloud: Cloud) -> None:
    await camera.control(power=False)
    await cloud.stays_quiet()
    with pytest.raises(aiohttp.ClientError):
        await camera.get("/snapshot.jpg")
    await camera.control(power=True)
    await cloud.receives()


async def test_wrong_controls_are_refused(
    camera: Camera, http: aiohttp.ClientSession
) -> None:
    before = await camera.state()
    for wrong in WRONG:
        async with http.post(f"{camera.url}/control", json=wrong) as answer:
            assert answer.status == 400
            assert (await answer.json())["error"]
    after = await camera.state()
    for key in ("fault", "fault_seconds", "sleep", "figures"):
        assert after[key] == before[key]


async def test_all_faults_are_told(camera: Camera) -> None:
    faults = (await camera.state())["faults"]
    assert faults == {name: fault.about for name, fault in FAULTS.items()}
    assert len(faults) == 9
