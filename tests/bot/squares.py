"""What processes are given to do, in a module that a process has imported in no time."""

from __future__ import annotations

import gc
import os
import signal
from dataclasses import dataclass


@dataclass(frozen=True)
class Square:
    """Squares numbers and tells who did; it ends the process that is given `deadly`, but not its `home`."""

    home: int
    deadly: int = -1

    def __call__(self, number: int) -> tuple[int, int]:
        if number == self.deadly and os.getpid() != self.home:
            os.kill(os.getpid(), signal.SIGKILL)
        return number * number, os.getpid()


def youngest(_: object) -> int:
    """Return how many objects are made before the young ones are looked through."""
    return gc.get_threshold()[0]
