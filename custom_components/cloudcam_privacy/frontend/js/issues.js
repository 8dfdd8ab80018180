// @ts-check
/**
 * Our repair issues, for administrators: who else cannot open them.
 *
 * @typedef {import("./household.js").Hass} Hass
 */

import { DOMAIN } from "./household.js";

/** @type {Promise<unknown> | undefined} */
let listening;
let changes = 0;
let shown = 0;

/** Tell whether issues came or went since they were last asked for. */
export const issuesChanged = () => changes !== shown;

/**
 * Return the titles of our repair issues, in the user's language.
 *
 * @type {(hass: Hass) => Promise<string[]>}
 */
export const issueTitles = async (hass) => {
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
      const key = `component.${DOMAIN}.issues.${issue.translation_key}.title`;
      return localize(key, issue.translation_placeholders ?? {}) || issue.issue_id;
    });
};
