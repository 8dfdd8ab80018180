// @ts-check
/**
 * All about one camera.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import { mode, nextChange, picture } from "./camera_cards.js";
import {
  attributeIs,
  button,
  heading,
  not,
  note,
  ownTile,
  perform,
  present,
  subheading,
  tile,
} from "./cards.js";
import { cutEntities, DOMAIN, entityText } from "./household.js";

/** Attributes of the assurance: what was seen, and when. */
const EVIDENCE = [
  ["picture_gone", "picture_seen", "mdi:image-off-outline"],
  ["meter_quiet", "meter_seen", "mdi:upload-off-outline"],
  ["sound_gone", "sound_seen", "mdi:microphone-off"],
];
const HOURS = 24;

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @param {Camera | undefined} camera
 * @returns {Card}
 */
export const cameraView = (hass, text, camera) => ({
  type: "sections",
  max_columns: 3,
  sections: camera
    ? [
        { type: "grid", cards: now(hass, text, camera) },
        { type: "grid", cards: chain(hass, text, camera) },
        { type: "grid", cards: lookers(hass, text, camera) },
      ]
    : [{ type: "grid", cards: [note(text("no_camera"), "mdi:cctv-off")] }],
});

/**
 * @param {Hass} hass
 * @param {Localize} text
 * @param {Camera} camera
 * @returns {Card[]}
 */
const now = (hass, text, camera) => {
  const { entities } = camera;
  return [
    heading(camera.name, "mdi:cctv"),
    ...picture(camera, { camera_view: "live" }),
    ...mode(hass, camera),
    ...nextChange(text, camera),
    subheading(text("by_hand")),
    ...byHand(text, entities["camera.guarded"] ?? entities["sensor.mode"]),
    ...ownTile(hass, entities, "select.mode", { features: [{ type: "select-options" }] }),
    ...ownTile(hass, entities, "switch.sound", {
      features: [{ type: "toggle" }],
      features_position: "inline",
    }),
  ];
};

/**
 * @param {Localize} text
 * @param {string} entity
 */
const byHand = (text, entity) => {
  const action = `${DOMAIN}.set_mode`;
  /** @type {(data?: Card) => Card} */
  const raise = (data) => perform(action, entity, { mode: "private", ...data });
  const half = { grid_options: { columns: 6 } };
  return [
    button(
      text("private_30_minutes"),
      "mdi:timer-outline",
      raise({ duration: { minutes: 30 } }),
      half,
    ),
    button(
      text("private_2_hours"),
      "mdi:timer-outline",
      raise({ duration: { hours: 2 } }),
      half,
    ),
    button(text("private_until_changed"), "mdi:shield-lock", raise()),
  ];
};

/**
 * Gate, cut and proof, each with what is known of it.
 *
 * @param {Hass} hass
 * @param {Localize} text
 * @param {Camera} camera
 * @returns {Card[]}
 */
const chain = (hass, text, camera) => {
  const { entities } = camera;
  const assurance = entities["sensor.assurance"];
  const cuts = cutEntities(hass, camera);
  return [
    heading(text("how_sure"), "mdi:shield-check"),
    subheading(text("gate")),
    ...ownTile(hass, entities, "camera.guarded", {
      icon: "mdi:gate",
      state_content: ["privacy_mode"],
    }),
    subheading(text("cut")),
    ...(cuts.length
      ? cuts.flatMap((cut) => tile(cut, { state_content: ["state", "last_changed"] }))
      : [note(text("no_cut"), "mdi:link-off")]),
    subheading(text("proof")),
    ...ownTile(hass, entities, "sensor.assurance"),
    ...EVIDENCE.flatMap(([found, when, icon]) =>
      tile(assurance, {
        name: entityText(hass, "sensor.assurance", `state_attributes.${found}.name`),
        icon,
        state_content: [found, when],
        visibility: [not(attributeIs(assurance, found, "unknown"))],
      }),
    ),
    ...ownTile(hass, entities, "binary_sensor.leak"),
  ];
};

/**
 * Who is looking, today's modes, and who looked or was refused.
 *
 * @param {Hass} hass
 * @param {Localize} text
 * @param {Camera} camera
 * @returns {Card[]}
 */
const lookers = (hass, text, { entities }) => {
  const viewers = entities["sensor.viewers"];
  const bands = ["sensor.mode", "binary_sensor.watched"].filter((key) => key in entities);
  const { components } = hass.config;
  return [
    heading(text("who_is_looking"), "mdi:eye-outline"),
    ...ownTile(hass, entities, "sensor.viewers"),
    ...(viewers ? [viewerList(viewers)] : []),
    ...(components.includes("history") && bands.length
      ? [
          subheading(text("last_24_hours")),
          {
            type: "history-graph",
            hours_to_show: HOURS,
            entities: bands.map((key) => ({
              entity: entities[key],
              name: entityText(hass, key),
            })),
          },
        ]
      : []),
    ...log(hass, text("who_looked"), present([entities["camera.guarded"], entities["event.privacy"]]), HOURS),
  ];
};

/**
 * Who is looking, from where and since when; nothing while nobody is.
 *
 * @param {string} viewers
 * @returns {Card}
 */
const viewerList = (viewers) => ({
  type: "markdown",
  text_only: true,
  show_empty: false,
  content:
    `{% for it in state_attr('${viewers}', 'viewers') or [] if it.who %}` +
    "- **{{ it.who }}** ({{ it.destination }}, {{ as_local(as_datetime(it.since)).strftime('%H:%M') }})\n" +
    "{% endfor %}",
});

/**
 * @param {Hass} hass
 * @param {string} title
 * @param {string[]} entities
 * @param {number} hours
 * @returns {Card[]}
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
