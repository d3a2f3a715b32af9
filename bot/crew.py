"""Files read side by side in several processes, their contents handed over in order.

Each process has a pipe of its own: when one dies, however it dies, the other end hears of it. (The standard library's
pool waits for ever for a process that was killed while it handed over a result.)
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Self

from bot import contents
from bot.contents import Contents
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    from bot.tree import File
    from retrieval.readers.reading import Reading

_AT_ONCE = 8  # files in one order to a process: sending them back and forth costs as much as a small page
_DIED = "the program that read it broke off; leave this file out"


class Crew:
    """Reads files in `processes` processes, or, if that is one, in this one; a context manager."""

    def __init__(self, reading: Reading, processes: int) -> None:
        self._reading = reading
        self._processes = processes
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="crew")
        self._idle: SimpleQueue[_Clerk] = SimpleQueue()
        self._hired: list[_Clerk] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._dismiss()
        self._threads.shutdown(cancel_futures=True)
        # One may have been hired in the meantime.
        self._dismiss()

    def read(self, files: Iterable[File]) -> Iterator[Contents]:
        """The contents of the files, in order; several processes begin at once with all of them."""
        if self._processes == 1:
            return (contents.read(file, self._reading) for file in files)
        return _results(deque(self._threads.submit(self._carried_out, order) for order in _portioned(files)))

    def _carried_out(self, order: Sequence[File]) -> list[Contents]:
        """The contents of a few files; one that a process dies of is set aside, and the others are read."""
        clerk = self._clerk()
        try:
            found = clerk.read(order)
        except (EOFError, OSError):
            clerk.dismiss()
            if len(order) == 1 or self._closed:
                return [Contents((SetAside(order[0].shown, _DIED),))]
            return [found for file in order for found in self._carried_out([file])]
        self._idle.put(clerk)
        return found

    def _clerk(self) -> _Clerk:
        """One that is idle, or a new one: there are never more than threads that ask."""
        try:
            return self._idle.get_nowait()
        except Empty:
            clerk = _Clerk(self._reading)
            self._hired.append(clerk)
            return clerk

    def _dismiss(self) -> None:
        for clerk in self._hired:
            clerk.dismiss()


class _Clerk:
    """A process that reads files as it is told, until it is dismissed or the one that began it is gone."""

    def __init__(self, reading: Reading) -> None:
        # Only a fresh process is safe to start from one that has threads.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, reading), daemon=True)
        self._process.start()
        theirs.close()

    def read(self, order: Sequence[File]) -> list[Contents]:
        """The contents of the files; raises EOFError or OSError when the process dies of them."""
        self._pipe.send(order)
        found: list[Contents] = self._pipe.recv()
        return found

    def dismiss(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _work(orders: Connection, reading: Reading) -> None:
    """What a process of the crew does; to stop the load is the first one's affair."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    try:
        while True:
            orders.send([contents.read(file, reading) for file in orders.recv()])
    except (EOFError, OSError):
        return


def _results(orders: deque[Future[list[Contents]]]) -> Iterator[Contents]:
    """What each order brings, which is not kept then."""
    while orders:
        yield from orders.popleft().result()


def _portioned(files: Iterable[File]) -> Iterator[list[File]]:
    rest = iter(files)
    while order := list(islice(rest, _AT_ONCE)):
        yield order
