"""What is relied on that Home Assistant does not promise, and what works less without it."""

from enum import StrEnum
from typing import Final

from homeassistant.core import HomeAssistant
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN


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

MISSING: HassKey[frozenset[Reliance]] = HassKey(f"{DOMAIN}_missing_internals")


def missing(hass: HomeAssistant) -> frozenset[Reliance]:
    """Return what Home Assistant has no more."""
    return hass.data.get(MISSING, frozenset())


def has(hass: HomeAssistant, reliance: Reliance) -> bool:
    """Tell whether something may be relied on."""
    return reliance not in missing(hass)
