"""What was found, in words: for the action's answer and for the repair issue."""

from collections.abc import Iterable
from typing import Any, Final

from homeassistant.util.json import JsonObjectType

from ..household.guard import Guard
from ..household.household import Household
from ..household.localize import Texts
from .audit import Audit
from .finding import Finding
from .sources import guarded_entry

LIMITS: Final = ("by_name", "elsewhere", "made_up", "not_watched")
"""What no audit can see, as keys of texts."""

SHOWN: Final = 20
"""How many findings the repair issue lists."""


def answer(household: Household, audit: Audit) -> dict[str, Any]:
    """Return what the action `audit` answers."""
    words = household.texts
    return {
        "cameras": {
            _entity_id(guard): {
                "name": guard.name,
                "source": guard.source.entity_id,
                "findings": [
                    _as_dict(words, each, guard) for each in audit.of(camera_id)
                ],
            }
            for camera_id, guard in household.guards.items()
        },
        "household": [_as_dict(words, each) for each in audit.of("")],
        "not_looked_at": list(audit.failed),
        "cannot_see": [words.text("audit_limit", key) for key in LIMITS],
    }


def listed(words: Texts, findings: Iterable[Finding], guard: Guard) -> str:
    """Return findings as a list in Markdown."""
    lines = []
    for finding in findings:
        where = f" ({finding.where})" if finding.where else ""
        what = f"{what_of(words, finding, guard)}{where}"
        link = f" [{words.text('audit_word', 'look')}]({finding.path})"
        lines.append(
            f"- {what}{link if finding.path else ''}\n"
            f"  *{fix_of(words, finding, guard)}*"
        )
    if (more := len(lines) - SHOWN) > 0:
        lines[SHOWN:] = [words.text("audit_word", "more", count=str(more))]
    return "\n".join(lines)


def what_of(words: Texts, finding: Finding, guard: Guard | None = None) -> str:
    """Return in words what was found."""
    return words.text(
        "audit_what", finding.kind, **_placeholders(words, finding, guard)
    )


def fix_of(words: Texts, finding: Finding, guard: Guard | None = None) -> str:
    """Return in words how to fix it."""
    return words.text("audit_fix", finding.kind, **_placeholders(words, finding, guard))


def _name(words: Texts, finding: Finding) -> str:
    """Return the name of the place; Home Assistant's own dashboard has none."""
    return finding.name or words.text("audit_word", "overview")


def _as_dict(
    words: Texts, finding: Finding, guard: Guard | None = None
) -> JsonObjectType:
    return {
        "id": finding.finding_id,
        "kind": finding.kind,
        "severity": finding.severity,
        "what": what_of(words, finding, guard),
        "fix": fix_of(words, finding, guard),
        "name": _name(words, finding),
        "where": finding.where or None,
        "path": finding.path,
        "one_click": finding.fix,
    }


def _placeholders(
    words: Texts, finding: Finding, guard: Guard | None
) -> dict[str, str]:
    cameras = (
        {
            "camera": guard.name,
            "source": guard.source.entity_id or "",
            "guarded": _entity_id(guard),
        }
        if guard
        else {}
    )
    return {"name": _name(words, finding), **cameras, **finding.details}


def _entity_id(guard: Guard) -> str:
    """Return the guarded camera's entity id, the camera's name while it has none."""
    entry = guarded_entry(guard)
    return entry.entity_id if entry else guard.name
