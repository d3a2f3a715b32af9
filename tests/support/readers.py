"""Read files as the program does, with the lists that ship with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.readers import formats
from retrieval.readers.context import ReadContext
from retrieval.records import Article, SetAside
from tests.benchmarks.quality.cleaning import boilerplate_lists

if TYPE_CHECKING:
    import datetime

FIXTURES = Path(__file__).parents[1] / "retrieval" / "readers" / "fixtures"
BOILERPLATE = boilerplate_lists()


def reading(
    outlet: str | None = None, url: str | None = None, known: datetime.date | None = None
) -> ReadContext:
    return ReadContext(BOILERPLATE, outlet=outlet, url=url, known=known)


def read(data: bytes, path: str, context: ReadContext | None = None) -> list[Article | SetAside]:
    """Return what `formats.read` finds in `data`, called `path`."""
    return list(formats.read(data, path, context or reading()))


def fixture(name: str, called: str | None = None) -> list[Article | SetAside]:
    return read((FIXTURES / name).read_bytes(), called or name)


def article(found: list[Article | SetAside]) -> Article:
    """Return the only item, which is an article."""
    (item,) = found
    assert isinstance(item, Article), item
    return item


def reason(found: list[Article | SetAside]) -> str:
    """Return why the only item was set aside."""
    (item,) = found
    assert isinstance(item, SetAside), item
    return item.reason


def headings(one: Article) -> list[str]:
    return [one.text[start:end] for start, end in one.headings]
