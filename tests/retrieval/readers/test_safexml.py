"""XML from strangers reaches for nothing and grows by nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import UnreadableSource
from retrieval.readers import safexml

if TYPE_CHECKING:
    from pathlib import Path

LAUGHS = b"<!ENTITY a 'ha'>" + b"".join(
    b"<!ENTITY %c '%s'>" % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("j"))
)


@pytest.mark.parametrize(
    "entities",
    [LAUGHS, b"<!ENTITY a SYSTEM 'file:///etc/hostname'>", b"<!ENTITY % p SYSTEM 'http://127.0.0.1/x'> %p;"],
    ids=["billion laughs", "file", "parameter"],
)
def test_a_document_that_declares_entities_is_refused(entities: bytes) -> None:
    data = b"<!DOCTYPE x [" + entities + b"]><x><item>&a;</item></x>"
    with pytest.raises(UnreadableSource, match=r"entities|well-formed"):
        safexml.parse(data)
    with pytest.raises(UnreadableSource, match=r"entities|well-formed"):
        list(safexml.each(data, "item"))


def test_a_document_type_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    other = tmp_path / "x.dtd"
    other.write_text("<!ENTITY a 'stolen'>")
    root = safexml.parse(f'<!DOCTYPE x SYSTEM "{other.as_uri()}"><x>good</x>'.encode())
    assert root.text == "good"


def test_what_is_not_xml_is_refused_with_the_place() -> None:
    with pytest.raises(UnreadableSource, match="line 1"):
        safexml.parse(b"<a><b></a>")
    with pytest.raises(UnreadableSource):
        safexml.parse(b"", recover=True)


def test_elements_are_read_one_by_one_and_those_before_a_slip_count() -> None:
    data = b'<r xmlns:n="u"><n:item>1</n:item><item>2</item><oops></r>'
    stream = safexml.each(data, "item")
    assert [next(stream).text, next(stream).text] == ["1", "2"]
    with pytest.raises(UnreadableSource):
        next(stream)
