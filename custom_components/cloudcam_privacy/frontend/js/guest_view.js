// @ts-check
/**
 * For a tablet by the door or a visitor's phone: what is private, and how to make it so.
 *
 * Nothing here lowers privacy, opens anything or names anybody. That is no boundary by
 * itself: whoever is logged in could do all that elsewhere, so the view says if they may.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import { FULL, INERT, is, not, note, perform, present } from "./cards.js";
import { DOMAIN, guardedCameras, mayLower } from "./household.js";

const LOCK = "mdi:shield-lock";

/** Modes in which nobody takes a camera to be private. */
const SHOWN = ["open", "unavailable"];

/** Assurances of a camera that sends nothing. */
const SURE = ["confirmed", "verified"];

/** @type {(hass: Hass, text: Localize) => Promise<Card>} */
export const guestView = async (hass, text) => {
  const cameras = guardedCameras(hass);
  const buttons = cameras.flatMap(({ entities }) => present(entities, "button.go_private"));
  const all = big(text("make_all_private"), LOCK, perform("button.press", buttons));
  const first = [
    ...((await mayLower(hass)) ? [warning(text("guest_may_lower"))] : []),
    ...(buttons.length ? [all] : []),
    ...(cameras.length ? [] : [note(text("no_cameras"), "mdi:cctv-off")]),
  ];
  return {
    type: "sections",
    max_columns: 2,
    sections: [
      { type: "grid", column_span: 2, cards: first },
      ...cameras.map((camera) => ({ type: "grid", cards: one(text, camera) })),
    ],
  };
};

/** @type {(text: string) => Card} */
const warning = (text) => ({
  type: "markdown",
  content: `<ha-alert alert-type="warning">${text}</ha-alert>`,
  text_only: true,
  ...FULL,
});

/**
 * A button that is seen from across the room.
 *
 * @type {(name: string, icon: string, tap_action: Card, options?: Card) => Card}
 */
const big = (name, icon, tap_action, options) => ({
  ...INERT,
  type: "button",
  name,
  icon,
  tap_action,
  grid_options: { columns: "full", rows: 2 },
  ...options,
});

/** @type {(text: Localize, camera: Camera) => Card[]} */
const one = (text, { name, entities }) => {
  const mode = entities["sensor.mode"];
  const press = entities["button.go_private"];
  const sound = entities["switch.sound"];
  const raise = perform("button.press", press);
  const camera = entities["camera.guarded"];
  const mute = perform(`${DOMAIN}.mute`, camera);
  const assurance = entities["sensor.assurance"];
  const isUnsure = [not(is(mode, SHOWN)), not(is(assurance, SURE))];
  return [
    ...(mode ? [{ ...INERT, type: "entity", entity: mode, name, ...FULL }] : []),
    ...(mode && assurance ? [{ ...warning(text("may_upload")), visibility: isUnsure }] : []),
    ...(mode && press
      ? [big(text("make_private"), LOCK, raise, { visibility: [not(is(mode, "private"))] })]
      : []),
    ...(sound && camera
      ? [big(text("mute"), "mdi:microphone-off", mute, { visibility: [is(sound, "on")] })]
      : []),
  ];
};
