// @ts-check
/**
 * Home Assistant's own cards, in the few forms in which the dashboard uses them.
 *
 * @typedef {Record<string, any>} Card
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Entities} Entities
 */

import { entityText } from "./household.js";

const NOTHING = { action: "none" };
export const FULL = { grid_options: { columns: "full" } };
export const TOGGLE = { features: [{ type: "toggle" }], features_position: "inline" };

/** For cards that open nothing, whatever is done to them. */
export const INERT = {
  tap_action: NOTHING,
  hold_action: NOTHING,
  double_tap_action: NOTHING,
};

/**
 * A tile; nothing for an entity that is not there.
 *
 * @type {(entity: string | undefined, options?: Card) => Card[]}
 */
export const tile = (entity, options) =>
  entity ? [{ type: "tile", entity, ...FULL, ...options }] : [];

/**
 * A tile of one of our entities, with its name in the user's language.
 *
 * @type {(hass: Hass, entities: Entities, key: string, options?: Card) => Card[]}
 */
export const ownTile = (hass, entities, key, options) =>
  tile(entities[key], { name: entityText(hass, key), ...options });

/**
 * The picture of a camera; nothing if the user may not see it.
 *
 * @type {(entities: Entities, options: Card) => Card[]}
 */
export const picture = ({ "camera.guarded": entity }, options) =>
  entity
    ? [
        {
          type: "picture-entity",
          entity,
          show_name: false,
          show_state: false,
          ...FULL,
          ...options,
        },
      ]
    : [];

/** @type {(heading: string, icon: string, options?: Card) => Card} */
export const heading = (text, icon, options) => ({
  type: "heading",
  heading: text,
  icon,
  ...options,
});

/** @type {(text: string) => Card} */
export const subheading = (text) => ({
  type: "heading",
  heading: text,
  heading_style: "subtitle",
});

/** @type {(label: string, icon: string, tap_action: Card, options?: Card) => Card} */
export const button = (label, icon, tap_action, options) => ({
  type: "shortcut",
  label,
  icon,
  tap_action,
  ...FULL,
  ...options,
});

/** @type {(label: string, icon: string) => Card} */
export const note = (label, icon) => button(label, icon, NOTHING);

/**
 * What happened to entities; nothing where no log is kept.
 *
 * @type {(hass: Hass, title: string, entities: string[], hours: number) => Card[]}
 */
export const log = (hass, title, entities, hours) =>
  hass.config.components.includes("logbook") && entities.length
    ? [
        subheading(title),
        {
          type: "logbook",
          hours_to_show: hours,
          target: { entity_id: entities },
          grid_options: { columns: "full", rows: 7 },
        },
      ]
    : [];

/** @type {(navigation_path: string) => Card} */
export const goTo = (navigation_path) => ({ action: "navigate", navigation_path });

/** @type {(action: string, entity_id: string | string[], data?: Card) => Card} */
export const perform = (action, entity_id, data) => ({
  action: "perform-action",
  perform_action: action,
  target: { entity_id },
  ...(data && { data }),
});

/** @type {(entity: string, state: string | string[], attribute?: string) => Card} */
export const is = (entity, state, attribute) => ({
  condition: "state",
  entity,
  state,
  ...(attribute && { attribute }),
});

/** @type {(condition: Card) => Card} */
export const not = (condition) => ({ condition: "not", conditions: [condition] });

/** @type {(entities: Entities, ...keys: string[]) => string[]} */
export const present = (entities, ...keys) =>
  keys.filter((key) => key in entities).map((key) => entities[key]);
