// @ts-check
/**
 * The dashboard strategies that "Add dashboard" offers, and their views.
 *
 * A dashboard is made of views that are strategies themselves: each makes its cards when it
 * is opened, and makes them anew when cameras come or go.
 *
 *   strategy: {type: custom:cloudcam-privacy}             the household's dashboard
 *   strategy: {type: custom:cloudcam-privacy-guest}       the guest view alone
 *
 * `overview` gives the first one's overview more of what views have, such as a `sidebar`. As
 * a single view of any dashboard:
 *
 *   strategy: {type: custom:cloudcam-privacy, view: overview | who_looked | guest}
 *   strategy: {type: custom:cloudcam-privacy, view: camera, camera: camera.kitchen}
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {import("./household.js").Camera} Camera
 * @typedef {import("./household.js").Localize} Localize
 * @typedef {import("./cards.js").Card} Card
 * @typedef {{type: string, view?: string, camera?: string, dashboard?: string}} ViewConfig
 */

import { DOMAIN, guardedCameras, hasChanged } from "./household.js";
import { issuesChanged } from "./issues.js";

const NAME = "cloudcam-privacy";
const GUEST = `${NAME}-guest`;
const TYPE = `custom:${NAME}`;

/**
 * Return our texts in the user's language.
 *
 * @type {(hass: Hass) => Promise<Localize>}
 */
const loadTexts = async (hass) => {
  const localize = await hass.loadBackendTranslation("common", DOMAIN);
  return (key, values) => localize(`component.${DOMAIN}.common.${key}`, values);
};

/** @type {(camera: Camera) => string} */
const idOf = ({ entities }) => entities["camera.guarded"] ?? entities["sensor.mode"];

/** @type {(camera: Camera) => string} */
const pathOf = (camera) => `camera-${idOf(camera).split(".")[1]}`;

/** The address of the dashboard that is open. */
const openDashboard = () => `/${window.location.pathname.split("/")[1]}`;

class DashboardStrategy extends HTMLElement {
  static noEditor = true;

  /**
   * @param {{overview?: Card}} config
   * @param {Hass} hass
   */
  static async generate({ overview: more }, hass) {
    const text = await loadTexts(hass);
    const strategy = { type: TYPE, dashboard: openDashboard() };
    return {
      title: text("dashboard_title"),
      views: [
        {
          title: text("overview"),
          path: "overview",
          ...more,
          strategy: { ...strategy, view: "overview" },
        },
        ...guardedCameras(hass).map((camera) => ({
          title: camera.name,
          path: pathOf(camera),
          strategy: { ...strategy, view: "camera", camera: idOf(camera) },
        })),
        {
          title: text("who_looked"),
          path: "who-looked",
          strategy: { ...strategy, view: "who_looked" },
        },
        guest(text),
      ],
    };
  }

  /**
   * @param {unknown} _config
   * @param {Hass} before
   * @param {Hass} now
   */
  static shouldRegenerate(_config, before, now) {
    return hasChanged(before, now);
  }

  /** @param {Hass} hass */
  static async getCreateSuggestions(hass) {
    const text = await loadTexts(hass);
    return { title: text("dashboard_title"), icon: "mdi:cctv" };
  }
}

/** @type {(text: Localize) => object} */
const guest = (text) => ({
  title: text("guest_view"),
  path: "guest",
  strategy: { type: TYPE, view: "guest" },
});

class GuestDashboardStrategy extends DashboardStrategy {
  /**
   * @param {object} _config
   * @param {Hass} hass
   */
  static async generate(_config, hass) {
    const text = await loadTexts(hass);
    return { title: text("guest_view"), views: [guest(text)] };
  }

  /** @param {Hass} hass */
  static async getCreateSuggestions(hass) {
    const text = await loadTexts(hass);
    return { title: text("guest_view"), icon: "mdi:human-greeting" };
  }
}

class ViewStrategy extends HTMLElement {
  static noEditor = true;

  /**
   * @param {ViewConfig} config
   * @param {Hass} hass
   */
  static async generate({ view, camera, dashboard }, hass) {
    const text = await loadTexts(hass);
    // Every page of Home Assistant loads this script, and hardly any the views.
    switch (view) {
      case "camera": {
        const { cameraView } = await import("./camera_view.js");
        return cameraView(hass, text, named(hass, camera));
      }
      case "who_looked": {
        const { whoLooked } = await import("./who_looked.js");
        return whoLooked(hass, text);
      }
      case "guest": {
        const { guestView } = await import("./guest_view.js");
        return guestView(hass, text);
      }
      default: {
        const { overview } = await import("./overview.js");
        return overview(hass, text, (shown) =>
          dashboard ? `${dashboard}/${pathOf(shown)}` : undefined,
        );
      }
    }
  }

  /**
   * @param {ViewConfig} config
   * @param {Hass} before
   * @param {Hass} now
   */
  static shouldRegenerate({ view }, before, now) {
    return hasChanged(before, now) || (view === "overview" && issuesChanged());
  }
}

/** @type {(hass: Hass, id?: string) => Camera | undefined} */
const named = (hass, id) =>
  guardedCameras(hass).find(({ entities }) => Object.values(entities).includes(id ?? ""));

/**
 * Return what "Add dashboard" shows of a strategy. It reads the texts when they are shown:
 * they come after this script, and again with another language.
 *
 * @type {(type: string, strategyType: string, name: string, description: string) => object}
 */
const entry = (type, strategyType, name, description) => ({
  type,
  strategyType,
  documentationURL: "https://github.com/cloudcam-privacy/cloudcam-privacy",
  get name() {
    return textNow(name) || "Cloudcam Privacy";
  },
  get description() {
    return textNow(description);
  },
});

/** @type {(key: string) => string} */
const textNow = (key) => {
  const root = /** @type {any} */ (document.querySelector("home-assistant"));
  /** @type {Hass | undefined} */
  const hass = root?.hass;
  hass?.loadBackendTranslation?.("common", DOMAIN);
  return hass?.localize?.(`component.${DOMAIN}.common.${key}`) ?? "";
};

/** @type {Array<[string, CustomElementConstructor]>} */
const ELEMENTS = [
  [`ll-strategy-dashboard-${NAME}`, DashboardStrategy],
  [`ll-strategy-dashboard-${GUEST}`, GuestDashboardStrategy],
  [`ll-strategy-view-${NAME}`, ViewStrategy],
];
// Home Assistant puts a registry of elements in the place of the browser's, perhaps after
// this was loaded, and finds a strategy in its own alone.
customElements.whenDefined("home-assistant").then(() => {
  for (const [name, element] of ELEMENTS) {
    if (!customElements.get(name)) {
      customElements.define(name, element);
    }
  }
});

const page = /** @type {{customStrategies?: object[]}} */ (window);
page.customStrategies ??= [];
page.customStrategies.push(
  entry(NAME, "dashboard", "dashboard_title", "dashboard_description"),
  entry(GUEST, "dashboard", "guest_view", "guest_description"),
  entry(NAME, "view", "dashboard_title", "dashboard_description"),
);
