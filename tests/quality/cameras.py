"""Write the table of known cameras into docs/cameras.md, from the catalogue.

python -m tests.quality.cameras
"""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Any, Final

import homeassistant.components

from demo.processes import ROOT

DOCUMENT: Final = ROOT / "docs" / "cameras.md"
CATALOGUE: Final = (
    ROOT / "custom_components" / "cloudcam_privacy" / "cut/catalogue.json"
)
START: Final = "<!-- catalogue: written by script/cameras -->\n"
END: Final = "<!-- end of catalogue -->\n"
_COMPONENTS: Final = Path(homeassistant.components.__path__[0])

_EFFECTS: Final = {
    "upload": "stops what it sends by itself",
    "picture": "takes the picture away",
}
_ADVICE: Final = {
    "network_or_power": "block its internet access or cut its power",
    "alarm_panel": "a script that disarms the maker's alarm panel; else network or power",
    "on_request": "it uploads when somebody asks, says the maker; to be sure, "
    "block its internet access or cut its power",
}


def table() -> str:
    """Return the tables of what is found by itself, and of what has to be added."""
    catalogue = json.loads(CATALOGUE.read_text("utf-8"))
    lines = [
        "| Integration | What is used | State that cuts | What it does |",
        "|---|---|---|---|",
        *sorted(_known(catalogue["cuts"]), key=str.casefold),
        *_general(catalogue["cuts"]),
        "",
        "Where that is not enough, or nothing is found:",
        "",
        "| Integration | What to do |",
        "|---|---|",
        *sorted(_advised(catalogue["advice"]), key=str.casefold),
    ]
    return "\n".join(lines) + "\n"


def _known(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        for integration in row.get("integrations", ()):
            rank = " (if there is no better one)" if row["rank"] > 1 else ""
            effect = f"{_EFFECTS[row['effect']]}{rank}"
            yield f"| {_name(integration)} | {_used(row)} | {_state(row)} | {effect} |"


def _general(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the rows that fit any integration."""
    for row in rows:
        if "integrations" not in row:
            used = "the camera, if it can be turned off"
            if says := row.get("says"):
                without = " or ".join(row["unless_says"])
                used = f"a switch whose name has *{says}* in it, but not {without}"
            effect = f"{_EFFECTS[row['effect']]} (if there is no better one)"
            yield f"| any other | {used} | {_state(row)} | {effect} |"


def _advised(advice: dict[str, list[str]]) -> Iterator[str]:
    for key, integrations in advice.items():
        for integration in integrations:
            yield f"| {_name(integration)} | {_ADVICE[key]} |"


def _used(row: dict[str, Any]) -> str:
    if row["domain"] == "camera":
        return "the camera itself"
    keys = [key and key.replace("_", " ") for key in row["keys"]]
    named = ", ".join(f"*{key}*" if key else "the one for the camera" for key in keys)
    return f"{row['domain']}: {named}"


def _state(row: dict[str, Any]) -> str:
    state: str = row["cut_state"]
    return "motion detection off" if state == "motion_off" else f"`{state}`"


def _name(integration: str) -> str:
    manifest = _COMPONENTS / integration / "manifest.json"
    name: str = json.loads(manifest.read_text("utf-8"))["name"]
    return name


def written() -> str:
    """Return the document with the tables as they should be."""
    before, _, rest = DOCUMENT.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(written(), "utf-8")
