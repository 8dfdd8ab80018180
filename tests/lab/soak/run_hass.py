"""Run Home Assistant, and let what it starts itself see the time as it is."""

import os
import runpy
import sys

if __name__ == "__main__":
    os.environ.pop("LD_PRELOAD", None)
    sys.path.pop(0)
    runpy.run_module("homeassistant", run_name="__main__", alter_sys=True)
