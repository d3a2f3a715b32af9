"""XML from strangers: no entities, no document types fetched, nothing but the tree."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

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

    What stands before a slip is yielded first.
    """
    events = etree.iterparse(
        io.BytesIO(data),
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
