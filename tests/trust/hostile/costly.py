"""Work that costs a process what it may, in a module that a process has imported in no time: see `test_bombs`."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path

from bot.loading import bounds, read_file
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers.context import ReadContext
from tests.support.bombs import PAGE, overlapping, packed

LISTS = Path(__file__).parents[3] / "config" / "boilerplate.toml"
SECONDS, MEMORY = bounds.SECONDS // 10, bounds.MEMORY // 10


def reading() -> ReadContext:
    return ReadContext(Boilerplate.from_table(tomllib.loads(LISTS.read_text(encoding="utf-8"))))


def spinning(_: object) -> None:
    """Take the processor for ever, in a process that may take it for a second."""
    bounds.SECONDS = 1
    bounds.limit(0)
    while True:
        pass


def swelling(_: object) -> tuple[object, ...]:
    """Unpack more than a process may hold."""
    bounds.MEMORY, bounds.TIMES = 2**24, 0
    big = packed(zipfile.ZIP_STORED, **{"a.txt": b"0123456789" * 3_000_000})
    return read_file.parsed_within_bounds(big, "a.zip", reading())


def small_bounds(data: bytes) -> tuple[object, ...]:
    """Read a Word file in a process that may take a tenth of what it usually may, and so for the next."""
    bounds.SECONDS, bounds.MEMORY, bounds.TIMES = SECONDS, MEMORY, 0
    return read_file.parsed_within_bounds(data, "a.docx", reading())


def fruitless(_: object) -> tuple[object, ...]:
    """Read two files without an article, the first of which costs more than such files may."""
    bounds.WASTED = 0.01
    first = read_file.parsed_within_bounds(overlapping(5_000), "a.zip", reading())
    second = read_file.parsed_within_bounds(b"%PDF-1.7", "b.pdf", reading())
    harmless = read_file.parsed_within_bounds(PAGE.encode(), "c.txt", reading())
    return (*first, *second, *harmless)
