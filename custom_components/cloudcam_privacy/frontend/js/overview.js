// @ts-check
/**
 * The overview: what needs attention, the household, and each camera.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 * @typedef {import("./issues.js").Issue} Issue
 */

import {
  button,
  goTo,
  heading,
  is,
  not,
  note,
  ownTile,
  picture,
  tile,
  TOGGLE,
} from "./cards.js";
import { nextChange } from "./camera_view.js";
import { guardedCameras, householdEntities } from "./household.js";
import { about, repairIssues } from "./issues.js";

/**
 * Assurances of a camera that may upload although it is private, and the repair of each.
 *
 * @type {Record<string, string>}
 */
const REPAIRS = {
  gate_only: "gate_only",
  contradicted: "contradicted",
  failed: "cut_failed",
};
const NOT_SURE = Object.keys(REPAIRS);
const COLUMNS = 3;

/**
 * Return the view; `pathOf` tells where there is more about a camera, if anywhere.
 *
 * @type {(hass: Hass, text: Localize, pathOf: (camera: Camera) => string | undefined) =>
 *   Promise<Card>}
 */
export const overview = async (hass, text, pathOf) => {
  const cameras = guardedCameras(hass);
  const sections = [
    attention(text, cameras, await repairIssues(hass)),
    household(hass, text, cameras),
    ...cameras.map((camera) => cameraSection(hass, text, camera, pathOf(camera))),
  ];
  return { type: "sections", max_columns: COLUMNS, sections };
};

/**
 * Return what is shown only while something is wrong.
 *
 * @type {(text: Localize, cameras: Camera[], issues: Issue[]) => Card}
 */
const attention = (text, cameras, issues) => {
  const told = new Set(issues.map((issue) => issue.about));
  const warnings = cameras.flatMap((camera) => warningsOf(camera, told));
  const conditions = warnings.flatMap((card) => card.visibility);
  const visibility = issues.length ? [] : [{ condition: "or", conditions }];
  return {
    type: "grid",
    column_span: COLUMNS,
    cards: [
      heading(text("needs_attention"), "mdi:alert", { visibility }),
      ...warnings,
      ...issues.map(({ title }) =>
        button(title, "mdi:wrench", goTo("/config/repairs"), { color: "orange" }),
      ),
    ],
  };
};

/**
 * Return what to warn of, but for what a repair tells already.
 *
 * @type {(camera: Camera, told: Set<string>) => Card[]}
 */
const warningsOf = ({ name, entities }, told) => {
  const assurance = entities["sensor.assurance"];
  const leak = entities["binary_sensor.leak"];
  const event = entities["event.privacy"];
  const untold = NOT_SURE.filter((state) => !told.has(about(REPAIRS[state], name)));
  const isUnsure = is(assurance, NOT_SURE);
  const leaks = { condition: "and", conditions: [is(leak, "on"), not(isUnsure)] };
  const isLost = is(event, "did_not_come_back", "event_type");
  const warning = { name, color: "red" };
  return [
    ...tile(assurance, { ...warning, visibility: [is(assurance, untold)] }),
    ...tile(leak, { ...warning, visibility: [leaks] }),
    ...tile(event, {
      ...warning,
      state_content: ["event_type", "state"],
      visibility: [isLost],
    }),
  ];
};

/** @type {(hass: Hass, text: Localize, cameras: Camera[]) => Card} */
const household = (hass, text, cameras) => {
  const entities = householdEntities(hass);
  const people = Object.keys(hass.states).filter((id) => id.startsWith("person."));
  return {
    type: "grid",
    cards: [
      heading(text("household"), "mdi:home"),
      ...(cameras.length ? [] : [note(text("no_cameras"), "mdi:cctv-off")]),
      ...ownTile(hass, entities, "switch.everywhere", TOGGLE),
      ...ownTile(hass, entities, "sensor.private_cameras"),
      ...ownTile(hass, entities, "binary_sensor.watched"),
      ...(people.length ? [heading(text("who_is_home"), "mdi:account-group")] : []),
      ...people.flatMap((person) => tile(person, { grid_options: { columns: 6 } })),
    ],
  };
};

/** @type {(hass: Hass, text: Localize, camera: Camera, path?: string) => Card} */
const cameraSection = (hass, text, { name, area, entities }, path) => {
  const open = path && { tap_action: goTo(path) };
  const title = area && !name.includes(area) ? `${name} · ${area}` : name;
  return {
    type: "grid",
    cards: [
      heading(title, "mdi:cctv", { ...open }),
      ...picture(entities, { camera_view: "auto", ...open }),
      ...ownTile(hass, entities, "sensor.mode", { state_content: ["state", "reasons"] }),
      ...ownTile(hass, entities, "sensor.assurance"),
      ...nextChange(text, entities),
    ],
  };
};
