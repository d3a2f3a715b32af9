"""JSON lines: good ones become articles to the character, bad ones say what is wrong."""

from __future__ import annotations

import datetime
import gzip
import json

import pytest

from retrieval.readers.context import Note, ReadContext
from retrieval.readers.tables import jsonl
from retrieval.records import Article, SetAside
from tests.benchmarks.quality.cleaning import boilerplate_lists

GOOD = {"id": "a1", "title": "إغلاق الجسر", "text": "  أغلق الجسر.\r\n\nوبدأ العمل.\u200f "}


def read(data: bytes) -> list[Article | SetAside]:
    return list(jsonl.read(data, "in.jsonl"))


def line(**fields: object) -> bytes:
    return json.dumps(GOOD | fields, ensure_ascii=False).encode() + b"\n"


def test_given_fields_are_kept_to_the_character() -> None:
    (article,) = read(line(outlet="الميناء", author="ليلى", url="https://example.org/1", section="محليات"))
    assert article == Article(
        id="a1",
        title=GOOD["title"],
        text=GOOD["text"],
        outlet="الميناء",
        author="ليلى",
        url="https://example.org/1",
        section="محليات",
    )


@pytest.mark.parametrize("written", ["2014-09-28", "2014-09-28T23:10:00+03:00", "2014-09-28 23:10:00"])
def test_the_day_is_read_from_a_date_or_a_date_time(written: str) -> None:
    (article,) = read(line(published=written))
    assert isinstance(article, Article)
    assert article.published == datetime.date(2014, 9, 28)


def test_a_null_or_empty_optional_field_is_unknown() -> None:
    (article,) = read(line(outlet=None, author="", published=None, other=3))
    assert isinstance(article, Article)
    assert (article.outlet, article.author, article.published) == (None, None, None)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"id": "\xff"}', "not UTF-8 at byte 9"),
        (b'{"id": "a", "title": "b"}', "'text' is missing or empty"),
        (line(id=7), "'id' is int, not a string"),
        (line(author=["x"]), "'author' is list, not a string"),
        (b'{"id": "a", "title": "b", "text": "\\ud800"}', "half a surrogate pair"),
        (line(published="28/9/2014"), "write YYYY-MM-DD"),
    ],
)
def test_a_bad_line_is_set_aside_by_number_and_the_others_are_read(bad: bytes, reason: str) -> None:
    first, refused, last = read(line() + bad.rstrip(b"\n") + b"\n" + line(id="a2"))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(refused, SetAside)
    assert (refused.path, refused.line) == ("in.jsonl", 2)
    assert reason in refused.reason


def test_an_id_given_twice_is_refused_the_second_time() -> None:
    first, second = read(line() + line())
    assert isinstance(first, Article)
    assert isinstance(second, SetAside)
    assert "'a1' stands in an earlier line" in second.reason


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_do_no_harm() -> None:
    data = b"\xef\xbb\xbf" + line().replace(b"\n", b"\r\n") + b"\r\n\n" + line(id="a2")
    assert [article.id for article in read(data) if isinstance(article, Article)] == ["a1", "a2"]


def test_a_gzipped_file_is_read_like_a_plain_one() -> None:
    assert read(gzip.compress(line() + line(id="a2"))) == read(line() + line(id="a2"))


def test_of_a_torn_gzip_file_what_stood_before_is_read_and_the_rest_reported() -> None:
    whole = gzip.compress(b"".join(line(id=f"a{n}", text=f"{n * 7919} نص") for n in range(2000)))
    *articles, last = read(whole[: len(whole) // 2])
    assert articles
    assert all(isinstance(article, Article) for article in articles)
    assert isinstance(last, SetAside)
    assert last.line == len(articles) + 1
    assert "the lines before were read" in last.reason


def test_lines_are_read_one_by_one() -> None:
    stream = jsonl.read(line() + b"{", "in.jsonl")
    assert isinstance(next(stream), Article)


def test_an_endless_line_ends_the_reading() -> None:
    bomb = gzip.compress(line() + b" " * (65 * 2**20))
    article, refused = read(bomb)
    assert isinstance(article, Article)
    assert isinstance(refused, SetAside)
    assert "longer than" in refused.reason


TEXT = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
SCRAPED = {
    "headline": "افتتاح سوق السمك",
    "body": TEXT,
    "link": "https://mina.example/1",
    "date": "2023-05-12",
}


def scraped(*lines: object) -> list[Article | SetAside]:
    data = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines).encode()
    return list(jsonl.read(data, "in.jsonl", ReadContext(boilerplate_lists())))


def test_other_names_of_fields_are_guessed_as_those_of_a_table_are() -> None:
    note, article, second = scraped(
        SCRAPED, {**SCRAPED, "link": "https://mina.example/2", "by": "سامي النجار"}
    )
    assert isinstance(note, Note)
    assert "text = 'body'" in note.reason
    assert isinstance(article, Article)
    assert (article.title, article.text, article.url) == ("افتتاح سوق السمك", TEXT, "https://mina.example/1")
    assert article.published == datetime.date(2023, 5, 12)
    assert isinstance(second, Article)
    assert second.author == "سامي النجار"


def test_an_id_is_made_where_neither_it_nor_an_address_is_given() -> None:
    _, first, second = scraped({"title": "أ", "text": TEXT}, "", {"title": "ب", "text": TEXT})
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, second.id) == ("in-1", "in-3")


def test_bad_lines_among_those_with_other_names_say_which_they_are() -> None:
    _, first, bad, empty, foreign = scraped(
        SCRAPED, "{", {"headline": "x"}, {**SCRAPED, "link": "", "body": "one " * 20}
    )
    assert isinstance(first, Article)
    said = [(item.line, item.reason) for item in (bad, empty, foreign) if isinstance(item, SetAside)]
    assert [line for line, _ in said] == [2, 3, 4]
    assert "not JSON" in said[0][1]
    assert "no object" in said[1][1]
    assert "not in Arabic" in said[2][1]
