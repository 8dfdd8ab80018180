"""`docs/voice.md` lists every sentence that is offered; WRITE_VOICE=1 writes the list."""

import os
from pathlib import Path

from custom_components.cloudcam_privacy.voice.sentences import LANGUAGES
from custom_components.cloudcam_privacy.voice.sentences.table import Wish

DOCUMENT = Path(__file__).parents[1] / "docs" / "voice.md"
HEADING = "## Every sentence\n"
NAMES = {"en": "English", "de": "German"}
WISHES = {
    Wish.RAISE: "Raise",
    Wish.ASK: "Ask",
    Wish.RESUME: "Back to automatic",
}


def sentences() -> str:
    """Return the list, by language and by what the sentences are for."""
    lines = []
    for table in LANGUAGES:
        lines += ["", f"### {NAMES[table.code]}", ""]
        for wish, spoken in table.sentences.items():
            lines += [f"{WISHES[wish]}:", "", "```text"]
            lines += [one.template for one in spoken]
            lines += ["```", ""]
    return "\n".join(lines)


def test_every_sentence_is_listed() -> None:
    before, _, after = DOCUMENT.read_text().partition(HEADING)
    introduction = after.partition("\n### ")[0].rstrip()
    wanted = f"{before}{HEADING}{introduction}\n{sentences()}"
    if os.environ.get("WRITE_VOICE"):
        DOCUMENT.write_text(wanted)
    assert DOCUMENT.read_text() == wanted
