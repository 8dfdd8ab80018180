"""The source camera: found by its registry id, and asked for frames."""

import asyncio
from collections.abc import Callable, Container
from contextlib import suppress
import logging
from typing import Final

from homeassistant.components.camera import (
    DATA_COMPONENT,
    Camera,
    CameraEntityFeature,
    Image,
    async_get_image,
    async_get_stream_source,
)
from homeassistant.components.camera.helper import async_get_stream_image
from homeassistant.const import STATE_UNAVAILABLE
from homeassistant.core import (
    CALLBACK_TYPE,
    Event,
    EventStateChangedData,
    HomeAssistant,
    callback,
)
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.event import (
    async_track_state_change_event,
    async_track_state_report_event,
)

from ..const import DOMAIN
from ..household.references import async_resolve
from .errors import no_picture, no_video, raise_if_cancelled, says_on
from .place import Place, place_of
from .still_history import StillHistory, digest

_LOGGER = logging.getLogger(__name__)

IMAGE_LIMIT: Final = 10
"""Seconds that a still of the source, or the address of its video, may take.

Home Assistant's own limit.
"""

PAUSE_GROWTH: Final = 1.5
"""By which the pause grows after which a camera is asked once more for a frame."""


class Source:
    """The camera entity behind one guarded camera."""

    def __init__(self, hass: HomeAssistant, reference: str) -> None:
        """Remember the source by its registry id, or entity id without one."""
        self.hass = hass
        self._reference = reference
        self.stills = StillHistory()
        self._fresh_since, self._seen_since = 1, 0

    @property
    def entity_id(self) -> str | None:
        """Return the entity id of now, or None if the entity was removed."""
        return async_resolve(self.hass, self._reference)

    @property
    def entity(self) -> Camera | None:
        """Return the camera entity, or None while it is not loaded."""
        component = self.hass.data.get(DATA_COMPONENT)
        if component is None or (entity_id := self.entity_id) is None:
            return None
        return component.get_entity(entity_id)

    @property
    def available(self) -> bool:
        """Tell whether the camera is there."""
        entity_id = self.entity_id
        state = self.hass.states.get(entity_id) if entity_id else None
        return state is not None and state.state != STATE_UNAVAILABLE

    @property
    def is_off(self) -> bool:
        """Tell whether the camera is there, but switched off."""
        entity = self.entity
        return self.available and entity is not None and says_on(entity) is False

    @callback
    def async_expect_fresh(self) -> None:
        """Take what was filmed until now for too old to be shown."""
        self._fresh_since += 1

    @property
    def can_stream(self) -> bool:
        """Tell whether the camera offers video and Home Assistant can carry it."""
        entity = self.entity
        return (
            entity is not None
            and CameraEntityFeature.STREAM in entity.supported_features
            and "stream" in self.hass.config.components
        )

    @property
    def device(self) -> dr.DeviceEntry | None:
        """Return the device that the camera belongs to."""
        entry = self._registry_entry
        if entry is None or entry.device_id is None:
            return None
        device = dr.async_get(self.hass).async_get(entry.device_id)
        return device if isinstance(device, dr.DeviceEntry) else None

    @property
    def integration(self) -> str | None:
        """Return the integration that the camera comes from."""
        entry = self._registry_entry
        return None if entry is None else entry.platform

    @property
    def place(self) -> Place | None:
        """Return what the camera gave up to the guarded one, None if nothing."""
        return place_of(self._registry_entry)

    @property
    def area_id(self) -> str | None:
        """Return the area that the camera is in."""
        entry, device = self._registry_entry, self.device
        own = entry.area_id if entry else None
        return own or (device.area_id if device else None)

    @property
    def _registry_entry(self) -> er.RegistryEntry | None:
        entity_id = self.entity_id
        return er.async_get(self.hass).async_get(entity_id) if entity_id else None

    async def async_image(
        self, width: int | None = None, height: int | None = None
    ) -> Image:
        """Return a still of the camera; raise HomeAssistantError if there is none.

        Home Assistant's own function keeps cancellations back, which would let a
        cancelled task go on to open the gate; so it runs in a task of its own.
        """
        fresh_since = self._fresh_since
        fetching = self.hass.async_create_background_task(
            self._still(width, height), f"{DOMAIN} still"
        )
        try:
            await asyncio.wait([fetching])
        finally:
            fetching.cancel()
            fetching.add_done_callback(note_end)
        if fetching.cancelled():  # Of its own accord, as some libraries do.
            raise no_picture()
        try:
            image = fetching.result()
        except Exception as err:  # whatever the camera's integration raises
            raise no_picture() from err
        self._seen_since = fresh_since
        self.stills.note(image.content, self.hass.loop.time())
        return image

    async def _still(self, width: int | None, height: int | None) -> Image:
        """Return a still; of a camera that takes them from its video, a new one.

        Home Assistant gives the last key frame, however old: after privacy, one of before.
        """
        if (entity_id := self.entity_id) is None:
            raise no_picture()
        camera = self.entity
        if (
            self._seen_since == self._fresh_since
            or camera is None
            or not says_on(camera)
            or not camera.use_stream_for_stills
        ):
            return await async_get_image(
                self.hass, entity_id, IMAGE_LIMIT, width, height
            )
        async with asyncio.timeout(IMAGE_LIMIT):
            content = await async_get_stream_image(
                camera, width, height, wait_for_next_keyframe=True
            )
        return Image(camera.content_type, content or b"")

    async def async_own_image(self) -> bytes | None:
        """Return what the camera itself gives, even if it is said to be off.

        Home Assistant asks no camera that says that it is off, so its refusal proves
        nothing. Raises HomeAssistantError if the camera refuses, or is not there, and
        TimeoutError if it does not answer, as a slow one that is live.
        """
        if (camera := self.entity) is None:
            raise no_picture()
        try:
            async with asyncio.timeout(IMAGE_LIMIT):
                return await camera.async_camera_image()
        except TimeoutError:
            raise
        except asyncio.CancelledError as err:
            raise_if_cancelled()
            raise no_picture() from err
        except Exception as err:  # whatever the camera's integration raises
            raise no_picture() from err

    async def async_stream_address(self) -> str | None:
        """Return where the camera's video is, its password included; None without one.

        Raises HomeAssistantError if the camera does not tell. Not to leave the gate.
        """
        if (entity_id := self.entity_id) is None:
            raise no_video()
        try:
            async with asyncio.timeout(IMAGE_LIMIT):
                return await async_get_stream_source(self.hass, entity_id)
        except asyncio.CancelledError as err:
            raise_if_cancelled()
            raise no_video() from err
        except Exception as err:  # whatever the camera's integration raises
            raise no_video() from err

    async def async_wait_until_back(
        self,
        limit: float | None,
        pause: float,
        longest_pause: float,
        stale: Container[bytes] = (),
    ) -> bool:
        """Wait for a fresh frame of the camera; tell whether one came in time.

        `limit` are seconds, None is for ever; `stale` are the digests of frames that
        are known and so not fresh. It is asked when its state changes, and after
        each `pause`, in seconds too, that grows up to the longest.
        """
        told = asyncio.Event()
        unsubscribe = self._listen_states(told.set)
        try:
            async with asyncio.timeout(limit):
                while not await self._delivers(stale):
                    told.clear()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(pause):
                            await told.wait()
                    pause = min(pause * PAUSE_GROWTH, longest_pause)
        except TimeoutError:
            return False
        finally:
            unsubscribe()
        return True

    @callback
    def _listen_states(self, action: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call back when the camera's state changes, not only its access token."""

        @callback
        def changed(event: Event[EventStateChangedData]) -> None:
            old, new = event.data["old_state"], event.data["new_state"]
            if old is None or new is None or old.state != new.state:
                action()

        return self._track(async_track_state_change_event, changed)

    async def _delivers(self, stale: Container[bytes]) -> bool:
        if not self.available:
            return False
        try:
            content = (await self.async_image()).content
        except HomeAssistantError as err:
            _LOGGER.debug("No picture of %s yet: %r", self.entity_id, err)
            return False
        return bool(content) and digest(content) not in stale

    @callback
    def async_listen(self, action: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call back when the camera's state is written."""
        return self._track(async_track_state_change_event, callback(lambda _: action()))

    @callback
    def async_listen_reports(self, action: CALLBACK_TYPE) -> CALLBACK_TYPE:
        """Call back when the camera's state is written as it was.

        Whether a camera is switched on is no part of its state.
        """
        return self._track(async_track_state_report_event, callback(lambda _: action()))

    def _track(
        self, track: Callable[..., CALLBACK_TYPE], heard: Callable[..., None]
    ) -> CALLBACK_TYPE:
        entity_id = self.entity_id
        return track(self.hass, entity_id, heard) if entity_id else lambda: None


def note_end(task: asyncio.Task[Image]) -> None:
    """Take note of how a task ended that perhaps nobody waits for any more."""
    if not task.cancelled():
        task.exception()
