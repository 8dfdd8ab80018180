"""What can be wrong with a simulated camera: one fault at a time, as data."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which a camera does not do as it is told.

    `seconds` is how long it takes to answer, or the time between two things that it
    does by itself; the control interface can set another value.
    """

    about: str
    seconds: float = 0
    ignores_commands: bool = False
    answers_late: bool = False
    drops_connection: bool = False
    uploads_anyway: bool = False
    hides_asleep: bool = False
    wake_commands: int = 1
    forgets_settings: bool = False
    reboots: bool = False
    used_by_app: bool = False


HEALTHY: Final = Fault("Does as it is told.")

FAULTS: Final[dict[str, Fault]] = {
    "ignores": Fault(
        "Answers commands with success and does nothing.", ignores_commands=True
    ),
    "answers_late": Fault(
        "Carries a command out, and answers it, only after 30 s.",
        seconds=30,
        answers_late=True,
    ),
    "drops_connection": Fault(
        "Closes the connection on a command, and does nothing.", drops_connection=True
    ),
    "uploads_anyway": Fault(
        "Reports the new state and keeps uploading.", uploads_anyway=True
    ),
    "gone_when_off": Fault(
        "Answers no question while it sleeps; commands still reach it.",
        hides_asleep=True,
    ),
    "second_wake": Fault(
        "Wakes only on the second command; the first is answered with success.",
        wake_commands=2,
    ),
    "forgets_on_reboot": Fault(
        "Is back at its factory settings, awake and uploading, after each reboot.",
        forgets_settings=True,
    ),
    "reboots": Fault(
        "Reboots by itself every 20 s; its settings stay.", seconds=20, reboots=True
    ),
    "used_by_app": Fault(
        "Is sent to sleep and woken from the maker's app, every 20 s in turn.",
        seconds=20,
        used_by_app=True,
    ),
}
