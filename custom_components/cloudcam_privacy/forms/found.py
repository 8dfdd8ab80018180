"""What was found that cuts some cameras, in words, each with a tick."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import voluptuous as vol

from ..const import CONF_CUTS, CONF_LOOK_AGAIN
from ..cut.catalogue.search import Findings, FoundCut, as_stored, look_around
from ..cut.spec import key_of
from ..household.localize import Texts
from ..household.references import async_reference
from .errors import FormErrors, as_list
from .found_words import FoundWords


class FoundForm:
    """The choice among what was found around some cameras."""

    def __init__(
        self, hass: HomeAssistant, texts: Texts, cameras: Sequence[str]
    ) -> None:
        """Look around the cameras."""
        self._hass = hass
        self._words = FoundWords(hass, texts)
        self.findings = [look_around(hass, camera) for camera in cameras]
        self.cuts: dict[str, tuple[Findings, FoundCut]] = {
            f"{found.source}/{cut.entity_id}/{cut.cut_state}": (found, cut)
            for found in self.findings
            for cut in found.cuts
        }

    @callback
    def ticked(
        self, before: FoundForm | None = None, chosen: Container[str] = ()
    ) -> list[str]:
        """Return the options that are ticked at first.

        What was shown before stays as it was chosen; of what is new, what is sure.
        """
        shown = () if before is None else before.cuts
        return [
            value
            for value, (_, cut) in self.cuts.items()
            if (value in chosen if value in shown else cut.ticked)
        ]

    @callback
    def used(self, keys: Container[str]) -> list[str]:
        """Return the options whose cuts are among those in use, by their keys."""
        return [
            value
            for value, (_, cut) in self.cuts.items()
            if key_of(async_reference(self._hass, cut.entity_id), cut.cut_state) in keys
        ]

    @callback
    def schema(self, ticked: list[str]) -> vol.Schema:
        """Return the fields of the form."""
        fields: dict[vol.Marker, Any] = {}
        if self.cuts:
            fields[vol.Optional(CONF_CUTS, default=ticked)] = SelectSelector(
                SelectSelectorConfig(
                    options=list(self._options(ticked)),
                    multiple=True,
                    mode=SelectSelectorMode.LIST,
                )
            )
        fields[vol.Optional(CONF_LOOK_AGAIN, default=False)] = BooleanSelector()
        return vol.Schema(fields)

    def _options(self, ticked: Container[str]) -> Iterator[SelectOptionDict]:
        for found in self.findings:
            cuts = {v: cut for v, (source, cut) in self.cuts.items() if source is found}
            chosen = [cut for value, cut in cuts.items() if value in ticked]
            for value, cut in cuts.items():
                label = self._words.cut(cut, self._stored_with(cut, chosen))
                if len(self.findings) > 1:
                    label = f"{self._words.camera(found)}, {label}"
                yield SelectOptionDict(value=value, label=label)

    def _stored_with(self, cut: FoundCut, chosen: list[FoundCut]) -> dict[str, Any]:
        """Return how a cut would be stored beside those that are chosen."""
        others = [each for each in chosen if each is not cut]
        return as_stored(self._hass, [*others, cut])[-1]

    @callback
    def notes(self, ticked: Container[str]) -> str:
        """Return what is to be said about each camera besides."""
        return self._words.notes(
            {
                found.source: [
                    cut
                    for value, (source, cut) in self.cuts.items()
                    if source is found and value in ticked
                ]
                for found in self.findings
            },
            self.findings,
        )

    @callback
    def judge(self, given: Any, problems: FormErrors) -> list[str]:
        """Return the chosen options; what is no longer there is an error."""
        values = [str(value) for value in as_list(given)]
        for value in values:
            if value not in self.cuts:
                problems.add(CONF_CUTS, "found_gone", cut=value.split("/")[1])
        return values

    @callback
    def chosen(self, found: Findings, values: Iterable[str]) -> list[dict[str, Any]]:
        """Return what was chosen for a camera in the shape of the stored field."""
        known = [self.cuts[value] for value in values]
        return as_stored(self._hass, [cut for source, cut in known if source is found])


async def async_look(
    hass: HomeAssistant,
    cameras: Sequence[str],
    before: FoundForm | None,
    given: Mapping[str, Any] | None,
    problems: FormErrors,
) -> tuple[FoundForm, list[str], bool]:
    """Return what to show, what is ticked of it, and whether that is confirmed.

    It is looked for at first, and once more if that was wished in the form `before`.
    """
    ticked: list[str] = []
    if before is not None and given is not None:
        ticked = before.judge(given.get(CONF_CUTS), problems)
        if not given[CONF_LOOK_AGAIN]:
            return before, ticked, not problems.errors
    form = FoundForm(hass, await Texts.async_load(hass), cameras)
    return form, form.ticked(before, ticked), False
