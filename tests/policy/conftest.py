"""How long to search for counterexamples.

By default some seconds. `HYPOTHESIS_PROFILE=lab pytest --timeout=0 tests/policy` goes
on for many minutes.
"""

import os

from hypothesis import settings

settings.register_profile("lab", max_examples=5000, deadline=None)

if profile := os.environ.get("HYPOTHESIS_PROFILE"):
    settings.load_profile(profile)
