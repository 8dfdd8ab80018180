"""Whatever can be sent."""

import os
from typing import Any, Final

from hypothesis import HealthCheck, settings, strategies as st

NUMBERS: Final = (0, -1, 1, 2**31, -(2**63), 10**30, 1e308, float("inf"), float("nan"))
WORDS: Final = (
    "",
    " ",
    "\x00",
    "private",
    "open",
    "camera.kitchen",
    "../../etc/passwd",
    "{{ 1 / 0 }}",
    "<script>",
    "9" * 400,
    "a" * 5000,
    "\u202ereversed",
    "25:61:61",
    "0001-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59-14:00",
    "nan",
)

scalars = (
    st.none()
    | st.booleans()
    | st.sampled_from(NUMBERS)
    | st.sampled_from(WORDS)
    | st.integers()
    | st.text(max_size=20)
)
things: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(WORDS) | st.text(max_size=5), inner, max_size=3
        )
    ),
    max_leaves=6,
)

many = settings(
    max_examples=max(60, int(os.environ.get("LAB_STORIES", "0"))),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
