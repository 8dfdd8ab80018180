"""Find where a configuration names a camera.

A configuration is what YAML and JSON are made of. Whatever Home Assistant read from
YAML knows the file and line that it comes from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .sources import Names, as_text

type Steps = tuple[str | int, ...]

_CALLS: Final = ("action", "service")
"""What an action's name stands under."""


@dataclass(frozen=True, slots=True)
class Mention[T]:
    """One place in a configuration that names something, such as a source camera.

    `action` is the action in whose data it stands, "" outside of any.
    """

    subject: T
    text: str
    steps: Steps
    action: str
    file: str | None
    line: int | None


def mentions[T](names: Names[T], config: object) -> Iterator[Mention[T]]:
    """Yield each place of a configuration that has one of the names, keys included."""
    whole = as_text(config)
    if whole is not None and not names.may_be_in(whole):
        return
    for text, steps, action, holder in _texts(config, (), "", config):
        for subject in names.named_in(text):
            noted = text if hasattr(text, "__line__") else holder
            yield Mention(
                subject,
                str(text),
                steps,
                action,
                getattr(noted, "__config_file__", None),
                getattr(noted, "__line__", None),
            )


def actions(config: object) -> Iterator[Mapping[str, Any]]:
    """Yield all calls of actions in a configuration."""
    match config:
        case Mapping():
            if action_of(config):
                yield config
            for value in config.values():
                yield from actions(value)
        case list() | tuple():
            for value in config:
                yield from actions(value)


def _texts(
    part: object, steps: Steps, action: str, holder: object
) -> Iterator[tuple[str, Steps, str, object]]:
    match part:
        case str():
            yield part, steps, action, holder
        case Mapping():
            inside = action_of(part) or action
            for key, value in part.items():
                if isinstance(key, str):
                    yield key, (*steps, key), inside, part
                yield from _texts(value, (*steps, key), inside, part)
        case list() | tuple():
            for index, value in enumerate(part):
                yield from _texts(value, (*steps, index), action, part)


def action_of(part: Mapping[Any, Any]) -> str:
    """Return the action that a mapping calls, "" if it calls none.

    In the older way of writing, `action` holds the list of an automation's actions.
    """
    for key in _CALLS:
        if isinstance(action := part.get(key), str):
            return str(action)
    return ""
