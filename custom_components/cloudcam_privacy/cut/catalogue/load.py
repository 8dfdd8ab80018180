"""The catalogue as it is stored: one list of integrations per file, as JSON."""

from collections.abc import Mapping
import json
from pathlib import Path
from typing import Any, Final

from .model import (
    Effect,
    Maker,
    Meter,
    ReadBack,
    Row,
    Scope,
    Selector,
    Still,
    Told,
    Witness,
)

FILES: Final = ("core", "custom", "routers")
"""Home Assistant's own integrations; those that people add, and any other; routers."""

MQTT: Final = "mqtt"
"""The integration through which several products come."""


def read(name: str) -> tuple[Maker, ...]:
    """Return the integrations of one file."""
    path = Path(__file__).with_name(f"{name}.json")
    return tuple(map(_maker, json.loads(path.read_text(encoding="utf-8"))))


def _maker(stored: Mapping[str, Any]) -> Maker:
    given = dict(stored)
    given["cuts"] = tuple(map(_row, given.get("cuts", ())))
    for part in ("traps", "rules", "ports"):
        given[part] = tuple(map(_selector, given.get(part, ())))
    given["meters"] = tuple(map(_meter, given.get("meters", ())))
    given["witnesses"] = tuple(
        Witness(**_parts(witness)) for witness in given.get("witnesses", ())
    )
    given["still"] = Still(given.get("still", Still.CAMERA))
    given["read_back"] = _read_back(given.get("read_back", {}))
    return Maker(**given)


def _row(stored: Mapping[str, Any]) -> Row:
    given = {**_parts(stored), "effect": Effect(stored["effect"])}
    if "scopes" in given:
        given["scopes"] = tuple(map(Scope, given["scopes"]))
    if "restore" in given:
        given["restore"] = _selector(given["restore"])
    if "read_back" in given:
        given["read_back"] = _read_back(given["read_back"])
    given["companions"] = tuple(map(_selector, given.get("companions", ())))
    return Row(**given)


def _meter(stored: Mapping[str, Any]) -> Meter:
    unless = tuple(map(_selector, stored.get("unless", ())))
    return Meter(**{**_parts(stored), "unless": unless})


def _selector(stored: Mapping[str, Any]) -> Selector:
    return Selector(**_parts(stored))


def _read_back(stored: Mapping[str, Any]) -> ReadBack:
    return ReadBack(**{**stored, "by": Told(stored.get("by", Told.POLL))})


def _parts(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}


MAKERS: Final = tuple(maker for name in FILES for maker in read(name))
_BY_INTEGRATION: Final[dict[str, tuple[Maker, ...]]] = {
    integration: tuple(m for m in MAKERS if m.integration == integration)
    for integration in {maker.integration for maker in MAKERS}
}
UNKNOWN: Final = _BY_INTEGRATION[""][0]
"""What may be tried with an integration that nobody knows."""


ROUTERS: Final = frozenset(
    maker.integration
    for maker in MAKERS
    if maker.meters
    or maker.rules
    or maker.ports
    or any(Scope.ROUTER in row.scopes for row in maker.cuts)
)
"""Integrations of routers."""


def makers_of(integration: str | None) -> tuple[Maker, ...]:
    """Return what is known of an integration, of several products of MQTT perhaps."""
    return _BY_INTEGRATION.get(integration or "none", (UNKNOWN,))


def is_listed(integration: str) -> bool:
    """Tell whether anything is known of an integration."""
    return integration in _BY_INTEGRATION


def account_domains(integration: str) -> set[str]:
    """Return the domains of what an integration has for a whole account and cuts."""
    return {
        row.domain
        for maker in _BY_INTEGRATION.get(integration, ())
        for row in maker.cuts
        if Scope.ACCOUNT in row.scopes
    }
