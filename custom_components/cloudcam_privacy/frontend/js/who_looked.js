// @ts-check
/**
 * The household's log, and what adds up over the weeks.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import { log } from "./camera_view.js";
import { button, goTo, heading, note, present, subheading } from "./cards.js";
import { DOMAIN, entityText, guardedCameras } from "./household.js";

const WEEK_HOURS = 7 * 24;
const WEEKS = 5;
/** What is summed up: minutes open while somebody is home, minutes watched, bytes. */
const SUMS = ["sensor.time_open_at_home", "sensor.time_seen", "sensor.data_left_home"];

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @returns {Card}
 */
export const whoLooked = (hass, text) => {
  const cameras = guardedCameras(hass);
  const events = present(
    cameras.flatMap(({ entities }) => [entities["camera.guarded"], entities["event.privacy"]]),
  );
  const graphs = SUMS.map((key) => graph(hass, cameras, key));
  return {
    type: "sections",
    max_columns: 3,
    sections: [
      {
        type: "grid",
        cards: [
          heading(text("who_looked"), "mdi:eye-outline"),
          ...log(hass, text("last_7_days"), events, WEEK_HOURS),
        ],
      },
      {
        type: "grid",
        cards: [
          heading(text("per_week"), "mdi:chart-bar"),
          ...graphs.flat(),
          ...(graphs.some((cards) => !cards.length) ? [disabled(hass, text)] : []),
        ],
      },
    ],
  };
};

/**
 * A graph of a sum of each camera; nothing where that is not counted.
 *
 * @param {Hass} hass
 * @param {Camera[]} cameras
 * @param {string} key
 * @returns {Card[]}
 */
const graph = (hass, cameras, key) => {
  const entities = cameras
    .filter((camera) => key in camera.entities)
    .map((camera) => ({ entity: camera.entities[key], name: camera.name }));
  if (!entities.length || !hass.config.components.includes("recorder")) {
    return [];
  }
  return [
    subheading(entityText(hass, key)),
    {
      type: "statistics-graph",
      entities,
      period: "week",
      days_to_show: WEEKS * 7,
      stat_types: ["change"],
      chart_type: "bar",
    },
  ];
};

/**
 * Say that there is more to be counted; only an administrator can switch it on.
 *
 * @param {Hass} hass
 * @param {Localize} text
 */
const disabled = (hass, text) =>
  hass.user.is_admin
    ? button(
        text("enable_statistics"),
        "mdi:chart-box-plus-outline",
        goTo(`/config/entities?domain=${DOMAIN}`),
      )
    : note(text("no_statistics"), "mdi:chart-box-outline");
