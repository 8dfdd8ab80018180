"""Reolink: one camera, one with two lenses, and one behind a recorder.

It tells by itself what changes, but nothing of notifications. In privacy mode its HTTP
server is shut, and needs eight seconds afterwards.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, Final, override
from unittest.mock import AsyncMock, MagicMock, patch

from homeassistant.const import Platform
from homeassistant.core import HomeAssistant, callback
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from .maker import Maker

WAKES: Final = 8
"""Seconds that the HTTP server needs after privacy mode."""

PACKAGE: Final = "homeassistant.components.reolink"


class Reolink(Maker):
    """A camera of its own."""

    library: ClassVar[str] = "reolink_aio"
    poll: ClassVar[float] = 60
    latest: ClassVar[float] = 5
    leaves_picture: ClassVar[bool] = True

    model: ClassVar[str] = "RLC-410W"
    is_nvr: ClassVar[bool] = False
    lenses: ClassVar[int] = 1
    on_host: ClassVar[frozenset[str]] = frozenset({"rec_enable", "push"})
    """What is switched for the whole device."""
    on_channel: ClassVar[frozenset[str]] = frozenset(
        {"audio", "main", "privacy_mode", "stream", "sub"}
    )

    def __init__(self) -> None:
        """Begin with all that a camera sends by itself."""
        own = {"privacy": False, "record": True, "push": True, "audio": True}
        others = {f"other_{name}": value for name, value in own.items()}
        super().__init__({**own, **(others if self.is_nvr else {})})
        self._known = dict(self.settings)
        self._serves_from = 0.0
        self._callbacks: dict[str, Callable[[], None]] = {}

    @property
    @override
    def uploads(self) -> bool:
        sends = self.settings["record"] or self.settings["push"]
        return sends and not self.settings["privacy"]

    @property
    @override
    def other_uploads(self) -> bool | None:
        return not self.settings["other_privacy"] if self.is_nvr else None

    @override
    def in_app(self, *, uploads: bool) -> None:
        changes = {"record": True, "push": True} if uploads else {}
        self.update({**changes, "privacy": not uploads})

    @override
    def update(self, changes: dict[str, Any]) -> None:
        if self.settings["privacy"] and changes.get("privacy") is False:
            self._serves_from = self.hass.loop.time() + WAKES
        super().update(changes)

    @override
    def error(self) -> Exception:
        return self._error("ReolinkConnectionError")

    @override
    def auth_error(self) -> Exception:
        return self._error("CredentialsInvalidError")

    @staticmethod
    def _error(name: str) -> Exception:
        kind = getattr(pytest.importorskip("reolink_aio.exceptions"), name)
        error: Exception = kind("It is not to be")
        return error

    @override
    @callback
    def tell(self) -> bool:
        if self.is_down or self.locked_out:
            return True
        seen = self.seen
        told = {name: seen[name] for name in seen if not name.endswith("push")}
        if not self.is_nvr and told["privacy"]:
            told = {"privacy": True}
        self._known.update(told)
        for each in tuple(self._callbacks.values()):
            each()
        return True

    # What the integration calls

    @staticmethod
    def _name(name: str, channel: int | None) -> str:
        return f"other_{name}" if channel else name

    def _check_server(self) -> None:
        if self.is_nvr:
            return
        if self.settings["privacy"]:
            raise self._error("LoginPrivacyModeError")
        if self.hass.loop.time() < self._serves_from:
            raise self.error()

    async def _set(self, name: str, channel: int | None, value: bool) -> None:
        self._check_server()
        name = self._name(name, channel)
        await self.async_command(name, value)
        self._known[name] = self.seen[name]

    async def _set_privacy(self, channel: int, value: bool) -> None:
        await self.async_command(self._name("privacy", channel), value)
        await self._get_privacy(channel)

    async def _get_privacy(self, channel: int = 0) -> None:
        name = self._name("privacy", channel)
        self._known[name] = self.shown[name]

    async def _get_states(self, **_: Any) -> None:
        shown = self.shown
        self._check_server()
        self._known.update(shown)

    async def _get_host_data(self) -> None:
        await self._get_privacy()
        if self.is_nvr or not self.settings["privacy"]:
            await self._get_states()

    async def _get_snapshot(self, channel: int, _: str) -> bytes | None:
        if self._privacy_mode(channel):
            return None
        frame = self.still()
        self._check_server()
        self.check()
        return frame

    def _supported(self, channel: int | None, feature: str) -> bool:
        if channel and self.lenses > 1:
            return feature in {"main", "stream", "sub"}
        return feature in (self.on_host if channel is None else self.on_channel)

    @property
    def host(self) -> MagicMock:
        """Return what the integration talks to."""
        host = MagicMock(spec=pytest.importorskip("reolink_aio.api").Host)
        baichuan = host.baichuan = MagicMock(
            spec=pytest.importorskip("reolink_aio.baichuan").Baichuan
        )
        channels = [0, 1] if self.is_nvr else [0]
        plain: dict[str, Any] = {
            "channels": channels,
            "stream_channels": list(range(self.lenses))
            if self.lenses > 1
            else channels,
            "num_cameras": len(channels),
            "model": self.model,
            "is_nvr": self.is_nvr,
            "is_hub": False,
            "is_admin": True,
            "is_battery": False,
            "is_dual_lens": self.lenses > 1,
            "nvr_name": "Hall",
            "mac_address": "aa:bb:cc:dd:ee:02",
            "uid": "UID",
            "host": "192.0.2.2",
            "port": 443,
            "use_https": True,
            "timeout": 30,
            "baichuan_only": False,
            "session_active": True,
            "new_devices": False,
            "chime_list": [],
            "manufacturer": "Reolink",
            "hardware_version": "1",
            "sw_version": "1",
        }
        for name, value in plain.items():
            setattr(host, name, value)
        answers: dict[str, Callable[..., Any]] = {
            "supported": self._supported,
            "get_host_data": self._get_host_data,
            "get_states": self._get_states,
            "get_snapshot": self._get_snapshot,
            "get_stream_source": AsyncMock(return_value="rtsp://192.0.2.2/sub"),
            "get_raw_host_data": lambda: "data",
            "camera_name": lambda channel: f"Hall {channel or 0}",
            "camera_model": lambda *_: self.model,
            "camera_uid": lambda channel: f"UID{channel}",
            "camera_hardware_version": lambda *_: "1",
            "camera_sw_version": lambda *_: "1",
            "camera_sw_version_update_required": lambda *_: False,
            "item_number": lambda *_: "1",
            "recording_enabled": partial(self._is_on, "record"),
            "push_enabled": partial(self._is_on, "push"),
            "audio_record": partial(self._is_on, "audio"),
            "set_recording": partial(self._set, "record"),
            "set_push": partial(self._set, "push"),
            "set_audio": partial(self._set, "audio"),
        }
        for name, answer in answers.items():
            getattr(host, name).side_effect = answer
        baichuan.port = 9000
        baichuan.connection_type = MagicMock(value="tcp")
        baichuan.events_active = True
        baichuan.rule_ids.return_value = []
        baichuan.mac_address.side_effect = lambda channel: f"aa:bb:cc:dd:ee:1{channel}"
        baichuan.privacy_mode.side_effect = self._privacy_mode
        baichuan.set_privacy_mode.side_effect = self._set_privacy
        baichuan.get_privacy_mode.side_effect = self._get_privacy
        baichuan.register_callback.side_effect = self._register
        baichuan.unregister_callback.side_effect = self._unregister
        return host

    def _privacy_mode(self, channel: int | None = None) -> bool | None:
        unknown = channel is None if self.is_nvr else bool(channel)
        return None if unknown else self._is_on("privacy", channel)

    def _is_on(self, name: str, channel: int | None = None) -> bool:
        known: bool = self._known[self._name(name, channel)]
        return known

    def _register(self, name: str, action: Callable[[], None], *_: Any) -> None:
        self._callbacks[name] = action

    def _unregister(self, name: str) -> None:
        self._callbacks.pop(name, None)

    @override
    async def async_set_up(self, hass: HomeAssistant) -> MockConfigEntry:
        self.hass = hass
        entry = MockConfigEntry(
            domain="reolink",
            title="Hall",
            data={
                "host": "192.0.2.2",
                "username": "user",
                "password": "password",
                "port": 443,
                "use_https": True,
                "firmware_check_time": 0,
            },
            options={"protocol": "rtsp"},
        )
        entry.add_to_hass(hass)
        platforms = [Platform.CAMERA, Platform.SWITCH]
        for each in (
            patch(f"{PACKAGE}.host.Host", return_value=self.host),
            patch(f"{PACKAGE}.PLATFORMS", platforms),
        ):
            self.patches.enter_context(each)
        assert await hass.config_entries.async_setup(entry.entry_id)
        await hass.async_block_till_done()
        return entry


class TwoLenses(Reolink):
    """One camera with two lenses, each on a device of its own."""

    only: ClassVar[tuple[str, ...]] = (
        "another_mode",
        "both_at_once",
        "home_and_away",
        "one_of_two",
        "reload[theirs]",
    )

    model: ClassVar[str] = "Reolink Duo PoE"
    lenses: ClassVar[int] = 2


class Channel(Reolink):
    """A camera behind a recorder, with another one beside it."""

    only: ClassVar[tuple[str, ...]] = (
        "another_mode",
        "both_at_once",
        "down",
        "half_a_day",
        "home_and_away",
        "late_to_tell",
        "local",
        "one_of_two",
        "restart",
        "switched_on_in_the_app",
    )

    model: ClassVar[str] = "RLN8-410"
    is_nvr: ClassVar[bool] = True
    reads_when_cut: ClassVar[int] = 2
    on_host: ClassVar[frozenset[str]] = frozenset()
    on_channel: ClassVar[frozenset[str]] = Reolink.on_channel | {"push", "rec_enable"}
