"""The sound of a WebRTC session, refused in the words of its negotiation (RFC 8866)."""

from typing import Final

_DIRECTIONS: Final = ("sendrecv", "sendonly", "recvonly", "inactive")


def without_sound(offer: str) -> str:
    """Return a viewer's offer that asks for no sound of the camera.

    Each audio section stays, so that the answer still fits. What the viewer says goes
    on being sent to the camera, where somebody talks.
    """
    sections = _sections(offer)
    return "".join(
        _asking(section, "sendonly" if _sends(section) else "inactive")
        if section.startswith("m=audio")
        else section
        for section in sections
    )


def gives_sound(answer: str) -> bool:
    """Tell whether the other side goes on to send sound all the same."""
    return any(
        section.startswith("m=audio") and not _is_refused(section) and _sends(section)
        for section in _sections(answer)
    )


def _sections(text: str) -> list[str]:
    """Return the session part and then one part for each `m=` line."""
    sections = [""]
    for line in text.splitlines(keepends=True):
        if line.startswith("m="):
            sections.append("")
        sections[-1] += line
    return sections


def _direction(section: str) -> str:
    """Return which way a section's media go; without a word of it, both."""
    for line in section.splitlines():
        if line.startswith("a=") and line[2:].strip() in _DIRECTIONS:
            return line[2:].strip()
    return "sendrecv"


def _sends(section: str) -> bool:
    return _direction(section) in {"sendrecv", "sendonly"}


def _is_refused(section: str) -> bool:
    """Tell whether a section is refused, by a port of 0."""
    words = section.splitlines()[0].split()
    return len(words) > 1 and words[1] == "0"


def _asking(section: str, direction: str) -> str:
    lines = section.splitlines(keepends=True)
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    kept = [
        line
        for line in lines
        if not (line.startswith("a=") and line[2:].strip() in _DIRECTIONS)
    ]
    return "".join((*kept, f"a={direction}{end}"))
