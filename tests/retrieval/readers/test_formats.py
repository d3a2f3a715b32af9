"""Which reader a file comes to: what it is counts before what it is called."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import UnreadableSource
from retrieval.readers import detection
from retrieval.readers.context import Note
from retrieval.records import Article, SetAside
from tests.support.readers import FIXTURES, article, fixture, read, reason

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = (FIXTURES / "saved.html").read_bytes()
TEXT = "إغلاق الجسر القديم شهرا\n14 مارس 2023\nأعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا."


def pack(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, data in files.items():
            writer.writestr(name.replace("__", "/").replace("_", "."), data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "called", "kind"),
    [
        ("bridge.docx", "bridge.doc", "docx"),
        ("bridge.docx", "https://a.example/download", "docx"),
        ("table.xlsx", "table.zip", "xlsx"),
        ("bridge.epub", "bridge", "epub"),
        ("bridge.pdf", "bridge.txt", "pdf"),
        ("saved.html", "saved.txt", "html"),
        ("saved.html", "https://a.example/news/7", "html"),
        ("export.xml", "export.xml", "wxr"),
        ("posts.json", "posts.json", "posts"),
        ("result.json", "result.json", "telegram"),
        ("table.csv", "table.csv", "csv"),
    ],
)
def test_a_file_is_known_by_what_it_is_whatever_it_is_called(name: str, called: str, kind: str) -> None:
    assert detection.of((FIXTURES / name).read_bytes(), called) == kind


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_a_page_is_known_in_any_encoding(encoding: str) -> None:
    assert detection.of(PAGE.decode().encode(encoding, "xmlcharrefreplace"), "x") == "html"


def test_text_called_a_page_is_read_as_text() -> None:
    assert article(read(TEXT.encode(), "a.html")) == article(read(TEXT.encode(), "a.txt"))


def test_a_list_of_articles_is_known_without_its_ending() -> None:
    line = b'{"id": "a", "title": "t", "text": "\\u0646\\u0635"}\n'
    assert article(read(line, "x.json")).id == article(read(gzip.compress(line), "x.jsonl.gz")).id == "a"


def test_a_gzipped_file_is_read_as_what_is_in_it() -> None:
    assert article(read(gzip.compress(TEXT.encode()), "a.txt.gz")).id == "a"


def test_a_gzipped_bomb_and_gzip_in_gzip_in_gzip_are_refused() -> None:
    assert "expands more than" in reason(read(gzip.compress(b"<html>" * 2_000_000), "a.html.gz"))
    thrice = gzip.compress(gzip.compress(gzip.compress(TEXT.encode())))
    assert "deep in one another" in reason(read(thrice, "a.txt.gz"))


@pytest.mark.parametrize("start", [b'{"messages":[', b'[{"rendered":', b'{"text":'])
def test_json_of_endless_depth_is_refused(start: bytes) -> None:
    try:
        (found,) = read(start + b"[" * 200_000, "a.json")
    except UnreadableSource as error:
        assert error.reason
    else:
        assert isinstance(found, SetAside)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Word"),
        (b"{\\rtf1 x}", "rich text"),
        (b"\x89PNG\r\n", "picture"),
        (b"ID3\x03", "sound"),
        (b"7z\xbc\xaf\x27", "pack of another kind"),
        (b"<?xml version='1.0'?><urlset></urlset>", "sitemap"),
        (b"<?xml version='1.0'?><other/>", "cannot be read; give it as one of"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "cannot be read"),
        (b"[1, 2]", "no object in it has a text"),
        (b'{\n "id": "a",\n "title": "t"\n}', "no object in it has a text"),
    ],
)
def test_other_kinds_are_set_aside_with_what_to_give_instead(data: bytes, words: str) -> None:
    assert words in reason(read(data, "file.bin"))


def test_files_in_a_pack_are_read_each_by_its_kind_and_named_by_their_paths() -> None:
    data = pack(
        news__a_txt=TEXT.encode(), news__b_html=PAGE, c_png=b"\x89PNG", d_csv="النص\nنص مقال.\n".encode()
    )
    found = read(data, "archive.zip")
    assert [item.id for item in found if isinstance(item, Article) and not item.url] == ["a", "d-2"]
    assert [item.path for item in found if isinstance(item, SetAside)] == [
        "archive.zip/c.png",
        "archive.zip/d.csv",
    ]


def test_a_name_taken_in_a_pack_gets_its_folder_before_it() -> None:
    data = pack(a__x_txt=TEXT.encode(), b__x_txt=TEXT.encode(), x_txt=TEXT.encode())
    found = read(data, "archive.zip")
    assert [item.id for item in found if isinstance(item, Article)] == ["x", "b/x"]
    assert isinstance(found[-1], SetAside)
    assert "was taken already by an article of archive.zip/a/x.txt" in found[-1].reason


def test_packs_in_packs_end_somewhere() -> None:
    data = pack(a_txt=TEXT.encode())
    for _ in range(2):
        data = pack(inner_zip=data)
    assert "deep in one another" in reason(read(data, "archive.zip"))
    assert article(read(pack(inner_zip=pack(a_txt=TEXT.encode())), "archive.zip")).id == "a"


def test_a_page_saved_as_one_file_is_read_with_its_address() -> None:
    saved = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n"
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://bignews.example/x/7\r\n\r\n"
        + PAGE.replace(b'<link data-rh="true" rel="canonical"', b"<link x") + b"\r\n--b--\r\n"
    )  # fmt: skip
    assert article(read(saved, "x.mhtml")).url == article(read(saved, "x")).url
    assert "damaged" in reason(read(b"MIME-Version: 1.0\r\n\r\nx", "x.mhtml"))


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(["docx", "pdf", "epub", "xlsx", "xml", "json", "html"]),
    st.integers(0, 10**6),
    st.binary(max_size=6),
)
def test_any_damage_is_survived(ending: str, place: int, junk: bytes) -> None:
    file = next(one for one in sorted(FIXTURES.iterdir()) if one.suffix == f".{ending}")
    data = bytearray(file.read_bytes())
    at = place % len(data)
    data[at : at + len(junk)] = junk
    try:
        assert all(isinstance(item, Article | SetAside) for item in read(bytes(data), file.name))
    except UnreadableSource as error:
        assert error.reason


def test_each_fixture_yields_something() -> None:
    for file in sorted(FIXTURES.iterdir()):
        if file.suffix in {".docx", ".pdf", ".epub", ".xlsx", ".csv", ".xml", ".json", ".html"}:
            assert fixture(file.name)


PERSIAN = (
    "شهرداری بندر امروز صبح بازار تازه ماهی را در اسکله شرقی با حضور صدها ماهیگیر و خانواده هایشان گشایش داد"
    " و این بازار که برای مردم ساخته شده است چهل فروشگاه و دو سردخانه دارد و هزینه آن از سه میلیون گذشته است."
)
HEBREW = "עיריית הנמל פתחה הבוקר את שוק הדגים החדש ברציף המזרחי בנוכחות מאות דייגים ובני משפחותיהם"
ARABIC = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
FEED = (
    "<rss version='2.0'><channel><title>x</title>"
    "<item><link>https://a.example/1</link><title>a</title><description>{0}</description></item>"
    "<item><link>https://a.example/2</link><title>b</title><description>{1}</description></item></channel></rss>"
)
CHAT = {"type": "public_channel", "id": 1, "name": "x"}


def messages(text: str) -> bytes:
    said = [{"id": n, "type": "message", "text": one} for n, one in enumerate((text, ARABIC))]
    return json.dumps({**CHAT, "messages": said}).encode()


@pytest.mark.parametrize("language", [PERSIAN, HEBREW], ids=["persian", "hebrew"])
@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.csv", lambda text: f"title,text\na,{text}\nb,{ARABIC}".encode()),
        ("a.json", lambda text: json.dumps([{"title": "a", "body": text}, {"title": "b", "body": ARABIC}]).encode()),
        ("a.jsonl", lambda text: f'{{"body": "{text}"}}\n{{"body": "{ARABIC}"}}'.encode()),
        ("a.xml", lambda text: FEED.format(f"{text} " * 8, f"{ARABIC} " * 8).encode()),
        ("result.json", messages),
        ("posts.json", lambda text: json.dumps([
            {"title": {"rendered": "a"}, "content": {"rendered": f"<p>{one}</p>"}} for one in (text, ARABIC)
        ]).encode()),
    ],
)  # fmt: skip
def test_of_a_file_what_is_not_in_arabic_is_set_aside(
    name: str, made: Callable[[str], bytes], language: str
) -> None:
    items = read(made(language), name)
    aside = [item for item in items if isinstance(item, SetAside) and not isinstance(item, Note)]
    [found] = [item for item in items if isinstance(item, Article)]
    assert found.text.startswith(ARABIC)
    [one] = aside
    assert "not in Arabic" in one.reason


@pytest.mark.parametrize("language", [PERSIAN, HEBREW], ids=["persian", "hebrew"])
@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html"])
def test_a_document_that_is_not_in_arabic_is_set_aside(name: str, language: str) -> None:
    page = f"<html><body><h1>x</h1><p>{language}</p></body></html>" if name.endswith("html") else language
    assert "not in Arabic" in reason(read(page.encode(), name))
