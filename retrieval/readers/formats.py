"""Which reader reads what: by what the bytes are, and where they do not say it, by the ending of the file's name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import detection, unpack, zipped
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article

    Reader = Callable[[bytes, str, ReadContext], Iterator[Article | SetAside]]

READERS: Final = {
    "html": ("html.page", "read"),
    "docx": ("documents.docx", "read"),
    "pdf": ("documents.pdf", "read"),
    "epub": ("documents.epub", "read"),
    "md": ("documents.markdown", "read"),
    "txt": ("text.page", "read"),
    "csv": ("tables.spreadsheet", "read_csv"),
    "xlsx": ("tables.spreadsheet", "read_xlsx"),
    "json": ("tables.json_objects", "read"),
    "jsonl": ("tables.jsonl", "read"),
    "feed": ("feeds.rss", "articles"),
    "wxr": ("feeds.wxr", "read"),
    "posts": ("feeds.wordpress", "read_posts"),
    "telegram": ("feeds.telegram_export", "read"),
    "mhtml": ("html.page", "read_mhtml"),
}
"""Kind → the module that reads it, imported when it is first needed, and its function."""


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read what the file holds, in order; what cannot be read is said in a SetAside. Raises UnreadableSource."""
    yield from _read(data, path, reading, 0)


def _read(data: bytes, path: str, reading: ReadContext, depth: int) -> Iterator[Article | SetAside]:
    """Read the file, inside of so many packs."""
    kind = detection.of(data, path)
    if kind == "zip":
        yield from zipped.read(data, path, reading, _read, depth)
    elif kind == "gzip" and not path.lower().endswith(".jsonl.gz"):
        try:
            inner = unpack.gunzip(data)
        except UnreadableSource as error:
            yield SetAside(path, error.reason)
            return
        if depth >= unpack.DEFAULT.nesting:
            yield zipped.too_deep(path)
        else:
            yield from _read(inner, path.removesuffix(".gz"), reading, depth + 1)
    elif kind in READERS or kind == "gzip":
        module, function = READERS["jsonl" if kind == "gzip" else kind]
        reader: Reader = getattr(import_module(f"retrieval.readers.{module}"), function)
        yield from reader(data, path, reading)
    else:
        yield SetAside(path, detection.refusal(kind))
