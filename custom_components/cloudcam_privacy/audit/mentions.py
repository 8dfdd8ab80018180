"""Find where a configuration names a source camera, and put the guarded one there.

A configuration is what YAML and JSON are made of. Whatever Home Assistant read from
YAML knows the file and line that it comes from.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .sources import Sources, Subject, as_text

type Steps = tuple[str | int, ...]

_CALLS: Final = ("action", "service")
"""What an action's name stands under."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in a configuration that names a source camera.

    `action` is the action in whose data it stands, "" outside of any.
    """

    subject: Subject
    text: str
    steps: Steps
    action: str
    file: str | None
    line: int | None


def mentions(sources: Sources, config: object) -> Iterator[Mention]:
    """Yield each place of a configuration that names a source, keys included."""
    whole = as_text(config)
    if whole is not None and not sources.may_be_in(whole):
        return
    for text, steps, action, holder in _texts(config, (), "", config):
        for subject in sources.named_in(text):
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


def replaced(
    config: Any, subject: Subject, wanted: Callable[[str, Steps, str], bool]
) -> Any:
    """Return a configuration with the guarded camera where `wanted` names the source.

    `wanted` is told the text, the steps that lead to it and the action around it.
    Nothing of the configuration itself is changed.
    """
    names = subject.names
    pattern = subject.pattern

    def text_of(text: str, steps: Steps, action: str) -> str:
        if not wanted(text, steps, action):
            return text
        return pattern.sub(lambda match: names[match[0].lower()], text)

    def walk(part: Any, steps: Steps, action: str) -> Any:
        match part:
            case str():
                return text_of(part, steps, action)
            case Mapping():
                inside = action_of(part) or action
                return {
                    text_of(key, (*steps, key), inside)
                    if isinstance(key, str)
                    else key: walk(value, (*steps, key), inside)
                    for key, value in part.items()
                }
            case list() | tuple():
                return [
                    walk(value, (*steps, index), action)
                    for index, value in enumerate(part)
                ]
        return part

    return walk(config, (), "")


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
