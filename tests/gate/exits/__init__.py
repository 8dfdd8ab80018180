"""Every exit that a frame can take: how to try it, and what is to be seen there."""
