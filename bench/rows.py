"""A row of the result: what was measured, ours beside plain, and the aim."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from .numbers import Spread, ratios


@dataclass(frozen=True, slots=True)
class Row:
    """One measured quantity.

    `size` is how many cameras, rules or viewers there were. `ratio` is ours over
    plain, pair by pair. `aim` says in words what was hoped for, `met` whether it is
    so; both are None where there was no aim.
    """

    scenario: str
    what: str
    unit: str
    size: int | None = None
    ours: Spread | None = None
    plain: Spread | None = None
    ratio: Spread | None = None
    aim: str | None = None
    met: bool | None = None

    @classmethod
    def single(
        cls,
        scenario: str,
        what: str,
        unit: str,
        ours: Sequence[float],
        *,
        size: int | None = None,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> Self:
        """Return a row about ours alone; limits are on the median."""
        spread = Spread.of(ours)
        aim, met = _judged(spread.median, "", at_most, at_least)
        return cls(
            scenario,
            what,
            unit,
            size=size,
            ours=spread,
            aim=aim and f"{aim} {unit}".strip(),
            met=met,
        )

    @classmethod
    def paired(
        cls,
        scenario: str,
        what: str,
        unit: str,
        ours: Sequence[float],
        plain: Sequence[float],
        *,
        size: int | None = None,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> Self:
        """Return a row of pairs; limits are on the median of their ratios."""
        ratio = ratios(ours, plain)
        aim, met = _judged(ratio.median, "ratio ", at_most, at_least)
        return cls(
            scenario,
            what,
            unit,
            size,
            Spread.of(ours),
            Spread.of(plain),
            ratio,
            aim,
            met,
        )

    @classmethod
    def beside(
        cls,
        scenario: str,
        what: str,
        unit: str,
        ours: Sequence[float],
        plain: Sequence[float],
        *,
        size: int | None = None,
        at_most: float | None = None,
    ) -> Self:
        """Return a row of both without a ratio; the limit is on our worst sample."""
        aim, met = _judged(max(ours), "", at_most, None)
        return cls(
            scenario,
            what,
            unit,
            size,
            Spread.of(ours),
            Spread.of(plain),
            aim=aim and f"{aim} {unit}".strip(),
            met=met,
        )

    @classmethod
    def unnoticed(
        cls,
        scenario: str,
        what: str,
        unit: str,
        ours: Sequence[float],
        plain: Sequence[float],
        *,
        size: int | None = None,
    ) -> Self:
        """Return a row of pairs whose difference is hoped to be lost in the noise."""
        ratio = ratios(ours, plain)
        return cls(
            scenario,
            what,
            unit,
            size,
            Spread.of(ours),
            Spread.of(plain),
            ratio,
            "not measurable: interval of the ratio reaches 1",
            ratio.low <= 1,
        )

    def as_text(self) -> str:
        """Return the row in a line."""
        size = "" if self.size is None else f" ({self.size})"
        parts = [f"{self.what}{size}:"]
        for name in ("ours", "plain", "ratio"):
            if (spread := getattr(self, name)) is not None:
                unit = "" if name == "ratio" else f" {self.unit}"
                parts.append(f"{name} {spread}{unit}")
        if self.aim is not None:
            parts.append(f"[{self.aim}: {'met' if self.met else 'MISSED'}]")
        return " ".join(parts)

    def as_dict(self) -> dict[str, Any]:
        """Return what goes into the JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Return the row of such a dict."""
        spreads = {
            key: Spread(**data[key]) if data[key] else None
            for key in ("ours", "plain", "ratio")
        }
        return cls(**{**data, **spreads})


def _judged(
    value: float, of: str, at_most: float | None, at_least: float | None
) -> tuple[str | None, bool | None]:
    if at_most is not None:
        return f"{of}≤ {at_most:g}", value <= at_most
    if at_least is not None:
        return f"{of}≥ {at_least:g}", value >= at_least
    return None, None
