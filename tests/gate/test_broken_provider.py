"""Video comes back even if a provider of WebRTC breaks."""

from homeassistant.components.camera import CameraEntityFeature
import pytest

from .conftest import Furnish


async def test_broken_provider(
    furnish: Furnish,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Home Assistant can play it without one.

    It asks the provider itself, too, and does not expect it to break; so once only.
    """
    tour, _ = await furnish()

    def broken(stream_source: str) -> bool:
        monkeypatch.undo()
        raise ValueError

    monkeypatch.setattr(tour.provider, "async_is_supported", broken)
    await tour.set_mode("private")
    assert CameraEntityFeature.STREAM not in tour.camera.supported_features
    await tour.set_mode("open")
    assert CameraEntityFeature.STREAM in tour.camera.supported_features
    assert "No provider of WebRTC" in caplog.text
