"""One file of a load: its bytes, read once and within limits, and the articles in them."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from bot.archive.changes.seen_files import Stamp
from bot.converters import office, scans
from bot.errors import CommandError
from bot.loading import bounds
from bot.processes import Workers
from bot.regular_files import opened
from retrieval.errors import UnreadableSource
from retrieval.readers import detection, formats
from retrieval.readers.documents import pdf
from retrieval.readers.tables import jsonl
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from io import BufferedReader

    from bot.loading.files import File
    from retrieval.readers.context import ReadContext

    Item = Article | SetAside
    Parse = Callable[[bytes, str, ReadContext], tuple[Item, ...]]

LARGEST = 256 * 2**20
"""Bytes: a larger file that has to be read whole is set aside, lest it take the memory of all others."""
DOCUMENT_LARGEST = 64 * 2**20
DOCUMENT_ITEMS = 10_000
"""A single document that an editor gives holds no more bytes and articles."""
_SETTLED_SECONDS = 2.0
_FAILED = "cannot be read: {}; check the file and its rights"


@dataclass(frozen=True, slots=True)
class Contents:
    """What one file holds: its items in order, and a digest of its bytes.

    `stamp` is None for a file that cannot be told from a later version of itself: it was written this very moment.
    """

    items: tuple[Item, ...]
    digest: bytes = b""
    stamp: Stamp | None = None


READING = 6
"""The version of reading: it is raised when the same bytes may give other articles, and files are then read again."""


def recipe(boilerplate: Mapping[str, object], chats: Sequence[str] = ()) -> bytes:
    """Name what decides which articles a file holds: the version of reading, boilerplate, and the chats to take."""
    what = msgspec.json.encode([READING, boilerplate, *chats], order="deterministic")
    return hashlib.blake2b(what, digest_size=16).digest()


def read(file: File, reading: ReadContext, parse: Parse | None = None) -> Contents:
    """Read one file; what is wrong with it is said by a SetAside among the items.

    Its bytes are read with `parse`, by default `parsed`.
    """
    try:
        with _opened(file) as stream:
            stamp = Stamp.of(os.fstat(stream.fileno()))
            # A file may grow while it is read.
            data = b"" if stamp.size > LARGEST else stream.read(LARGEST + 1)
    except OSError as error:
        return Contents((SetAside(file.shown, _FAILED.format(error.strerror or error)),))
    except UnreadableSource as error:
        return Contents((SetAside(file.shown, error.reason, error.line),))
    if max(stamp.size, len(data)) > LARGEST:
        reason = f"larger than {LARGEST // 2**20} MB; split it, or give it as JSON lines"
        return Contents((SetAside(file.shown, reason),))
    digest = hashlib.blake2b(data, digest_size=16).digest()
    return Contents((parse or parsed)(data, file.shown, reading), digest, settled(stamp))


def parsed(data: bytes, name: str, reading: ReadContext) -> tuple[Item, ...]:
    """Return what the bytes of a file hold."""
    try:
        # A document as .docx, with a name for that, if it is of a kind that another program has to read.
        kind = detection.of(data, name)
        made = office.docx(data, kind) if kind in office.ENDINGS else None
        converted = (data, name) if made is None else (made, name)
        found = tuple(bounds.counted(formats.read(*converted, reading), name))
    except OSError as error:
        return (SetAside(name, _FAILED.format(error.strerror or error)),)
    except UnreadableSource as error:
        return (SetAside(name, error.reason, error.line),)

    return tuple(_reread(item, data, name, reading) for item in found)


def _reread(item: Item, data: bytes, name: str, reading: ReadContext) -> Item:
    """Return the item; in the place of a scan that was set aside what a machine reads of it, or how it could."""
    if not isinstance(item, SetAside):
        return item
    if item.reason in {pdf.SCAN, detection.PICTURE} and item.path == name:
        read = scans.read if item.reason == pdf.SCAN else scans.read_picture
        return (
            read(data, name, reading)
            if scans.is_installed()
            else replace(item, reason=f"{item.reason}; {scans.MISSING}")
        )
    if detection.of(data, name) in office.ENDINGS and office.program() is None:
        return replace(item, reason=f"{item.reason}; {_OFFICE}")
    return item


_OFFICE = "or install LibreOffice to have it read"


def parsed_within_bounds(data: bytes, name: str, reading: ReadContext) -> tuple[Item, ...]:
    """Return the same; for a process of its own, which dies where that takes more time than it may."""
    if _wasted.is_enough and not bounds.is_harmless(data):
        return (SetAside(name, bounds.FRUITLESS.format(bounds.WASTED)),)
    try:
        bounds.limit(len(data))
        with _wasted.counted() as found:
            found.extend(parsed(data, name, reading))
        return tuple(found)
    except MemoryError:
        return (SetAside(name, bounds.TOO_LARGE.format(bounds.memory(len(data)) // 2**20)),)


_wasted = bounds.WastedTime()


def document(data: bytes, name: str, reading: ReadContext) -> list[Item]:
    """Return the articles of one document, read within bounds, and what of it cannot be read."""
    if len(data) > DOCUMENT_LARGEST:
        return [SetAside(name, f"larger than {DOCUMENT_LARGEST // 2**20} MB; load it with `isnad load`")]
    found = list(within_bounds(data, name, reading))
    if len(found) > DOCUMENT_ITEMS:
        only = f"only the first {DOCUMENT_ITEMS} were read; load it with `isnad load`"
        found[DOCUMENT_ITEMS:] = [SetAside(name, only)]
    return found


def within_bounds(data: bytes, name: str, reading: ReadContext) -> tuple[Item, ...]:
    """Return what `parsed` does; where that may cost much, in a process that is ended where it does."""
    if bounds.is_harmless(data):
        return parsed(data, name, reading)

    def broken_off(_: object) -> tuple[Item, ...]:
        return (SetAside(name, bounds.reason(workers.ended, len(data))),)

    with Workers(1) as workers:
        return workers.begin(_parsed_apart, (data, name, reading), broken_off).result()


def _parsed_apart(given: tuple[bytes, str, ReadContext]) -> tuple[Item, ...]:
    return parsed_within_bounds(*given)


def is_list(file: File) -> bool:
    """Return whether the file is a list of articles, which is read a line at a time, whatever its size."""
    return file.place.lower().endswith((".jsonl", ".jsonl.gz"))


def lines(file: File, reading: ReadContext) -> Iterator[tuple[Item, float]]:
    """Yield the items of a list of articles, each with the share of the file that has been read by then."""
    try:
        with _opened(file) as stream:
            for item in bounds.counted(jsonl.stream(stream, file.shown, reading), file.shown):
                yield item, stream.tell() / (file.stamp.size or 1)
    except OSError as error:
        yield SetAside(file.shown, _FAILED.format(error.strerror or error)), 1.0
    except UnreadableSource as error:
        yield SetAside(file.shown, error.reason, error.line), 1.0


def settled(stamp: Stamp) -> Stamp | None:
    """Return the stamp, unless the file changed so lately that another change could bear the same time."""
    return stamp if time.time() - stamp.modified / 1e9 >= _SETTLED_SECONDS else None


def _opened(file: File) -> BufferedReader:
    try:
        return opened(Path(file.path))
    except CommandError as error:
        raise UnreadableSource("", "no file any more; give the articles as files") from error


_ID_BYTES = 5


def pasted(text: str) -> Article | SetAside:
    """Return the article of a pasted text, under an id made from its words: the same text makes the same article."""
    title, *lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()] or [""]
    body = "\n".join(lines)
    if not any(map(str.isalpha, title)) or not any(map(str.isalpha, body)):
        return SetAside("", "a headline and a text are needed, the headline in the first line")
    digest = hashlib.blake2b(f"{title}\n{body}".encode(errors="replace"), digest_size=_ID_BYTES).hexdigest()
    return Article(f"pasted-{digest}", title, body)
