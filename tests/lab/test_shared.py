"""Two cameras behind one router."""

from .machine import AnyStory
from .world import PEOPLE


def test_put_back_once_by_two(story: AnyStory) -> None:
    """Both have cut it in the same moment; when both open it goes on once."""
    story.add_or_remove()
    story.calm_down()
    story.come_and_go(who=PEOPLE[0])
    story.go(who=PEOPLE[0], state="home")
    story.go(who=PEOPLE[0], state="not_home")
    assert story.house.things["router"].calls == ["on"]
