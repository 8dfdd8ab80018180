"""What we rely on that Home Assistant does not promise: all of it, and nowhere else.

Each reliance is checked when the household is set up. One that is not there any more
is not relied on, which costs something on the private side and never the camera, and is
told in one repair issue and in system health. What is given up is written beside each.

In browsers, `frontend/js/camera_stream.js` relies on two elements of Home Assistant's, for
cameras to come back on dashboards, and checks them there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum
import inspect
import logging
from typing import TYPE_CHECKING, Any, Final, override

from aiohttp import web
from homeassistant.components import websocket_api
from homeassistant.components.camera import Camera
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.http import current_request
from homeassistant.helpers.storage import Store
from homeassistant.util.file import WriteError
from homeassistant.util.hass_dict import HassKey
from homeassistant.util.json import SerializationError

from .const import DOMAIN
from .video.in_memory_server import async_get

if TYPE_CHECKING:
    from homeassistant.components.conversation import ConversationInput
    from homeassistant.components.conversation.chat_log import ChatLog
    from homeassistant.components.conversation.default_agent import (
        DefaultAgent,
        SentenceTriggerResult,
    )
    from homeassistant.components.conversation.trace import ConversationTrace
    from homeassistant.components.lovelace.dashboard import LovelaceConfig
    from homeassistant.components.stream import Stream
    from homeassistant.components.stream.core import Segment, StreamOutput
    from homeassistant.components.stream.recorder import RecorderOutput
    from homeassistant.helpers.entity import Entity

_LOGGER = logging.getLogger(__name__)


class Reliance(StrEnum):
    """What is relied on, by what works less without it."""

    VIDEO_COMMANDS = "video_commands"
    """Home Assistant's handlers of the websocket commands that open video, and the
    coroutine functions which they wrap: to know who watches, and from where. Without
    it everybody who opens video counts as internal."""

    SERVED_REQUEST = "served_request"
    """The name of the coroutine in which aiohttp serves a request: to tell the request
    that asks for a picture from one that merely set something off. Without it whoever
    asks for a still counts as internal, and there is no HLS, whose pieces are given by
    request; nothing can be recorded."""

    NATIVE_WEBRTC = "native_webrtc"
    """The mark by which a camera says that it speaks WebRTC itself: the guarded camera
    stands for sources of both kinds. Without it there is no video but moving JPEG."""

    STREAM_LIST = "stream_list"
    """The list in which Home Assistant looks for the stream of an HLS address, and the
    method by which a piece is put into an output: our stream has to be in the list, so
    that each request is checked, and what has ended or is muted is not to go on. Without
    them there is no HLS, and nothing can be recorded."""

    SPOKEN_SENTENCES = "spoken_sentences"
    """The method in which Assist looks whether a sentence is an automation's: whether
    it is ours is asked there too, as templates cannot tell. Without it Assist
    understands no sentences about cameras; switches and language models work."""

    CONVERSATIONS = "conversations"
    """What Assist keeps of a conversation for the tasks that it begins: to tell a voice
    from a person at a dashboard. Without it everybody counts as a voice, which may not
    lower privacy unless the household says so."""

    ENTITY_OBJECTS = "entity_objects"
    """Home Assistant's tables of entities, for what their states do not tell: what is
    written in automations, what a camera is analyzed by, how a cut is asked for its
    state. Without them the audit finds less, and cuts are confirmed later."""

    DASHBOARDS = "dashboards"
    """The list of dashboards and what is in them. Without it the audit does not look
    there."""

    STORE_WRITES = "store_writes"
    """The method in which a store is written: Home Assistant only logs a failure.
    Without it each write counts as done, as for everybody else."""

    GO2RTC_ADDRESS = "go2rtc_address"
    """Where Home Assistant keeps the address of go2rtc: to give one that runs on another
    machine an address that it can reach. Without it there is no WebRTC through that."""


NEEDED_FOR_HLS: Final = frozenset({Reliance.SERVED_REQUEST, Reliance.STREAM_LIST})

# Names of our own for keys whose constants might go.
_GO2RTC: Final = "go2rtc"
_INSTANCES: Final = "entity_components"
STREAM_DOMAIN: Final = "stream"
ATTR_STREAMS: Final = "streams"

_MISSING: HassKey[frozenset[Reliance]] = HassKey(f"{DOMAIN}_missing_internals")


def missing(hass: HomeAssistant) -> frozenset[Reliance]:
    """Return what Home Assistant has no more."""
    return hass.data.get(_MISSING, frozenset())


def has(hass: HomeAssistant, reliance: Reliance) -> bool:
    """Tell whether something may be relied on."""
    return reliance not in missing(hass)


async def async_check_internals(hass: HomeAssistant) -> frozenset[Reliance]:
    """Check everything; return what is missing.

    Until all is checked again, what was missing before is not relied on.
    """
    found = set()
    for reliance, check in _CHECKS.items():
        try:
            is_there = await check(hass)
        except Exception:
            _LOGGER.debug("%s cannot be relied on", reliance, exc_info=True)
            is_there = False
        if not is_there:
            found.add(reliance)
    hass.data[_MISSING] = frozenset(found)
    if found:
        _LOGGER.warning("Home Assistant has changed: no %s", ", ".join(sorted(found)))
    return missing(hass)


# Who opens video


@dataclass(frozen=True, slots=True)
class VideoCommand:
    """A websocket command that opens a camera's video, and the task that answers it."""

    task: asyncio.Task[Any] | None
    entity_id: str
    connection: websocket_api.ActiveConnection


VIDEO_COMMANDS: Final = ("camera/stream", "camera/webrtc/offer")

_video_command: ContextVar[VideoCommand | None] = ContextVar(
    f"{DOMAIN}_video_command", default=None
)


def video_command() -> VideoCommand | None:
    """Return the command that the current task answers, None if it answers none.

    What the task sets off inherits the context, and is not meant.
    """
    command = _video_command.get()
    return command if command and command.task is asyncio.current_task() else None


async def _mark_video_commands(hass: HomeAssistant) -> bool:
    """Answer the commands as ever, in a task that knows for whom."""
    handlers: Mapping[str, Any] = hass.data[websocket_api.DOMAIN]
    for name in VIDEO_COMMANDS:
        handler, schema = handlers[name]
        if getattr(handler, _MARKED, False):
            continue
        answer = handler.__wrapped__
        if not inspect.iscoroutinefunction(answer):
            return False
        marked = _marked(answer)
        setattr(marked, _MARKED, True)
        websocket_api.async_register_command(hass, name, marked, schema)
    return True


_MARKED: Final = f"{DOMAIN}_marked"


def _marked(
    answer: websocket_api.AsyncWebSocketCommandHandler,
) -> websocket_api.WebSocketCommandHandler:
    @websocket_api.async_response
    async def answer_somebody(
        hass: HomeAssistant,
        connection: websocket_api.ActiveConnection,
        msg: dict[str, Any],
    ) -> None:
        task = asyncio.current_task()
        _video_command.set(VideoCommand(task, msg["entity_id"], connection))
        await answer(hass, connection, msg)

    return answer_somebody


# Who asks for a picture

_SERVES: Final = "RequestHandler._handle_request"


def served_request() -> web.Request | None:
    """Return the request that the current task serves, None if it serves none."""
    task = asyncio.current_task()
    coroutine = None if task is None else task.get_coro()
    serves = getattr(coroutine, "__qualname__", None) == _SERVES
    return current_request.get() if serves else None


async def _request_is_found(_: HomeAssistant) -> bool:
    """Serve a request that comes from nowhere, and see whether it is found."""
    found: list[bool] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        current_request.set(request)
        found.append(served_request() is request)
        return web.Response()

    async for _chunk in async_get(answer):
        pass
    return found == [True]


# What a guarded camera stands for

_NATIVE: Final = "_supports_native_async_webrtc"


def set_native_webrtc(camera: Camera, native: bool) -> None:
    """Have a camera speak WebRTC itself, or through a provider."""
    setattr(camera, _NATIVE, native)


async def _webrtc_is_told_apart(_: HomeAssistant) -> bool:
    return hasattr(Camera(), _NATIVE)


# HLS


def replace_stream(hass: HomeAssistant, old: Stream, new: Stream | None) -> None:
    """Have another stream found at an address, or none."""
    streams: list[Stream] = hass.data[STREAM_DOMAIN][ATTR_STREAMS]
    if old in streams:
        streams[streams.index(old) : streams.index(old) + 1] = [new] if new else []


def silence(output: StreamOutput) -> None:
    """Have whatever a worker still puts into an output go nowhere.

    Else whoever waits for the next piece of what has ended would wait for ever.
    """

    def drop(_: Segment) -> None:
        """Take it away."""

    output.put = drop  # type: ignore[assignment, method-assign]


def record_through(
    recorder: RecorderOutput, heard: Callable[[Segment], Segment]
) -> None:
    """Have a recording take each segment as it may be heard."""
    put, prepend = recorder.put, recorder.prepend

    def put_heard(segment: Segment) -> None:
        put(heard(segment))

    def prepend_heard(segments: list[Segment]) -> None:
        prepend([heard(segment) for segment in segments])

    recorder.put = put_heard  # type: ignore[method-assign]
    recorder.prepend = prepend_heard  # type: ignore[method-assign]


async def _streams_are_listed(hass: HomeAssistant) -> bool:
    if STREAM_DOMAIN not in hass.config.components:
        return True
    # Its package is there only where stream is set up.
    from homeassistant.components.stream import core, recorder  # noqa: PLC0415

    outputs = core.StreamOutput.put, recorder.RecorderOutput.prepend
    is_list = isinstance(hass.data[STREAM_DOMAIN][ATTR_STREAMS], list)
    return is_list and all(callable(method) for method in outputs)


# go2rtc


def go2rtc_url(hass: HomeAssistant) -> str | None:
    """Return the address of go2rtc, None where it does not run or is not known."""
    if _GO2RTC not in hass.data or not has(hass, Reliance.GO2RTC_ADDRESS):
        return None
    return str(hass.data[_GO2RTC].url)


async def _go2rtc_is_found(hass: HomeAssistant) -> bool:
    url = getattr(hass.data.get(_GO2RTC), "url", None)
    return isinstance(url, str) or not hass.config_entries.async_loaded_entries(_GO2RTC)


# What is said to Assist


def hear_sentences(
    agent: DefaultAgent,
    is_ours: Callable[[ConversationInput], Awaitable[bool]],
    trigger: str,
) -> CALLBACK_TYPE:
    """Have Assist take a sentence that is ours for a trigger's; return how to end it.

    Sentences of automations come first, as ever.
    """
    recognize = agent.async_recognize_sentence_trigger

    async def hear(user_input: ConversationInput) -> SentenceTriggerResult | None:
        result = await recognize(user_input)
        if result is not None:
            return result
        try:
            ours = await is_ours(user_input)
        except Exception:
            _LOGGER.exception("A sentence said to Assist could not be understood")
            ours = False
        return await recognize(replace(user_input, text=trigger)) if ours else None

    agent.async_recognize_sentence_trigger = hear  # type: ignore[method-assign]

    @callback
    def end() -> None:
        agent.async_recognize_sentence_trigger = recognize  # type: ignore[method-assign]

    return end


async def _sentences_are_recognized(hass: HomeAssistant) -> bool:
    if "conversation" not in hass.config.components:
        return True
    # Its packages are there only where conversation is set up.
    from homeassistant.components.conversation import get_agent_manager  # noqa: PLC0415

    agent = get_agent_manager(hass).default_agent
    recognize = getattr(agent, "async_recognize_sentence_trigger", None)
    return inspect.iscoroutinefunction(recognize)


# Who speaks


def conversation_kept(
    hass: HomeAssistant,
) -> tuple[ChatLog | None, ConversationTrace | None]:
    """Return the chat log and the trace that the current task has inherited.

    Raises LookupError if Assist keeps them in another way.
    """
    if not has(hass, Reliance.CONVERSATIONS):
        raise LookupError(Reliance.CONVERSATIONS)
    return _conversation_kept()


def _conversation_kept() -> tuple[ChatLog | None, ConversationTrace | None]:
    # Its packages are there only where conversation is set up.
    from homeassistant.components.conversation import chat_log, trace  # noqa: PLC0415

    try:
        log, traced = chat_log.current_chat_log, trace._current_trace  # noqa: SLF001
    except AttributeError as err:
        raise LookupError(Reliance.CONVERSATIONS) from err
    return log.get(), traced.get()


async def _conversations_are_kept(hass: HomeAssistant) -> bool:
    if "conversation" in hass.config.components:
        _conversation_kept()
    return True


# What Home Assistant has


def entity_objects(hass: HomeAssistant, domain: str) -> tuple[Entity, ...]:
    """Return the entities of a domain, none if they cannot be had."""
    if not has(hass, Reliance.ENTITY_OBJECTS):
        return ()
    component = hass.data[_INSTANCES].get(domain)
    return () if component is None else tuple(component.entities)


def entity_object(hass: HomeAssistant, entity_id: str) -> Entity | None:
    """Return an entity, None if it cannot be had."""
    domain, _, _ = entity_id.partition(".")
    if not has(hass, Reliance.ENTITY_OBJECTS):
        return None
    component = hass.data.get(_INSTANCES, {}).get(domain)
    return None if component is None else component.get_entity(entity_id)


async def _entities_are_listed(hass: HomeAssistant) -> bool:
    components = hass.data[_INSTANCES]
    return all(component.entities is not None for component in components.values())


def dashboards(hass: HomeAssistant) -> Mapping[str | None, LovelaceConfig]:
    """Return the dashboards by their addresses, none if they cannot be had."""
    return _dashboards(hass) if has(hass, Reliance.DASHBOARDS) else {}


def _dashboards(hass: HomeAssistant) -> Mapping[str | None, LovelaceConfig]:
    if "lovelace" not in hass.config.components:
        return {}
    return dict(hass.data["lovelace"].dashboards)


async def _dashboards_are_listed(hass: HomeAssistant) -> bool:
    return all(hasattr(found, "async_load") for found in _dashboards(hass).values())


async def _stores_are_written(_: HomeAssistant) -> bool:
    return inspect.iscoroutinefunction(getattr(Store, "_async_write_data", None))


# Whether the store was written


class CheckedStore(Store[dict[str, Any]]):
    """A store that tells whether it was written: Home Assistant only logs a failure.

    Without `Store._async_write_data` each write counts as done, as for everybody else.
    """

    error: Exception | None = None
    """Why the last write failed, None if it did not."""

    @override
    async def _async_write_data(self, data: dict[str, Any]) -> None:
        try:
            await super()._async_write_data(data)
        except (HomeAssistantError, OSError, SerializationError, WriteError) as err:
            self.error = err
        else:
            self.error = None


_CHECKS: Final[Mapping[Reliance, Callable[[HomeAssistant], Awaitable[bool]]]] = {
    Reliance.VIDEO_COMMANDS: _mark_video_commands,
    Reliance.SERVED_REQUEST: _request_is_found,
    Reliance.NATIVE_WEBRTC: _webrtc_is_told_apart,
    Reliance.STREAM_LIST: _streams_are_listed,
    Reliance.SPOKEN_SENTENCES: _sentences_are_recognized,
    Reliance.CONVERSATIONS: _conversations_are_kept,
    Reliance.ENTITY_OBJECTS: _entities_are_listed,
    Reliance.DASHBOARDS: _dashboards_are_listed,
    Reliance.STORE_WRITES: _stores_are_written,
    Reliance.GO2RTC_ADDRESS: _go2rtc_is_found,
}
