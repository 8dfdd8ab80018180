"""A UniFi Protect camera on its console: with the private interface, and without.

The privacy mode also mutes the microphone and ends the recording. The library puts a
change into its own objects when the console has taken it.
"""

from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from typing import Any, ClassVar, Final, override
from unittest.mock import AsyncMock, MagicMock, patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
from PIL import Image
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker

PACKAGE: Final = "homeassistant.components.unifiprotect"
MAC: Final = "AABBCCDDEE05"
CONSOLE_MAC: Final = "AABBCCDDEE06"


def black_jpeg() -> bytes:
    """Return what is left of a picture that is masked everywhere."""
    out = BytesIO()
    Image.new("RGB", (160, 90)).save(out, "JPEG")
    return out.getvalue()


class UnifiProtect(Maker):
    """One camera, and the console that records it."""

    library: ClassVar[str] = "uiprotect"
    poll: ClassVar[float] = 5
    latest: ClassVar[float] = 5
    domains: ClassVar[tuple[str, ...]] = ("camera", "number", "select", "switch")
    leaves_picture: ClassVar[bool] = True

    public_only: ClassVar[bool] = False
    third_party: ClassVar[bool] = False
    masks: ClassVar[bool] = True
    """Whether the console makes the picture black."""

    def __init__(self) -> None:
        """Begin with a camera that records and hears."""
        super().__init__(
            {"privacy": False, "recording": "always", "mic": 80, "motion": True}
        )
        self._listeners: dict[str, list[Callable[[Any], None]]] = defaultdict(list)
        self._camera = MagicMock()
        self._public = MagicMock()

    @property
    @override
    def uploads(self) -> bool:
        records = self.settings["recording"] != "never"
        return records and not (self.settings["privacy"] and self.settings["mic"] == 0)

    @override
    def in_app(self, *, uploads: bool) -> None:
        if uploads:
            self.update({"privacy": False, "recording": "always", "mic": 80})
        else:
            self.update({"privacy": True, "recording": "never", "mic": 0})

    @property
    def _types(self) -> Any:
        return pytest.importorskip("uiprotect.data")

    @override
    def error(self) -> Exception:
        error: Exception = pytest.importorskip("uiprotect.exceptions").ClientError(
            "503"
        )
        return error

    @override
    def auth_error(self) -> Exception:
        exceptions = pytest.importorskip("uiprotect.exceptions")
        error: Exception = exceptions.NotAuthorized("401")
        return error

    @override
    @callback
    def tell(self) -> bool:
        if not (self.is_down or self.locked_out):
            self._show()
            for kind, of_library in (("", self._camera), ("devices_", self._public)):
                message = MagicMock(
                    new_obj=of_library, old_obj=of_library, changed_data={}
                )
                self._call(f"subscribe_{kind}websocket", message)
        return True

    @override
    @callback
    def go_down(self, down: bool = True) -> None:
        super().go_down(down)
        state = pytest.importorskip("uiprotect.websocket").WebsocketState
        if not down:
            self._show()
        for kind in ("", "devices_", "events_"):
            told = state.DISCONNECTED if down else state.CONNECTED
            self._call(f"subscribe_{kind}websocket_state", told)

    def _call(self, subscription: str, told: Any) -> None:
        for each in tuple(self._listeners[subscription]):
            each(told)

    def _show(self) -> None:
        """Put what the console tells into the library's objects."""
        seen = self.seen
        self._camera.is_privacy_on = seen["privacy"]
        self._camera.mic_volume = self._public.mic_volume = seen["mic"]
        self._camera.recording_settings.mode = self._types.RecordingMode(
            seen["recording"]
        )
        self._camera.recording_settings.enable_motion_detection = seen["motion"]

    # What the integration calls

    async def _set_privacy(self, enable: bool, mic: int, recording: str) -> None:
        await self.async_command("privacy", enable, mic=mic, recording=str(recording))
        self._show()

    async def _set_recording_mode(self, mode: str) -> None:
        await self.async_command("recording", str(mode))
        self._show()

    async def _set_motion_detection(self, enable: bool) -> None:
        await self.async_command("motion", enable)
        self._show()

    async def _set_mic_volume(self, level: float) -> None:
        await self.async_command("mic", int(level))
        self._show()

    async def _update(self) -> None:
        assert self.shown
        self._show()

    async def _get_snapshot(self, **_: Any) -> bytes:
        frame = self.still()
        self.check()
        return black_jpeg() if self.settings["privacy"] and self.masks else frame

    def _subscription(self, name: str) -> Callable[..., Callable[[], None]]:
        def subscribe(action: Callable[[Any], None]) -> Callable[[], None]:
            self._listeners[name].append(action)
            return lambda: self._listeners[name].remove(action)

        return subscribe

    def _make_cameras(self) -> None:
        types = self._types
        shared: dict[str, Any] = {
            "id": "camera",
            "mac": MAC,
            "model": types.ModelType.CAMERA,
            "type": "UVC G5",
            "display_name": "Hall",
            "name": "Hall",
            "feature_flags": _Flags(),
        }
        public_devices = pytest.importorskip("uiprotect.data.public_devices")
        self._camera = MagicMock(spec=types.Camera)
        self._public = MagicMock(spec=public_devices.PublicCamera)
        own: dict[str, Any] = {
            "state": types.StateType.CONNECTED,
            "market_name": "G5",
            "firmware_version": "1",
            "protect_url": "https://192.0.2.5/camera",
            "channels": [],
            "has_color_night_vision": False,
            "has_speaker": False,
            "is_recording": True,
            "is_video_ready": True,
            "is_adopted_by_us": True,
            "is_third_party_camera": self.third_party,
            "recording_settings": MagicMock(),
            "isp_settings": MagicMock(),
        }
        public: dict[str, Any] = {
            "state": types.DeviceState.CONNECTED,
            "rtsps_streams": MagicMock(),
            "osd_settings": MagicMock(),
            "led_settings": MagicMock(),
        }
        for camera, attributes in ((self._camera, own), (self._public, public)):
            for name, value in {**shared, **attributes}.items():
                setattr(camera, name, value)
            camera.can_detect.return_value = False
        self._camera.can_write.return_value = True
        self._camera.can_delete.return_value = False
        self._camera.set_privacy.side_effect = self._set_privacy
        self._camera.set_recording_mode.side_effect = self._set_recording_mode
        self._camera.set_motion_detection.side_effect = self._set_motion_detection
        self._public.set_mic_volume.side_effect = self._set_mic_volume
        qualities = [types.ChannelQuality.HIGH]
        self._public.hardware_stream_qualities.return_value = qualities
        streams = self._public.rtsps_streams
        streams.get_active_stream_qualities.return_value = qualities
        streams.get_stream_url.return_value = "rtsps://192.0.2.5:7441/stream"
        self._show()

    @property
    def client(self) -> MagicMock:
        """Return what the integration talks to."""
        version = pytest.importorskip("packaging.version").Version("7.3.0")
        console: dict[str, Any] = {
            "mac": CONSOLE_MAC,
            "version": version,
            "display_name": "Console",
            "type": "UNVR",
            "model": self._types.ModelType.NVR,
        }
        client = MagicMock(
            spec=pytest.importorskip("uiprotect").ProtectApiClient,
            is_public_only=self.public_only,
            has_public_bootstrap=True,
        )
        client.update.side_effect = client.update_public.side_effect = self._update
        client.get_meta_info.side_effect = AsyncMock(
            return_value=MagicMock(version=version)
        )
        client.is_api_key_set.return_value = True
        client.get_public_api_camera_snapshot.side_effect = self._get_snapshot
        for name in (
            "subscribe_websocket",
            "subscribe_websocket_state",
            "subscribe_devices_websocket",
            "subscribe_devices_websocket_state",
            "subscribe_events_websocket_state",
            "subscribe_events",
        ):
            getattr(client, name).side_effect = self._subscription(name)
        nothing = ("lights", "sensors", "viewers", "chimes")
        client.bootstrap = MagicMock(
            nvr=MagicMock(**console, is_insights_enabled=None),
            cameras={"camera": self._camera},
            **{name: {} for name in nothing},
        )
        client.bootstrap.nvr.api.base_url = "https://192.0.2.5"
        client.bootstrap.nvr.can_write.return_value = False
        client.bootstrap.auth_user.cloud_account = None
        public = {"camera": self._public}
        client.public_bootstrap = MagicMock(
            nvr=MagicMock(**console), cameras=public, arm_mode=None, relays={}
        )
        of_kind = {self._types.ModelType.CAMERA: public}
        client.public_bootstrap.store_for.side_effect = of_kind.get
        client.public_bootstrap.get.side_effect = lambda kind, key: of_kind.get(
            kind, {}
        ).get(key)
        client.public_bootstrap.all_devices.return_value = [self._public]
        return client

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        self._make_cameras()
        entry = MockConfigEntry(
            domain="unifiprotect",
            version=2,
            title="Console",
            unique_id=CONSOLE_MAC,
            data={
                "host": "192.0.2.5",
                "port": 443,
                "username": "user",
                "password": "password",
                "api_key": "key",
                "verify_ssl": False,
                **({"connection_mode": "api_key_only"} if self.public_only else {}),
            },
        )
        entry.add_to_hass(hass)
        platforms = [
            Platform.CAMERA,
            Platform.NUMBER,
            Platform.SELECT,
            Platform.SWITCH,
        ]
        for each in (
            patch("homeassistant.components.unifi_discovery.async_start_discovery"),
            patch(f"{PACKAGE}.async_create_api_client", return_value=self.client),
            patch(f"{PACKAGE}.PLATFORMS", platforms),
            patch(f"{PACKAGE}.PUBLIC_ONLY_PLATFORMS", platforms),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


class ByApiKey(UnifiProtect):
    """The same with the public interface alone, which cannot switch anything off.

    The entity says that it does not detect motion, whatever it does.
    """

    public_only: ClassVar[bool] = True


class Unmasked(UnifiProtect):
    """One whose picture stays, though its privacy mode is on: that has been seen."""

    only: ClassVar[tuple[str, ...]] = ("films_on",)
    masks: ClassVar[bool] = False

    @property
    @override
    def uploads(self) -> bool:
        return True


class OtherMaker(UnifiProtect):
    """A camera of another maker, which the console records and does not control."""

    third_party: ClassVar[bool] = True

    @property
    @override
    def uploads(self) -> bool:
        return True


class _Flags:
    """What the camera has: a microphone, and masks."""

    has_mic = has_privacy_mask = True

    def __getattr__(self, _: str) -> bool:
        return False
