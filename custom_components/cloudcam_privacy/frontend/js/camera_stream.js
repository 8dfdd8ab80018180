// @ts-check
/**
 * Have Home Assistant's own video elements follow the mode of a guarded camera.
 *
 * `ha-camera-stream` asks once how a camera can be shown, and again only for another camera.
 * When video ends, it falls back to a moving JPEG, or shows an error, until the page is
 * reloaded: up to 2026.11 at least, whatever the camera's attributes say. Here it takes a
 * camera whose mode has changed for another one. Where the elements are no longer as they
 * are known here, they are left alone.
 */

const FOLLOWED = ["privacy_mode", "supported_features"];

/**
 * Change an element's class, if it has the methods that the change builds on.
 *
 * @param {string} name
 * @param {string[]} methods
 * @param {(prototype: any) => void} change
 */
const adapt = async (name, methods, change) => {
  await customElements.whenDefined(name);
  // Home Assistant puts a registry of elements in the place of the browser's, perhaps after
  // this was loaded. The browser's then tells of a stand-in; the class is in the other one.
  const prototype = /** @type {any} */ (customElements.get(name))?.prototype;
  if (methods.every((method) => typeof prototype?.[method] === "function")) {
    change(prototype);
  } else {
    console.debug(`cloudcam_privacy: ${name} has changed, and is left alone`);
  }
};

adapt("ha-camera-stream", ["willUpdate", "_getCapabilities"], (prototype) => {
  const { willUpdate } = prototype;

  prototype.willUpdate = function (/** @type {Map<string, any>} */ changed) {
    const before = changed.get("stateObj")?.attributes;
    const now = this.stateObj?.attributes;
    if (
      before &&
      now?.privacy_mode &&
      FOLLOWED.some((name) => before[name] !== now[name])
    ) {
      changed.set("stateObj", undefined);
    }
    willUpdate.call(this, changed);
  };
});

// Told that a session is over, the player of WebRTC takes its video away, and stumbles
// over it when the browser loads it anew: each time an error in Home Assistant's log.
adapt("ha-web-rtc-player", ["_cleanUp"], (prototype) => {
  const { _cleanUp: cleanUp } = prototype;

  prototype._cleanUp = function () {
    if (this._error && this._videoEl) {
      this._videoEl.srcObject = null;
    }
    cleanUp.call(this);
  };
});
