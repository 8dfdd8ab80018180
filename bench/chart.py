"""Bar charts as SVG, with a logarithmic axis where the bars differ greatly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import log10
from typing import Final

from .numbers import Spread, figure
from .rows import Row

_WIDTH: Final = 760
_LABEL: Final = 330
_BAR: Final = 16
_GAP: Final = 12
_TOP: Final = 56
_RIGHT: Final = 96
_COLOURS: Final = {"ours": "#1565c0", "plain": "#9e9e9e"}
_GREAT: Final = 20


@dataclass(frozen=True, slots=True)
class Chart:
    """Some rows of one unit, a bar each for ours and plain."""

    title: str
    unit: str
    rows: Sequence[Row]

    def svg(self) -> str:
        """Return the picture; the thin line is the median's interval."""
        values = [
            value
            for row in self.rows
            for spread in (row.ours, row.plain)
            if spread is not None
            for value in (spread.median, spread.high)
            if value > 0
        ]
        scale = _Scale(min(values), max(values))
        parts = list(self._bars(scale))
        height = _TOP + sum(_height(row) for row in self.rows)
        axis = f"{self.unit}, logarithmic" if scale.logarithmic else self.unit
        return "\n".join(
            (
                (
                    f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" '
                    f'height="{height}" viewBox="0 0 {_WIDTH} {height}" '
                    'font-family="sans-serif" font-size="12">'
                ),
                f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
                _text(12, 22, self.title, size=15),
                *self._legend(axis),
                *parts,
                "</svg>\n",
            )
        )

    def _legend(self, axis: str) -> Iterator[str]:
        yield _text(12, 42, axis, fill="#616161")
        for place, (name, colour) in enumerate(_COLOURS.items()):
            left = _LABEL + 90 * place
            yield f'<rect x="{left}" y="33" width="10" height="10" fill="{colour}"/>'
            yield _text(left + 16, 42, name)

    def _bars(self, scale: _Scale) -> Iterator[str]:
        top = _TOP
        for row in self.rows:
            size = "" if row.size is None else f" — {figure(row.size)}"
            yield _text(12, top + _BAR - 4, f"{row.what.partition(';')[0]}{size}")
            for name, spread in (("ours", row.ours), ("plain", row.plain)):
                if spread is None:
                    continue
                yield from _bar(scale, top, spread, _COLOURS[name])
                top += _BAR
            top += _GAP


class _Scale:
    """From values to pixels."""

    def __init__(self, least: float, most: float) -> None:
        self.logarithmic = most / least > _GREAT
        self._least = least / 2 if self.logarithmic else 0.0
        self._most = most

    def at(self, value: float) -> float:
        """Return how many pixels the value is from the bars' beginning."""
        if self.logarithmic:
            share = log10(max(value, self._least) / self._least)
            share /= log10(self._most / self._least)
        else:
            share = value / self._most
        return share * (_WIDTH - _LABEL - _RIGHT)


def _height(row: Row) -> int:
    return _BAR * ((row.ours is not None) + (row.plain is not None)) + _GAP


def _bar(scale: _Scale, top: float, spread: Spread, colour: str) -> Iterator[str]:
    length = scale.at(spread.median)
    low, high = (_LABEL + scale.at(value) for value in (spread.low, spread.high))
    yield (
        f'<rect x="{_LABEL}" y="{top}" width="{max(length, 1):.1f}" '
        f'height="{_BAR - 3}" fill="{colour}"/>'
    )
    middle = top + (_BAR - 3) / 2
    yield (
        f'<line x1="{low:.1f}" y1="{middle}" x2="{high:.1f}" y2="{middle}" '
        'stroke="#212121"/>'
    )
    yield _text(high + 6, top + _BAR - 5, figure(spread.median))


def _text(
    left: float, top: float, text: str, *, size: int = 12, fill: str = "#212121"
) -> str:
    return (
        f'<text x="{left:.1f}" y="{top:.1f}" font-size="{size}" fill="{fill}">'
        f"{escape(text)}</text>"
    )


def of(scenario: str, rows: Sequence[Row]) -> Iterator[tuple[str, Chart]]:
    """Yield the charts of a scenario, with names for their files."""
    titles = {
        "reaction": "Somebody comes home: from the state change to …",
        "changes": "One state change, by the number of rules",
        "raising": "Privacy is raised while many watch",
    }
    if scenario not in titles:
        return
    chosen = [row for row in rows if row.plain and "each" not in row.what]
    for unit in dict.fromkeys(row.unit for row in chosen):
        of_unit = [row for row in chosen if row.unit == unit]
        yield scenario, Chart(titles[scenario], unit or "count", of_unit)
