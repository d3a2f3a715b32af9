"""A clock that stands still until a test moves it."""

from __future__ import annotations


class Clock:
    """Call it for the time in seconds; set `now` to change that."""

    now = 0.0

    def __call__(self) -> float:
        return self.now
