"""Which cameras the stories are told of: one line for each, as `module.Class`."""

from importlib import import_module
from typing import Final

from .maker import Maker

MAKERS: Final = (
    "amcrest.Amcrest",
    "amcrest.ManualRecording",
    "blink.Blink",
    "ezviz.Ezviz",
    "foscam.Foscam",
    "imou.Imou",
    "imou.ImouMotion",
    "netatmo.Netatmo",
    "netatmo.NetatmoWebhook",
    "onvif.BlindTwin",
    "onvif.WithTwin",
    "reolink.Channel",
    "reolink.Reolink",
    "reolink.TwoLenses",
    "ring.Ring",
    "tuya.Tuya",
    "tuya.TuyaMotion",
    "tplink.Tplink",
    "unifiprotect.UnifiProtect",
)

UNCUT: Final = (
    "generic.Generic",
    "onvif.Onvif",
    "unifiprotect.ByApiKey",
    "unifiprotect.OtherMaker",
)
"""Cameras that nothing of their own cuts."""


def new_maker(name: str) -> Maker:
    """Return a device of a maker, by its line in the table."""
    module, _, kind = name.partition(".")
    maker: Maker = getattr(import_module(f"{__package__}.{module}"), kind)()
    return maker
