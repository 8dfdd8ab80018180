"""Look around a camera for what stops its uploads, its picture and its sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.core import HomeAssistant, callback

from ...const import (
    CONF_CUT_STATE,
    CONF_ENTITY_ID,
    CONF_FROM_MODE,
    CONF_LAST_RESORT,
    CONF_STOPS,
)
from ...household.references import async_reference
from ...policy.mode import Mode
from ..spec import Stops
from .candidates import candidates_of
from .load import MQTT, UNKNOWN, makers_of
from .model import Candidate, Effect, Maker, Row, Scope

_NEAREST: Final = (
    (Scope.CAMERA, Scope.DEVICE),
    (Scope.PARENT,),
    (Scope.TWIN,),
    (Scope.ACCOUNT,),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCut:
    """An entity that cuts, the state in which it does, and what is known of it."""

    entity_id: str
    cut_state: str
    effect: Effect
    row: Row
    maker: Maker
    scope: Scope
    ticked: bool


@callback
def maker_of(hass: HomeAssistant, source_entity_id: str) -> Maker:
    """Return what is known of the integration or product that a camera is from."""
    return _maker(candidates_of(hass, source_entity_id))


def _maker(candidates: Sequence[Candidate]) -> Maker:
    makers = makers_of(candidates[0].integration)
    near = [each for each in candidates if each.scope in _NEAREST[0]]
    for maker in makers:
        selectors = (*maker.cuts, *maker.traps, *maker.witnesses)
        if len(makers) == 1 or any(s.fits(each) for s in selectors for each in near):
            return maker
    return UNKNOWN


@callback
def find(hass: HomeAssistant, source_entity_id: str) -> list[FoundCut]:
    """Return all that is known to cut a camera, those to take and those to offer.

    Of each effect what is nearest to the camera is taken; a recorder has none.
    """
    candidates = candidates_of(hass, source_entity_id)
    if _maker(candidates).recorder:
        return []
    return [
        found
        for effect in (Effect.SOUND, Effect.UPLOAD, Effect.PICTURE)
        for ticked in (True, False)
        for found in _nearest(candidates, effect, ticked=ticked)
    ]


def _nearest(
    candidates: Iterable[Candidate], effect: Effect, *, ticked: bool
) -> list[FoundCut]:
    matches = [
        FoundCut(
            entity_id=candidate.entity_id,
            cut_state=row.cut_state,
            effect=effect,
            row=row,
            maker=maker,
            scope=candidate.scope,
            ticked=ticked,
        )
        for candidate in candidates
        for maker, row in rows_for(candidate)
        if row.effect is effect and row.ticked is ticked and row.cut_state
    ]
    for scopes in _NEAREST:
        near = [found for found in matches if found.scope in scopes]
        if near:
            best = min(found.row.rank for found in near)
            return [found for found in near if found.row.rank == best]
    return []


def rows_for(candidate: Candidate) -> list[tuple[Maker, Row]]:
    """Return the rows that an entity fits, none if it is a trap."""
    makers = makers_of(candidate.integration)
    if any(trap.fits(candidate) for maker in makers for trap in maker.traps):
        return []
    if candidate.integration == MQTT:
        makers = (*makers, UNKNOWN)
    found = [
        (maker, row)
        for maker in makers
        for row in maker.cuts
        if row.fits(candidate)
        and candidate.scope in row.scopes
        and (candidate.can_turn_off or not row.can_turn_off)
        and (not row.must_show or candidate.state not in (None, row.cut_state))
        and not (maker is UNKNOWN and row.ids and candidate.named)
    ]
    known = [each for each in found if each[0] is not UNKNOWN]
    return known or found


@callback
def find_cuts(hass: HomeAssistant, source_entity_id: str) -> list[dict[str, Any]]:
    """Return the cuts of a source camera in the shape of the stored field `cuts`."""
    return as_stored(hass, [c for c in find(hass, source_entity_id) if c.ticked])


@callback
def as_stored(hass: HomeAssistant, cuts: Sequence[FoundCut]) -> list[dict[str, Any]]:
    """Return found cuts in the shape of the stored field `cuts`.

    What only stops the upload engages from `local` on, what takes the picture away
    from `private` on; where nothing else stops the upload, from `local` on too. An
    entity can be one cut only: the one that takes the picture is the surer one.
    """
    pictures = {cut.entity_id for cut in cuts if cut.effect is Effect.PICTURE}
    taken = [
        cut
        for cut in cuts
        if cut.effect is Effect.PICTURE or cut.entity_id not in pictures
    ]
    uploads = any(cut.effect is Effect.UPLOAD for cut in taken)
    return [
        {
            CONF_ENTITY_ID: async_reference(hass, cut.entity_id),
            CONF_CUT_STATE: cut.cut_state,
            CONF_FROM_MODE: Mode.PRIVATE.value
            if uploads and cut.effect is Effect.PICTURE
            else Mode.LOCAL.value,
            CONF_LAST_RESORT: False,
            CONF_STOPS: (
                Stops.SOUND if cut.effect is Effect.SOUND else Stops.UPLOAD
            ).value,
        }
        for cut in taken
    ]
