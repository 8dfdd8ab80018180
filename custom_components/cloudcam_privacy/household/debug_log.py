"""Debug lines that tell how one camera's gate moves and who is let through.

With those of decisions, commands and evidence, a log of an evening tells the story. No
line has the names of people or addresses: they would outlive the ledger.
"""

import logging

from homeassistant.core import callback

from ..gate.gate import Gate
from ..ledger.ledger import Ledger
from ..ledger.session import Entry
from ..policy.decision import Decision

_LOGGER = logging.getLogger(__name__)


def log_decision(name: str, decision: Decision) -> None:
    """Log what was decided for a camera, and which rules that rests on."""
    if not _LOGGER.isEnabledFor(logging.DEBUG):
        return  # On the way to a command, nothing is made up that nobody reads.
    causes = (f"{each.cause} {each.rule_id or ''}" for each in decision.reasons)
    _LOGGER.debug(
        "%s: decided %s%s: %s",
        name,
        decision.mode,
        ", muted" if decision.muted else "",
        ", ".join(cause.strip() for cause in causes),
    )


@callback
def async_log(name: str, gate: Gate, ledger: Ledger) -> None:
    """Log what happens at a camera's gate, as long as there is the camera."""

    @callback
    def moved() -> None:
        _LOGGER.debug("%s: gate is %s", name, gate.mode)

    @callback
    def sound_moved() -> None:
        _LOGGER.debug("%s: gate is %s", name, "muted" if gate.muted else "not muted")

    @callback
    def accessed(entry: Entry) -> None:
        who = entry.who
        _LOGGER.debug("%s: %s, %s, by %s", name, entry.kind, who.destination, who.way)

    gate.when_moved.async_add(moved)
    gate.when_sound_moved.async_add(sound_moved)
    ledger.when_noted.async_add(accessed)
