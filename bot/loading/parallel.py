"""Files read side by side in several processes, their contents handed over in order."""

from __future__ import annotations

from collections import deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Self

from bot.loading import read_file
from bot.loading.read_file import Contents
from bot.processes import Workers
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from bot.loading.files import File
    from retrieval.readers.context import ReadContext

_AT_ONCE = 8  # files in one order to a process: sending them back and forth costs as much as a small page
_DIED = "the program that read it broke off; leave this file out"


class ParallelReader:
    """Reads files in `processes` processes, or, if that is one, in this one; a context manager."""

    def __init__(self, reading: ReadContext, processes: int) -> None:
        self.reading = reading
        self._processes = processes
        self._workers = Workers(processes)
        self._read = partial(_contents, reading)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.close()

    def read(self, files: Iterable[File]) -> Iterator[Contents]:
        """Return the contents of the files, in order; several processes begin at once with all of them."""
        if self._processes == 1:
            return (read_file.read(file, self.reading) for file in files)
        rest = iter(files)
        orders = iter(lambda: list(islice(rest, _AT_ONCE)), [])
        return _results(deque(self._workers.begin(self._read, order, self._again) for order in orders))

    def _again(self, order: Sequence[File]) -> list[Contents]:
        """Return the contents of files of which a process died: that file is set aside, and the others are read."""
        if len(order) == 1:
            return [Contents((SetAside(order[0].shown, _DIED),))]
        return [found for file in order for found in self._workers.do(self._read, [file], self._again)]


def _contents(reading: ReadContext, order: Sequence[File]) -> list[Contents]:
    return [read_file.read(file, reading) for file in order]


def _results(orders: deque[Future[list[Contents]]]) -> Iterator[Contents]:
    """Yield what each order brings, which is not kept then."""
    while orders:
        yield from orders.popleft().result()
