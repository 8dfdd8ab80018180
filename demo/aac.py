"""AAC for the simulated cameras: the RTP packets, and what the SDP says of them.

One frame goes into one packet, as RFC 3640 has it for "AAC-hbr".
"""

import struct
from typing import Final

from .voice import RATE, Sound

TRACK: Final = "track2"
PAYLOAD_TYPE: Final = 97
# AAC-LC (2), 16 kHz (index 8), mono (1), as ISO/IEC 14496-3 packs them.
_CONFIGURATION: Final = "1408"


def packet(sound: Sound, sequence: int, source: int) -> bytes:
    """Return a frame as an RTP packet."""
    head = struct.pack(
        "!BBHII",
        0x80,
        1 << 7 | PAYLOAD_TYPE,
        sequence & 0xFFFF,
        sound.ticks & 0xFFFFFFFF,
        source,
    )
    # How many bits of frame headers follow, and the one: size and index, 13 + 3 bits.
    return head + struct.pack("!HH", 16, len(sound.data) << 3) + sound.data


def describe() -> str:
    """Return the part of the SDP."""
    form = (
        "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
        f"indexdeltalength=3;config={_CONFIGURATION}"
    )
    return "\r\n".join(
        (
            f"m=audio 0 RTP/AVP {PAYLOAD_TYPE}",
            f"a=rtpmap:{PAYLOAD_TYPE} MPEG4-GENERIC/{RATE}/1",
            f"a=fmtp:{PAYLOAD_TYPE} {form}",
            f"a=control:{TRACK}",
            "",
        )
    )
