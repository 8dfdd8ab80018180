"""What people would say, in seven languages, and what they would mean by it.

The lists were written before the grammar, or before it was looked at again. A part of
each was kept aside until that was done, to tell how much it understands of what it was
not made from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from homeassistant.util.yaml import load_yaml_dict

FOLDER: Final = Path(__file__).parent / "sentences"
CODES: Final = tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """The list of one language, with the names of a house where it is spoken.

    `areas` and `cameras` are the names of the rooms and of the camera in each, and
    `not_ours` is what people say about other things.
    """

    areas: Mapping[str, str]
    cameras: Mapping[str, str]
    upstairs: str
    downstairs: str
    tried: Mapping[str, str]
    kept_aside: Mapping[str, str]
    not_ours: Sequence[str]


def sentences(code: str) -> Sentences:
    """Return the list of a language."""
    return Sentences(**load_yaml_dict(str(FOLDER / f"{code}.yaml")))
