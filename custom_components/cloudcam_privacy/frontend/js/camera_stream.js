// Have Home Assistant's own video element follow the mode of a guarded camera.
//
// The element asks once how a camera can be shown. When video ends, it falls back to a
// moving JPEG, or shows an error, until the page is reloaded. Here it takes a camera
// whose mode has changed for a new one, and asks again.

const FOLLOWED = ["privacy_mode", "supported_features"];

// Home Assistant puts a registry of elements in the place of the browser's, perhaps after
// this was loaded. The browser's then tells of a stand-in; the class is in the other one.
const prototypeOf = async (name) => {
  await customElements.whenDefined(name);
  return customElements.get(name).prototype;
};

prototypeOf("ha-camera-stream").then((prototype) => {
  const willUpdate = prototype.willUpdate;

  prototype.willUpdate = function (changed) {
    const before = changed.get("stateObj")?.attributes;
    const now = this.stateObj?.attributes;
    if (
      before &&
      now?.privacy_mode &&
      FOLLOWED.some((name) => before[name] !== now[name])
    ) {
      changed.set("stateObj", undefined);
    }
    willUpdate?.call(this, changed);
  };
});

// Told that a session is over, the player of WebRTC takes its video away, and stumbles
// over it when the browser loads it anew: each time an error in Home Assistant's log.
prototypeOf("ha-web-rtc-player").then((prototype) => {
  const cleanUp = prototype._cleanUp;

  prototype._cleanUp = function () {
    if (this._error && this._videoEl) {
      this._videoEl.srcObject = null;
    }
    cleanUp?.call(this);
  };
});
