// @ts-check
/**
 * All about one camera.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Entities} Entities
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 */

import {
  button,
  heading,
  is,
  log,
  not,
  note,
  ownTile,
  perform,
  picture,
  present,
  subheading,
  tile,
  TOGGLE,
} from "./cards.js";
import { cutEntities, DOMAIN, entityText } from "./household.js";

/** Attributes of the assurance: what was seen, and when. */
const EVIDENCE = [
  ["picture_gone", "picture_seen", "mdi:image-off-outline"],
  ["meter_quiet", "meter_seen", "mdi:upload-off-outline"],
  ["sound_gone", "sound_seen", "mdi:microphone-off"],
];
const DESTINATIONS = ["home", "remote", "internal"];
const HOURS = 24;

/** @type {(hass: Hass, text: Localize, camera?: Camera) => Card} */
export const cameraView = (hass, text, camera) => {
  const parts = camera
    ? [now(hass, text, camera), chain(hass, text, camera), lookers(hass, text, camera)]
    : [[note(text("no_camera"), "mdi:cctv-off")]];
  const sections = parts.map((cards) => ({ type: "grid", cards }));
  return { type: "sections", max_columns: 3, sections };
};

/**
 * The picture, the mode, and what can be done by hand.
 *
 * @type {(hass: Hass, text: Localize, camera: Camera) => Card[]}
 */
const now = (hass, text, { name, entities }) => {
  /** @type {(label: string, icon: string, duration?: Card) => Card} */
  const raise = (label, icon, duration) => {
    const data = { mode: "private", ...(duration && { duration }) };
    const camera = entities["camera.guarded"] ?? entities["sensor.mode"];
    return button(text(label), icon, perform(`${DOMAIN}.set_mode`, camera, data));
  };
  return [
    heading(name, "mdi:cctv"),
    ...picture(entities, { camera_view: "live" }),
    ...ownTile(hass, entities, "sensor.mode", { state_content: ["state", "reasons"] }),
    ...nextChange(text, entities),
    subheading(text("by_hand")),
    raise("private_30_minutes", "mdi:timer-outline", { minutes: 30 }),
    raise("private_2_hours", "mdi:timer-outline", { hours: 2 }),
    raise("private_until_changed", "mdi:shield-lock"),
    ...ownTile(hass, entities, "select.mode", { features: [{ type: "select-options" }] }),
    ...ownTile(hass, entities, "switch.sound", TOGGLE),
  ];
};

/**
 * When the mode changes next; nothing while that is not known.
 *
 * @type {(text: Localize, entities: Entities) => Card[]}
 */
export const nextChange = (text, { "sensor.mode": mode }) =>
  tile(mode, {
    name: text("until"),
    icon: "mdi:clock-outline",
    state_content: ["until"],
    visibility: [not(is(mode, "unknown", "until"))],
  });

/**
 * Gate, cut and proof, each with what is known of it.
 *
 * @type {(hass: Hass, text: Localize, camera: Camera) => Card[]}
 */
const chain = (hass, text, camera) => {
  const { entities } = camera;
  const assurance = entities["sensor.assurance"];
  const cuts = cutEntities(hass, camera);
  const gate = { icon: "mdi:gate", state_content: ["privacy_mode"] };
  return [
    heading(text("how_sure"), "mdi:shield-check"),
    subheading(text("gate")),
    ...ownTile(hass, entities, "camera.guarded", gate),
    subheading(text("cut")),
    ...cuts.flatMap((cut) => tile(cut, { state_content: ["state", "last_changed"] })),
    ...(cuts.length ? [] : [note(text("no_cut"), "mdi:link-off")]),
    subheading(text("proof")),
    ...ownTile(hass, entities, "sensor.assurance"),
    ...EVIDENCE.flatMap(([found, when, icon]) =>
      tile(assurance, {
        name: entityText(hass, "sensor.assurance", `state_attributes.${found}.name`),
        icon,
        state_content: [found, when],
        visibility: [not(is(assurance, "unknown", found))],
      }),
    ),
    ...ownTile(hass, entities, "binary_sensor.leak"),
  ];
};

/**
 * Who is looking, today's modes, and who looked or was refused.
 *
 * @type {(hass: Hass, text: Localize, camera: Camera) => Card[]}
 */
const lookers = (hass, text, { entities }) => {
  const viewers = entities["sensor.viewers"];
  const bands = [
    {
      entity: entities["sensor.mode"],
      // The sensor's own name is too long for a graph.
      name: entityText(hass, "event.access", "state_attributes.mode.name"),
    },
    {
      entity: entities["binary_sensor.watched"],
      name: entityText(hass, "binary_sensor.watched"),
    },
  ].filter(({ entity }) => entity);
  const history = [
    subheading(text("last_24_hours")),
    { type: "history-graph", hours_to_show: HOURS, entities: bands },
  ];
  const logged = present(entities, "camera.guarded");
  return [
    heading(text("who_is_looking"), "mdi:eye-outline"),
    ...ownTile(hass, entities, "sensor.viewers"),
    ...(viewers ? [viewerList(hass, viewers)] : []),
    ...(bands.length && hass.config.components.includes("history") ? history : []),
    ...log(hass, text("who_looked"), logged, HOURS),
  ];
};

/**
 * Who is looking, from where and since when; nothing while nobody is.
 *
 * @type {(hass: Hass, viewers: string) => Card}
 */
const viewerList = (hass, viewers) => {
  const places = DESTINATIONS.map((place) => [
    place,
    entityText(hass, "event.access", `state_attributes.destination.state.${place}`),
  ]);
  return {
    type: "markdown",
    text_only: true,
    show_empty: false,
    content:
      `{% set places = ${JSON.stringify(Object.fromEntries(places))} %}` +
      `{% for it in state_attr('${viewers}', 'viewers') or [] if it.who %}` +
      "- **{{ it.who }}**: {{ places.get(it.destination) }}, " +
      "{{ as_local(as_datetime(it.since)).strftime('%H:%M') }}\n{% endfor %}",
  };
};
