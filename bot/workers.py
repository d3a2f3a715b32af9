"""Work spread over processes, its results in the order of what was given."""

from __future__ import annotations

import copy
import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 2  # pieces of work a process, so that none waits for another's result to be taken


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mapped(work: Callable[[Given], Made], given: Iterable[Given], processes: int) -> Iterator[Made]:
    """What `map(work, given)` yields, worked out by so many processes; a few of `given` are read ahead.

    `work` must be fit to be pickled; each process has one of its own, which is given its part in order. The
    processes end with the iterator, and by themselves when this process is killed. What a process that dies
    leaves undone is done here.
    """
    with ExitStack() as stack:
        idle: SimpleQueue[Connection] = SimpleQueue()
        for _ in range(processes):
            idle.put(stack.enter_context(_worker(work)))
        workers = _Workers(work, idle)
        threads = stack.enter_context(ThreadPoolExecutor(processes, "worker", workers.engage))
        waiting: deque[Future[Made]] = deque()
        stack.callback(lambda: [future.cancel() for future in waiting])
        for piece in given:
            waiting.append(threads.submit(workers.do, piece))
            if len(waiting) >= AHEAD * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


class _Workers(Generic[Given, Made]):
    """Processes that wait for work, each with the thread here that engaged it."""

    def __init__(self, work: Callable[[Given], Made], idle: SimpleQueue[Connection]) -> None:
        self._work = work
        self._idle = idle
        self._own = threading.local()

    def engage(self) -> None:
        """Give this thread a process of its own."""
        self._own.worker = self._idle.get_nowait()

    def do(self, piece: Given) -> Made:
        """Have this thread's process do one piece of work, or do it here when it is dead."""
        worker: Connection = self._own.worker
        try:
            worker.send(piece)
            made: Made = worker.recv()
        except (EOFError, OSError):
            return copy.copy(self._work)(piece)
        return made


@contextmanager
def _worker(work: Callable[[Given], Made]) -> Iterator[Connection]:
    """A new process, for a fork of one with threads may hang; it lives as long as the other end of its pipe."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    process = context.Process(target=_serve, args=(far, work), daemon=True)
    process.start()
    far.close()
    try:
        yield near
    finally:
        near.close()
        process.join()
        process.close()


def _serve(pipe: Connection, work: Callable[[Given], Made]) -> None:
    """Do what comes through `pipe` until its other end is closed."""
    # Ctrl-C goes to the whole group; the one who began the work says when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            pipe.send(work(pipe.recv()))
    except (EOFError, OSError):
        return
