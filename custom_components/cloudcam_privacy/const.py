"""Names of stored fields, their defaults and the signals inside the integration."""

from typing import Final

DOMAIN: Final = "cloudcam_privacy"

SUBENTRY_CAMERA: Final = "camera"
SUBENTRY_RULE: Final = "rule"

CONF_OFFER_TAKE_OVER: Final = "offer_take_over"
"""In the entry: whether a household of 0.1.0 is yet to be asked about taking over."""

# First form
CONF_CAMERAS: Final = "cameras"
CONF_PEOPLE: Final = "people"
CONF_HOME_MODE: Final = "home_mode"
CONF_AWAY_MODE: Final = "away_mode"
CONF_ROOM_MODE: Final = "room_mode"

CONF_LOOK_AGAIN: Final = "look_again"
"""In the forms only: look for cuts once more."""

# Subentry "camera"
CONF_CAMERA: Final = "camera"
CONF_RESTING_MODE: Final = "resting_mode"
CONF_WHEN_UNSURE: Final = "when_unsure"
CONF_CUTS: Final = "cuts"
CONF_UPLOAD_RATE: Final = "upload_rate"
CONF_UPLOAD_LIMIT: Final = "upload_limit"
CONF_SOUND: Final = "sound"
CONF_TRUST_INTERNAL: Final = "trust_internal"
CONF_HIDE_REASON: Final = "hide_reason"
CONF_WITNESSES: Final = "witnesses"
CONF_BATTERY: Final = "battery"
CONF_TAKE_OVER: Final = "take_over"
CONF_SIBLINGS: Final = "siblings"

# One cut in the list "cuts"
CONF_ENTITY_ID: Final = "entity_id"
CONF_CUT_STATE: Final = "cut_state"
CONF_FROM_MODE: Final = "from_mode"
CONF_LAST_RESORT: Final = "last_resort"
CONF_STOPS: Final = "stops"
CONF_RESTORE: Final = "restore"
CONF_STATE: Final = "state"
"""In `restore` beside `entity_id`: the state in which that entity brings back."""

# Subentry "rule"
CONF_KIND: Final = "kind"
CONF_NAME: Final = "name"
CONF_MODE: Final = "mode"
CONF_MUTE: Final = "mute"
CONF_EXCEPTION: Final = "exception"
CONF_AFTER: Final = "after"
CONF_HOLD: Final = "hold"
CONF_PRESENCE: Final = "presence"
CONF_WEEKDAYS: Final = "weekdays"
CONF_START: Final = "start"
CONF_END: Final = "end"
CONF_START_EVENT: Final = "start_event"
CONF_END_EVENT: Final = "end_event"
CONF_START_OFFSET: Final = "start_offset"
CONF_END_OFFSET: Final = "end_offset"
CONF_ENTITIES: Final = "entities"
CONF_STATES: Final = "states"
CONF_MATCH: Final = "match"
CONF_ABOVE: Final = "above"
CONF_BELOW: Final = "below"
CONF_FORGET_BEFORE: Final = "forget_before"
CONF_CONDITIONS: Final = "conditions"
CONF_SENSORS: Final = "sensors"
CONF_TRACKERS: Final = "trackers"

# Showing what a rule would have done, before it is saved
CONF_PREVIEW: Final = "preview"
CONF_CHANGE: Final = "change"

# Options
CONF_LOWER_USERS: Final = "lower_users"
CONF_AUTOMATIONS_MAY_LOWER: Final = "automations_may_lower"
CONF_VOICE_MAY_LOWER: Final = "voice_may_lower"
CONF_LIFT_MINUTES: Final = "lift_minutes"
CONF_LEDGER: Final = "ledger"
COUNTS: Final = "counts"
"""A ledger that keeps no names."""

DEFAULT_UPLOAD_LIMIT: Final = 5
DEFAULT_LIFT_MINUTES: Final = 30

MOTION_OFF: Final = "motion_off"
"""Cut state of a camera entity: its motion detection switched off."""

DISARMED: Final = "disarmed"
"""Cut state of an alarm panel that decides alone about recording."""

RESTORE_NEVER: Final = "never"
"""In place of `restore`: somebody has confirmed that the cut is not put back."""
