"""Samples and what is told of them: median, quartiles, and paired ratios."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from statistics import median, quantiles
from typing import Final, Self, override

CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, quartiles and the median's 95 % interval of some samples."""

    median: float
    lower_quartile: float
    upper_quartile: float
    low: float
    high: float
    samples: int

    @override
    def __str__(self) -> str:
        """Return the median, and the interval where there are several samples."""
        if self.samples == 1 or self.low == self.high:
            return figure(self.median)
        return f"{figure(self.median)} ({figure(self.low)} to {figure(self.high)})"

    @classmethod
    def of(cls, samples: Sequence[float]) -> Self:
        """Return the spread of at least one sample."""
        ordered = sorted(samples)
        quarters = quantiles(ordered, n=4, method="inclusive") if ordered[1:] else None
        low, high = _interval(ordered)
        return cls(
            median(ordered),
            quarters[0] if quarters else ordered[0],
            quarters[2] if quarters else ordered[0],
            low,
            high,
            len(ordered),
        )


def figure(value: float) -> str:
    """Return a number with three significant digits."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _interval(ordered: Sequence[float]) -> tuple[float, float]:
    """Return the interval of order statistics that holds the median with 95 %.

    It assumes nothing of the distribution. With fewer than six samples it is
    the whole range, which holds it with less.
    """
    count = len(ordered)
    outside, rank = 0.0, 0
    while rank < (count - 1) // 2:
        outside += 2 * comb(count, rank) / 2**count
        if outside > 1 - CONFIDENCE:
            break
        rank += 1
    rank = max(rank - 1, 0)
    return ordered[rank], ordered[count - 1 - rank]


def ratios(ours: Sequence[float], plain: Sequence[float]) -> Spread:
    """Return the spread of ours over plain, sample by sample as they were paired."""
    return Spread.of([a / b for a, b in zip(ours, plain, strict=True)])
