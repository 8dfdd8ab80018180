"""End what the source camera itself shows, past the gate, to those who look at it.

A hidden source has viewers all the same: whoever opened it before it was hidden, or
knows its name. When the mode is raised they are cut off as those of the guarded
camera are, as far as Home Assistant lets us: an MJPEG that is being sent and a WebRTC
session that the camera itself has negotiated end only with the camera's own cut.
"""

import asyncio
from functools import partial
from typing import Final

from homeassistant.components.camera import Camera, CameraWebRTCProvider
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback

from ..const import DOMAIN
from ..gate.gate import Gate
from ..source.source import Source
from .ending import async_end, async_end_stream, end_each, void_tokens

LIMIT: Final = 10
"""Seconds that a provider of WebRTC may take to close a camera's sessions."""


@callback
def async_end_with_gate(
    hass: HomeAssistant, gate: Gate, source: Source
) -> CALLBACK_TYPE:
    """Have it end whenever the mode is raised; return how to stop that."""

    @callback
    def end() -> None:
        if (camera := source.entity) is not None:
            end_each(
                partial(void_tokens, camera),
                partial(_end_stream, hass, camera),
                partial(_end_sessions, hass, camera),
                camera.async_write_ha_state,
            )

    return gate.when_raised.async_add(end)


def _end_stream(hass: HomeAssistant, camera: Camera) -> None:
    """Drop the stream, which nobody can revive; the next one has another address."""
    stream, camera.stream = camera.stream, None
    if stream is not None:
        hass.async_create_task(async_end(async_end_stream(stream)))


def _end_sessions(hass: HomeAssistant, camera: Camera) -> None:
    if (provider := camera.webrtc_provider) is not None:
        hass.async_create_background_task(
            async_end(_unregister(provider, camera)), f"{DOMAIN} end of sessions"
        )


async def _unregister(provider: CameraWebRTCProvider, camera: Camera) -> None:
    async with asyncio.timeout(LIMIT):
        await provider.async_unregister_camera(camera)
