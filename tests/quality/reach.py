"""How far an integration can go, as the stories of the makers have shown: for the docs."""

from typing import Final

REACH: Final = {
    "amcrest": "*Confirmed*: it is asked every 15 seconds. Turned off, it ends the one stream that is "
    "set up, not the other one; what it sends by itself is stopped with its motion detection. Its "
    "privacy mode, a switch without an identity of its own, is to be added by hand. A manual "
    "recording is begun again afterwards.",
    "blink": "*Confirmed* within 5 minutes: its library asks no sooner. Its motion detection is "
    "switched off; pictures and clips that somebody asks for in Blink's app are still sent. A clip "
    "that was made all the same contradicts it within 5 minutes.",
    "ezviz": "*Confirmed* within 30 seconds by its sleep or privacy switch. A picture of an alarm that "
    "comes after the cut contradicts it.",
    "foscam": "*Confirmed* within 30 seconds by its sleep switch. A camera that only says so is "
    "contradicted by its live picture.",
    "generic": "*Nothing stops uploads*: nothing is known of it but an address. A plug or the router can cut "
    "it: *Confirmed*, and *Verified* with a measured upload.",
    "imou": "*Confirmed* within 2 minutes, and a refused command is never taken for one that was "
    "obeyed, though its library shows *off* where asking has failed. Closed, the camera gives no "
    "picture to anybody.",
    "nest": "*Nothing stops uploads*: it has nothing that can be switched. A plug or the router can cut it: "
    "*Confirmed*, and its events contradict a cut that does not work within a second.",
    "netatmo": "*Confirmed* within 5 minutes, at once where its webhook reaches Home Assistant. "
    "Turned off, the camera watches nothing and gives no picture. Of a doorbell nothing tells "
    "whether it watches: *Nothing stops uploads*. While its cloud is down, what "
    "was last shown is believed for up to 10 minutes.",
    "onvif": "*Nothing stops uploads* alone. With its maker's integration beside it, found by the MAC address, "
    "that one's switches cut it, and ONVIF's picture is independent of them: *Verified*.",
    "reolink": "*Confirmed*: the privacy mode stops picture, sound and recording, and is read "
    "back at once. The camera answers nothing else then, so nothing else proves it. Behind a "
    "recorder only the camera's own channel is cut.",
    "ring": "*Confirmed* within a minute: its motion detection is switched off, and nothing else "
    "can be. The ring of a doorbell, and live views in Ring's app, are still sent. A recording that "
    "was made all the same contradicts it within a minute, most often at once; a live view that "
    "you opened through Home Assistant does not.",
    "tplink": "*Confirmed*: the privacy mode is read back within 5 seconds. In `local` its motion, "
    "person, tamper and crying detection are switched off; Home Assistant cannot switch what else "
    "the camera detects, such as pets, vehicles or barking.",
    "tuya": "*Confirmed* as soon as its cloud tells; where it never does, as of a camera that has "
    "lost its network, *Failed*. Nothing in Home Assistant tells that the cloud itself is gone: "
    "what was last shown is believed then. Recording and detection are cut, too, so that the "
    "privacy mode is not the only one to be trusted.",
    "unifiprotect": "*Verified* by the black picture, *Contradicted* in seconds if it stays: the "
    "privacy mode also mutes and ends the recording, and all comes back as it was, except that the camera no longer follows the "
    "console's global recording settings. With an API key alone, and "
    "for cameras of other makers, nothing is cut: *Nothing stops uploads*.",
}
"""By integration; one sentence or two each."""
