"""Pages in every encoding that Arabic was saved in, whatever they declare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableSource
from retrieval.readers.charset import decode_page

PAGE = (
    "<html><head>{}</head><body><p>قال المتحدث إن الجسر القديم مغلق من اليوم، وإن السير على الطريق الآخر.</p></body>"
    "</html>"
)


@pytest.mark.parametrize("declared", ["", '<meta charset="utf-8">', '<meta charset="windows-1252">'])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1256", "iso8859_6", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_page_reads_as_arabic_whatever_it_declares(encoding: str, declared: str) -> None:
    page = PAGE.format(declared)
    assert decode_page(page.encode(encoding)) == page


def test_what_the_server_declares_counts_before_what_the_page_does() -> None:
    page = PAGE.format('<meta charset="windows-1252">') + "«»"
    assert decode_page(page.encode("cp1256"), "windows-1256") == page


@pytest.mark.parametrize("declared", ["no-such-encoding", "base64", "idna"])
def test_an_encoding_that_there_is_not_does_no_harm(declared: str) -> None:
    page = PAGE.format(f'<meta charset="{declared}">')
    assert decode_page(page.encode("cp1256"), declared).count("قال") == 1


def test_one_broken_byte_costs_one_character() -> None:
    page = PAGE.format("").encode()
    place = page.index("مغلق".encode())
    assert decode_page(page[:place] + b"\xff" + page[place:]).replace("\ufffd", "") == PAGE.format("")


def test_binary_data_is_no_page() -> None:
    with pytest.raises(UnreadableSource, match="binary"):
        decode_page(b"\x01\x00\x02\xff" + b"ab" * 100)


@given(st.binary(max_size=300), st.text(max_size=10))
def test_any_bytes_are_decoded_or_refused(data: bytes, declared: str) -> None:
    try:
        assert isinstance(decode_page(data, declared), str)
    except UnreadableSource as error:
        assert error.reason
