"""How far an integration can go, as the stories of the makers have shown: for the docs."""

from typing import Final

REACH: Final = {
    "amcrest": "*Confirmed*: it is asked every 15 seconds. Turned off, it ends the one stream that is "
    "set up, not the other one; what it sends by itself is stopped with its motion detection. Its "
    "privacy mode, a switch without an identity of its own, is to be added by hand. A manual "
    "recording is begun again afterwards.",
    "generic": "*Gate only*: nothing is known of it but an address. A plug or the router can cut "
    "it: *Confirmed*, and *Verified* with a measured upload.",
    "onvif": "*Gate only* alone. With its maker's integration beside it, found by the MAC address, "
    "that one's switches cut it, and ONVIF's picture is independent of them: *Verified*.",
    "reolink": "*Confirmed*: the privacy mode stops picture, sound and recording, and is read "
    "back at once. The camera answers nothing else then, so nothing else proves it. Behind a "
    "recorder only the camera's own channel is cut.",
    "tplink": "*Confirmed*: the privacy mode is read back within 5 seconds. In `local` its motion, "
    "person, tamper and crying detection are switched off; Home Assistant cannot switch what else "
    "the camera detects, such as pets, vehicles or barking.",
    "unifiprotect": "*Verified* by the black picture: the privacy mode also mutes and ends the "
    "recording, and all comes back as it was, except that the camera no longer follows the "
    "console's global recording settings. With an API key alone nothing can be cut: *Gate only*.",
}
"""By integration; one sentence or two each."""
