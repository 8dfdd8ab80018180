// @ts-check
/**
 * For a tablet by the door or a visitor's phone: what is private, and how to make it so.
 *
 * Nothing here lowers privacy, opens anything or names anybody. That is no boundary by
 * itself: whoever is logged in could do all that elsewhere, so the view says if he may.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import { INERT, is, not, note, perform, present } from "./cards.js";
import { DOMAIN, guardedCameras, mayLower } from "./household.js";

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @returns {Promise<Card>}
 */
export const guestView = async (hass, text) => {
  const cameras = guardedCameras(hass);
  const buttons = present(cameras.map(({ entities }) => entities["button.go_private"]));
  return {
    type: "sections",
    max_columns: 2,
    sections: [
      {
        type: "grid",
        column_span: 2,
        cards: [
          ...((await mayLower(hass)) ? [warning(text)] : []),
          ...(buttons.length ? [all(text, buttons)] : []),
          ...(cameras.length ? [] : [note(text("no_cameras"), "mdi:cctv-off")]),
        ],
      },
      ...cameras.map((camera) => ({ type: "grid", cards: one(text, camera) })),
    ],
  };
};

/** @param {Localize} text */
const warning = (text) => ({
  type: "markdown",
  content: `<ha-alert alert-type="warning">${text("guest_may_lower")}</ha-alert>`,
  text_only: true,
  grid_options: { columns: "full" },
});

/**
 * @param {Localize} text
 * @param {string[]} buttons
 */
const all = (text, buttons) =>
  big(text("make_all_private"), "mdi:shield-lock", perform("button.press", buttons));

/**
 * A button that is seen from across the room.
 *
 * @param {string} name
 * @param {string} icon
 * @param {Card} tap_action
 * @param {Card} [options]
 * @returns {Card}
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

/**
 * @param {Localize} text
 * @param {Camera} camera
 * @returns {Card[]}
 */
const one = (text, { name, entities }) => {
  const shown = entities["sensor.mode"];
  const press = entities["button.go_private"];
  const sound = entities["switch.sound"];
  return [
    ...(shown
      ? [{ ...INERT, type: "entity", entity: shown, name, grid_options: { columns: "full" } }]
      : []),
    ...(press && shown
      ? [
          big(text("make_private"), "mdi:shield-lock", perform("button.press", press), {
            visibility: [not(is(shown, "private"))],
          }),
        ]
      : []),
    ...(sound
      ? [
          big(text("mute"), "mdi:microphone-off", perform(`${DOMAIN}.mute`, sound), {
            visibility: [is(sound, "on")],
          }),
        ]
      : []),
  ];
};
