// @ts-check
/**
 * Our repair issues, for administrators: who else cannot open them.
 *
 * @typedef {import("./household.js").Hass} Hass
 *
 * `about` is what is wrong, and with which camera.
 * @typedef {{title: string, about: string}} Issue
 */

import { DOMAIN } from "./household.js";

/** @type {Promise<unknown> | undefined} */
let listening;
let changes = 0;
let shown = 0;

/** @type {(what: string, camera?: string) => string} */
export const about = (what, camera = "") => `${what} ${camera}`;

/** Tell whether issues came or went since they were last asked for. */
export const issuesChanged = () => changes !== shown;

/**
 * Return our repair issues, with titles in the user's language.
 *
 * @type {(hass: Hass) => Promise<Issue[]>}
 */
export const repairIssues = async (hass) => {
  if (!hass.user.is_admin || !hass.config.components.includes("repairs")) {
    return [];
  }
  listening ??= hass.connection.subscribeEvents(() => {
    changes += 1;
  }, "repairs_issue_registry_updated");
  shown = changes;
  const [{ issues }, localize] = await Promise.all([
    hass.callWS({ type: "repairs/list_issues" }),
    hass.loadBackendTranslation("issues", DOMAIN),
  ]);
  return issues
    .filter((/** @type {any} */ issue) => issue.domain === DOMAIN && !issue.ignored)
    .map((/** @type {any} */ issue) => {
      const { translation_key: what, translation_placeholders: values } = issue;
      const key = `component.${DOMAIN}.issues.${what}.title`;
      const title = localize(key, values ?? {}) || issue.issue_id;
      return { title, about: about(what, values?.camera) };
    });
};
