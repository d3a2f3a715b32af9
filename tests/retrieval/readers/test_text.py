"""One scraped page a file, in any encoding that Arabic pages were saved in."""

from __future__ import annotations

import pytest

from retrieval.readers import text
from retrieval.readers.context import ReadContext
from retrieval.records import Article, SetAside
from tests.benchmarks.cleaning import boilerplate_lists

BOILERPLATE = boilerplate_lists()
PAGE = (
    "إغلاق الجسر القديم شهرا\nكتبت: ليلى العطار\n14 مارس 2023\n"
    "أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته.\n"
    "وقال المهندس المسؤول عن الجسر إن الأعمال ستجري ليلا، حتى لا يتعطل السير في وسط المدينة."
)


def read(data: bytes) -> Article | SetAside:
    (result,) = text.read(data, "archive/pages/bridge.old.txt", ReadContext(BOILERPLATE))
    return result


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_a_page_is_read_in_every_encoding_that_arabic_pages_use(encoding: str) -> None:
    article = read(PAGE.encode(encoding))
    assert isinstance(article, Article)
    assert (article.id, article.title, article.author) == (
        "bridge.old",
        "إغلاق الجسر القديم شهرا",
        "ليلى العطار",
    )
    assert article.text == "\n".join(PAGE.split("\n")[3:])
    assert article.published is not None


def test_windows_line_ends_do_not_reach_the_text() -> None:
    article = read(PAGE.replace("\n", "\r\n").encode())
    assert isinstance(article, Article)
    assert "\r" not in article.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02PNG" * 30, "binary"),
        (bytes(range(128, 256)) * 20, "neither UTF-8 nor Arabic"),
        (PAGE.encode()[:-2], "neither UTF-8 nor Arabic"),
        (PAGE.encode().decode("cp1252", "ignore").encode(), "no Arabic article"),
        ("الرئيسية\nاتصل بنا".encode(), "no Arabic article"),
        (b"\xff\xfe\x00", "neither UTF-8 nor Arabic"),
    ],
    ids=["empty", "binary", "bytes", "torn", "mojibake", "menu", "torn utf-16"],
)
def test_a_file_without_a_readable_article_is_set_aside_with_the_reason(data: bytes, reason: str) -> None:
    result = read(data)
    assert isinstance(result, SetAside)
    assert result.path == "archive/pages/bridge.old.txt"
    assert reason in result.reason
