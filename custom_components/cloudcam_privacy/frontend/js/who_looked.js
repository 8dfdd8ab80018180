// @ts-check
/**
 * The household's log, and what adds up over the weeks.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import { button, goTo, heading, log, note, present, subheading } from "./cards.js";
import { DOMAIN, entityText, guardedCameras } from "./household.js";

const HOURS = 7 * 24;
const DAYS = 5 * 7;
/** What is summed up: minutes open while somebody is home, minutes watched, bytes. */
const SUMS = ["sensor.time_open_at_home", "sensor.time_seen", "sensor.data_left_home"];

/** @type {(hass: Hass, text: Localize) => Card} */
export const whoLooked = (hass, text) => {
  const cameras = guardedCameras(hass);
  const logged = cameras.flatMap(({ entities }) => present(entities, "camera.guarded"));
  const graphs = SUMS.map((key) => graph(hass, cameras, key));
  const isMore = graphs.some((cards) => !cards.length);
  const parts = [
    [
      heading(text("who_looked"), "mdi:eye-outline"),
      ...log(hass, text("last_7_days"), logged, HOURS),
    ],
    [
      heading(text("per_week"), "mdi:chart-bar"),
      ...graphs.flat(),
      ...(isMore ? [howToSeeMore(hass, text)] : []),
    ],
  ];
  const sections = parts.map((cards) => ({ type: "grid", cards }));
  return { type: "sections", max_columns: 3, sections };
};

/**
 * A graph of a sum of each camera; nothing where that is not counted.
 *
 * @type {(hass: Hass, cameras: Camera[], key: string) => Card[]}
 */
const graph = (hass, cameras, key) => {
  const entities = cameras
    .filter((camera) => key in camera.entities)
    .map((camera) => ({ entity: camera.entities[key], name: camera.name }));
  const card = {
    type: "statistics-graph",
    entities,
    period: "week",
    days_to_show: DAYS,
    stat_types: ["change"],
    chart_type: "bar",
  };
  return entities.length && hass.config.components.includes("recorder")
    ? [subheading(entityText(hass, key)), card]
    : [];
};

/**
 * Say that more can be counted, which only an administrator can switch on.
 *
 * @type {(hass: Hass, text: Localize) => Card}
 */
const howToSeeMore = (hass, text) =>
  hass.user.is_admin
    ? button(
        text("enable_statistics"),
        "mdi:chart-box-plus-outline",
        goTo(`/config/entities?domain=${DOMAIN}`),
      )
    : note(text("no_statistics"), "mdi:chart-box-outline");
