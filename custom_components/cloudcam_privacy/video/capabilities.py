"""What video a guarded camera offers in its mode, and who speaks WebRTC for it."""

import asyncio
from contextvars import ContextVar
from dataclasses import replace
import logging
from typing import Any, Final, override

from homeassistant.components.camera import Camera, CameraEntityFeature
from homeassistant.components.stream.const import DOMAIN as STREAM_DOMAIN
from homeassistant.const import EVENT_COMPONENT_LOADED
from homeassistant.core import Event, callback
from homeassistant.setup import ATTR_COMPONENT, EventComponentLoaded

from ..const import DOMAIN
from ..entity import GuardedEntity
from ..ha_internals.reliance import Reliance, missing
from ..ha_internals.video import set_native_webrtc
from ..household.guard import Guard
from ..household.household import Household
from ..policy.mode import Answer, Destination

_LOGGER = logging.getLogger(__name__)

ATTR_PRIVACY_MODE: Final = "privacy_mode"
"""The gate's mode; with each change of it, our script has dashboards ask anew."""

_NEEDED: Final = {Reliance.NATIVE_WEBRTC, Reliance.STREAM_LIST}
"""Without these there is no video."""

PROVIDER_LIMIT: Final = 10
"""Seconds that a provider of WebRTC may take to get ready for a camera."""

_chooses_provider: ContextVar[asyncio.Task[Any] | None] = ContextVar(
    f"{DOMAIN}_chooses_provider", default=None
)
"""The task that chooses a provider of WebRTC, by the kind of our addresses."""


class VideoOffer(GuardedEntity, Camera):
    """A camera that says what can be had of it now."""

    def __init__(self, household: Household, guard: Guard) -> None:
        """Offer what the gate lets somebody see."""
        Camera.__init__(self)
        GuardedEntity.__init__(self, household, guard, "guarded")
        self._preparing = False
        self._offer()
        self._speak_webrtc_like_the_source()

    @override
    async def async_added_to_hass(self) -> None:
        await super().async_added_to_hass()
        self.async_on_remove(
            self.hass.bus.async_listen(EVENT_COMPONENT_LOADED, self._component_loaded)
        )

    @callback
    def _component_loaded(self, event: Event[EventComponentLoaded]) -> None:
        """Offer video once Home Assistant can carry it."""
        if event.data[ATTR_COMPONENT] == STREAM_DOMAIN:
            self._changed()

    @property
    def _native_source(self) -> Camera | None:
        """Return the source if it speaks WebRTC itself."""
        source = self.guard.source.entity
        native = source is not None and _has_native_webrtc(source)
        return source if native else None

    @property
    def _is_choosing_provider(self) -> bool:
        chooser = _chooses_provider.get()
        return chooser is not None and chooser is asyncio.current_task()

    def _may_stream(self, destination: Destination) -> bool:
        return self.guard.gate.answer(destination) is Answer.LIVE

    def _features(self) -> CameraEntityFeature:
        """Return what is possible: video only while somebody may see it."""
        features = CameraEntityFeature.ON_OFF
        if (
            self._may_stream(Destination.HOME)
            and self.guard.source.can_stream
            and not _NEEDED & missing(self.household.hass)
        ):
            features |= CameraEntityFeature.STREAM
        return features

    @callback
    def _offer(self) -> None:
        """Show the mode, and what is possible in it."""
        self._offered = self._features()
        self._attr_extra_state_attributes = {ATTR_PRIVACY_MODE: self.guard.gate.mode}

    @callback
    @override
    def _changed(self) -> None:
        self._speak_webrtc_like_the_source()
        news = self._features() & ~self.supported_features
        if CameraEntityFeature.STREAM not in news:
            self._offer()
        elif not self._preparing:
            self._preparing = True
            self.hass.async_create_task(self._prepare_video())
        super()._changed()

    async def _prepare_video(self) -> None:
        """Offer video once it is known how: dashboards ask for that only once."""
        try:
            async with asyncio.timeout(PROVIDER_LIMIT):
                await self.async_refresh_providers(write_state=False)
        except TimeoutError:
            pass  # There is video without it.
        except Exception:  # whatever a provider raises
            _LOGGER.exception("No provider of WebRTC for %s", self.entity_id)
        self._preparing = False
        self._offer()
        self.async_write_ha_state()

    @callback
    def _speak_webrtc_like_the_source(self) -> None:
        """Offer WebRTC as the source does: its own, or through a provider.

        Home Assistant tells the two apart by the class, and we stand for both.
        """
        native = self._native_source
        set_native_webrtc(self, native is not None)
        # Who talks to the camera talks to it itself: a provider gets our one-way address.
        if (own := getattr(self, "camera_entity_capabilities", None)) is not None:
            theirs = getattr(native, "camera_entity_capabilities", None)
            talks = theirs is not None and theirs.two_way_audio
            self._attr_camera_entity_capabilities = replace(own, two_way_audio=talks)

    @property
    @override
    def supported_features(self) -> CameraEntityFeature:
        """Return what is offered, and what is about to be to who prepares it."""
        return self._features() if self._is_choosing_provider else self._offered

    @override
    async def async_refresh_providers(self, *, write_state: bool = True) -> None:
        """Choose a provider, whether or not the one who chooses may see now."""
        token = _chooses_provider.set(asyncio.current_task())
        try:
            await super().async_refresh_providers(write_state=False)
        finally:
            _chooses_provider.reset(token)
        if write_state:
            self.async_write_ha_state()


def _has_native_webrtc(camera: Camera) -> bool:
    """Tell whether a camera negotiates WebRTC with its viewers itself.

    The test is Home Assistant's own.
    """
    own = type(camera).async_handle_async_webrtc_offer
    return own is not Camera.async_handle_async_webrtc_offer
