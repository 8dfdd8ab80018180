"""How loud a video is."""

from io import BytesIO
import math

import av
import numpy as np


def loudest(video: str | BytesIO, seconds: float = math.inf) -> float:
    """Return the loudest sample of so many seconds, from 0 to 1."""
    level, heard = 0.0, 0.0
    with av.open(video, "r", timeout=10) as container:
        for frame in container.decode(audio=0):
            level = max(level, float(np.abs(frame.to_ndarray()).max()))
            heard += frame.samples / frame.sample_rate
            if heard >= seconds:
                break
    return level
