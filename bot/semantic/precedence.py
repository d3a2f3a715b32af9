"""Questions first: what is done in the background waits for them, though not for ever."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS = 1.0


class Precedence:
    """Knows whether questions are under way; they are asked in one thread, and waited for in any.

    A thread of low priority slows the others of its process down all the same, for it keeps the interpreter's lock
    while it is not let run.
    """

    def __init__(self, seconds: float = PATIENCE_SECONDS) -> None:
        """Take how long each piece of work waits at the most."""
        self._seconds = seconds
        self._under_way, self._quiet = 0, threading.Event()
        self._quiet.set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Have a question under way inside."""
        self._under_way += 1
        self._quiet.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    def wait(self) -> None:
        """Wait until no question is under way, or for so many seconds."""
        self._quiet.wait(self._seconds)

    def end_waiting(self) -> None:
        """Let who waits now go on."""
        self._quiet.set()
