"""The forms of the config flow, the subentries and the options."""
