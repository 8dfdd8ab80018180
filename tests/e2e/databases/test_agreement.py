"""What the ledger tells is the same on SQLite, PostgreSQL and MariaDB."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
import re
import tempfile
from typing import Any, Final

import pytest

from demo.house.furnish import DOMAIN
from demo.household import temporary_household
from demo.maker import Maker

from ..conftest import free_ports
from ..household import House, unexpected
from ..visitors import AT_HOME, OUTSIDE, look, visitor
from .servers import Database, mariadb, postgresql, sqlite

type Record = Callable[[str, object], None]

DATABASES: Final[tuple[Database, ...]] = (sqlite, postgresql, mariadb)
STILLS: Final = 3
# Of short-term statistics there is a row every five minutes.
STATISTICS_SECONDS: Final = 5 * 60 + 30
_LOOK_SECONDS: Final = 2
_SENSORS: Final = ("data_left_home", "refusals")


@pytest.mark.timeout(900)
async def test_all_tell_the_same(record_property: Record) -> None:
    """Anna and Ben look, a snapshot is taken and forgotten, and Ben is refused."""
    told = await asyncio.gather(*(_told_on(database) for database in DATABASES))

    for database, telling in zip(DATABASES, told, strict=True):
        for what, words in telling.items():
            record_property("databases", f"{database.__name__}, {what}: {words}")
    assert told == [told[0]] * len(DATABASES)
    assert [row["kind"] for row in told[0]["access log"]] == ["viewed"] * 3 + [
        "refused"
    ]


async def _told_on(database: Database) -> dict[str, Any]:
    """Return what is told in a household of its own whose recorder uses a database."""
    # A short path: those of sockets may not be long.
    with tempfile.TemporaryDirectory() as directory:
        async with (
            database(Path(directory)) as url,
            temporary_household(free_ports()) as household,
            Maker(household.cloud_url) as maker,
        ):
            house = House(household, maker)
            await _keep_history_at(house, url)
            sensors = [await house.entity_id("sensor", key) for key in _SENSORS]
            await house.enable(*sensors)
            telling = await _live(house) | await _statistics(house, sensors)
            assert unexpected(household.hass.log) == []
            return telling


async def _keep_history_at(house: House, url: str) -> None:
    """Start Home Assistant again, with a new database."""
    hass = house.household.hass
    path = hass.config / "configuration.yaml"
    await hass.stop()
    by_default = hass.config / "home-assistant_v2.db"
    by_default.unlink()
    lines = f"recorder:\n  db_url: {url}\n"
    path.write_text(path.read_text().replace("recorder:\n", lines))
    await hass.start()
    await house.reset()
    assert not by_default.exists()


async def _live(house: House) -> dict[str, Any]:
    """Have the camera looked at, and return what is told of that."""
    began = datetime.now(UTC)
    guarded = house.entities.guarded
    snapshot = house.media("snapshot.jpg")
    async with (
        visitor(house, "Anna", AT_HOME) as anna,
        visitor(house, "Ben", OUTSIDE) as ben,
    ):
        for _ in range(STILLS):
            await look(ben, house)
        await look(anna, house)
        await house.client.action(
            "camera.snapshot", entity_id=guarded, filename=str(snapshot)
        )
        watched = await house.entity_id("binary_sensor", "watched")
        await house.client.wait_for(watched, "off")
        await house.be_private()
        await look(ben, house)
    log = await _answer(house, "access_log", hours=1)
    receipt = await _answer(house, "forget", minutes=30)
    assert not snapshot.exists()
    entries = await house.client.command(
        "logbook/get_events", start_time=began.isoformat()
    )
    return {
        "access log": [
            {
                key: row.get(key)
                for key in ("who", "destination", "path", "mode", "frames")
            }
            | {"kind": kind}
            for kind, rows in (
                ("viewed", log["sessions"]),
                ("refused", log["refusals"]),
            )
            for row in sorted(rows, key=lambda row: str(row["who"]))
        ],
        "forget": {
            "deleted": [Path(path).name for path in receipt["deleted"]],
            "not found": receipt["not_found"],
            "out of reach": receipt["out_of_reach"],
        },
        "logbook": sorted(
            f"{entry['name']} {re.sub(r'\d+', '#', entry['message'])}"
            for entry in entries
            if entry.get("domain") == DOMAIN
        ),
    }


async def _answer(house: House, action: str, **data: object) -> dict[str, Any]:
    guarded = house.entities.guarded
    answer = await house.client.post(
        f"/api/services/{DOMAIN}/{action}?return_response",
        {"entity_id": guarded, **data},
    )
    response: dict[str, Any] = answer["service_response"][guarded]
    return response


async def _statistics(house: House, sensors: list[str]) -> dict[str, Any]:
    """Return what the next statistics say, beside what the sensors say now."""
    start = datetime.now(UTC) - timedelta(minutes=30)
    async with asyncio.timeout(STATISTICS_SECONDS):
        while True:
            rows = await house.client.command(
                "recorder/statistics_during_period",
                start_time=start.isoformat(),
                statistic_ids=sensors,
                period="5minute",
                types=["sum"],
            )
            numbers = {
                sensor: (
                    float(await house.client.state(sensor)),
                    rows[sensor][-1]["sum"],
                )
                for sensor in sensors
                if sensor in rows
            }
            if len(numbers) == len(sensors) and all(
                total for _, total in numbers.values()
            ):
                break
            await asyncio.sleep(_LOOK_SECONDS)
    return {
        f"statistics of {sensor}": "as the sensor" if now == total else (now, total)
        for sensor, (now, total) in numbers.items()
    }
