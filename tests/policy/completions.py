"""What not knowing means: each way in which the unknown can turn out."""

from collections.abc import Iterable, Iterator
from itertools import product

from custom_components.cloudcam_privacy.policy.verdict import Verdict

_TRUTHS = {
    Verdict.TRUE: (True,),
    Verdict.FALSE: (False,),
    Verdict.UNKNOWN: (False, True),
}


def completions(verdicts: Iterable[Verdict]) -> Iterator[tuple[bool, ...]]:
    """Yield what the verdicts may turn out to be, in each combination."""
    return product(*(_TRUTHS[verdict] for verdict in verdicts))


def summed_up(truths: Iterable[bool]) -> Verdict:
    """Return what is known of a truth that was found in several completions."""
    seen = set(truths)
    return Verdict.UNKNOWN if len(seen) == 2 else Verdict.of(seen.pop())
