"""Cameras that come by MQTT, with discovery messages as their bridges send them.

Read in ring-mqtt (devices/base-ring-device.js, camera.js), docker-wyze-bridge
(app/wyzebridge/mqtt.py) and thingino (package/thingino-ha/files/ha-discovery). Each
camera obeys the commands that it gets, and remembers them.
"""

from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import io
import json
from pathlib import Path
import tempfile
from typing import Any, Final

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from PIL import Image

from .processes import free_port, running

HOST: Final = "127.0.0.1"
BROKER: Final = "/usr/sbin/mosquitto"
RING: Final = "5c475e000001"
WYZE: Final = "2CAA8E000001"
THINGINO: Final = "t31x_0001"


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch of a camera, by its topics."""

    state: str
    command: str
    on: str = "ON"
    off: str = "OFF"
    at_first: bool = True


@dataclass(slots=True)
class MqttCamera:
    """A camera behind a broker."""

    name: str
    discovery: dict[str, dict[str, Any]]
    """Discovery messages by topic."""
    switches: dict[str, Switch]
    """Its switches by unique id."""
    online: tuple[str, str]
    image: str
    encode: Callable[[bytes], bytes] = bytes
    states: dict[str, bool] = field(default_factory=dict)
    """What is true of its switches, by unique id."""
    commands: list[str] = field(default_factory=list)
    """The unique ids of switches that were told something."""

    def connect(self, port: int) -> Client:
        """Publish the camera, and obey from now on, in a thread of the client's own."""
        client = Client(CallbackAPIVersion.VERSION2)
        client.on_message = self._obey
        client.connect(HOST, port)
        for unique_id, switch in self.switches.items():
            self.states[unique_id] = switch.at_first
            client.subscribe(switch.command)
        for topic, message in self.discovery.items():
            client.publish(topic, json.dumps(message), retain=True)
        client.publish(*self.online, retain=True)
        for unique_id in self.switches:
            self._tell(client, unique_id)
        client.publish(self.image, self.encode(_picture()), retain=True)
        client.loop_start()
        return client

    def _tell(self, client: Client, unique_id: str) -> None:
        switch = self.switches[unique_id]
        said = switch.on if self.states[unique_id] else switch.off
        client.publish(switch.state, said, retain=True)

    def _obey(self, client: Client, _: Any, message: MQTTMessage) -> None:
        for unique_id, switch in self.switches.items():
            if switch.command == message.topic:
                self.commands.append(unique_id)
                self.states[unique_id] = message.payload.decode() == switch.on
                self._tell(client, unique_id)


def _picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (160, 90), (40, 120, 90)).save(file, "JPEG")
    return file.getvalue()


def ring() -> MqttCamera:
    """Return a Ring camera as ring-mqtt publishes it."""
    base = f"ring/home/camera/{RING}"
    device = {"ids": [RING], "name": "Porch", "mf": "Ring", "mdl": "Stick Up Cam"}
    at_first = {
        "motion_detection": True,
        "stream": False,
        "event_stream": False,
        "siren": False,
        "motion_warning": False,
    }
    switches = {
        key: Switch(f"{base}/{key}/state", f"{base}/{key}/command", at_first=on)
        for key, on in at_first.items()
    }
    entities: dict[str, tuple[str, dict[str, Any]]] = {
        key: (
            "switch",
            {"state_topic": switch.state, "command_topic": switch.command},
        )
        for key, switch in switches.items()
    }
    entities["snapshot"] = ("camera", {"topic": f"{base}/snapshot/image"})
    entities["motion"] = (
        "binary_sensor",
        {
            "state_topic": f"{base}/motion/state",
            "device_class": "motion",
            "json_attributes_topic": f"{base}/motion/attributes",
        },
    )
    return MqttCamera(
        name="Porch",
        discovery={
            f"homeassistant/{component}/home/{RING}_{key}/config": {
                "name": f"Porch {key.replace('_', ' ').title()}",
                "unique_id": f"{RING}_{key}",
                **message,
                "availability_topic": f"{base}/status",
                "payload_available": "online",
                "payload_not_available": "offline",
                "device": device,
            }
            for key, (component, message) in entities.items()
        },
        switches={f"{RING}_{key}": switch for key, switch in switches.items()},
        online=(f"{base}/status", "online"),
        image=f"{base}/snapshot/image",
    )


def wyze() -> MqttCamera:
    """Return a Wyze camera as the Wyze bridge publishes it."""
    base = "wyzebridge/nursery"
    device = {
        "name": "Wyze Cam Nursery",
        "connections": [["mac", WYZE]],
        "identifiers": WYZE,
        "manufacturer": "Wyze",
        "model": "WYZE_CAKP2JFUS",
    }
    switches = {
        "power": Switch(f"{base}/power", f"{base}/power/set", "on", "off"),
        "motion_detection": Switch(
            f"{base}/motion_detection", f"{base}/motion_detection/set", "1", "2"
        ),
        "ir": Switch(f"{base}/irled", f"{base}/irled/set", "1", "2"),
    }
    entities: dict[str, tuple[str, dict[str, Any]]] = {
        key: (
            "switch",
            {
                "state_topic": switch.state,
                "command_topic": switch.command,
                "payload_on": switch.on,
                "payload_off": switch.off,
            },
        )
        for key, switch in switches.items()
    }
    entities["stream"] = (
        "switch",
        {
            "state_topic": f"{base}/state",
            "command_topic": f"{base}/state/set",
            "payload_on": "start",
            "state_on": "online",
            "payload_off": "stop",
            "state_off": "stopped",
        },
    )
    entities["snapshot"] = ("camera", {"topic": f"{base}/image"})
    return MqttCamera(
        name="Wyze Cam Nursery",
        discovery={
            f"homeassistant/{component}/{WYZE}/{key}/config": {
                "device": device,
                **message,
                "availability_topic": "wyzebridge/state",
                "name": f"Wyze Cam Nursery {key.upper().replace('_', ' ')}",
                "uniq_id": f"WYZE{WYZE}{key.upper()}",
            }
            for key, (component, message) in entities.items()
        },
        switches={f"WYZE{WYZE}{key.upper()}": s for key, s in switches.items()},
        online=("wyzebridge/state", "online"),
        image=f"{base}/image",
    )


def thingino() -> MqttCamera:
    """Return a camera with thingino's firmware."""
    base = f"cameras/{THINGINO}"
    device = {
        "identifiers": [f"thingino_{THINGINO}"],
        "name": "Garage",
        "model": "Thingino Camera",
        "manufacturer": "Thingino",
    }
    switches = {
        key: Switch(f"{base}/{key}/state", f"{base}/{key}/set", at_first=on)
        for key, on in {"privacy": False, "motion_guard": True, "color": True}.items()
    }
    entities: dict[str, tuple[str, dict[str, Any]]] = {
        key: (
            "switch",
            {
                "state_topic": switch.state,
                "command_topic": switch.command,
                "payload_on": "ON",
                "payload_off": "OFF",
            },
        )
        for key, switch in switches.items()
    }
    entities["live_view"] = (
        "camera",
        {"topic": f"{base}/live_view/image", "image_encoding": "b64"},
    )
    return MqttCamera(
        name="Garage",
        discovery={
            f"homeassistant/{component}/{THINGINO}/{key}/config": {
                "name": key.replace("_", " ").title(),
                "unique_id": f"thingino_{THINGINO}_{key}",
                **message,
                "availability": {
                    "topic": f"{base}/availability",
                    "payload_available": "online",
                    "payload_not_available": "offline",
                },
                "device": device,
            }
            for key, (component, message) in entities.items()
        },
        switches={f"thingino_{THINGINO}_{key}": s for key, s in switches.items()},
        online=(f"{base}/availability", "online"),
        image=f"{base}/live_view/image",
        encode=b64encode,
    )


@asynccontextmanager
async def broker() -> AsyncIterator[int]:
    """Run a broker; return its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as directory:
        config = Path(directory) / "mosquitto.conf"
        config.write_text(
            f"listener {port} {HOST}\nallow_anonymous true\npersistence false\n"
        )
        async with running(
            BROKER, "-c", str(config), ready=lambda line: line.endswith("running")
        ):
            yield port
