"""A way of reading that processes die of, in a module that a process has imported in no time."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from multiprocessing import parent_process

from retrieval.readers.context import ReadContext


@dataclass(frozen=True, slots=True)
class Deadly(ReadContext):
    """Kills the process when it is asked for the outlet, unless that is the first of all."""

    def __getattribute__(self, name: str) -> object:
        if name == "outlet" and parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return object.__getattribute__(self, name)
