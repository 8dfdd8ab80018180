"""Write the tables of known cameras into docs/cameras.md, from the catalogue.

python -m tests.quality.cameras
"""

from collections.abc import Iterator
import json
from pathlib import Path
from typing import Final

import homeassistant.components

from custom_components.cloudcam_privacy.cut.catalogue.load import read
from custom_components.cloudcam_privacy.cut.catalogue.model import (
    Effect,
    Maker,
    ReadBack,
    Row,
    Selector,
    Still,
    Told,
)
from demo.processes import ROOT

DOCUMENT: Final = ROOT / "docs" / "cameras.md"
START: Final = "<!-- catalogue: written by script/cameras -->\n"
END: Final = "<!-- end of catalogue -->\n"
_COMPONENTS: Final = Path(homeassistant.components.__path__[0])

_EFFECTS: Final = {
    Effect.UPLOAD: "what it sends by itself",
    Effect.PICTURE: "the picture",
    Effect.SOUND: "the sound",
}
_LOST: Final = {
    "alarm": "the alarm",
    "copies": "copies by mail or FTP",
    "detection": "motion alerts",
    "notifications": "notifications",
    "recorded_sound": "sound in recordings",
    "recordings": "recordings",
}
_ADVICE: Final = {
    "alarm_panel": "tick the maker's alarm panel; else block its internet or cut its power",
    "by_hand": "add your own privacy switch by hand",
    "network_or_power": "block its internet access or cut its power",
    "on_request": "it uploads when somebody asks, says the maker; to be sure, "
    "block its internet access or cut its power",
    "own_button": "its own privacy button or shutter; else block its internet or "
    "cut its power",
    "recorder": "a recorder: guard the cameras themselves",
}
_HEAD: Final = (
    "| Integration | Found by itself | What it stops | Read back | Battery | Lost |",
    "|---|---|---|---|---|---|",
)


def table() -> str:
    """Return the tables of what is found by itself, and of what has to be added."""
    core, custom = read("core"), tuple(m for m in read("custom") if m.integration)
    lines = [
        "### Home Assistant's own integrations",
        "",
        *_HEAD,
        *_known(core),
        "",
        "### Custom integrations",
        "",
        *_HEAD,
        *_known(custom),
        "",
        "*Offered* is shown without a tick: you decide.",
        "",
        "### Where that is not enough, or nothing is found",
        "",
        "| Integration | What to do |",
        "|---|---|",
        *_advised((*core, *custom)),
    ]
    return "\n".join(lines) + "\n"


def _known(makers: tuple[Maker, ...]) -> Iterator[str]:
    for maker in sorted(makers, key=lambda maker: name_of(maker).casefold()):
        for row in maker.cuts:
            cells = (
                name_of(maker),
                _used(row),
                _EFFECTS[row.effect],
                _read_back(row.read_back or maker.read_back),
                _battery(maker),
                _LOST.get(row.loses, ""),
            )
            yield f"| {' | '.join(cells)} |"


def _advised(makers: tuple[Maker, ...]) -> Iterator[str]:
    for maker in sorted(makers, key=lambda maker: name_of(maker).casefold()):
        if key := "recorder" if maker.recorder else maker.advice:
            yield f"| {name_of(maker)} | {_ADVICE[key]} |"


def _used(row: Row) -> str:
    offered = "" if row.ticked else "offered: "
    second = ", if there is no better one" if row.rank > 1 else ""
    if row.domain == "camera" and row.cut_state == "off":
        return f"{offered}the camera, turned off{second}"
    if row.domain == "camera":
        return f"{offered}the camera's motion detection, off{second}"
    state = f"`{row.cut_state}`" if row.cut_state else "a preset of your choice"
    return f"{offered}{_named(row)} {state}{second}"


def _named(row: Selector) -> str:
    kind = row.domain.replace("_", " ")
    names = [key.replace("_", " ") if key else "the camera's own" for key in row.keys]
    names += [pattern.replace("*", "…").replace("?", "") for pattern in row.ids]
    return f"{kind} {', '.join(f'*{name}*' for name in names)}".rstrip()


def _read_back(told: ReadBack) -> str:
    if told.by is Told.NEVER:
        return "not at all"
    if told.by is Told.PUSH:
        return "at once"
    return f"within {told.seconds} s" if told.seconds else "when it is asked"


def _battery(maker: Maker) -> str:
    if maker.still is Still.CAMERA and maker.still_wakes:
        return ""
    return "not woken" if not maker.still_wakes else "kept picture"


def name_of(maker: Maker) -> str:
    """Return what people call an integration."""
    if maker.name:
        return maker.name
    manifest = _COMPONENTS / maker.integration / "manifest.json"
    if not manifest.exists():
        return maker.integration.replace("_", " ").title()
    name: str = json.loads(manifest.read_text("utf-8"))["name"]
    return name


def written() -> str:
    """Return the document with the tables as they should be."""
    before, _, rest = DOCUMENT.read_text("utf-8").partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table()}\n{END}{after}"


if __name__ == "__main__":
    DOCUMENT.write_text(written(), "utf-8")
