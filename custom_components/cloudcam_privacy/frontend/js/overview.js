// @ts-check
/**
 * The overview: what needs attention, the household, and each camera.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import {
  attributeIs,
  button,
  goTo,
  heading,
  is,
  not,
  note,
  ownTile,
  tile,
} from "./cards.js";
import { mode, nextChange, picture } from "./camera_cards.js";
import { guardedCameras, householdEntities } from "./household.js";
import { issueTitles } from "./issues.js";

/** Assurances of a camera that may upload although it is private. */
const NOT_SURE = ["gate_only", "contradicted", "failed"];

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @param {(camera: Camera) => string | undefined} pathOf
 * @returns {Promise<Card>}
 */
export const overview = async (hass, text, pathOf) => {
  const cameras = guardedCameras(hass);
  const titles = await issueTitles(hass);
  return {
    type: "sections",
    max_columns: 3,
    sections: [
      attention(text, cameras, titles),
      household(hass, text, cameras),
      ...cameras.map((camera) => cameraSection(hass, text, camera, pathOf(camera))),
    ],
  };
};

/**
 * Return what is shown only while something is wrong.
 *
 * @param {Localize} text
 * @param {Camera[]} cameras
 * @param {string[]} issues
 */
const attention = (text, cameras, issues) => {
  const warnings = cameras.flatMap(warningsOf);
  const isWrong = {
    condition: "or",
    conditions: warnings.flatMap((card) => card.visibility),
  };
  return {
    type: "grid",
    column_span: 3,
    cards: [
      heading(text("needs_attention"), "mdi:alert", {
        ...(issues.length === 0 && { visibility: [isWrong] }),
      }),
      ...warnings,
      ...issues.map((title) =>
        button(title, "mdi:wrench", goTo("/config/repairs"), { color: "orange" }),
      ),
    ],
  };
};

/**
 * @param {Camera} camera
 * @returns {Card[]}
 */
const warningsOf = ({ name, entities }) => {
  const assurance = entities["sensor.assurance"];
  const leak = entities["binary_sensor.leak"];
  const event = entities["event.privacy"];
  return [
    ...tile(assurance, {
      name,
      color: "red",
      visibility: [is(assurance, NOT_SURE)],
    }),
    ...tile(leak, {
      name,
      color: "red",
      visibility: [
        { condition: "and", conditions: [is(leak, "on"), not(is(assurance, NOT_SURE))] },
      ],
    }),
    ...tile(event, {
      name,
      color: "red",
      state_content: ["event_type", "state"],
      visibility: [attributeIs(event, "event_type", "did_not_come_back")],
    }),
  ];
};

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @param {Camera[]} cameras
 */
const household = (hass, text, cameras) => {
  const entities = householdEntities(hass);
  const people = Object.keys(hass.states).filter((id) => id.startsWith("person."));
  return {
    type: "grid",
    cards: [
      heading(text("household"), "mdi:home"),
      ...(cameras.length ? [] : [note(text("no_cameras"), "mdi:cctv-off")]),
      ...ownTile(hass, entities, "switch.everywhere", {
        features: [{ type: "toggle" }],
        features_position: "inline",
      }),
      ...ownTile(hass, entities, "sensor.private_cameras"),
      ...ownTile(hass, entities, "binary_sensor.watched"),
      ...(people.length ? [heading(text("who_is_home"), "mdi:account-group")] : []),
      ...people.flatMap((person) => tile(person, { grid_options: { columns: 6 } })),
    ],
  };
};

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @param {Camera} camera
 * @param {string | undefined} path
 */
const cameraSection = (hass, text, camera, path) => {
  const open = path && { tap_action: goTo(path) };
  return {
    type: "grid",
    cards: [
      heading(titleOf(camera), "mdi:cctv", { ...open }),
      ...picture(camera, { camera_view: "auto", ...open }),
      ...mode(hass, camera),
      ...ownTile(hass, camera.entities, "sensor.assurance"),
      ...nextChange(text, camera),
    ],
  };
};

/** @param {Camera} camera */
const titleOf = ({ name, area }) =>
  area && !name.includes(area) ? `${name} · ${area}` : name;
