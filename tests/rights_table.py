"""Who may do what by which means: the rows that the tests try."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

ERRAND: Final = "Errand"


@dataclass(frozen=True, slots=True)
class Means:
    """A way to raise or to lower one camera's privacy, or all cameras'."""

    name: str
    action: str
    """Of Home Assistant, such as `switch.turn_on`."""
    domain: str
    key: str
    """Of the entity that it is aimed at."""
    data: Mapping[str, str] = field(default_factory=dict)


RAISES: Final = (
    Means("select", "select.select_option", "select", "mode", {"option": "private"}),
    Means("switch Privacy", "switch.turn_on", "switch", "privacy"),
    Means("switch Uploads", "switch.turn_off", "switch", "uploads"),
    Means("switch All cameras private", "switch.turn_on", "switch", "everywhere"),
    Means("button Go private", "button.press", "button", "go_private"),
    Means("camera.turn_off", "camera.turn_off", "camera", "guarded"),
    Means(
        "set_mode",
        "cloudcam_privacy.set_mode",
        "camera",
        "guarded",
        {"mode": "private"},
    ),
)
LOWERS: Final = (
    Means("select", "select.select_option", "select", "mode", {"option": "automatic"}),
    Means("switch Privacy", "switch.turn_off", "switch", "privacy"),
    Means("switch Uploads", "switch.turn_on", "switch", "uploads"),
    Means("switch All cameras private", "switch.turn_off", "switch", "everywhere"),
    Means("camera.turn_on", "camera.turn_on", "camera", "guarded"),
    Means(
        "set_mode",
        "cloudcam_privacy.set_mode",
        "camera",
        "guarded",
        {"mode": "open"},
    ),
    Means("resume", "cloudcam_privacy.resume", "camera", "guarded"),
)
RAISE_IN_WORDS: Final = Means("in words", "raise", "", "")
"""Our own sentence for a voice, our own tool for a language model."""
LOWER_IN_WORDS: Final = Means("in words", "resume", "", "")
ERRANDS: Final = (*RAISES, *LOWERS)


class Way(Enum):
    """How somebody acts."""

    HAND = "calls the action"
    AUTOMATION = "fires an event, which sets off an automation that calls the action"
    STARTED = "starts that automation by hand"
    VOICE = "says a sentence, which sets off that automation, or one of ours"
    MODEL = "is a language model, and has the tools that it is given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody or something with or without the right to lower."""

    name: str
    way: Way
    user: str | None = None
    """Whose login it is: Owner (an administrator), Anna, Ben, or Guest (looks only)."""
    options: Mapping[str, bool] = field(default_factory=dict)
    chosen: Sequence[str] = ()
    """Who is chosen under *Who may lower privacy*."""
    may_raise: bool = True
    may_lower: bool = False
    by: str = ""
    """The name in the event, where something has changed."""
    simulated: bool = False
    """It is tried in a simulated Home Assistant only: a real one would need a satellite
    or a language model, and knows a user behind every call over the network."""

    def means(self, lower: bool) -> tuple[Means, ...]:
        """Return the means that there are for this one."""
        in_words = LOWER_IN_WORDS if lower else RAISE_IN_WORDS
        if self.way is Way.MODEL:
            return (in_words,)
        means = LOWERS if lower else RAISES
        return (*means, in_words) if self.way is Way.VOICE else means

    def may(self, lower: bool) -> bool:
        """Tell whether this one may."""
        return self.may_lower if lower else self.may_raise

    def problem(self, *, lower: bool) -> str | None:
        """Return the key of the error that one who acts by hand gets, if any."""
        if self.may(lower):
            return None
        return "may_not_lower" if self.may_raise else "Unauthorized"

    def by_means(self, means: Means) -> str:
        """Return the name in the event after that."""
        if means in (RAISE_IN_WORDS, LOWER_IN_WORDS):
            return self.user or "Voice"
        return self.by


_VOICE: Final = {"voice_may_lower": True}
_NO_AUTOMATIONS: Final = {"automations_may_lower": False}
_ANNA: Final = ("Anna",)

EVERYBODY: Final = (
    Who(
        name="Somebody with a login, when nobody is chosen",
        way=Way.HAND,
        user="Ben",
        may_lower=True,
        by="Ben",
    ),
    Who(
        name="Somebody who is chosen",
        way=Way.HAND,
        user="Anna",
        chosen=_ANNA,
        may_lower=True,
        by="Anna",
    ),
    Who(
        name="Somebody who is not chosen",
        way=Way.HAND,
        user="Ben",
        chosen=_ANNA,
        by="Ben",
    ),
    Who(
        name="An administrator who is not chosen",
        way=Way.HAND,
        user="Owner",
        chosen=_ANNA,
        by="Owner",
    ),
    Who(
        name="Somebody who may only look (Home Assistant's own permissions)",
        way=Way.HAND,
        user="Guest",
        may_raise=False,
    ),
    Who(
        name="An automation, where automations may lower",
        way=Way.AUTOMATION,
        chosen=_ANNA,
        may_lower=True,
        by=ERRAND,
    ),
    Who(
        name="An automation, where automations may not lower",
        way=Way.AUTOMATION,
        options=_NO_AUTOMATIONS,
        by=ERRAND,
    ),
    Who(
        name="An automation, started by hand by somebody who is chosen",
        way=Way.STARTED,
        user="Anna",
        chosen=_ANNA,
        may_lower=True,
        by=ERRAND,
    ),
    Who(
        name="An automation, started by hand by somebody who is not chosen",
        way=Way.STARTED,
        user="Ben",
        chosen=_ANNA,
        by=ERRAND,
    ),
    Who(
        name="A voice, where voice may not lower",
        way=Way.VOICE,
        user="Anna",
        chosen=_ANNA,
        by=ERRAND,
    ),
    Who(
        name="A voice under the login of somebody who is chosen, where voice may lower",
        way=Way.VOICE,
        user="Anna",
        chosen=_ANNA,
        options=_VOICE,
        may_lower=True,
        by=ERRAND,
    ),
    Who(
        name="A voice under the login of somebody who is not chosen, where voice may lower",
        way=Way.VOICE,
        user="Ben",
        chosen=_ANNA,
        options=_VOICE,
        by=ERRAND,
    ),
    Who(
        name="A voice without a login (a satellite), where voice may lower",
        way=Way.VOICE,
        chosen=_ANNA,
        options=_VOICE,
        may_lower=True,
        by=ERRAND,
        simulated=True,
    ),
    Who(
        name="A language model, where voice may not lower",
        way=Way.MODEL,
        by="Voice",
        simulated=True,
    ),
    Who(
        name="A language model, where voice may lower",
        way=Way.MODEL,
        options=_VOICE,
        may_lower=True,
        by="Voice",
        simulated=True,
    ),
    Who(
        name="Nobody known: a call without a user, an automation or a voice behind it",
        way=Way.HAND,
        by="Somebody unknown",
        simulated=True,
    ),
)


def errand_automation(
    entity_ids: Mapping[tuple[str, str], str],
) -> dict[str, Any]:
    """Return an automation that does one of the errands by its number.

    `entity_ids` are those of the camera and of the household, by domain and key. The
    number is the state of `input_number.errand`.
    """
    errands = [
        {
            "action": means.action,
            "entity_id": entity_ids[means.domain, means.key],
            "data": dict(means.data),
        }
        for means in ERRANDS
    ]
    return {
        "alias": ERRAND,
        "mode": "queued",
        "triggers": [
            {"trigger": "event", "event_type": "errand"},
            {"trigger": "conversation", "command": "run the errand"},
        ],
        "actions": [
            {
                "variables": {
                    "errands": errands,
                    "errand": "{{ errands[states('input_number.errand') | int] }}",
                }
            },
            {
                "continue_on_error": True,
                "action": "{{ errand.action }}",
                "target": {"entity_id": "{{ errand.entity_id }}"},
                "data": "{{ errand.data }}",
            },
            {"event": "errand_done"},
        ],
    }
