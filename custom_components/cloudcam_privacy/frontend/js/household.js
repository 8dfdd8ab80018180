// @ts-check
/**
 * The guarded cameras and the household, as the frontend's `hass` shows them to its user.
 *
 * Only what has a state counts: Home Assistant sends no states that the user may not read.
 *
 * @typedef {{state: string, attributes: Record<string, any>}} State
 * @typedef {{
 *   entity_id: string, platform?: string, translation_key?: string,
 *   device_id?: string, hidden?: boolean,
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
 *   callWS: (message: Record<string, any>) => Promise<any>,
 *   connection: {subscribeEvents: (callback: () => void, event: string) => Promise<unknown>},
 * }} Hass
 *
 * Entity ids by domain and translation key, such as `sensor.mode`.
 * @typedef {Record<string, string>} Entities
 *
 * @typedef {{name: string, area: string, entities: Entities}} Camera
 */

export const DOMAIN = "cloudcam_privacy";

/** @type {Array<keyof Hass>} */
const REGISTRIES = ["entities", "devices", "areas", "floors", "language"];

/**
 * Return our entities, by the device that they belong to.
 *
 * @type {(hass: Hass) => Map<string, Entities>}
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
 * @type {(hass: Hass) => Camera[]}
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
 * @type {(hass: Hass) => Entities}
 */
export const householdEntities = (hass) =>
  [...ourDevices(hass).values()].find(
    (entities) => "switch.everywhere" in entities || "sensor.private_cameras" in entities,
  ) ?? {};

/**
 * Return what stops a camera's upload or sound: entities that the user may read.
 *
 * @type {(hass: Hass, camera: Camera) => string[]}
 */
export const cutEntities = (hass, { entities }) =>
  cutsOf(hass.states[entities["sensor.assurance"]]).filter((id) => id in hass.states);

/** @type {(assurance?: State) => string[]} */
const cutsOf = (assurance) => {
  const cuts = assurance?.attributes.read_back;
  return Array.isArray(cuts) ? cuts.map((cut) => cut.entity_id) : [];
};

/**
 * Return a text of one of our entities in the user's language: its name, or another one.
 *
 * @type {(hass: Hass, key: string, what?: string) => string}
 */
export const entityText = (hass, key, what = "name") =>
  hass.localize(`component.${DOMAIN}.entity.${key}.${what}`);

/**
 * Tell whether the user may lower privacy; if it cannot be learned, yes.
 *
 * @type {(hass: Hass) => Promise<boolean>}
 */
export const mayLower = async (hass) => {
  try {
    return (await hass.callWS({ type: `${DOMAIN}/may_lower` })).may_lower !== false;
  } catch (error) {
    console.debug(`${DOMAIN}: not told who may lower privacy`, error);
    return true;
  }
};

/**
 * Tell whether cameras, areas, the language or what may be shown changed.
 *
 * It is asked with every change of any state, so it looks at our entities alone.
 *
 * @type {(before: Hass, now: Hass) => boolean}
 */
export const hasChanged = (before, now) =>
  REGISTRIES.some((registry) => before[registry] !== now[registry]) ||
  Object.values(now.entities).some(({ entity_id: id, platform }) => {
    const isOurs = platform === DOMAIN && before.states[id] !== now.states[id];
    const [was, is] = isOurs ? [before.states[id], now.states[id]] : [];
    return isOurs && (!was || !is || cutsOf(was).join() !== cutsOf(is).join());
  });
