"""Reader of JSON lines, plain or gzipped: an object a line, an article each; an archive's own are kept as they are."""

from __future__ import annotations

import codecs
import datetime
import gzip
import io
import json
import zlib
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final

import msgspec

from retrieval.errors import UnreadableSource
from retrieval.readers import unpack
from retrieval.readers.context import Note
from retrieval.readers.tables import columns, json_objects, rows
from retrieval.records import Article, SetAside, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from io import BufferedReader

    from retrieval.readers.context import ReadContext

_GZIP: Final = b"\x1f\x8b"
_REQUIRED: Final = ("id", "title", "text")
_OPTIONAL: Final = ("outlet", "author", "url", "section", "dateline")
# Bytes of a line beyond which a file is no list of articles: a small gzip file can hold gigabytes in one.
_LONGEST_LINE: Final = 64 * 2**20
_MOST_BLANK: Final = 1_000_000
_RATIO: Final = unpack.DEFAULT.ratio
_JUDGED_FROM: Final = unpack.DEFAULT.judged_from


def read(data: bytes, path: str, reading: ReadContext | None = None) -> Iterator[Article | SetAside]:
    """Read an article from each good line, in order; of each bad one say which it is and what to do.

    Required are id, title and text; outlet, author, url, section, dateline, headings (pairs of places in the text) and
    published (YYYY-MM-DD or an ISO date-time) may be given. Where the first line names its fields otherwise, they are
    guessed as a table's columns are, if there is a `reading`. A gzipped file is unpacked as it is read; if it breaks
    off, what stood before counts.
    """
    yield from stream(io.BufferedReader(io.BytesIO(data)), path, reading)


def stream(
    raw: BufferedReader, path: str, reading: ReadContext | None = None
) -> Iterator[Article | SetAside]:
    """Do the same with an open file, which is read as far as articles are asked for."""
    done = 0
    try:
        lines = _lines(raw)
        first = next(lines, None)
        if first is None:
            return
        every = (line for part in ([first], lines) for line in part)
        done = first[0]
        if reading is not None and _is_table(first[1]):
            for number, item in _from_table(every, path, reading):
                done = number
                yield item
            return
        seen: set[str] = set()
        for done, line in every:
            yield _read_line(line, path, done, seen)
    except (OSError, EOFError, zlib.error) as error:
        yield SetAside(path, f"reading stopped here: {error}; the lines before were read", done + 1)


def _lines(raw: BufferedReader) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, each with its number."""
    packed = raw.peek(len(_GZIP)).startswith(_GZIP)
    unpacked = gzip.GzipFile(fileobj=raw) if packed else raw
    number = blank = size = taken = 0
    while line := unpacked.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise OSError(f"a line is longer than {_LONGEST_LINE} bytes")
        size += len(line)
        if packed and size > max(_JUDGED_FROM, taken * _RATIO):
            taken = raw.tell()
            if size > taken * _RATIO:
                raise OSError(f"it expands more than {_RATIO} times, as only bombs do")
        number += 1
        bare = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if bare.strip():
            yield number, bare
            continue
        blank += 1
        if blank > _MOST_BLANK:
            raise OSError(f"more than {_MOST_BLANK} lines are empty")


# Lines whose fields are all taken into account, where not each line has all of them.
_SAMPLE: Final = 50


def _is_table(line: bytes) -> bool:
    """Return whether a line is an article whose fields have other names than those of an exported archive."""
    with suppress(ValueError, RecursionError):
        fields = json.loads(line.decode("utf-8"))
        return (
            isinstance(fields, dict)
            and not fields.keys() >= {*_REQUIRED}
            and bool(json_objects.articles(fields))
        )
    return False


def _from_table(
    lines: Iterator[tuple[int, bytes]], path: str, reading: ReadContext
) -> Iterator[tuple[int, Article | SetAside]]:
    """Yield what the lines bring, read as the rows of a table, each with its line's number."""
    parsed = ((number, _objects(line, path, number)) for number, line in lines)
    sample = list(islice(parsed, _SAMPLE))
    known = [one for _, found in sample if not isinstance(found, SetAside) for one in found]
    names = list(dict.fromkeys(name for one in known for name in one))
    guessed = columns.guess(names)
    cells = ([json_objects.cell(one.get(name)) for name in names] for one in known)
    table = rows.Table(guessed, path, reading, cells)
    yield sample[0][0], Note(path, guessed.description())
    for number, found in (one for part in (sample, parsed) for one in part):
        if isinstance(found, SetAside):
            yield number, found
            continue
        for fields in found:
            row = [json_objects.cell(fields.get(name)) for name in names]
            yield from ((number, item) for item in table.read(row, number))
    yield from ((number, item) for item in table.undated())


def _objects(line: bytes, path: str, number: int) -> Sequence[Mapping[str, object]] | SetAside:
    try:
        found = json_objects.articles(json.loads(line.decode("utf-8")))
    except UnicodeDecodeError as error:
        return SetAside(path, _NOT_UTF8.format(error.start + 1), number)
    except (ValueError, RecursionError) as error:
        return SetAside(path, f"not JSON: {error}", number)
    return found or SetAside(path, json_objects.NO_ARTICLES, number)


_NOT_UTF8: Final = "not UTF-8 at byte {}; save it as UTF-8"


def _read_line(line: bytes, path: str, number: int, seen: set[str]) -> Article | SetAside:
    try:
        article = _article(json.loads(line.decode("utf-8")))
    except UnicodeDecodeError as error:
        reason = _NOT_UTF8.format(error.start + 1)
    except (ValueError, RecursionError) as error:
        reason = f"not JSON: {error}"
    except UnreadableSource as error:
        reason = error.reason
    else:
        if article.id not in seen:
            seen.add(article.id)
            return article
        reason = f"the id {article.id!r} stands in an earlier line too; give each its own"
    return SetAside(path, reason, number)


def _article(fields: object) -> Article:
    if not isinstance(fields, dict):
        raise UnreadableSource("", "not a JSON object; each line is to be one, {…}")
    required = {key: _string(fields, key) for key in _REQUIRED}
    for key, value in required.items():
        if value is None or not (value.strip() or key == "title"):
            raise UnreadableSource(
                "", f"{key!r} is missing or empty; every line needs {', '.join(_REQUIRED)}"
            )
    optional = {key: _string(fields, key) or None for key in _OPTIONAL}
    spans = {"headings": _headings(fields, len(str(required["text"])))}
    written = _string(fields, "published")
    try:
        published = datetime.datetime.fromisoformat(written.strip()).date() if written else None
    except ValueError as error:
        reason = f"'published' is {str(written)[:40]!r}; write YYYY-MM-DD or an ISO date-time"
        raise UnreadableSource("", reason) from error
    return msgspec.convert({**required, **optional, **spans, "published": published}, Article)


def _headings(fields: Mapping[str, object], length: int) -> tuple[Span, ...]:
    """Return the spans of section headings in a text of `length` code points, as an exported archive has them."""
    given = fields.get("headings") or []
    if not isinstance(given, list):
        raise UnreadableSource("", "'headings' is not a list; give pairs of places, like [[0, 12]]")
    spans: list[Span] = []
    for pair in given:
        match pair:
            case [int(start), int(end)] if 0 <= start < end <= length:
                spans.append(Span(start, end))
            case _:
                reason = "'headings' holds what is no pair of places in the text, like [0, 12]"
                raise UnreadableSource("", reason)
    return tuple(spans)


def _string(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise UnreadableSource(
            "", f"{key!r} is {type(value).__name__}, not a string; put it in quotation marks"
        )
    if not value.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UnreadableSource("", f"{key!r} holds half a surrogate pair; write the character whole")
    return value
