"""The camera's interface for Home Assistant: Foscam's CGI commands, the few it needs.

Every command is a GET of `/cgi-bin/CGIProxy.fcgi` with `usr`, `pwd`, `cmd` and the
command's own parameters; the answer is a flat XML document whose `result` is 0 for
success. So Home Assistant's own `foscam` integration reaches the camera as it is.
"""

from collections.abc import Awaitable, Callable
import hmac
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

from aiohttp import web

from .device import Device, Settings

PATH: Final = "/cgi-bin/CGIProxy.fcgi"

SUCCESS: Final = 0
WRONG_LOGIN: Final = -2
NOT_SUPPORTED: Final = -3

# Bit 7 of the second word: the camera tells people from other movement.
_HUMAN_DETECTION: Final = 128
_SLEEP: Final = {"alexaSleep": True, "alexaWakeUp": False}

type Fields = dict[str, str]
type Still = Callable[[], Awaitable[web.StreamResponse]]


def _xml(result: int, fields: Fields | None = None) -> web.Response:
    inner = "".join(
        f"<{name}>{escape(value)}</{name}>"
        for name, value in {"result": str(result), **(fields or {})}.items()
    )
    text = f"<CGI_Result>{inner}</CGI_Result>"
    return web.Response(text=text, content_type="text/xml")


def _flag(value: bool) -> str:
    return "1" if value else "0"


class FoscamApi:
    """Answers the commands."""

    def __init__(
        self,
        device: Device,
        still: Still,
        ports: tuple[int, int],
        user: str | None,
        password: str | None,
    ) -> None:
        """Prepare; `ports` are those of HTTP and RTSP; without a user all may in."""
        self._device = device
        self._still = still
        self._ports = ports
        self._login = None if user is None else (user, password or "")

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one command; raises ConnectionDroppedError where there is no answer."""
        query = request.query
        name = query.get("cmd", "")
        if self._login is not None:
            given = f"{query.get('usr', '')}:{query.get('pwd', '')}".encode()
            if not hmac.compare_digest(given, ":".join(self._login).encode()):
                # A client takes whatever it gets for a picture to be one.
                if name == "snapPicture2":
                    return web.Response(status=401)
                return _xml(WRONG_LOGIN)
        if name == "snapPicture2":
            return await self._still()
        if name in _SLEEP:
            await self._device.command(name, {"sleep": _SLEEP[name]})
            return _xml(SUCCESS)
        if name == "setMotionDetectConfig":
            await self._device.command(name, _detection(dict(query)))
            return _xml(SUCCESS)
        fields = self._state().get(name)
        return _xml(NOT_SUPPORTED) if fields is None else _xml(SUCCESS, fields)

    def _state(self) -> dict[str, Fields]:
        """Return what each question is answered with."""
        settings = self._device.settings
        motion = settings["motion_detection"]
        http_port, rtsp_port = (str(port) for port in self._ports)
        name = quote(self._device.name)
        versions = {
            "devName": name,
            "productName": "Simulated cloud camera",
            "firmwareVer": "1.0",
            "hardwareVer": "1.0",
        }
        return {
            "getDevInfo": versions,
            "getProductAllInfo": {"modelName": "Simulated cloud camera", "model": "1"},
            "getDevState": {"motionDetectAlarm": "1" if motion else "0"},
            "getPortInfo": {
                "webPort": http_port,
                "mediaPort": http_port,
                "rtspPort": rtsp_port,
            },
            "getAlexaState": {"state": _flag(settings["sleep"])},
            "getSWCapabilities": {
                "swCapabilities1": "0",
                "swCapabilities2": str(_HUMAN_DETECTION),
            },
            "getMotionDetectConfig": {
                "isEnable": _flag(motion),
                "humanEnable": _flag(settings["human_detection"]),
                "sensitivity": "1",
                "triggerInterval": "5",
            },
        }


def _detection(query: Fields) -> Settings:
    """Return the settings that a new motion detection configuration holds."""
    names = {"isEnable": "motion_detection", "humanEnable": "human_detection"}
    return {
        setting: query[field] == "1"
        for field, setting in names.items()
        if field in query
    }
