// @ts-check
/**
 * The guarded cameras and the household, as the frontend's `hass` shows them to its user.
 *
 * Only what has a state counts: Home Assistant sends no states that the user may not read.
 *
 * @typedef {{state: string, attributes: Record<string, any>}} State
 * @typedef {{
 *   entity_id: string, platform?: string, translation_key?: string,
 *   device_id?: string, area_id?: string, hidden?: boolean,
 * }} Entry
 * @typedef {{name: string | null, name_by_user?: string | null, area_id?: string | null}} Device
 * @typedef {(key: string, values?: Record<string, any>) => string} Localize
 * @typedef {{
 *   states: Record<string, State>,
 *   entities: Record<string, Entry>,
 *   devices: Record<string, Device>,
 *   areas: Record<string, {name: string}>,
 *   floors: Record<string, unknown>,
 *   user: {is_admin: boolean},
 *   config: {components: string[]},
 *   language: string,
 *   localize: Localize,
 *   loadBackendTranslation: (category: string, integration: string) => Promise<Localize>,
 *   callWS: <T>(message: Record<string, any>) => Promise<T>,
 *   connection: {subscribeEvents: (callback: () => void, event: string) => Promise<unknown>},
 * }} Hass
 *
 * Entity ids by domain and translation key, such as `sensor.mode`.
 * @typedef {Record<string, string>} Entities
 *
 * @typedef {{name: string, area: string, entities: Entities}} Camera
 */

export const DOMAIN = "cloudcam_privacy";

/**
 * Return our entities, by the device that they belong to.
 *
 * @param {Hass} hass
 * @returns {Map<string, Entities>}
 */
const ourDevices = (hass) => {
  const devices = new Map();
  for (const entry of Object.values(hass.entities)) {
    const { entity_id: id, device_id: device } = entry;
    const isShown = id in hass.states && !entry.hidden;
    if (entry.platform === DOMAIN && device && isShown) {
      const key = `${id.split(".")[0]}.${entry.translation_key}`;
      devices.set(device, { ...devices.get(device), [key]: id });
    }
  }
  return devices;
};

/**
 * Return the guarded cameras, by area and name.
 *
 * @param {Hass} hass
 * @returns {Camera[]}
 */
export const guardedCameras = (hass) => {
  const cameras = [];
  for (const [id, entities] of ourDevices(hass)) {
    const device = hass.devices[id];
    if (device && ("camera.guarded" in entities || "sensor.mode" in entities)) {
      const area = hass.areas[device.area_id ?? ""]?.name ?? "";
      cameras.push({ name: device.name_by_user || device.name || "", area, entities });
    }
  }
  const { compare } = new Intl.Collator(hass.language);
  return cameras.sort(
    (one, other) =>
      Number(!one.area) - Number(!other.area) ||
      compare(one.area, other.area) ||
      compare(one.name, other.name),
  );
};

/**
 * Return the entities of the household as a whole.
 *
 * @param {Hass} hass
 * @returns {Entities}
 */
export const householdEntities = (hass) =>
  [...ourDevices(hass).values()].find(
    (entities) => "switch.everywhere" in entities || "sensor.private_cameras" in entities,
  ) ?? {};

/**
 * Return what stops a camera's upload or sound: entities that the user may read.
 *
 * @param {Hass} hass
 * @param {Camera} camera
 * @returns {string[]}
 */
export const cutEntities = (hass, camera) => {
  const readBack = hass.states[camera.entities["sensor.assurance"]]?.attributes.read_back;
  const named = Array.isArray(readBack) ? readBack.map((cut) => cut.entity_id) : [];
  return named.filter((id) => id in hass.states);
};

/**
 * Tell whether the user may lower privacy; if it cannot be learned, yes.
 *
 * @param {Hass} hass
 * @returns {Promise<boolean>}
 */
export const mayLower = async (hass) => {
  try {
    const answer = await hass.callWS({ type: `${DOMAIN}/may_lower` });
    return /** @type {{may_lower: boolean}} */ (answer).may_lower !== false;
  } catch (error) {
    console.debug(`${DOMAIN}: not told who may lower privacy`, error);
    return true;
  }
};

/**
 * Return what the text of one of our entities is in the user's language, such as its name.
 *
 * @param {Hass} hass
 * @param {string} key
 * @param {string} [what]
 * @returns {string}
 */
export const entityText = (hass, key, what = "name") =>
  hass.localize(`component.${DOMAIN}.entity.${key}.${what}`);

/** @type {Array<keyof Hass>} */
const REGISTRIES = ["entities", "devices", "areas", "floors", "language"];

/**
 * Tell whether cameras, areas, language or what may be shown changed.
 *
 * Asked for every change of any state, so it looks at our entities alone.
 *
 * @param {Hass} before
 * @param {Hass} now
 * @returns {boolean}
 */
export const hasChanged = (before, now) => {
  if (REGISTRIES.some((registry) => before[registry] !== now[registry])) {
    return true;
  }
  return Object.values(now.entities).some(({ entity_id: id, platform }) => {
    if (platform !== DOMAIN || before.states[id] === now.states[id]) {
      return false;
    }
    const [was, is] = [before.states[id], now.states[id]];
    return !was || !is || cutsOf(was) !== cutsOf(is);
  });
};

/** @param {State} state */
const cutsOf = ({ attributes: { read_back: cuts } }) =>
  Array.isArray(cuts) ? cuts.map((cut) => cut.entity_id).join() : "";
