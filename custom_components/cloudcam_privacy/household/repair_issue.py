"""One thing that somebody should fix, before it is in the issue registry."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RepairIssue:
    """One thing that somebody should fix; `key` names its texts."""

    key: str
    subentry_id: str = ""
    about: str = ""
    placeholders: dict[str, str] = field(default_factory=dict)

    @property
    def issue_id(self) -> str:
        """Return the id in the issue registry."""
        return "_".join(filter(None, (self.key, self.subentry_id, self.about)))
