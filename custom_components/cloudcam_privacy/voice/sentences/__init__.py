"""What is said to and by Assist: one table per language, and how to read times."""

from typing import Final

from .de import GERMAN
from .en import ENGLISH
from .table import Language

LANGUAGES: Final = (ENGLISH, GERMAN)


def language_of(code: str) -> Language:
    """Return the table for a language code such as "de-AT", English for others."""
    spoken = code.replace("_", "-").partition("-")[0].casefold()
    return next((table for table in LANGUAGES if table.code == spoken), ENGLISH)
