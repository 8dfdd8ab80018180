"""Every row of the table of rights, in a simulated Home Assistant, by every means."""

import os

from homeassistant.auth.const import GROUP_ID_ADMIN, GROUP_ID_READ_ONLY, GROUP_ID_USER
from homeassistant.components import conversation
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import llm
from homeassistant.setup import async_setup_component
import pytest
from pytest_homeassistant_custom_component.common import CLIENT_ID, MockConfigEntry
from pytest_homeassistant_custom_component.typing import WebSocketGenerator

from .common import entity_id_of, household_of
from .rights_document import DOCUMENT, document
from .rights_table import (
    ERRANDS,
    EVERYBODY,
    LOWERS,
    RAISE_IN_WORDS,
    RAISES,
    Means,
    Way,
    Who,
    errand_automation,
)
from .rooms import async_rooms, modes_of

GROUPS = {
    "Owner": GROUP_ID_ADMIN,
    "Anna": GROUP_ID_USER,
    "Ben": GROUP_ID_USER,
    "Guest": GROUP_ID_READ_ONLY,
}
WORDS = {
    "raise": "make the kitchen camera private",
    "resume": "turn the kitchen camera back to automatic",
}


class Rehearsal:
    """A household with Anna, Ben, the owner and a guest, and somebody who acts."""

    def __init__(
        self, hass: HomeAssistant, connect: WebSocketGenerator, who: Who
    ) -> None:
        """Prepare; `async_set_up` does it."""
        self._hass = hass
        self._connect = connect
        self._who = who
        self._users: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self._refused: list[tuple[str, str]] = []
        self.entry: MockConfigEntry

    async def async_set_up(self) -> None:
        """Set up people, household and automation."""
        hass, who = self._hass, self._who
        for name, group in GROUPS.items():
            user = await hass.auth.async_create_user(name, group_ids=[group])
            self._users[name] = user.id
            token = await hass.auth.async_create_refresh_token(user, CLIENT_ID)
            self._tokens[name] = hass.auth.async_create_access_token(token)
        assert await async_setup_component(hass, "homeassistant", {})
        assert await async_setup_component(hass, "conversation", {})
        chosen = [self._users[name] for name in who.chosen]
        self.entry = await async_rooms(hass, {"lower_users": chosen, **who.options})
        entity_ids = {
            (means.domain, means.key): entity_id_of(
                hass, self.entry, means.domain, means.key
            )
            for means in ERRANDS
        }
        self._cameras = [
            entity_id_of(hass, self.entry, "camera", "guarded", camera)
            for camera in (0, 1)
        ]
        assert await async_setup_component(
            hass, "automation", {"automation": errand_automation(entity_ids)}
        )
        household_of(self.entry).when_refused.async_add(
            lambda guard, by, _context: self._refused.append((guard.name, by))
        )
        await hass.async_block_till_done()

    async def async_begin(self, mode: str, means: Means) -> None:
        """Set all cameras by Anna's hand, who may; what turns on was turned off."""
        domain, action, data = "cloudcam_privacy", "set_mode", {"mode": mode}
        if mode == "open":
            action, data = "resume", {}
        elif means.action == "camera.turn_on":
            await self.async_begin("open", means)
            domain, action, data = "camera", "turn_off", {}
        await self._hass.services.async_call(
            domain,
            action,
            {"entity_id": self._cameras, **data},
            blocking=True,
            context=self._context("Anna"),
        )
        assert modes_of(self.entry) == [mode, mode]
        self._refused.clear()

    async def async_try(self, means: Means) -> tuple[str, list[tuple[str, str]]]:
        """Let somebody act; return the kitchen's mode then, and who was refused."""
        match self._who.way:
            case Way.MODEL:
                await self._async_use_tool(means)
            case Way.VOICE:
                await self._async_say(means)
            case Way.HAND:
                await self._async_call(means)
            case way:
                await self._async_automate(means, way)
        await self._hass.async_block_till_done()
        return modes_of(self.entry)[0], self._refused

    def by(self) -> str | None:
        """Return the name in the latest event."""
        entity_id = entity_id_of(self._hass, self.entry, "event", "privacy")
        state = self._hass.states.get(entity_id)
        assert state is not None
        name: str | None = state.attributes["by"]
        return name

    def _context(self, name: str | None) -> Context:
        return Context(user_id=self._users[name] if name else None)

    async def _async_call(self, means: Means) -> None:
        domain, _, action = means.action.partition(".")
        entity_id = entity_id_of(self._hass, self.entry, means.domain, means.key)
        problem = None
        try:
            await self._hass.services.async_call(
                domain,
                action,
                {"entity_id": entity_id, **means.data},
                blocking=True,
                context=self._context(self._who.user),
            )
        except Unauthorized as err:
            problem = str(err)
        except ServiceValidationError as err:
            problem = err.translation_key
        assert problem == self._who.problem(lower=means in LOWERS)

    async def _async_automate(self, means: Means, way: Way) -> None:
        hass = self._hass
        hass.states.async_set("input_number.errand", str(ERRANDS.index(means)))
        context = self._context(self._who.user)
        if way is Way.AUTOMATION:
            hass.bus.async_fire("errand", context=context)
            return
        await hass.services.async_call(
            "automation",
            "trigger",
            {"entity_id": "automation.errand"},
            blocking=True,
            context=context,
        )

    async def _async_say(self, means: Means) -> None:
        hass = self._hass
        text = WORDS.get(means.action)
        if text is None:
            text = "run the errand"
            hass.states.async_set("input_number.errand", str(ERRANDS.index(means)))
        if self._who.user is None:
            await conversation.async_converse(hass, text, None, Context(), "en")
            return
        client = await self._connect(hass, self._tokens[self._who.user])
        command = {"type": "conversation/process", "text": text, "language": "en"}
        await client.send_json_auto_id(command)
        assert (await client.receive_json())["success"]
        await client.close()

    async def _async_use_tool(self, means: Means) -> None:
        context = llm.LLMContext("test", Context(), "en", conversation.DOMAIN, None)
        api = await llm.async_get_api(self._hass, llm.LLM_API_ASSIST, context)
        name = f"cloudcam_privacy__{means.action}_privacy"
        has_it = any(tool.name == name for tool in api.tools)
        assert has_it is self._who.may(means is not RAISE_IN_WORDS)
        if has_it:
            await api.async_call_tool(llm.ToolInput(name, {"name": "Kitchen"}))


@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who.name)
async def test_row(
    hass: HomeAssistant, hass_ws_client: WebSocketGenerator, who: Who
) -> None:
    """Raised and lowered by every means, or refused and told."""
    rehearsal = Rehearsal(hass, hass_ws_client, who)
    await rehearsal.async_set_up()
    for lower, before in ((False, "open"), (True, "private")):
        for means in who.means(lower):
            await rehearsal.async_begin(before, means)
            mode, refused = await rehearsal.async_try(means)
            assert (mode != before) is who.may(lower), means
            if who.may(lower):
                assert refused == [], means
                assert rehearsal.by() == who.by_means(means), means
            elif who.may_raise and who.way is not Way.MODEL:
                assert ("Kitchen", who.by_means(means)) in refused, means


def test_every_means_is_in_the_table() -> None:
    assert len(RAISES) == len(LOWERS) == 7
    assert len({who.name for who in EVERYBODY}) == len(EVERYBODY)


def test_document() -> None:
    """`docs/rights.md` is the table; WRITE_RIGHTS=1 writes it."""
    if os.environ.get("WRITE_RIGHTS"):
        DOCUMENT.write_text(document())
    assert DOCUMENT.read_text() == document()
