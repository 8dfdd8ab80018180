"""The lab: does it hold? Long random stories, broken input and real faults."""
