"""What automations and actions do with a camera."""

from contextlib import suppress
from pathlib import Path
from typing import Any, override

from homeassistant.components.ai_task import (
    DATA_COMPONENT as AI_TASK,
    AITaskEntity,
    AITaskEntityFeature,
    GenDataTask,
    GenDataTaskResult,
)
from homeassistant.components.camera import async_get_image
from homeassistant.components.conversation import ChatLog
from homeassistant.components.image_processing import (
    DATA_COMPONENT as IMAGE_PROCESSING,
    ImageProcessingEntity,
)
from homeassistant.core import Context, ServiceCall
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component
from pytest_homeassistant_custom_component.common import async_mock_service
from yarl import URL

from ..seen import Seen, look
from ..tour import Tour
from ..visitors import Place
from .exit import Exit
from .video import hls

INSIDE = [Place.INTERNAL]


async def act(tour: Tour, action: str, user_id: str | None = None, **data: Any) -> None:
    """Let an action run on the camera; a refusal is logged and that is all."""
    data["entity_id"] = tour.entity_id
    context = Context(user_id=user_id)
    with suppress(HomeAssistantError):
        await tour.hass.services.async_call(
            "camera", action, data, blocking=True, context=context
        )


def _written(path: Path) -> Seen:
    """Tell what was written into a file, and delete it."""
    seen = look(path.read_bytes()) if path.exists() else Seen.REFUSED
    path.unlink(missing_ok=True)
    return seen


async def _snapshot(tour: Tour, _: Place) -> Seen:
    path = tour.folder / "snapshot.jpg"
    await act(tour, "snapshot", filename=str(path))
    return _written(path)


async def _record(tour: Tour, _: Place) -> Seen:
    path = tour.folder / "recording.mp4"
    await act(tour, "record", filename=str(path), duration=1, lookback=0)
    await tour.hass.async_block_till_done()  # Else the next one runs into its end.
    return _written(path)


async def play_stream_address(tour: Tour, _: Place) -> str | None:
    """Return the address that a media player is told to play."""
    plays = async_mock_service(tour.hass, "media_player", "play_media")
    await act(tour, "play_stream", media_player="media_player.television")
    return URL(plays[0].data["media_content_id"]).path if plays else None


async def _play_stream(tour: Tour, place: Place) -> Seen:
    if (address := await play_stream_address(tour, place)) is None:
        return Seen.REFUSED
    return await hls(tour, place, address)


class _Onlooker(AITaskEntity):
    """An AI that looks at what it is given."""

    _attr_supported_features = (
        AITaskEntityFeature.GENERATE_DATA | AITaskEntityFeature.SUPPORT_ATTACHMENTS
    )
    pictures: list[bytes] = []

    @override
    async def _async_generate_data(
        self, task: GenDataTask, chat_log: ChatLog
    ) -> GenDataTaskResult:
        for attachment in task.attachments or []:
            self.pictures.append(attachment.path.read_bytes())
        return GenDataTaskResult(chat_log.conversation_id, "A room")


async def _ai_task(tour: Tour, _: Place) -> Seen:
    hass = tour.hass
    await async_setup_component(hass, "homeassistant", {})
    assert await async_setup_component(hass, "ai_task", {})
    if hass.data[AI_TASK].get_entity("ai_task.onlooker") is None:
        ai = _Onlooker()
        ai.entity_id = "ai_task.onlooker"
        await hass.data[AI_TASK].async_add_entities([ai])
    _Onlooker.pictures = []
    picture = {
        "media_content_id": f"media-source://camera/{tour.entity_id}",
        "media_content_type": "image/jpeg",
    }
    data = {
        "task_name": "look",
        "entity_id": "ai_task.onlooker",
        "instructions": "What do you see?",
        "attachments": [picture],
    }
    try:
        await hass.services.async_call(
            "ai_task", "generate_data", data, blocking=True, return_response=True
        )
    except HomeAssistantError:
        return Seen.REFUSED
    return look(b"".join(_Onlooker.pictures))


class _Detector(ImageProcessingEntity):
    """Image processing that keeps what it was shown."""

    _attr_should_poll = False

    def __init__(self, camera: str) -> None:
        """Look at a camera."""
        self._attr_camera_entity = camera
        self.entity_id = "image_processing.detector"
        self.picture = b""

    @override
    async def async_process_image(self, image: bytes) -> None:
        self.picture = image


async def _image_processing(tour: Tour, _: Place) -> Seen:
    hass = tour.hass
    assert await async_setup_component(hass, "image_processing", {})
    detector = _Detector(tour.entity_id)
    await hass.data[IMAGE_PROCESSING].async_add_entities([detector])
    await hass.services.async_call(
        "image_processing", "scan", {"entity_id": detector.entity_id}, blocking=True
    )
    await detector.async_remove()
    return look(detector.picture)


async def _message(tour: Tour, _: Place) -> Seen:
    """Send a message with a picture, from an automation."""
    hass, sent = tour.hass, list[bytes]()

    async def send(call: ServiceCall) -> None:
        sent.append((await async_get_image(hass, call.data["picture"])).content)

    hass.services.async_register("mail", "send", send)
    if "automation" not in hass.config.components:
        automation = {
            "triggers": {"trigger": "event", "event_type": "somebody_rang"},
            "actions": {"action": "mail.send", "data": {"picture": "{{ camera }}"}},
            "variables": {"camera": "{{ trigger.event.data.camera }}"},
        }
        await async_setup_component(hass, "automation", {"automation": automation})
    hass.bus.async_fire("somebody_rang", {"camera": tour.entity_id})
    await hass.async_block_till_done()
    return look(b"".join(sent))


ACTIONS = [
    Exit("`camera.snapshot`", INSIDE, _snapshot),
    Exit("`camera.record`", INSIDE, _record, is_video=True),
    Exit(
        "`camera.play_stream`, played by a media player",
        [Place.HOME, Place.REMOTE],
        _play_stream,
        is_video=True,
        asks_inside=True,
    ),
    Exit("AI task with the camera attached", INSIDE, _ai_task),
    Exit("Image processing", INSIDE, _image_processing),
    Exit("Message with a picture (ntfy, mail) from an automation", INSIDE, _message),
]
