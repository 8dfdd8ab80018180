"""Look around a camera for what stops its uploads, its picture and its sound."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from homeassistant.components.event import EventDeviceClass
from homeassistant.components.number import ATTR_MIN, DOMAIN as NUMBER_DOMAIN
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
from .model import Candidate, Doubt, Effect, Maker, Row, Scope
from .routers import Block, addresses_of, blocks_of, meter_of
from .states import capability, valid_cut_states

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
    """Whether it is taken without asking; else it is only offered."""
    doubt: Doubt | None = None


type Match = tuple[FoundCut, Candidate]

_STEERING: Final = ("ptz", "zoom", "pan_", "tilt_")
"""In the translation keys of entities that move a camera; names are never looked at."""

_RINGING: Final = ("ding", "doorbell", "visitor")
"""Translation keys of those that have no device class for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found around one camera."""

    source: str
    maker: Maker
    cuts: tuple[FoundCut, ...] = ()
    disabled: tuple[str, ...] = ()
    """Entities that would be taken if they were enabled."""
    presets: tuple[str, ...] = ()
    """Entities with positions, one of which may look away."""
    moves: bool = False
    """Whether the camera can turn or zoom, as far as its own entities tell."""
    is_doorbell: bool = False
    """Whether somebody can ring at it, and be talked to."""
    upload_rate: str | None = None
    """The router's sensor of what the camera sends."""

    @property
    def ticked(self) -> list[FoundCut]:
        """Return the cuts that are taken without asking."""
        return [cut for cut in self.cuts if cut.ticked]


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
def look_around(hass: HomeAssistant, source_entity_id: str) -> Findings:
    """Return all that is known to cut a camera, those to take and those to offer.

    Of each effect what is nearest to the camera is taken, and what blocks it at the
    router besides. A recorder has none: the cameras that it records go on.
    """
    candidates = candidates_of(hass, source_entity_id)
    maker = _maker(candidates)
    if maker.recorder:
        return Findings(source=source_entity_id, maker=maker)
    addresses = addresses_of(hass, source_entity_id)
    presets = tuple(
        one.entity_id
        for one in candidates
        for _, row in rows_for(one)
        if not row.cut_state and not one.disabled
    )
    near = list(_matches(hass, candidates))
    blocks = [_block(found, maker) for found in blocks_of(hass, addresses)]
    everything = (*_chosen(near), *blocks)
    enabled = (*_chosen(near, enabled=True), *blocks)
    return Findings(
        source=source_entity_id,
        maker=maker,
        cuts=tuple(cut for cut, one in enabled if not one.disabled),
        disabled=tuple(
            cut.entity_id for cut, one in everything if one.disabled and cut.ticked
        ),
        presets=presets,
        moves=bool(presets) or any(map(_steers, candidates)),
        is_doorbell=any(map(_rings, candidates)),
        upload_rate=meter_of(hass, addresses),
    )


def _steers(candidate: Candidate) -> bool:
    """Tell whether an entity turns the camera, or brings what it sees nearer."""
    key = (candidate.key or "").casefold()
    return candidate.scope in _NEAREST[0] and any(word in key for word in _STEERING)


def _rings(candidate: Candidate) -> bool:
    """Tell whether an entity tells that somebody is at the door."""
    rings = candidate.device_class == EventDeviceClass.DOORBELL
    return candidate.scope in _NEAREST[0] and (rings or candidate.key in _RINGING)


def _block(block: Block, maker: Maker) -> Match:
    """Return what blocks a camera at the router.

    Where the picture comes through the maker's cloud it is gone, too.
    """
    cut = FoundCut(
        entity_id=block.candidate.entity_id,
        cut_state=block.row.cut_state,
        effect=Effect.PICTURE if maker.cloud else block.row.effect,
        row=block.row,
        maker=block.maker,
        scope=Scope.ROUTER,
        ticked=block.doubt is None,
        doubt=block.doubt,
    )
    return cut, block.candidate


def _matches(hass: HomeAssistant, candidates: Iterable[Candidate]) -> Iterator[Match]:
    for candidate in candidates:
        for maker, row in rows_for(candidate):
            if _can_show(hass, candidate, row):
                cut = FoundCut(
                    entity_id=candidate.entity_id,
                    cut_state=row.cut_state,
                    effect=row.effect,
                    row=row,
                    maker=maker,
                    scope=candidate.scope,
                    ticked=row.ticked,
                )
                yield cut, candidate


def _can_show(hass: HomeAssistant, candidate: Candidate, row: Row) -> bool:
    """Tell whether the entity has the state that cuts.

    A level whose minimum is above the one that cuts would never be silent. Options that
    are not known yet are taken to be those of the catalogue.
    """
    if candidate.domain == NUMBER_DOMAIN:
        least = capability(hass, candidate.entity_id, ATTR_MIN)
        return isinstance(least, int | float) and least <= float(row.cut_state)
    states = valid_cut_states(hass, candidate.entity_id)
    return bool(row.cut_state) and (not states or row.cut_state in states)


def _chosen(matches: Sequence[Match], *, enabled: bool = False) -> list[Match]:
    return [
        each
        for effect in (Effect.SOUND, Effect.UPLOAD, Effect.PICTURE)
        for ticked in (True, False)
        for each in _nearest(
            [
                (cut, one)
                for cut, one in matches
                if cut.effect is effect
                and cut.ticked is ticked
                and not (enabled and one.disabled)
            ]
        )
    ]


def _nearest(matches: Sequence[Match]) -> list[Match]:
    for scopes in _NEAREST:
        near = [each for each in matches if each[0].scope in scopes]
        if near:
            best = min(cut.row.rank for cut, _ in near)
            return [each for each in near if each[0].row.rank == best]
    return []


def rows_for(candidate: Candidate) -> list[tuple[Maker, Row]]:
    """Return the rows that an entity fits where it is, none if it proves nothing."""
    makers = makers_of(candidate.integration)
    if candidate.foreign or any(
        trap.fits(candidate) for maker in makers for trap in maker.traps
    ):
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
        and not (row.not_if_cut and candidate.state == row.cut_state)
        and not (maker is UNKNOWN and row.ids and candidate.named)
    ]
    known = [each for each in found if each[0] is not UNKNOWN]
    return known or found


@callback
def as_stored(hass: HomeAssistant, cuts: Sequence[FoundCut]) -> list[dict[str, Any]]:
    """Return found cuts in the shape of the stored field `cuts`.

    What only stops the upload engages from `local` on, what takes the picture away
    from `private` on; where nothing else stops the upload, from `local` on too.
    """
    uploads = any(cut.effect is Effect.UPLOAD for cut in cuts)
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
        for cut in cuts
    ]
