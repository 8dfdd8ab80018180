"""The makers of the bench: whatever class of this folder is one."""

from importlib import import_module
from inspect import isabstract
from pathlib import Path
from typing import Final

from .maker import Maker


def _all_makers() -> tuple[type[Maker], ...]:
    for path in Path(__file__).parent.glob("[!_]*.py"):
        if path.stem not in ("bench", "conftest") and "test_" not in path.stem:
            import_module(f"{__package__}.{path.stem}")
    found: set[type[Maker]] = set()
    waiting: list[type] = [Maker]
    while waiting:
        kinds: list[type] = waiting.pop().__subclasses__()
        found |= {*kinds}
        waiting += kinds
    made = (maker for maker in found if not isabstract(maker))
    return tuple(sorted(made, key=lambda maker: maker.__name__))


MAKERS: Final = _all_makers()
