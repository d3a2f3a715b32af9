"""Reader of Word documents (.docx): headings by their styles, lists and tables in their place."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from retrieval.errors import UnreadableSource
from retrieval.readers import unpack
from retrieval.readers.document import Paragraph, article
from retrieval.readers.safexml import name, parse
from retrieval.records import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.styles.style import BaseStyle

    from retrieval.readers.context import ReadContext
    from retrieval.readers.safexml import Element
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
    for place, part in unpack.contents(data).items():
        if place.endswith((".xml", ".rels")) and any(mark in part for mark in _DOCTYPES):
            raise UnreadableSource("", f"{place} declares a document type, which no office program does")


def _paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield the lines of paragraphs, and each row of a table as a paragraph; tracked changes count as accepted."""
    import docx  # noqa: PLC0415  a quarter of a second, for Word documents only

    try:
        document = docx.Document(io.BytesIO(data))
        headings = _heading_styles(document)
        carried = ""
        for block in _blocks(document.element.body):
            if name(block) == "tbl":
                yield from (Paragraph(row) for row in _rows(block))
                continue
            text, carried = carried + "".join(_pieces(block)), ""
            # Whether the end of a paragraph was deleted, so that it goes on in the next.
            settings = (mark for part in block if name(part) == "pPr" for mark in part if name(mark) == "rPr")
            ends_with_the_next = any(
                name(mark) in {"del", "moveFrom"} for setting in settings for mark in setting
            )
            if ends_with_the_next:
                carried = text
                continue
            heading = headings.get(block.style, headings[None])
            yield from (Paragraph(line, heading) for line in text.splitlines())
        yield Paragraph(carried)
        yield from _notes(data)
    except unpack.BROKEN as error:
        raise UnreadableSource("", f"damaged Word document: {error}") from error


def _heading_styles(document: Document) -> dict[str | None, bool]:
    """Return of each paragraph style, by its id, whether it is of headings; None stands for the one that is not named.

    Looked up one by one, they would take time by the square of their number.
    """
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415  as above

    styles = [style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH]
    usual = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    found: dict[str | None, bool] = {style.style_id: _is_heading(style) for style in styles}
    return {**found, None: usual is not None and _is_heading(usual)}


def _is_heading(style: BaseStyle) -> bool:
    return str(style.name or "").lower().startswith(_HEADINGS)


_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")


def _notes(data: bytes) -> Iterator[Paragraph]:
    """Yield the notes at the foot of pages and at the end: what they say would else be lost."""
    parts = unpack.contents(data)
    for part in (parts[place] for place in _NOTES if place in parts):
        for note in parse(part, recover=True):
            # Those with a type are the lines that part notes from the text.
            if not any(key.endswith("}type") for key in note.attrib):
                yield Paragraph(" ".join(" ".join(_cell(note)).split()))


# What Word keeps though it is no text of the document: deletions, where a passage was moved from, settings.
_NO_TEXT: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "txbxContent"})
# What may stand around paragraphs: content controls, insertions, where a passage was moved to.
_AROUND: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables in an element, the text boxes of a paragraph before it."""
    for child in parent:
        if name(child) == "p":
            for box in _boxes(child):
                yield from _blocks(box)
        if name(child) == "tbl" and (frame := _frame(child)) is not None:
            for cell in frame:
                yield from _blocks(cell)
        elif name(child) in {"p", "tbl"}:
            yield child
        elif name(child) in _AROUND:
            yield from _blocks(child)


def _shown(parent: Element) -> Iterator[Element]:
    """Yield what an element holds, of a drawing the first of its forms that has text: the others repeat it."""
    if name(parent) != "AlternateContent":
        yield from parent
        return
    forms = (form for form in parent if any(name(below) == "t" and below.text for below in form.iter()))
    yield from (form for form in [next(forms, None)] if form is not None)


def _boxes(parent: Element) -> Iterator[Element]:
    for child in _shown(parent):
        if name(child) == "txbxContent":
            yield child
        elif name(child) not in _NO_TEXT:
            yield from _boxes(child)


def _pieces(parent: Element) -> Iterator[str]:
    """Yield the pieces of a paragraph's text, without the text boxes that hang on it."""
    for child in _shown(parent):
        if name(child) == "t":
            yield child.text or ""
        elif name(child) in _SIGNS:
            yield _SIGNS[name(child)]
        elif name(child) not in _NO_TEXT and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Element) -> bool:
    """Return whether a run is hidden text («vanish»), which Word shows to nobody who reads."""
    marks = (mark for part in run if name(part) == "rPr" for mark in part if name(mark) == "vanish")
    said = next(marks, None)
    values = () if said is None else [value for key, value in said.attrib.items() if key.endswith("}val")]
    return said is not None and not {"0", "false", "off"}.intersection(values)


def _rows(table: Element) -> Iterator[str]:
    """Yield the rows of a table that were not deleted, each cell's text once."""
    for row in _within(table, "tr"):
        settings = (mark for part in row if name(part) == "trPr" for mark in part)
        if not any(name(mark) == "del" for mark in settings):
            cells = (" ".join(" ".join(_cell(cell)).split()) for cell in _within(row, "tc"))
            yield " ".join(dict.fromkeys(cell for cell in cells if cell))


# Words of a paragraph that no cell of a table of figures holds, and such paragraphs in the cells of a frame at least.
_LONG, _FEWEST = 12, 2


def _frame(table: Element) -> list[Element] | None:
    """Return the cells of a table that only lays out a page: one of them holds several paragraphs of text."""
    cells = [cell for row in _within(table, "tr") for cell in _within(row, "tc")]
    long = [
        sum(len("".join(_pieces(block)).split()) >= _LONG for block in cell if name(block) == "p")
        for cell in cells
    ]
    return cells if max(long, default=0) >= _FEWEST else None


def _cell(cell: Element) -> Iterator[str]:
    for block in _blocks(cell):
        yield from _rows(block) if name(block) == "tbl" else ["".join(_pieces(block))]


def _within(parent: Element, wanted: str) -> Iterator[Element]:
    for child in parent:
        if name(child) == wanted:
            yield child
        elif name(child) in _AROUND:
            yield from _within(child, wanted)
