"""Cloudcam Privacy: cameras that upload nothing while you want to be private."""

from homeassistant.const import (
    EVENT_CORE_CONFIG_UPDATE,
    EVENT_HOMEASSISTANT_STOP,
    Platform,
)
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.helpers import config_validation as cv, issue_registry as ir
from homeassistant.helpers.start import async_at_started
from homeassistant.helpers.typing import ConfigType

from .audit.put_back import async_put_back
from .audit.watch import AuditWatch
from .const import DOMAIN
from .cut.pool import CutPool
from .cut.restore import PUT_BACK_LIMIT
from .forms.first_rules import async_title_rules
from .frontend import async_setup_frontend
from .gate.place import async_learn_own_addresses
from .ha_internals import async_check_internals
from .household.caller import async_forget_callers
from .household.cut_issues import async_tell_left
from .household.household import Household, HouseholdConfigEntry
from .household.identities import async_find_again, async_note_identities
from .household.issues import async_watch_problems
from .household.localize import Texts
from .household.migrate import async_migrate, async_note_hidden
from .household.registry_tracker import async_carry_new_ids, async_follow
from .household.rooms import async_follow_rooms, async_place_new
from .household.store import HouseholdStore
from .household.unheard import async_hear_turned_off
from .intent import async_offer_sentences
from .ledger.access_tracker import async_note_calls, async_note_lowerings
from .ledger.forget import async_forget_before_rules
from .services import async_setup_services
from .source.take_over import async_give_back_all, async_settle_places

REMEMBERS = "remembers"
"""Set in the entry's data once there is a memory on disk that must not get lost."""

CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.CAMERA,
    Platform.EVENT,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
]


async def async_setup(hass: HomeAssistant, config: ConfigType) -> bool:
    """Register the actions, and what dashboards need."""
    async_setup_services(hass)
    async_setup_frontend(hass)
    async_carry_new_ids(hass)
    return True


async def async_migrate_entry(hass: HomeAssistant, entry: HouseholdConfigEntry) -> bool:
    """Take up what an older version has stored."""
    return async_migrate(hass, entry)


async def async_setup_entry(hass: HomeAssistant, entry: HouseholdConfigEntry) -> bool:
    """Take up the guard of the household's cameras."""
    await async_check_internals(hass)
    await async_learn_own_addresses(hass)
    store = HouseholdStore(hass)
    await store.async_load(expected=entry.data.get(REMEMBERS, False))
    async_note_hidden(hass, store)
    await store.async_note_run()
    async_find_again(hass, entry, store)
    await async_settle_places(hass, entry)
    async_note_identities(hass, entry, store)
    texts = await Texts.async_load(hass)
    async_title_rules(hass, entry, texts)
    built_of = _subentries(entry)
    household = Household(hass, entry, store, texts)
    entry.runtime_data = household
    store.keep_cameras(household.guards.keys())
    await household.async_start()
    if entry.data.get(REMEMBERS):
        store.async_save_in_background()
    elif await store.async_save():
        hass.config_entries.async_update_entry(
            entry, data={**entry.data, REMEMBERS: True}
        )
    place_new = async_place_new(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    place_new()
    _listen(hass, entry)
    if _subentries(entry) != built_of:  # Changed while nobody listened.
        await _async_reload(hass, entry)
    return True


def _subentries(entry: HouseholdConfigEntry) -> list[tuple[str, str, object]]:
    """Return what cameras and rules are made of; Home Assistant changes it in place."""
    return [(s.subentry_id, s.title, s.data) for s in entry.subentries.values()]


@callback
def _listen(hass: HomeAssistant, entry: HouseholdConfigEntry) -> None:
    """Follow changes of the entry, of the entities it names and of the language."""
    language, household = hass.config.language, entry.runtime_data

    async def started(_: HomeAssistant) -> None:
        await async_check_internals(hass)  # Others may have been set up since.
        if getattr(entry, "runtime_data", None) is not household:
            return  # It was unloaded meanwhile, and may be on its way back.
        async_watch_problems(hass, household)
        audit = AuditWatch(hass, household)
        audit.async_start()
        entry.async_on_unload(audit.async_stop)

    async def stopping(_: Event) -> None:
        household.async_close_ledgers()
        await household.seals.async_stop()

    @callback
    def core_changed(_: Event) -> None:
        if hass.config.language != language:
            hass.config_entries.async_schedule_reload(entry.entry_id)

    entry.async_on_unload(async_at_started(hass, started))
    entry.async_on_unload(async_offer_sentences(hass))
    entry.async_on_unload(async_hear_turned_off(household))
    entry.async_on_unload(async_note_lowerings(household))
    entry.async_on_unload(async_note_calls(hass))
    entry.async_on_unload(async_forget_before_rules(household))
    entry.async_on_unload(
        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, stopping)
    )
    async_follow(hass, entry)
    async_follow_rooms(hass, entry)
    entry.async_on_unload(hass.bus.async_listen(EVENT_CORE_CONFIG_UPDATE, core_changed))
    entry.async_on_unload(entry.add_update_listener(_async_reload))


async def _async_reload(hass: HomeAssistant, entry: HouseholdConfigEntry) -> None:
    hass.config_entries.async_schedule_reload(entry.entry_id)


async def async_unload_entry(hass: HomeAssistant, entry: HouseholdConfigEntry) -> bool:
    """Shut all gates; the cameras stay as they are."""
    entry.runtime_data.async_close_ledgers()
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await entry.runtime_data.async_stop()
    return True


async def async_remove_entry(hass: HomeAssistant, entry: HouseholdConfigEntry) -> None:
    """Put every camera back as it was found, and forget everything."""
    async_forget_callers(hass)
    store = HouseholdStore(hass)
    await store.async_load(expected=False)
    async_note_hidden(hass, store)
    await async_put_back(hass, entry)
    await async_give_back_all(hass)
    store.keep_cameras(frozenset())
    pool = CutPool(hass, store)
    pool.async_start()
    left = await pool.async_restored(PUT_BACK_LIMIT)
    pool.async_stop()
    await store.async_close()
    await store.async_remove()
    for domain, issue_id in tuple(ir.async_get(hass).issues):
        if domain == DOMAIN:
            ir.async_delete_issue(hass, DOMAIN, issue_id)
    if left:
        async_tell_left(hass, left)
