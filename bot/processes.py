"""Work spread over processes.

Each process has a pipe of its own: when one dies, however it dies, the other end hears of it. (The standard library's
pool waits for ever for a process that was killed while it handed over a result.)
"""

from __future__ import annotations

import copy
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

MOST_RESIDENT = 640_000_000
"""Bytes in memory from which on what was read of the index is given back; it stays in the system's cache."""
_STATM, _LINE = "/proc/self/statm", 128  # bytes

Given = TypeVar("Given")
Made = TypeVar("Made")

YOUNG = 20_000
"""Objects that are made before garbage is looked for among them, 29 times as many as Python waits for.

What an answer leaves behind is freed without that. Looking took a twentieth of the processor's time of a bot in a rush,
which now holds not a megabyte more.
"""
_OLDER = 20  # times that younger ones are looked through before older ones are
AHEAD = 2  # pieces of work a process, so that none waits for another's result to be taken


def collect_less() -> None:
    """Have this process look for garbage less often, see `YOUNG`."""
    gc.set_threshold(YOUNG, _OLDER, _OLDER)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def resident() -> int:
    """Return the bytes that this process holds in memory, mapped files included; 0 where the system does not say."""
    try:
        return int(os.pread(_pages(), _LINE, 0).split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@cache
def _pages() -> int:
    """Return the file that tells them, opened once: that takes many times as long as to read what it says now."""
    return os.open(_STATM, os.O_RDONLY)


def give_back_memory() -> None:
    """Have the C library return what it holds free to the system, where it is glibc, which otherwise keeps it."""
    # Few programs have freed enough to pay for the import.
    import ctypes  # noqa: PLC0415

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
    if trim:
        trim(0)


class Workers:
    """So many processes, begun when there is work; a context manager. They end by themselves when this one is killed.

    Work must be fit to be pickled. Each process has a copy of it, which is given its pieces in order.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._threads = ThreadPoolExecutor(processes, "worker")
        self._own = threading.local()
        self._begun: list[_Process] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, whatever they are at."""
        self._closed = True
        self._end()
        self._threads.shutdown(cancel_futures=True)
        # One may have been begun in the meantime.
        self._end()

    def mapped(self, work: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
        """Yield what `map(work, given)` yields; a few of `given` are read ahead.

        What a process that dies leaves undone is done here.
        """

        def here(piece: Given) -> Made:
            return copy.copy(work)(piece)

        waiting: deque[Future[Made]] = deque()
        try:
            for piece in given:
                waiting.append(self.begin(work, piece, here))
                if len(waiting) >= AHEAD * self._processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()

    def begin(
        self, work: Callable[[Given], Made], piece: Given, instead: Callable[[Given], Made]
    ) -> Future[Made]:
        """Have one piece of work done as soon as a process is free; see `do`."""
        return self._threads.submit(self.do, work, piece, instead)

    def do(self, work: Callable[[Given], Made], piece: Given, instead: Callable[[Given], Made]) -> Made:
        """Have one piece of work done by this thread's process; where that dies of it, `instead` is done here."""
        process = self._process()
        try:
            made: Made = process.do(work, piece)
        except (EOFError, OSError):
            self._own.ended = process.end()
            del self._own.process
            if self._closed:
                raise
            return instead(piece)
        return made

    @property
    def ended(self) -> int | None:
        """Return how the process of this thread ended that died last: below zero, the signal that it died of."""
        return getattr(self._own, "ended", None)

    def _process(self) -> _Process:
        """Return the process of this thread; if threads shared them, pieces would not reach each in order."""
        if not hasattr(self._own, "process"):
            self._own.process = _Process()
            self._begun.append(self._own.process)
        process: _Process = self._own.process
        return process

    def _end(self) -> None:
        for process in self._begun:
            process.end()


class _Process:
    """A process that does what it is sent, until it is ended or the one that began it is gone."""

    def __init__(self) -> None:
        # Only a fresh process is safe to start from one that has threads.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._work: object = None

    def do(self, work: Callable[[Given], Made], piece: Given) -> Made:
        """Do one piece of work; raises EOFError or OSError when the process dies of it."""
        self._pipe.send((None if work is self._work else work, piece))
        self._work = work
        made: Made = self._pipe.recv()
        return made

    def end(self) -> int | None:
        """End the process, whatever it is at, and return how it ended."""
        self._process.kill()
        self._process.join()
        return self._process.exitcode


def _serve(pipe: Connection) -> None:
    """Do what comes through `pipe` until its other end is closed."""
    collect_less()
    # Both may go to the whole group; when to end is the affair of the one that began the work.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    work: Any = None
    try:
        while True:
            sent, piece = pipe.recv()
            work = work if sent is None else sent
            pipe.send(work(piece))
    except (EOFError, OSError):
        return
