"""What somebody does in "Settings, Repairs"."""

from typing import Any

from homeassistant.core import HomeAssistant
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from ..common import issues
from ..passing_time import async_settle

DOMAIN = "cloudcam_privacy"


def keys(hass: HomeAssistant) -> list[str]:
    return [issue.translation_key or "" for issue in issues(hass)]


class Dialogue:
    """Somebody who opens issues and submits them."""

    def __init__(
        self, hass: HomeAssistant, hass_client: ClientSessionGenerator
    ) -> None:
        """Prepare."""
        self._hass = hass
        self._new_client = hass_client

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        client = await self._new_client()
        answer = await client.post(path, json=body)
        assert answer.status == 200, await answer.text()
        result: dict[str, Any] = await answer.json()
        return result

    async def mend(self, key: str, **given: Any) -> dict[str, Any]:
        """Open the only issue with this key, submit it, and return the result."""
        (issue,) = issues(self._hass, key)
        assert issue.is_fixable
        form = await self._post(
            "/api/repairs/issues/fix", {"handler": DOMAIN, "issue_id": issue.issue_id}
        )
        assert form["step_id"] == "confirm"
        assert form["description_placeholders"] == issue.translation_placeholders
        path = f"/api/repairs/issues/fix/{form['flow_id']}"
        result = await self._post(path, given)
        await async_settle()
        return result

    async def fill_in(self, key: str, **changes: Any) -> None:
        """Mend an issue by the form that it opens: only these fields change."""
        result = await self.mend(key)
        assert (result["type"], result["reason"]) == ("abort", "form_opened")
        assert issues(self._hass, key)
        kind, flow_id = result["next_flow"]
        assert kind == "config_subentries_flow"
        path = f"/api/config/config_entries/subentries/flow/{flow_id}"
        client = await self._new_client()
        form = await (await client.get(path)).json()
        assert (form["type"], form["errors"]) == ("form", {})
        stored = {
            field["name"]: field.get("description", {}).get("suggested_value")
            for field in form["data_schema"]
        }
        given = {name: value for name, value in stored.items() if value is not None}
        result = await self._post(path, {**given, **changes})
        assert result.get("reason") == "reconfigure_successful", result
        await self._hass.async_block_till_done()
        await async_settle()
