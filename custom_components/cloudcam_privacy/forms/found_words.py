"""The words for what was found: what it does, what it takes away, how it is proved."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from homeassistant.const import STATE_OFF
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import CONF_CUT_STATE, CONF_ENTITY_ID, CONF_FROM_MODE, CONF_STOPS
from ..cut.catalogue.model import Effect, Scope, Told
from ..cut.catalogue.routers import offers_by_hand
from ..cut.catalogue.search import Findings, FoundCut, look_around
from ..cut.command import is_reachable
from ..cut.spec import Stops
from ..household.localize import Texts
from ..household.references import async_name
from ..policy.mode import Mode

_GROUP: Final = "found"
_STATES: Final = "cut_state"


class FoundWords:
    """Say in the household's language what was found."""

    def __init__(self, hass: HomeAssistant, texts: Texts) -> None:
        """Take the texts."""
        self._hass = hass
        self._texts = texts

    def _say(self, key: str, **placeholders: str) -> str:
        return self._texts.text(_GROUP, key, **placeholders)

    @callback
    def camera(self, found: Findings) -> str:
        """Return what people call a camera: its device, if it has a name."""
        return self._device_name(found.source) or async_name(self._hass, found.source)

    def _own_name(self, entity_id: str) -> str:
        """Return an entity's name without that of its device, which may be said twice."""
        name, device = async_name(self._hass, entity_id), self._device_name(entity_id)
        prefix = f"{device} ".casefold()
        while device and name.casefold().startswith(prefix):
            name = name[len(prefix) :]
        return name

    @callback
    def setting(self, entity_id: str, cut: Mapping[str, Any]) -> str:
        """Return a cut in words, as "Privacy mode: turned on, from Local on"."""
        when = (
            self._say("while_muted")
            if cut.get(CONF_STOPS) == Stops.SOUND
            else self._say(
                "from_mode", mode=self._texts.mode(Mode(cut[CONF_FROM_MODE]))
            )
        )
        state = cut[CONF_CUT_STATE]
        named = self._texts.text(_STATES, state)
        if named == state:
            named = self._say("set_to", state=state)
        return self._say(
            "setting", entity=self._own_name(entity_id), state=named, when=when
        )

    @callback
    def settings(self, source: str, cuts: Sequence[Mapping[str, Any]]) -> str:
        """Return the cuts of a camera in words, one a line, and what they mean for it."""
        lines = [self.setting(cut[CONF_ENTITY_ID], cut) for cut in cuts]
        lines = lines or [self._say("no_cuts")]
        if source:
            found = look_around(self._hass, source)
            camera = {"camera": self.camera(found)}
            if any(_switches_off(source, cut) for cut in cuts):
                lines.append(self._say("no_local", **camera))
            lines += self._about_camera(found)
        return "\n".join(f"- {line}" for line in lines)

    @callback
    def cut(self, cut: FoundCut, stored: Mapping[str, Any]) -> str:
        """Return what a cut is, what it takes away, and how it will be proved."""
        return " ".join([f"{self.setting(cut.entity_id, stored)}.", *self._about(cut)])

    def _about(self, cut: FoundCut) -> Iterator[str]:
        yield self._say(f"takes_{cut.effect}")
        if cut.row.loses:
            yield self._say(f"loses_{cut.row.loses}")
        if cut.scope in (Scope.PARENT, Scope.ACCOUNT):
            yield self._say(
                "shared_device", device=self._device_name(cut.entity_id) or ""
            )
        if cut.doubt is not None:
            yield self._say(f"doubt_{cut.doubt}")
        if not cut.maker.integration:
            yield self._say("guess")
        told = cut.row.read_back or cut.maker.read_back
        if told.by is Told.POLL and not told.seconds:
            yield self._say("told_when_asked")
        else:
            yield self._say(f"told_{told.by}", seconds=str(told.seconds))
        if not is_reachable(self._hass, cut.entity_id):
            yield self._say("unavailable")

    def _device_name(self, entity_id: str) -> str | None:
        entry = er.async_get(self._hass).async_get(entity_id)
        device = (
            dr.async_get(self._hass).async_get(entry.device_id)
            if entry is not None and entry.device_id is not None
            else None
        )
        return None if device is None else device.name_by_user or device.name

    @callback
    def notes(
        self,
        chosen: Mapping[str, Sequence[FoundCut]],
        findings: Iterable[Findings],
    ) -> str:
        """Return what is to be said about each camera, and about the network."""
        lines = [
            f"- {line}"
            for found in findings
            for line in self._notes_of(found, chosen[found.source])
        ]
        offers = offers_by_hand(self._hass)
        lines += [
            f"- {self._say(kind)}" for kind in ("rules", "ports") if kind in offers
        ]
        return "\n".join(lines)

    def _about_camera(self, found: Findings) -> Iterator[str]:
        """Yield what guarding means for a camera, whatever cuts it."""
        camera = {"camera": self.camera(found)}
        if found.moves:
            yield self._say("zooms", **camera)
        if found.is_doorbell:
            yield self._say("doorbell", **camera)

    def _notes_of(self, found: Findings, cuts: Sequence[FoundCut]) -> Iterator[str]:
        camera = {"camera": self.camera(found)}
        effects = {cut.effect for cut in cuts}
        if found.maker.recorder:
            yield self._say("recorder", **camera)
        elif not effects & {Effect.UPLOAD, Effect.PICTURE}:
            advice = self._texts.say(
                f"advice_{found.maker.advice or 'network_or_power'}"
            )
            yield self._say("none", **camera, advice=advice)
        elif Effect.UPLOAD not in effects:
            yield self._say("no_local", **camera)
        yield from self._about_camera(found)
        if found.disabled:
            names = ", ".join(found.disabled)
            yield self._say("disabled", **camera, entities=names)
        if found.presets:
            names = ", ".join(async_name(self._hass, each) for each in found.presets)
            yield self._say("presets", **camera, entities=names)


def _switches_off(source: str, cut: Mapping[str, Any]) -> bool:
    """Tell whether a cut takes the picture away from Local on: it is the camera itself."""
    is_source = cut[CONF_ENTITY_ID] == source and cut[CONF_CUT_STATE] == STATE_OFF
    return is_source and bool(cut[CONF_FROM_MODE] == Mode.LOCAL)
