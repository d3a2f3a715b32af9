"""JSON as scrapers write it: arrays of articles, by themselves or within others."""

from __future__ import annotations

import datetime
import json

import pytest

from retrieval.readers.context import Note
from retrieval.readers.html import addresses
from retrieval.records import Article, SetAside
from tests.support.readers import read, reason

SAID = "أعلنت البلدية إغلاق الجسر شهرا كاملا لإصلاح دعاماته."
ONE = {
    "url": "https://mina.example/news/1",
    "post_id": "1908342",
    "title": "إغلاق الجسر",
    "keywords": ["جسر", "طريق"],
    "published_time": "2024-09-01T00:04:00+03:00",
    "author": "سامي النجار",
    "full_text": SAID,
}
OTHER = ONE | {"url": "https://mina.example/news/2", "post_id": "1908343", "full_text": f"{SAID} ثم فتحه."}


def articles(document: object, name: str = "articles.json") -> list[Article]:
    found = read(json.dumps(document, ensure_ascii=False, indent=1).encode(), name)
    return [item for item in found if isinstance(item, Article)]


def test_an_array_of_articles_is_read_as_a_table_is_and_tells_which_fields_it_took() -> None:
    note, *_ = read(json.dumps([ONE, OTHER]).encode(), "articles.json")
    assert isinstance(note, Note)
    assert "text = 'full_text'" in note.reason
    first, second = articles([ONE, OTHER])
    assert (first.id, first.title, first.author) == ("1908342", "إغلاق الجسر", "سامي النجار")
    assert (first.published, first.url, first.text) == (datetime.date(2024, 9, 1), ONE["url"], SAID)
    assert second.id == "1908343"


@pytest.mark.parametrize("document", [
    {"status": "ok", "user": {"name": "سامي"}, "articles": [ONE, OTHER]},
    {"data": {"total": 2, "items": [ONE, OTHER]}},
    {"hits": {"total": 2, "hits": [{"_id": "1", "_source": ONE}, {"_id": "2", "_source": OTHER}]}},
    {"1": ONE, "2": OTHER},
    [[ONE], [OTHER]],
])  # fmt: skip
def test_the_articles_may_lie_within_other_objects(document: object) -> None:
    assert [one.text for one in articles(document)] == [SAID, f"{SAID} ثم فتحه."]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
def test_one_object_is_one_article(name: str) -> None:
    assert [one.text for one in articles(ONE, name)] == [SAID]


def test_fields_that_are_lists_and_objects_say_what_they_name() -> None:
    (one,) = articles([{
        "headline": {"rendered": "<b>إغلاق</b> الجسر"}, "articleBody": [SAID, "ثم فتحه."],
        "datePublished": 1725138240000,
        "author": [{"@type": "Person", "name": "سامي النجار"}], "id": 7, "category": {"id": 3, "name": "محليات"},
    }])  # fmt: skip
    assert (one.id, one.title, one.text) == ("7", "إغلاق الجسر", f"{SAID}\nثم فتحه.")
    assert (one.author, one.section) == ("سامي النجار", "محليات")
    assert one.published == datetime.date(2024, 8, 31)


def test_an_address_names_the_article_that_has_no_number() -> None:
    (one,) = articles([{"link": ONE["url"], "text": SAID}])
    assert one.id == addresses.article_id("https://mina.example/news/1")


@pytest.mark.parametrize(
    "data", [b"[]", b'[{"a": 1}]', b"[1, 2]", b'{"contacts": {"list": [{"name": "x"}]}}']
)
def test_json_without_a_text_says_so(data: bytes) -> None:
    assert "no object in it has a text" in reason(read(data, "a.json"))


@pytest.mark.parametrize("data", [b'[{"text": ', b"[" * 200_000, b'{"a":' * 100_000])
def test_json_that_breaks_off_or_nests_without_end_is_set_aside(data: bytes) -> None:
    assert all(isinstance(item, SetAside) for item in read(data, "a.json"))


def test_an_object_without_a_text_is_set_aside_by_its_number() -> None:
    found = read(json.dumps([ONE, ONE | {"full_text": ""}, 3]).encode(), "a.json")
    aside = [item for item in found if isinstance(item, SetAside) and not isinstance(item, Note)]
    assert [(item.line, item.reason) for item in aside] == [(2, "the row has no text")]


@pytest.mark.parametrize("document", [
    {"id": "7", "author": "منى", "article": {"headline": "إغلاق الجسر", "body": SAID}},
    {"data": {"post": {"heading": "إغلاق الجسر", "content": {"html": f"<p>{SAID}</p>"}, "id": 7, "authors": ["منى"]}}},
    [{"title": "إغلاق الجسر", "paragraphs": [{"type": "p", "text": SAID}], "id": 7, "author": {"name": "منى"}}],
    {"title": {"0": "إغلاق الجسر"}, "content": {"0": SAID}, "id": {"0": 7}, "author": {"0": "منى"}},
    {"data": [{"title": "إغلاق الجسر", "id": 7, "by": "منى", "paragraphs": [{"context": SAID, "qas": []}]}]},
    {"Title": "إغلاق الجسر", "BodyHtml": f"<p>{SAID}</p>", "Id": 7, "AuthorName": "منى"},
])  # fmt: skip
def test_an_article_is_found_in_every_shape_that_programs_give_it(document: object) -> None:
    (one,) = articles(document)
    assert (one.id, one.title, one.author, one.text) == ("7", "إغلاق الجسر", "منى", SAID)


def test_a_text_under_a_name_that_says_nothing_is_known_by_its_length() -> None:
    (one,) = articles(
        {"items": [{"title": "إغلاق الجسر", "khabar": f"{SAID} {SAID}"}], "user": {"name": "x"}}
    )
    assert (one.title, one.text) == ("إغلاق الجسر", f"{SAID} {SAID}")


def test_fields_that_are_lists_of_one_length_are_columns() -> None:
    first, second = articles({"title": ["أول", "ثان"], "text": [SAID, f"{SAID} ثم فتحه."], "lang": "ar"})
    assert (first.title, second.title, second.text) == ("أول", "ثان", f"{SAID} ثم فتحه.")


@pytest.mark.parametrize("between", ["", "\n", ",\n"])
def test_objects_one_after_another_are_articles_each(between: str) -> None:
    written = [json.dumps(one, ensure_ascii=False, indent=1) for one in (ONE, OTHER)]
    found = read(between.join(written).encode(), "a.json")
    assert [item.id for item in found if isinstance(item, Article)] == ["1908342", "1908343"]


def test_of_an_array_that_breaks_off_the_articles_before_are_read_and_it_says_so() -> None:
    whole = json.dumps([ONE, OTHER, ONE], ensure_ascii=False)
    *found, last = read(whole[: whole.rfind("{") + 40].encode(), "a.json")
    assert [item.id for item in found if isinstance(item, Article)] == ["1908342", "1908343"]
    assert isinstance(last, SetAside)
    assert "the objects before were read" in last.reason


def test_lines_of_objects_called_json_are_read_line_by_line() -> None:
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in (ONE, OTHER))
    assert [item.id for item in read(lines.encode(), "a.json") if isinstance(item, Article)] == [
        "1908342",
        "1908343",
    ]


@pytest.mark.parametrize("blocks", [
    {"blocks": [
        {"type": "paragraph", "data": {"text": "فقرة أولى."}}, {"type": "header", "data": {"text": "الثانية"}},
    ]},
    {"body": [
        {"_type": "block", "children": [{"_type": "span", "text": "فقرة "}, {"_type": "span", "text": "أولى."}]},
        {"_type": "block", "children": [{"_type": "span", "text": "الثانية"}]},
    ]},
    {"content": {"type": "doc", "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": "فقرة "}, {"type": "text", "text": "أولى."}]},
        {"type": "heading", "content": [{"type": "text", "text": "الثانية"}]},
    ]}},
    {"paragraphs": [{"text": "فقرة أولى."}, {"text": "الثانية"}]},
])  # fmt: skip
def test_a_text_kept_in_blocks_is_read_a_line_a_block_whatever_its_pieces(blocks: dict[str, object]) -> None:
    (one,) = articles([{"title": "إغلاق الجسر", **blocks}])
    assert one.text == "فقرة أولى.\nالثانية"


@pytest.mark.parametrize("author", [{"displayName": "سامي النجار"}, [{"id": 7, "full_name": "سامي النجار"}]])
def test_an_author_who_is_an_object_is_called_by_the_name_that_is_shown(author: object) -> None:
    (one,) = articles([ONE | {"author": author, "primaryCategory": {"id": 3, "name": "محليات"}}])
    assert (one.author, one.section) == ("سامي النجار", "محليات")
