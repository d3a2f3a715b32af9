"""Small files that would cost much memory or time, were they read to their end."""

from __future__ import annotations

import gzip
import io
import random
import struct
import zipfile
from typing import TYPE_CHECKING

from docx import Document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
PAGE = "خبر الجسر\n\n" + "أعلنت الهيئة عن افتتاح جسرها الجديد في المدينة صباح الأحد الماضي. " * 4


def packed(compression: int = zipfile.ZIP_DEFLATED, /, **files: bytes) -> bytes:
    """A zip file of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return out.getvalue()


def overlapping(number: int) -> bytes:
    """A zip file whose files are all the same bytes."""
    one = packed(a=b"a" * 100_000)
    entry, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    listed = one[entry:end] * number
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, number, number, len(listed), entry, 0)
    return one[:entry] + listed + tail


def word(body: str, *, times: int = 1, styles: str = "") -> bytes:
    """A Word file whose body holds this XML so many times, and a paragraph of words; and some more styles."""
    document = Document()
    document.add_paragraph(PAGE)
    plain = io.BytesIO()
    document.save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name in before.namelist():
            content = before.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:sectPr", body.encode() * times + b"<w:sectPr", 1)
            if name == "word/styles.xml":
                content = content.replace(b"</w:styles>", styles.encode() + b"</w:styles>", 1)
            pack.writestr(name, content)
    return out.getvalue()


def _said(number: int) -> str:
    """Words that no other number has, so that they are packed as words are."""
    dice = random.Random(number)
    return " ".join("".join(dice.sample(LETTERS, 5)) for _ in range(12))


def _paragraph(number: int, settings: str = "") -> str:
    return f"<w:p>{settings}<w:r><w:t>{_said(number)}.</w:t></w:r></w:p>"


def _each(number: int, make: Callable[[int], str]) -> str:
    return "".join(map(make, range(number)))


def _styled(number: int) -> bytes:
    body = _each(number, lambda n: _paragraph(n, f'<w:pPr><w:pStyle w:val="s{n}"/></w:pPr>'))
    kind = '<w:style w:type="paragraph" w:styleId="s{0}"><w:name w:val="style {0}"/></w:style>'
    return word(body, styles=_each(number, kind.format))


_CELL = "<w:tc>{}</w:tc>"
_ENDS_DELETED = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
LARGE_WORD: dict[str, Callable[[int], bytes]] = {
    "paragraphs": lambda number: word(_each(number, _paragraph)),
    "runs": lambda number: word(
        f"<w:p>{_each(number, lambda n: f'<w:r><w:t>{_said(n)} </w:t></w:r>')}</w:p>"
    ),
    "rows": lambda number: word(
        f"<w:tbl>{_each(number, lambda n: f'<w:tr>{_CELL.format(_paragraph(n))}</w:tr>')}</w:tbl>"
    ),
    "cells": lambda number: word(
        f"<w:tbl><w:tr>{_each(number, lambda n: _CELL.format(_paragraph(n)))}</w:tr></w:tbl>"
    ),
    "paragraphs whose ends were deleted": lambda number: word(
        _each(number, lambda n: _paragraph(n, _ENDS_DELETED))
    ),
    "styles": _styled,
}
"""Word files of so many paragraphs, runs, rows … of words, a hundred bytes each."""


def wide_table(columns: int) -> bytes:
    """A Word file with a table of one cell that spans so many columns."""
    cell = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr><w:p><w:r><w:t>خلية</w:t></w:r></w:p></w:tc>'
    )
    return word(f"<w:tbl><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>")


BOMBS: dict[str, Callable[[], bytes]] = {
    "empty-lines.jsonl": lambda: gzip.compress(b"\n" * 20_000_000),
    "broken-lines.jsonl": lambda: gzip.compress(b"{\n" * 2_000_000),
    "overlapping.zip": lambda: overlapping(15_000),
    "repeated.docx": lambda: word("<w:p><w:r><w:t>خبر</w:t></w:r></w:p>", times=200_000),
    "wide.docx": lambda: wide_table(5_000_000),
    "zeros.zip": lambda: packed(**{"page.txt": bytes(50_000_000)}),
    "nested.zip": lambda: packed(**{"inner.zip": packed(**{"page.html": b"<div>" * 2_000_000})}),
    "torn.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj <</Length 99999999>> stream\n" * 4_000,
}
"""Files by name: each is broken off, or costs no more than it may."""


def put(folder: Path) -> None:
    """Write them into a folder, beside one good page."""
    folder.mkdir()
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    for name, content in BOMBS.items():
        (folder / name).write_bytes(content())
