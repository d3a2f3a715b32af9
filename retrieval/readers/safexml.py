"""XML from strangers: no entities, no document types fetched, nothing but the tree."""

from __future__ import annotations

import io
import re
from html.entities import html5
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from retrieval.errors import UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    Element = Any  # lxml has no types


def parse(data: bytes, *, recover: bool = False) -> Element:
    """Parse a document into its root element; `recover` reads on past slips. UnreadableSource, its path empty.

    A document that declares entities is refused: they are how XML reaches for other files, or grows without
    end.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=recover, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableSource("", f"not well-formed XML: {error}") from error
    if root is None:
        raise UnreadableSource("", "not XML, or an empty document")
    _refuse_entities(root)
    return root


def each(data: bytes, name: str) -> Iterator[Element]:
    """Yield each element called `name`, whatever its namespace, and forget it after; UnreadableSource as for `parse`.

    What stands before a slip is yielded first; characters that XML does not know are left out.
    """
    events = etree.iterparse(
        io.BytesIO(legal(data)),
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    try:
        for _, element in events:
            _refuse_entities(element)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise UnreadableSource("", f"not well-formed XML: {error}") from error


# Characters that no XML may hold, as bytes and as references; programs that export posts write them all the same.
_CONTROLS: Final = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_REFERENCE: Final = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_NAMED: Final = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE: Final = re.compile(rb"&(?!#[0-9xX]|[A-Za-z][A-Za-z0-9]{1,31};)")
_XML_NAMES: Final = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_FOREIGN: Final = re.compile(rb"<\?xml[^>]{0,200}encoding\s{0,5}=\s{0,5}[\"'](?!utf-?8)", re.IGNORECASE)


def legal(data: bytes) -> bytes:
    """Leave out of XML what it may not hold, and write the names of HTML's characters (&nbsp;) as these characters.

    An ampersand that begins no name or number («حملة & تلقيح») is written as XML writes it.
    Bytes that are no UTF-8 become U+FFFD, unless the document declares another encoding.
    """
    if data.startswith(_WIDE) or b"\0" in data[:4]:
        return data
    data = _REFERENCE.sub(_allowed, data.translate(None, _CONTROLS))
    if _FOREIGN.match(data):
        return data
    text = data.decode("utf-8", "replace").replace("\ufffe", "").replace("\uffff", "")
    return _BARE.sub(b"&amp;", _NAMED.sub(_character, text.encode()))


def _allowed(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    known = (
        code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )
    return reference[0] if known else b""


def _character(named: re.Match[bytes]) -> bytes:
    """Return the character that HTML calls so, but those that XML knows itself; what is no name is text."""
    if named[1] in _XML_NAMES:
        return named[0]
    letters = html5.get(f"{named[1].decode()};", "<")
    return b"&amp;" + named[0][1:] if any(mark in letters for mark in "<>&\"'") else letters.encode()


def name(element: Element) -> str:
    """Return an element's name without its namespace; empty for what is no element."""
    # etree.QName refuses names that a lenient parser lets pass, like «uhttps:».
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element, wanted: str) -> str | None:
    """Return the trimmed text of the first child called `wanted`; None if it is missing or empty."""
    found = next((below for below in element if name(below) == wanted), None)
    return None if found is None else ("".join(found.itertext()).strip() or None)


def _refuse_entities(element: Element) -> None:
    kind = element.getroottree().docinfo.internalDTD
    if kind is not None and any(True for _ in kind.iterentities()):
        raise UnreadableSource("", "the XML declares entities of its own, which are not followed")
