"""Write the tables of known cameras into docs/cameras.md, from the catalogue.

python -m tests.quality.cameras
"""

from collections.abc import Iterable, Iterator
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

from ..documents import with_tables
from .reach import REACH

DOCUMENT: Final = ROOT / "docs" / "cameras.md"
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
    "| Integration | Found by itself | Offered | Read back | Still | Lost meanwhile |",
    "|---|---|---|---|---|---|",
)


def table() -> str:
    """Return the tables of what is found by itself, and of what has to be added."""
    core, custom, routers = (
        tuple(maker for maker in read(name) if maker.integration)
        for name in ("core", "custom", "routers")
    )
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
        "### Where that is not enough, or nothing is found",
        "",
        "| Integration | What to do |",
        "|---|---|",
        *_advised((*core, *custom)),
        "",
        "### How far it can go",
        "",
        "In half a day of privacy, a maker's cloud gets one command for each cut and one to put",
        "it back, no question that the integration does not ask anyway, and up to 16 for a picture.",
        "",
        "| Integration | What is known at most, and what is not cut |",
        "|---|---|",
        *_reaching((*core, *custom)),
        "",
        "### Routers",
        "",
        "| Integration | Blocks the camera | At home | Measures its upload | By hand |",
        "|---|---|---|---|---|",
        *_routers(routers),
    ]
    return "\n".join(lines) + "\n"


def _sorted(makers: tuple[Maker, ...]) -> list[Maker]:
    return sorted(makers, key=lambda maker: name_of(maker).casefold())


def _known(makers: tuple[Maker, ...]) -> Iterator[str]:
    for maker in _sorted(makers):
        if maker.cuts:
            lost = {row.loses: _LOST[row.loses] for row in maker.cuts if row.loses}
            cells = (
                name_of(maker),
                _cells(row for row in maker.cuts if row.ticked),
                _cells(row for row in maker.cuts if not row.ticked),
                _read_back(maker.read_back),
                _still(maker),
                ", ".join(lost.values()),
            )
            yield f"| {' | '.join(cells)} |"


def _cells(rows: Iterable[Row]) -> str:
    return "<br>".join(f"{_used(row)}: {_EFFECTS[row.effect]}" for row in rows)


def _advised(makers: tuple[Maker, ...]) -> Iterator[str]:
    for maker in _sorted(makers):
        if key := "recorder" if maker.recorder else maker.advice:
            yield f"| {name_of(maker)} | {_ADVICE[key]} |"


def _reaching(makers: tuple[Maker, ...]) -> Iterator[str]:
    for maker in _sorted(makers):
        if reach := REACH.get(maker.integration):
            yield f"| {name_of(maker)} | {reach} |"


def _routers(makers: tuple[Maker, ...]) -> Iterator[str]:
    for maker in _sorted(makers):
        stays = {row.effect is Effect.UPLOAD for row in maker.cuts}
        by_hand = {"rules": maker.rules, "ports": maker.ports}
        cells = (
            name_of(maker),
            "<br>".join(_used(row) for row in maker.cuts),
            "".join("picture" if each else "no picture" for each in stays),
            "yes" if maker.meters else "",
            ", ".join(kind for kind, known in by_hand.items() if known),
        )
        yield f"| {' | '.join(cells)} |"


def _used(row: Row) -> str:
    second = " (if there is no better one)" if row.rank > 1 else ""
    if row.domain == "camera" and row.cut_state == "off":
        return f"the camera, turned off{second}"
    if row.domain == "camera":
        return f"its motion detection, off{second}"
    state = f"`{row.cut_state}`" if row.cut_state else "at a position of your choice"
    return f"{_named(row)} {state}{second}"


def _named(row: Selector) -> str:
    kind = row.domain.replace("_", " ")
    names = [key.replace("_", " ") if key else "the camera's own" for key in row.keys]
    names += [pattern.replace("*", "…").replace("?", "") for pattern in row.ids]
    return f"{kind} {', '.join(f'*{name}*' for name in names)}".rstrip()


def _read_back(told: ReadBack) -> str:
    if told.attribute:
        return f"*{told.attribute}*, within {told.seconds} s"
    if told.by is Told.PUSH:
        return "at once"
    return f"within {told.seconds} s" if told.seconds else "when it is asked"


def _still(maker: Maker) -> str:
    """Return whether a still can prove anything, and whether it costs battery."""
    if maker.still is Still.PLACEHOLDER:
        return "a placeholder, does not wake"
    kept = "a kept one" if maker.still is Still.KEPT else "the camera's own"
    return kept if maker.still_wakes else f"{kept}, does not wake"


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
    return with_tables(DOCUMENT, catalogue=table().rstrip("\n"))


if __name__ == "__main__":
    DOCUMENT.write_text(written(), "utf-8")
