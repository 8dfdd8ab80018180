"""Every public method of a camera and of its stream is decided about, on each version."""

from typing import Final

from homeassistant.components.camera import Camera
from homeassistant.components.stream import Stream
from homeassistant.helpers.entity import Entity

from custom_components.cloudcam_privacy.camera import GuardedCamera
from custom_components.cloudcam_privacy.video.stream import GuardedStream

# What gives a frame, or a way to one: it asks the gate, so it is our own.
GATED_CAMERA: Final = {
    "async_camera_image",
    "async_create_stream",
    "async_handle_async_webrtc_offer",
    "async_on_webrtc_candidate",
    "close_webrtc_session",
    "handle_async_mjpeg_stream",
    "handle_async_still_stream",
    "stream_source",
}
GATED_STREAM: Final = {"add_provider", "async_get_image", "async_record", "start"}
# What only raises in Home Assistant's own class: there is nothing behind it.
REFUSED_CAMERA: Final = {
    "async_disable_motion_detection",
    "async_enable_motion_detection",
    "camera_image",
    "disable_motion_detection",
    "enable_motion_detection",
    "turn_off",
    "turn_on",
}
# What tells nothing of a picture.
HARMLESS_CAMERA: Final = {
    "async_get_webrtc_client_configuration",  # Servers that help to connect.
    "async_refresh_providers",  # Ours names the kind of our addresses, and no address.
    "async_turn_off",  # An override.
    "async_turn_on",
    "async_update_token",
    "brand",
    "camera_capabilities",
    "camera_entity_capabilities",
    "frame_interval",
    "is_on",
    "is_recording",
    "is_streaming",
    "model",
    "motion_detection_enabled",
    "use_stream_for_stills",  # False: no still by another way than the gate.
    "webrtc_provider",
}
HARMLESS_STREAM: Final = {
    "available",
    "check_idle",
    "endpoint_url",  # Whoever uses the address is asked at each request.
    "get_diagnostics",
    "outputs",  # Empty unless a stream was started, which asks the gate.
    "remove_provider",
    "set_update_callback",
    "stop",
    "update_source",  # The caller's own source takes the camera's place.
}


def _public(cls: type, known: type) -> set[str]:
    return {name for name in dir(cls) if not name.startswith("_")} - set(dir(known))


def test_each_method_of_a_camera_is_decided_about() -> None:
    decided = GATED_CAMERA | REFUSED_CAMERA | HARMLESS_CAMERA
    assert _public(Camera, Entity) - decided == set()


def test_each_method_of_a_stream_is_decided_about() -> None:
    assert _public(Stream, object) - GATED_STREAM - HARMLESS_STREAM == set()


def test_what_is_gated_is_our_own() -> None:
    for name in GATED_CAMERA:
        assert getattr(GuardedCamera, name) is not getattr(Camera, name), name
    for name in GATED_STREAM:
        assert getattr(GuardedStream, name) is not getattr(Stream, name), name


def test_what_is_refused_is_home_assistants() -> None:
    for name in REFUSED_CAMERA:
        assert getattr(GuardedCamera, name) is getattr(Camera, name), name
    assert "use_stream_for_stills" not in vars(GuardedCamera)
