"""The negotiation of a WebRTC session without the camera's sound."""

import pytest

from custom_components.cloudcam_privacy.video.sdp import gives_sound, without_sound

HEAD = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n"
AUDIO = "m=audio {port} UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n"
VIDEO = (
    "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=recvonly\r\n"
)


def _text(direction: str | None, port: int = 9) -> str:
    audio = AUDIO.format(port=port) + (f"a={direction}\r\n" if direction else "")
    return HEAD + audio + VIDEO


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("recvonly", "inactive"),
        ("inactive", "inactive"),
        ("sendrecv", "sendonly"),
        ("sendonly", "sendonly"),
        (None, "sendonly"),
    ],
)
def test_offer(asked: str | None, left: str) -> None:
    """The camera is not heard; who talks to it goes on to; video is as it was."""
    assert without_sound(_text(asked)) == _text(left)


@pytest.mark.parametrize(
    ("answered", "port", "heard"),
    [
        ("sendonly", 9, True),
        ("sendrecv", 9, True),
        (None, 9, True),
        ("recvonly", 9, False),
        ("inactive", 9, False),
        ("sendonly", 0, False),
    ],
)
def test_answer(answered: str | None, port: int, heard: bool) -> None:
    assert gives_sound(_text(answered, port)) is heard


def test_nothing_to_hear() -> None:
    assert without_sound(HEAD + VIDEO) == HEAD + VIDEO
    assert not gives_sound(HEAD + VIDEO)
    assert not gives_sound("")
