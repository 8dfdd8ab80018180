"""Cameras, rules and cuts as the forms would store them; the benchmarks use them, too."""

from typing import Any

from homeassistant.config_entries import ConfigSubentryData

NO_TIME = {"hours": 0, "minutes": 0, "seconds": 0}


def camera_subentry(reference: str, title: str, **fields: Any) -> ConfigSubentryData:
    """Return a camera to be guarded, with the defaults of the form."""
    return ConfigSubentryData(
        subentry_type="camera",
        title=title,
        unique_id=reference,
        data={
            "camera": reference,
            "resting_mode": "open",
            "when_unsure": "private",
            "cuts": [],
            "upload_rate": None,
            "upload_limit": 5,
            "trust_internal": False,
            "hide_reason": False,
            "take_over": False,
            **fields,
        },
    )


def rule_subentry(kind: str, name: str, **fields: Any) -> ConfigSubentryData:
    """Return a rule, with the defaults of the form."""
    return ConfigSubentryData(
        subentry_type="rule",
        title=name,
        unique_id=None,
        data={
            "kind": kind,
            "name": name,
            "mode": "private",
            "cameras": [],
            "exception": False,
            "after": NO_TIME,
            "hold": NO_TIME,
            **fields,
        },
    )


def someone_home(*people: str, **fields: Any) -> ConfigSubentryData:
    """Return the rule of the first form."""
    return rule_subentry(
        "presence",
        "Someone is home",
        people=list(people),
        presence="anyone_home",
        **fields,
    )


def cut(entity_id: str, cut_state: str, **fields: Any) -> dict[str, Any]:
    """Return a row of the field `cuts`."""
    return {
        "entity_id": entity_id,
        "cut_state": cut_state,
        "from_mode": "local",
        "last_resort": False,
        **fields,
    }
