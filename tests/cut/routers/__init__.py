"""Home Assistant's own router integrations, with routers that answer as the real ones."""
