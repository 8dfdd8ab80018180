"""What guarding costs, measured beside plain Home Assistant doing the same job."""
