"""What reading one file may cost, and the process that is ended where it costs more.

Small files without anything packed in them cost little; packed ones, documents and large ones are read in a process
with limits of address space and of processor time. Windows knows neither limit.
"""

from __future__ import annotations

import math
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.records import Article, SetAside

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Item = Article | SetAside

SECONDS = 60
"""Of the processor's time for a file, and one more for each megabyte of it."""
MEMORY = 768 * 2**20
"""Bytes of memory for a file, and TIMES as many as it has itself, but not more than MOST_MEMORY."""
TIMES = 12
MOST_MEMORY = 3 * 2**30
MOST_ASIDE = 10_000
"""Parts of one file that hold no article, where they are more than those that do."""
BROKEN_OFF = 20
"""Files of one load that break a bound of time or memory; then no others are read that could."""
WASTED: float = 300
"""Seconds of processor time that files without an article may take of one process; then it reads no others."""
_SMALL = 2**20
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"%PDF", b"\xd0\xcf\x11\xe0")
_PAGES = Path("/proc/self/statm")

TOO_LONG = "reading it took more than {} seconds of processor time, the limit; it was broken off"
TOO_LARGE = "reading it took more than {} MB of memory, the limit; it was broken off"
DIED = "the program that read it broke off; leave this file out"
ENOUGH = "it was not read: {} files of this load took more time or memory than they may"


FRUITLESS = (
    "it was not read: files without an article took more than {} seconds of processor time in this load"
)


def is_harmless(data: bytes) -> bool:
    """Return whether reading a file of these bytes costs little: it is small, and nothing is packed in it."""
    return len(data) <= _SMALL and not any(mark in data for mark in _PACKED)


def seconds(size: int) -> int:
    """Return how many seconds of the processor's time a file of so many bytes may take."""
    return SECONDS + size // 2**20


def memory(size: int) -> int:
    """Return how many bytes of memory a file of so many bytes may take."""
    return min(MEMORY + TIMES * size, MOST_MEMORY)


def limit(size: int) -> None:
    """Let this process take no more than a file of so many bytes may; it dies of SIGXCPU, or fails with MemoryError."""
    if resource is None:
        return
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _lower(resource.RLIMIT_CPU, math.ceil(spent) + seconds(size))
    with suppress(OSError):
        held = int(_PAGES.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, held + memory(size))


def _lower(kind: int, to: int) -> None:
    _, most = resource.getrlimit(kind)
    resource.setrlimit(kind, (to if most == resource.RLIM_INFINITY else min(to, most), most))


class WastedTime:
    """The processor's time that one process has spent on files in which there was no article."""

    def __init__(self) -> None:
        self._seconds = 0.0

    @property
    def is_enough(self) -> bool:
        """Return whether nothing more that may cost much is to be read."""
        return self._seconds > WASTED

    @contextmanager
    def counted(self) -> Iterator[list[Item]]:
        """Count the time that the body takes, unless it puts an article into the list that it is given."""
        begun = time.process_time()
        found: list[Item] = []
        yield found
        if not any(isinstance(item, Article) for item in found):
            self._seconds += time.process_time() - begun


def reason(ended: int | None, size: int) -> str:
    """Return why a process that ended so did not read a file of so many bytes."""
    over = hasattr(signal, "SIGXCPU") and ended == -signal.SIGXCPU
    return TOO_LONG.format(seconds(size)) if over else DIED


def counted(items: Iterable[Item], path: str) -> Iterator[Item]:
    """Yield items until far more are set aside than are articles, and say so then."""
    aside = articles = 0
    for item in items:
        yield item
        articles += isinstance(item, Article)
        aside += isinstance(item, SetAside)
        if aside >= MOST_ASIDE and aside > articles:
            yield SetAside(path, f"more than {MOST_ASIDE} parts of it hold no article; the rest was not read")
            return
