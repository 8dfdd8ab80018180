"""The bench runs, and what it writes can be true. Nothing is timed here."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from .processes import python, running


async def test_quick_run(tmp_path: Path) -> None:
    """Every figure is a positive number within its interval, and all is written."""
    command = python("bench", "--quick", "--only", "reaction", "--only", "stills")
    output = tmp_path / "figures"
    async with running(
        *(*command, "--output", str(output)),
        ready=lambda line: "aims missed" in line,
        seconds=800,
    ):
        pass
    figures = json.loads((output / "benchmarks.json").read_text())
    rows = figures["rows"]
    assert {row["scenario"] for row in rows} == {"reaction", "stills"}
    for row in rows:
        assert row["what"]
        assert row["unit"] == "ms"
        for spread in filter(None, (row["ours"], row["plain"], row["ratio"])):
            assert spread["samples"] > 1
            assert 0 < spread["low"] <= spread["median"] <= spread["high"]
            assert spread["lower_quartile"] <= spread["upper_quartile"]
    times = {
        row["what"].partition(";")[0]: row["ours"]["median"]
        for row in rows
        if row["scenario"] == "reaction"
    }
    assert times["All gates shut"] < times["First cut call sent"]
    assert times["First cut call sent"] <= times["All cut calls sent"]
    page = (output / "benchmarks.md").read_text()
    assert all(row["what"] in page for row in rows)
    ET.parse(output / "pictures" / "bench-reaction.svg")
