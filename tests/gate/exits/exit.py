"""What an exit is."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from ..seen import Seen
from ..sources import VideoCamera
from ..tour import Tour
from ..visitors import Place

type Look = Callable[[Tour, Place], Awaitable[Seen]]


@dataclass(frozen=True)
class Exit:
    """A path that a frame can take to somebody.

    Video has no placeholder. What `asks_inside` asks from inside the house for
    somebody who then fetches the frames; what `stays_inside` is given them itself, and
    whoever looks at it looks at a copy. What `falls_back` shows a moving JPEG while
    the camera offers no video. What fetches from inside `over_http` is shown the
    placeholder where it may see nothing.
    """

    name: str
    places: Sequence[Place]
    look: Look
    is_video: bool = False
    asks_inside: bool = False
    stays_inside: bool = False
    falls_back: bool = False
    over_http: bool = False
    kind: type[VideoCamera] = VideoCamera
