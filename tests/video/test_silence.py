"""Silence in place of sound: heard by a decoder, with the video as it was."""

from hypothesis import given, settings, strategies as st
import pytest

from custom_components.cloudcam_privacy.video.silence import has_sound, silenced

from .pieces import LOUD, level, loud_video, pictures, sounds

SOUNDS = [
    ("aac", "mono", 16000),
    ("aac", "stereo", 44100),
    ("aac", "mono", 8000),
    ("libmp3lame", "mono", 16000),
    ("libmp3lame", "stereo", 44100),
]


@pytest.mark.parametrize(("codec", "layout", "rate"), SOUNDS)
def test_silent_and_otherwise_as_it_was(codec: str, layout: str, rate: int) -> None:
    init, data = loud_video(codec, layout, rate)
    silent = silenced(init, data)
    assert level(init + data) > LOUD
    assert level(init + silent) == 0
    assert pictures(init + silent) == pictures(init + data)
    assert len(silent) == len(data)
    assert has_sound(init)


def test_no_frame_of_the_sound_is_left() -> None:
    """Not even where a decoder would not look."""
    init, data = loud_video("aac", "mono", 16000)
    silent = silenced(init, data)
    frames = sounds(init + data)
    assert len(frames) > 20
    assert not any(frame in silent for frame in frames if len(frame) > 16)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_damaged_pieces(data: st.DataObject) -> None:
    """An error in words, never an endless loop or more bytes than there were."""
    init, pieces = loud_video("aac", "mono", 16000)
    damaged = bytearray(pieces[: data.draw(st.integers(0, 2000))])
    for place in data.draw(st.lists(st.integers(0, 400), max_size=8)):
        if place < len(damaged):
            damaged[place] = data.draw(st.integers(0, 255))
    try:
        silent = silenced(init, bytes(damaged))
    except ValueError:
        return
    assert len(silent) == len(damaged)
