"""Files read side by side in several processes, their contents handed over in order."""

from __future__ import annotations

from collections import deque
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Self

from bot.loading import bounds, read_file
from bot.loading.read_file import Contents
from bot.processes import Workers
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future

    from bot.loading.files import File
    from bot.loading.read_file import Item
    from retrieval.readers.context import ReadContext

_AT_ONCE = 8  # files in one order to a process: sending them back and forth costs as much as a small page


class ParallelReader:
    """Reads files in `processes` processes, within bounds; a context manager.

    If that is one, harmless files are read here: a process takes half a second to start.
    """

    def __init__(self, reading: ReadContext, processes: int) -> None:
        self.reading = reading
        self._processes = processes
        self._workers = Workers(processes)
        self._read = partial(_contents, reading)
        self._parse = partial(_parsed, reading)
        self._broken_off = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.close()

    def read(self, files: Iterable[File]) -> Iterator[Contents]:
        """Return the contents of the files, in order; several processes begin at once with all of them."""
        if self._processes == 1:
            return (self._one(file) for file in files)
        rest = iter(files)
        orders = iter(lambda: list(islice(rest, _AT_ONCE)), [])
        return _results(deque(self._workers.begin(self._read, order, self._again) for order in orders))

    def _one(self, file: File) -> Contents:
        """Return what a file holds; one that may cost much is read in the other process."""
        return read_file.read(file, self.reading, self._parsed)

    def _parsed(self, data: bytes, name: str, reading: ReadContext) -> tuple[Item, ...]:
        if bounds.is_harmless(data):
            return read_file.parsed(data, name, reading)
        if self._broken_off >= bounds.BROKEN_OFF:
            return (SetAside(name, bounds.ENOUGH.format(bounds.BROKEN_OFF)),)

        def broken_off(_: object) -> tuple[Item, ...]:
            return (self._too_much(name, len(data)),)

        return self._workers.begin(self._parse, (data, name), broken_off).result()

    def _again(self, order: Sequence[File]) -> list[Contents]:
        """Return the contents of files of which a process died: that file is set aside, and the others are read."""
        if len(order) == 1:
            return [Contents((self._too_much(order[0].shown, order[0].stamp.size),))]
        if self._broken_off >= bounds.BROKEN_OFF:
            return [self._one(file) for file in order]
        return [found for file in order for found in self._workers.do(self._read, [file], self._again)]

    def _too_much(self, name: str, size: int) -> SetAside:
        """Return what is said of a file that a process died of."""
        self._broken_off += 1
        return SetAside(name, bounds.reason(self._workers.ended, size))


def _contents(reading: ReadContext, order: Sequence[File]) -> list[Contents]:
    return [read_file.read(file, reading, read_file.parsed_within_bounds) for file in order]


def _parsed(reading: ReadContext, given: tuple[bytes, str]) -> tuple[Item, ...]:
    return read_file.parsed_within_bounds(*given, reading)


def _results(orders: deque[Future[list[Contents]]]) -> Iterator[Contents]:
    """Yield what each order brings, which is not kept then."""
    while orders:
        yield from orders.popleft().result()
