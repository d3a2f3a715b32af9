"""Pages that a scraper turned into Markdown lose their menus, and documents keep every line."""

from __future__ import annotations

import datetime

import pytest

from tests.support.readers import article, headings, read

FIRST = "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
SECOND = "وقال رئيس البلدية [سامي النجار](https://mina.example/1) إن السوق يضم أربعين محلا، وكلفته **ثلاثة ملايين**."
PLAIN = "وقال رئيس البلدية سامي النجار إن السوق يضم أربعين محلا، وكلفته ثلاثة ملايين."
MENU = (
    "[الرئيسية](https://mina.example/) [سياسة](https://mina.example/p)\n\n"
    "![Image 1: شعار](https://mina.example/logo.png)\n"
)
FOOT = "*   [شارك على فيسبوك](https://facebook.com/x)\n\n### اقرأ أيضا\n\n*   [موسم الزيتون](https://mina.example/13)\n"
PAGE = f"{MENU}\n# افتتاح سوق السمك\n\n12 مايو 2023\n\n{FIRST}\n\n{SECOND}\n\n{FOOT}\nجميع الحقوق محفوظة © 2023\n"
CONVERTED = (
    "Title: افتتاح سوق السمك\n\nURL Source: https://mina.example/news/12\n\n"
    f"Published Time: 2023-05-12T10:00:00+03:00\n\nMarkdown Content:\n{PAGE}"
)


@pytest.mark.parametrize("name", ["page.md", "page.txt", "page"])
@pytest.mark.parametrize("page", [PAGE, CONVERTED])
def test_a_page_in_markdown_is_cleaned_as_a_page_whatever_it_is_called(page: str, name: str) -> None:
    found = article(read(page.encode(), name))
    assert (found.title, found.published) == ("افتتاح سوق السمك", datetime.date(2023, 5, 12))
    assert found.text == f"{FIRST}\n{PLAIN}"


def test_the_head_that_a_converter_writes_gives_address_and_day() -> None:
    found = article(read(CONVERTED.encode(), "a.md"))
    assert (found.url, found.id[:4]) == ("https://mina.example/news/12", "web-")


def test_marks_of_markdown_in_a_text_file_are_no_text() -> None:
    page = f"# افتتاح سوق السمك\n\n## سامي النجار\n\n12 مايو 2023\n\n{FIRST}\n\n{SECOND}"
    found = article(read(page.encode(), "a.txt"))
    assert (found.title, found.author, found.text) == ("افتتاح سوق السمك", "سامي النجار", f"{FIRST}\n{PLAIN}")


def test_a_page_that_begins_with_a_link_is_no_json() -> None:
    menu = "[الرئيسية](https://mina.example/) | [سياسة](https://mina.example/p)"
    page = f"{menu}\n\n**افتتاح سوق السمك**\n\n{FIRST}\n\n{SECOND}"
    assert article(read(page.encode(), "a.txt")).text == f"{FIRST}\n{PLAIN}"


def test_a_document_with_sources_at_its_end_keeps_them() -> None:
    sources = "- [تقرير البلدية](https://mina.example/a.pdf)\n- [صور السوق](https://mina.example/b)\n"
    head = "---\ntitle: افتتاح سوق السمك\nurl: https://mina.example/news/12\nsitename: جريدة الميناء\n---\n"
    found = article(read(f"{head}{FIRST}\n\n## المصادر\n\n{sources}".encode(), "a.md"))
    assert found.text.split("\n") == [FIRST, "المصادر", "تقرير البلدية", "صور السوق"]
    assert headings(found) == ["المصادر"]
    assert (found.outlet, found.url) == ("جريدة الميناء", "https://mina.example/news/12")


def test_a_head_between_rows_of_plus_signs_is_read_as_one_between_dashes() -> None:
    head = '+++\ntitle = "افتتاح سوق السمك"\nauthor = "سامي النجار"\ndate = 2023-05-12\n+++\n'
    found = article(read(f"{head}\n{FIRST}\n".encode(), "a.md"))
    assert (found.title, found.author, found.text) == ("افتتاح سوق السمك", "سامي النجار", FIRST)
    assert found.published == datetime.date(2023, 5, 12)


@pytest.mark.parametrize(
    "written", ["أعلنت** بلدية **الميناء", "أعلن**ت بلدية **الميناء", "**أعلنت** بلدية الميناء"]
)
def test_no_mark_of_bold_words_is_left_wherever_a_converter_wrote_it(written: str) -> None:
    found = article(
        read(f"# سوق السمك\n\n{FIRST.replace('أعلنت بلدية الميناء', written)}\n".encode(), "a.md")
    )
    assert found.text.replace(" ", "") == FIRST.replace(" ", "")


def test_a_text_file_of_bold_paragraphs_is_markdown() -> None:
    found = article(read(f"سوق السمك الجديد\n\n**{FIRST}**\n\n__{PLAIN}__\n".encode(), "a.txt"))
    assert found.text == f"{FIRST}\n{PLAIN}"


def test_footnotes_are_text_and_their_marks_are_none() -> None:
    found = article(
        read(f"# افتتاح سوق السمك\n\n{FIRST}[^1]\n\n[^1]: بيان البلدية في مايو.\n".encode(), "a.md")
    )
    assert found.text == f"{FIRST}\nبيان البلدية في مايو."
