"""What the evidence of one camera may rest on: its stills, its battery, its cloud."""

from dataclasses import dataclass

from homeassistant.core import HomeAssistant, callback

from .catalogue import camera_facts
from .catalogue.model import Still


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """How a source camera gives its stills, and whether it may be asked for them."""

    sleeps: bool = False
    """Whether asking could wake it from its battery."""
    shows_live: bool = True
    """Whether its stills are its own and of now, rather than kept or a placeholder."""
    kept_for: float = 0
    """Seconds for which its integration keeps a still."""

    @property
    def may_be_asked(self) -> bool:
        """Tell whether a still tells anything, and wakes nobody."""
        return self.shows_live and not self.sleeps


@callback
def source_facts(
    hass: HomeAssistant, entity_id: str | None, *, battery: bool
) -> SourceFacts:
    """Return what is known of a source camera; `battery` is what people say of it."""
    if entity_id is None:
        return SourceFacts(sleeps=battery)
    facts = camera_facts(hass, entity_id)
    return SourceFacts(
        sleeps=(battery or facts.battery) and facts.maker.still_wakes,
        shows_live=facts.maker.still is Still.CAMERA,
        kept_for=facts.maker.still_seconds,
    )
