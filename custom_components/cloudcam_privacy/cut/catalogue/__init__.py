"""The catalogue of known cameras and routers: which of their entities cut.

The rows are data, in the JSON files beside. They name entities by what they are, as
the integrations register them, and never by a name.
"""
