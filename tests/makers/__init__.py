"""Home Assistant's own integrations under the guard, with a device behind each."""
