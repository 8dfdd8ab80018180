"""What an automation or a dashboard does with a camera that it names."""

from collections.abc import Iterable
import re
from typing import Final

from .finding import MOST_SERIOUS_FIRST, Severity
from .mentions import Mention, Steps
from .sources import Subject

_ASKING: Final = frozenset(
    {
        *("trigger", "triggers", "wait_for_trigger"),
        *("condition", "conditions", "if", "while", "until"),
    }
)
"""Where an automation only asks how an entity is."""

_STEERING: Final = frozenset({"homeassistant", "logbook", "recorder", "scene"})
"""Domains whose actions take no picture."""

_STEERING_ACTIONS: Final = frozenset(
    {
        "camera.disable_motion_detection",
        "camera.enable_motion_detection",
        "camera.turn_off",
        "camera.turn_on",
    }
)

TAKING: Final = ("camera.play_stream", "camera.record", "camera.snapshot")
"""The camera's own actions that take its picture."""

_SENDING: Final = frozenset(
    {
        *("ai_task", "anthropic", "conversation", "google_generative_ai_conversation"),
        *("llmvision", "ollama", "openai_conversation", "signal_messenger", "smtp"),
        *("mastodon", "notify", "ntfy", "opendisplay", "telegram_bot"),
        *("cast", "media_player", "rest_command", "shell_command"),
    }
)
"""Domains whose actions may take a picture out of the house."""

_PICTURES: Final = ("access_token", "camera_proxy", "entity_picture", "media-source")
"""What gives a picture away in a text."""


_WORDS: Final = ("alias", "description", "id")
"""Fields that are for people to read."""

_STATE_ONLY: Final = re.compile(
    r"""\b(?:states|is_state|is_state_attr|state_attr|has_value)\(\s*["'][^"']*["']"""
    r"|\bstates\.camera\.\w+"
)
"""How templates ask for a state."""


def shows_pictures(
    subject: Subject, text: str, steps: Steps = (), action: str = ""
) -> bool:
    """Tell whether a place in an automation uses the picture of the camera it names.

    What is not known to be harmless is taken to use it.
    """
    if any(word in text for word in _PICTURES):
        return True
    if steps and (steps[-1] in _WORDS or not _ASKING.isdisjoint(steps)):
        return False
    if subject.pattern.search(_STATE_ONLY.sub("", text)) is None:
        return False
    domain = action.partition(".")[0]
    return not (
        action in _STEERING_ACTIONS
        or domain in _STEERING
        or (domain and domain == subject.guard.source.integration)
    )


def weigh(found: Iterable[Mention[Subject]]) -> tuple[str, Severity, Mention[Subject]]:
    """Return what a camera is used for at worst: kind, severity, and where."""
    weighed = [(*_weight(mention), mention) for mention in found]
    return min(weighed, key=lambda each: MOST_SERIOUS_FIRST.index(each[1]))


def _weight(mention: Mention[Subject]) -> tuple[str, Severity]:
    if not shows_pictures(mention.subject, mention.text, mention.steps, mention.action):
        return "uses_state", Severity.LOW
    if mention.action.partition(".")[0] in _SENDING:
        return "sends_picture", Severity.HIGH
    return "uses_picture", Severity.MEDIUM
