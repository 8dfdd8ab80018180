"""The dashboard that makes itself: made by clicks, and right for its cameras and users."""

import asyncio
from collections.abc import AsyncIterator
import json
from pathlib import Path
import re
from typing import Any, Final

from homeassistant.const import MAJOR_VERSION, MINOR_VERSION
from playwright.async_api import Route, expect
import pytest
import pytest_asyncio

from demo.house.furnish import DOMAIN

from .privacy_dashboard import PHONE, STRATEGY, Dashboard, logged_in, saved
from .rooms.house import ANNA, CAMERAS, Rooms, add_camera, paint
from .rooms.people import PASSWORD, Person, people_of, stranger
from .simulated import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATH: Final = "the-privacy"
BY_AREA: Final = ("Bedroom", "Garden", "Front door", "Kitchen")
VIEWS: Final = ("Overview", *BY_AREA, "Who looked", "Guest view")
_TELL_OF_STRATEGIES: Final = """
    let strategies;
    Object.defineProperty(window, "customStrategies", {
        get: () => strategies,
        set: (list) => { strategies = list; window.oursIsLoaded(); },
    });
"""
_TRANSLATIONS: Final = (
    Path(__file__).parents[2] / "custom_components" / DOMAIN / "translations"
)


@pytest_asyncio.fixture(loop_scope="session")
async def house(rooms: Rooms) -> AsyncIterator[Rooms]:
    """Return the house with nobody home, and with our dashboard in it."""
    await rooms.reset()
    async with saved(rooms.client, PATH):
        yield rooms
    await rooms.reset()


@pytest_asyncio.fixture(loop_scope="session")
async def people(rooms: Rooms) -> AsyncIterator[dict[str, Person]]:
    """Return those who live in the house; only Anna may lower privacy."""
    async with people_of(rooms) as people:
        await rooms.choose(lower_users=[people["Anna"].user_id])
        yield people
        await rooms.choose()


def _texts(language: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads(
        (_TRANSLATIONS / f"{language}.json").read_text("utf-8")
    )
    return texts


async def _shows_modes(dashboard: Dashboard, mode: str) -> None:
    """Wait until the overview shows that mode for each camera."""
    for camera in CAMERAS:
        tile = dashboard.tile("Mode", dashboard.section(camera))
        await expect(tile).to_contain_text(mode)


async def test_made_by_clicks(rooms: Rooms) -> None:
    """Add dashboard offers it; two more clicks, and it is there with its cameras."""
    await rooms.reset()
    async with logged_in(rooms.hass.url) as dashboard:
        page = dashboard.page
        await page.goto(f"{rooms.hass.url}/config/lovelace/dashboards")
        await page.get_by_role("button", name="Add dashboard").click()
        offered = page.locator("dashboard-card", has_text="Camera privacy")
        await expect(offered).to_contain_text("who looked")
        await offered.click()
        await page.get_by_role("button", name="Create").click()
        await page.locator("ha-sidebar").get_by_text("Camera privacy").click()

        await expect(dashboard.tabs()).to_have_text(VIEWS)
        await _shows_modes(dashboard, "Open")

    made = await rooms.client.command("lovelace/dashboards/list")
    (ours,) = (each["id"] for each in made if each["title"] == "Camera privacy")
    await rooms.client.command("lovelace/dashboards/delete", dashboard_id=ours)


@pytest.mark.skipif(
    (MAJOR_VERSION, MINOR_VERSION) >= (2026, 11),
    reason="Home Assistant loads our scripts after its own since",
)
async def test_our_scripts_are_loaded_first(house: Rooms) -> None:
    """Home Assistant finds the strategy all the same: a page loads them side by side."""
    ours = asyncio.Event()

    async def wait(route: Route) -> None:
        await ours.wait()
        await route.continue_()

    async with logged_in(house.hass.url, service_workers="block") as dashboard:
        page = dashboard.page
        await page.expose_function("oursIsLoaded", ours.set)
        await page.add_init_script(_TELL_OF_STRATEGIES)
        await page.route(re.compile("/frontend_latest/(core|app)[.]"), wait)
        await dashboard.open(f"{PATH}/overview")
        await _shows_modes(dashboard, "Open")


async def test_a_camera_goes_private_while_it_is_open(house: Rooms) -> None:
    async with logged_in(house.hass.url) as dashboard:
        await dashboard.open(f"{PATH}/overview")
        await _shows_modes(dashboard, "Open")
        attention = dashboard.section("Needs attention")
        unsure = dashboard.tile("Nothing stops uploads", attention)
        await expect(unsure).to_have_count(0)

        await house.client.action("input_boolean.turn_on", entity_id=ANNA)

        await _shows_modes(dashboard, "Private · Someone is home")
        # Nothing cuts the kitchen's camera, which is said once; the others are cut.
        issue = attention.get_by_text("Kitchen: nothing stops its upload")
        await expect(issue).to_be_visible()
        await expect(unsure).to_have_count(0)

        await house.reset()
        await _shows_modes(dashboard, "Open")
        await expect(unsure).to_have_count(0)


async def test_by_hand(house: Rooms) -> None:
    """A camera's view makes it private for as long as its button says."""
    async with logged_in(house.hass.url) as dashboard:
        await dashboard.open(f"{PATH}/overview")
        await dashboard.tabs().filter(has_text="Bedroom").click()
        await dashboard.button("Private for 30 minutes").click()

        await expect(dashboard.tile("Mode").first).to_contain_text("Private")
        await expect(dashboard.tile("Until")).to_be_visible()
        modes = await house.states("sensor", "mode")
        assert modes["Bedroom"]["attributes"]["override"] == "private"
        assert modes["Bedroom"]["attributes"]["until"]
        assert modes["Kitchen"]["state"] == "open"

        for evidence in ("Guarded view", "bedroom lens", "Assurance", "Viewers"):
            await expect(dashboard.tile(evidence)).to_be_visible()


async def test_it_follows_new_and_removed_cameras(house: Rooms) -> None:
    paint(house, "Attic")
    client = house.client
    async with logged_in(house.hass.url) as dashboard:
        await dashboard.open(f"{PATH}/overview")
        await expect(dashboard.tabs()).to_have_text(VIEWS)

        source = await add_camera(house, "Attic")
        await client.subflow(
            house.entry_id,
            "camera",
            {
                "camera": "camera.attic",
                "resting_mode": "local",
                "when_unsure": "private",
            },
        )
        await expect(dashboard.tabs().filter(has_text="Attic")).to_be_visible()
        tile = dashboard.tile("Mode", dashboard.section("Attic"))
        await expect(tile).to_contain_text("Local")

        rows = await client.command(
            "config_entries/subentries/list", entry_id=house.entry_id
        )
        (attic,) = (row["subentry_id"] for row in rows if row["title"] == "Attic")
        await client.command(
            "config_entries/subentries/delete",
            entry_id=house.entry_id,
            subentry_id=attic,
        )
        await expect(dashboard.tabs()).to_have_text(VIEWS)
        await expect(dashboard.section("Attic")).to_have_count(0)
        await client.delete(f"/api/config/config_entries/entry/{source}")


async def test_a_user_without_rights(house: Rooms, people: dict[str, Person]) -> None:
    """Ben is no administrator and may not lower; the guest view suits him."""
    async with logged_in(house.hass.url, "ben", PASSWORD) as dashboard:
        await dashboard.open(f"{PATH}/overview")
        await expect(dashboard.tabs()).to_have_text(VIEWS)
        await _shows_modes(dashboard, "Open")
        await expect(dashboard.page.get_by_text("Needs attention")).to_be_hidden()

        await dashboard.tabs().filter(has_text="Guest view").click()
        await dashboard.button("Make all cameras private").click()

        await until(house.modes, lambda modes: set(modes.values()) == {"private"})
        await expect(dashboard.button("Make private")).to_have_count(0)
        warning = dashboard.page.get_by_text("make cameras less private")
        await expect(warning).to_have_count(0)
        # Nothing stops the kitchen's camera: a visitor is not told that it is silent.
        uploading = dashboard.page.get_by_text("may still be uploading")
        await expect(uploading).to_have_count(1)

        await dashboard.tabs().filter(has_text="Overview").click()
        attention = dashboard.section("Needs attention")
        unsure = dashboard.tile("Nothing stops uploads", attention)
        await expect(unsure).to_have_text(re.compile("Kitchen"))


async def test_the_guest_view_says_who_should_not_use_it(
    house: Rooms, people: dict[str, Person]
) -> None:
    """Anna may lower privacy, so the view is not for her; it lowers nothing anyway."""
    async with logged_in(house.hass.url, "anna", PASSWORD) as dashboard:
        await dashboard.open(f"{PATH}/guest")
        warning = dashboard.page.get_by_text("make cameras less private")
        await expect(warning).to_be_visible()

        await house.set_mode("private")
        shown = dashboard.page.locator("hui-entity-card", has_text="Bedroom")
        await expect(shown).to_contain_text("Private")
        await shown.click()
        await expect(dashboard.page.locator("ha-more-info-dialog")).to_have_count(0)
        assert set((await house.modes()).values()) == {"private"}
        view = dashboard.page.locator("hui-view")
        for name in ("Anna", "Someone"):
            await expect(view).not_to_contain_text(name)


async def test_on_a_phone(house: Rooms) -> None:
    """One column, nothing wider than the screen."""
    async with logged_in(
        house.hass.url, screen=PHONE, is_mobile=True, has_touch=True
    ) as dashboard:
        bedroom = house.guarded("Bedroom").replace(".", "-")
        for view in ("overview", bedroom, "who-looked", "guest"):
            await dashboard.open(f"{PATH}/{view}")
            sections = dashboard.page.locator("hui-section >> visible=true")
            for section in await sections.all():
                box = await section.bounding_box()
                assert box is not None
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= PHONE["width"]


async def test_in_german(house: Rooms) -> None:
    """All of it is in the user's language, from the offer to the tiles."""
    texts = {**_texts("en")["common"], **_texts("de").get("common", {})}
    async with logged_in(house.hass.url, locale="de-DE") as dashboard:
        await dashboard.open(f"{PATH}/overview")
        await expect(dashboard.tabs().first).to_have_text(texts["overview"])
        tile = dashboard.tile("Modus", dashboard.section("Bedroom"))
        await expect(tile).to_contain_text("Offen")

        await dashboard.page.goto(f"{house.hass.url}/config/lovelace/dashboards")
        await dashboard.page.locator("ha-button[slot=fab]").click()
        offered = dashboard.page.locator("dashboard-card")
        await expect(
            offered.filter(has_text=texts["dashboard_description"])
        ).to_be_visible()


async def test_nothing_is_shown_to_whom_nothing_may_be_shown(house: Rooms) -> None:
    """Somebody who may read no entity learns of no camera."""
    async with (
        stranger(house) as name,
        logged_in(house.hass.url, name, PASSWORD) as dashboard,
    ):
        await dashboard.open(f"{PATH}/overview")
        await expect(dashboard.tabs()).to_have_text(
            ("Overview", "Who looked", "Guest view")
        )
        view = dashboard.page.locator("hui-view")
        await expect(view).to_contain_text("No guarded cameras")
        for told in (*CAMERAS, "Anna"):
            await expect(view).not_to_contain_text(told)


async def test_the_guest_view_alone(rooms: Rooms) -> None:
    """A dashboard for a tablet by the door has nothing else."""
    async with (
        saved(rooms.client, "the-door", strategy={"type": f"{STRATEGY}-guest"}),
        logged_in(rooms.hass.url) as dashboard,
    ):
        await dashboard.open("the-door")
        await expect(dashboard.button("Make all cameras private")).to_be_visible()
        await expect(dashboard.tabs()).to_have_count(0)


async def test_a_single_view(rooms: Rooms) -> None:
    """In a dashboard of one's own, a view can be about one camera."""
    await rooms.reset()
    view = {"type": STRATEGY, "view": "camera", "camera": rooms.guarded("Garden")}
    async with (
        saved(rooms.client, "the-own", views=[{"title": "Mine", "strategy": view}]),
        logged_in(rooms.hass.url) as dashboard,
    ):
        await dashboard.open("the-own")
        await expect(dashboard.section("Garden")).to_be_visible()
        await expect(dashboard.button("Private for 2 hours")).to_be_visible()
