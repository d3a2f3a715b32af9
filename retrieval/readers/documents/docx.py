"""Reader of Word documents (.docx): headings by their styles, lists and tables in their place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import unpack
from retrieval.readers.document import Paragraph, article
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext
    from retrieval.records import Article

_DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_HEADINGS: Final = ("heading", "title", "عنوان")


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read a document as one article, its id the file's stem; or say why there is none."""
    try:
        check(data)
        yield article(list(_paragraphs(data)), path, reading)
    except UnreadableSource as error:
        yield SetAside(path, error.reason)


def check(data: bytes) -> None:
    """Raise UnreadableSource, its path empty, for an office document that breaks a limit or declares XML entities.

    The formats know no document types, so that only an attack brings one.
    """
    for name, part in unpack.contents(data).items():
        if name.endswith((".xml", ".rels")) and any(mark in part for mark in _DOCTYPES):
            raise UnreadableSource("", f"{name} declares a document type, which no office program does")


def _paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield the lines of paragraphs, and each row of a table as a paragraph, cells that are merged once."""
    import docx  # noqa: PLC0415  a quarter of a second, for Word documents only

    try:
        for item in docx.Document(io.BytesIO(data)).iter_inner_content():
            if hasattr(item, "rows"):
                for row in item.rows:
                    cells = dict.fromkeys(str(cell.text).strip() for cell in row.cells)
                    yield Paragraph(" ".join(cell for cell in cells if cell))
            else:
                style = str(item.style.name if item.style is not None else "").lower()
                for line in str(item.text).splitlines():
                    yield Paragraph(line, heading=style.startswith(_HEADINGS))
    except unpack.BROKEN as error:
        raise UnreadableSource("", f"damaged Word document: {error}") from error
