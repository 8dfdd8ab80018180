"""How long to search for counterexamples.

By default some seconds. `HYPOTHESIS_PROFILE=lab pytest --timeout=0 tests/policy` goes
on for many minutes.
"""

import os

from hypothesis import settings

settings.register_profile("quick", deadline=None)
settings.register_profile("lab", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
