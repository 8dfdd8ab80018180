// @ts-check
/**
 * Home Assistant's own cards, in the few forms in which the dashboard uses them.
 *
 * @typedef {Record<string, any>} Card
 * @typedef {Record<string, any>} Condition
 */

import { entityText } from "./household.js";

const NOTHING = { action: "none" };
/** For cards that open nothing, whatever is done to them. */
export const INERT = {
  tap_action: NOTHING,
  hold_action: NOTHING,
  double_tap_action: NOTHING,
  icon_tap_action: NOTHING,
  icon_hold_action: NOTHING,
  icon_double_tap_action: NOTHING,
};
const FULL = { grid_options: { columns: "full" } };

/**
 * A tile; nothing for an entity that is not there.
 *
 * @param {string | undefined} entity
 * @param {Card} [options]
 * @returns {Card[]}
 */
export const tile = (entity, options) =>
  entity ? [{ type: "tile", entity, ...FULL, ...options }] : [];

/**
 * A tile of one of our entities, with its name in the user's language.
 *
 * @param {import("./household.js").Hass} hass
 * @param {import("./household.js").Entities} entities
 * @param {string} key
 * @param {Card} [options]
 * @returns {Card[]}
 */
export const ownTile = (hass, entities, key, options) =>
  tile(entities[key], { name: entityText(hass, key), ...options });

/**
 * @param {string} heading
 * @param {string} icon
 * @param {Card} [options]
 * @returns {Card}
 */
export const heading = (heading, icon, options) => ({
  type: "heading",
  heading,
  icon,
  ...options,
});

/**
 * @param {string} heading
 * @returns {Card}
 */
export const subheading = (heading) => ({
  type: "heading",
  heading,
  heading_style: "subtitle",
});

/**
 * A button that does one thing, with its label to be read.
 *
 * @param {string} label
 * @param {string} icon
 * @param {Card} tap_action
 * @param {Card} [options]
 * @returns {Card}
 */
export const button = (label, icon, tap_action, options) => ({
  type: "shortcut",
  label,
  icon,
  tap_action,
  ...FULL,
  ...options,
});

/**
 * A line of text with an icon.
 *
 * @param {string} label
 * @param {string} icon
 * @param {Card} [options]
 * @returns {Card}
 */
export const note = (label, icon, options) => button(label, icon, NOTHING, options);

/**
 * @param {string} navigation_path
 * @returns {Card}
 */
export const goTo = (navigation_path) => ({ action: "navigate", navigation_path });

/**
 * @param {string} perform_action
 * @param {string | string[]} entity_id
 * @param {Card} [data]
 * @returns {Card}
 */
export const perform = (perform_action, entity_id, data) => ({
  action: "perform-action",
  perform_action,
  target: { entity_id },
  ...(data && { data }),
});

/**
 * @param {string} entity
 * @param {string | string[]} state
 * @returns {Condition}
 */
export const is = (entity, state) => ({ condition: "state", entity, state });

/**
 * @param {string} entity
 * @param {string} attribute
 * @param {string | string[]} state
 * @returns {Condition}
 */
export const attributeIs = (entity, attribute, state) => ({
  ...is(entity, state),
  attribute,
});

/**
 * @param {Condition} condition
 * @returns {Condition}
 */
export const not = (condition) => ({ condition: "not", conditions: [condition] });

/**
 * @param {Array<string | undefined>} entities
 * @returns {string[]}
 */
export const present = (entities) =>
  /** @type {string[]} */ (entities.filter((entity) => entity !== undefined));
