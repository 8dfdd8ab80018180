// @ts-check
/**
 * What several views show of a camera: its picture, its mode and when that changes.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import { attributeIs, not, ownTile, tile } from "./cards.js";

/**
 * @param {Camera} camera
 * @param {Card} options
 * @returns {Card[]}
 */
export const picture = ({ entities: { "camera.guarded": entity } }, options) =>
  entity
    ? [
        {
          type: "picture-entity",
          entity,
          show_name: false,
          show_state: false,
          grid_options: { columns: "full" },
          ...options,
        },
      ]
    : [];

/**
 * The mode in force, and why.
 *
 * @param {Hass} hass
 * @param {Camera} camera
 */
export const mode = (hass, { entities }) =>
  ownTile(hass, entities, "sensor.mode", { state_content: ["state", "reasons"] });

/**
 * When the mode changes next; nothing while that is not known.
 *
 * @param {Localize} text
 * @param {Camera} camera
 */
export const nextChange = (text, { entities }) => {
  const shown = entities["sensor.mode"];
  return tile(shown, {
    name: text("until"),
    icon: "mdi:clock-outline",
    state_content: ["until"],
    visibility: [not(attributeIs(shown, "until", "unknown"))],
  });
};
