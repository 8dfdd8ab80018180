// @ts-check
/**
 * Our repair issues, for administrators: who else cannot open them.
 *
 * @typedef {import("./household.js").Hass} Hass
 * @typedef {{
 *   domain: string, ignored: boolean, issue_id: string,
 *   translation_key: string, translation_placeholders: Record<string, string> | null,
 * }} Issue
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
 * @param {Hass} hass
 * @returns {Promise<string[]>}
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
    /** @type {Promise<{issues: Issue[]}>} */ (hass.callWS({ type: "repairs/list_issues" })),
    hass.loadBackendTranslation("issues", DOMAIN),
  ]);
  return issues
    .filter((issue) => issue.domain === DOMAIN && !issue.ignored)
    .map(
      ({ translation_key: key, translation_placeholders: words, issue_id: id }) =>
        localize(`component.${DOMAIN}.issues.${key}.title`, words ?? {}) || id,
    );
};
