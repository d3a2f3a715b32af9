"""Web pages: what they say of themselves, what their lines show, and what hostile ones come to."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.readers.context import ReadContext
from retrieval.readers.html import addresses, dom
from retrieval.readers.html import page as reader
from retrieval.records import CUT, Article, SetAside
from tests.benchmarks.quality import cleaning
from tests.support.growth import MOST, growth
from tests.support.readers import BOILERPLATE, article, fixture, headings, read, reading, reason

if TYPE_CHECKING:
    from collections.abc import Callable

BODY = (
    "<p>أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته.</p>"
    "<p>وقال المهندس المسؤول عن الجسر إن الأعمال ستجري ليلا، حتى لا يتعطل السير في وسط المدينة.</p>"
)
TITLE = "إغلاق الجسر القديم شهرا كاملا"


def page(head: str = "", body: str = BODY, title: str = TITLE, top: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><h1>{title}</h1>{top}{body}</body></html>".encode()


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


@pytest.mark.parametrize(
    "label", list(cleaning.labels(folder=cleaning.WEB_PAGES)), ids=lambda label: label.name
)
def test_a_labelled_page_yields_its_article(label: cleaning.Label) -> None:
    score = cleaning.score_web(label, BOILERPLATE)
    assert (score.recall, score.title, score.date, score.outlet) == (1.0, True, True, True)
    assert score.boilerplate < 0.04


def test_what_the_page_says_for_machines_comes_first() -> None:
    head = linked(
        author=[{"@type": "Person", "name": "ليلى العطار"}, {"@type": "Person", "name": "سالم الحايك"}],
        publisher={"@type": "Organization", "name": "صحيفة الميناء"},
        datePublished="2023-03-14T23:30:00+03:00",
        articleSection=["محليات"],
        mainEntityOfPage={"@id": "https://harbour.example/n/7"},
    )
    found = article(read(page(head, top="<p>كتب: كريم الساحلي</p><p>نشر في 1 يناير 2001</p>"), "a.html"))
    assert (found.title, found.author, found.outlet) == (TITLE, "ليلى العطار، سالم الحايك", "صحيفة الميناء")
    assert (found.published, found.section) == (datetime.date(2023, 3, 14), "محليات")
    assert (found.url, found.id) == (
        "https://harbour.example/n/7",
        addresses.article_id("https://harbour.example/n/7"),
    )


def test_the_text_that_the_page_gives_to_machines_tells_which_lines_are_the_article() -> None:
    witnesses = ("أحمد", "سالم", "ليلى", "هند")
    sentences = [
        f"قال الشاهد {name} إن الجسر القديم كان مفتوحا أمام السيارات قبل ذلك اليوم" for name in witnesses
    ]
    other = "<p>تحتفل المدينة غدا بعيدها السنوي، وتقام في الساحة الكبرى حفلات وعروض للأطفال حتى المساء.</p>"
    first, second, third, fourth = sentences
    parts = f"<div class='related'><p>{first}</p></div>{other}<div><p>{second}</p><h2>ما بعد</h2></div>"
    body = f"{parts}<p>{third}</p><p>{fourth}</p>"
    given = " ".join([*sentences, "نهاية"]).replace("القديم", "&quot;القديم&quot;")
    found = article(read(page(linked(articleBody=given), body), "a.html"))
    assert found.text.replace(CUT, "\n").split("\n") == [*sentences[:2], "ما بعد", *sentences[2:]]
    cut = article(read(page(linked(articleBody=given[:60]), BODY), "a.html"))
    assert cut.text == article(read(page(body=BODY), "a.html")).text


def test_broken_json_is_passed_over_and_slips_are_forgiven() -> None:
    slipped = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-02-03",}</script>'
    )
    broken = '<script type="application/ld+json">{"@type": </script>'
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert article(read(page(broken + deep + slipped), "a.html")).published == datetime.date(2020, 2, 3)


def test_a_time_in_utc_near_midnight_is_the_day_that_readers_are_shown() -> None:
    head = linked(datePublished="2023-03-14T22:30:00Z")
    assert article(read(page(head), "a.html")).published == datetime.date(2023, 3, 14)
    shown = page(head, top="<p>نشر في 15 مارس 2023</p>")
    assert article(read(shown, "a.html")).published == datetime.date(2023, 3, 15)


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("<time class='published' datetime='2022-05-06T10:00:00+03:00'>منذ سنتين</time>", (2022, 5, 6)),
        ("<p>الأربعاء 5 مايو 2021</p>", (2021, 5, 5)),
        ("<div><span class='d'>5 مايو 2021</span> <span class='w'>ليلى العطار</span></div>", (2021, 5, 5)),
        ("<p>الاثنين 16 جمادى الآخرة 1444هـ</p>", (2023, 1, 9)),
        ("<p>قبل ٣ ساعات</p>", (2024, 3, 1)),
        ("<p>أمس</p>", (2024, 2, 29)),
    ],
)
def test_a_date_is_read_in_each_of_its_forms(top: str, day: tuple[int, int, int]) -> None:
    context = reading(known=datetime.date(2024, 3, 1))
    assert article(read(page(top=top), "a.html", context)).published == datetime.date(*day)


def test_a_telling_of_how_long_ago_is_no_date_where_no_day_is_known() -> None:
    assert article(read(page(top="<p>أمس</p>"), "a.html")).published is None


@pytest.mark.parametrize("name", ["admin", "هيئة التحرير", "رويترز", "صحيفة الميناء", "https://x.example/a"])
def test_nobody_an_agency_and_the_outlet_are_no_authors(name: str) -> None:
    head = linked(author={"name": name}, publisher={"name": "صحيفة الميناء"})
    assert article(read(page(head), "a.html")).author is None


def test_headings_are_kept_and_what_was_left_out_between_paragraphs_is_marked() -> None:
    box = "<aside class='related'><p>الصيادون يعودون إلى البحر بعد شهر من الانتظار الطويل في الميناء.</p></aside>"
    more = "<h2>مسارات بديلة</h2><p>ودعت الشرطة السائقين إلى استعمال جسر الواحة في شمال المدينة.</p>"
    found = article(read(page(body=f"<article>{BODY}{box}{more}</article>"), "a.html"))
    assert headings(found) == ["مسارات بديلة"]
    assert "الصيادون" not in found.text
    assert found.text.count(CUT) == 1
    assert CUT + "مسارات بديلة\nودعت" in found.text


def test_a_page_without_an_address_is_called_by_its_file_and_one_fetched_by_its_address() -> None:
    assert article(read(page(), "archive/bridge.html")).id == "bridge"
    fetched = article(read(page(), "x", reading(url="https://harbour.example/n/7")))
    assert (fetched.id, fetched.url) == (
        addresses.article_id("http://www.harbour.example/n/7/"),
        "https://harbour.example/n/7",
    )


def test_a_day_in_the_address_is_the_day_of_a_page_that_shows_none() -> None:
    dated = reading(url="https://harbour.example/2023/03/14/bridge/")
    assert article(read(page(), "x", dated)).published == datetime.date(2023, 3, 14)
    assert article(read(page(top="<p>نشر في 15 مارس 2023</p>"), "x", dated)).published == datetime.date(
        2023, 3, 15
    )
    assert article(read(page(), "x", reading(url="https://a.example/2023/13/14/x"))).published is None


def test_a_mark_left_open_around_the_page_makes_no_links_of_it() -> None:
    marked = page().replace(b"<body>", b"<body><a name='top'/><div id='root'/>")
    assert article(read(marked, "a.html")).text == article(read(page(), "a.html")).text


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/n?id=7&section=3&copy=2",
        "https://harbour.example/" + "%D8%AE%D8%A8%D8%B1-" * 40,
    ],
)
@pytest.mark.parametrize(
    "stated",
    ['<link rel="canonical" href="{}">', '<meta property="og:url" content="{}">', linked(url="{}")],
    ids=["canonical", "og:url", "json-ld"],
)
def test_an_address_is_taken_to_the_character_however_long(url: str, stated: str) -> None:
    written = url if stated.startswith("<script") else url.replace("&", "&amp;")
    assert article(read(page(stated.replace("{}", written)), "a.html")).url == url


@pytest.mark.parametrize(
    "button",
    ["#", "javascript:void(0)", "https://www.facebook.com/sharer/sharer.php?u=x", "https://wa.me/?text=x"],
)
def test_entries_of_live_coverage_with_a_button_each_are_no_cards_of_other_stories(button: str) -> None:
    entries = (
        ("20:15", "أعلن وزير النقل أن الطرفين وقعا اتفاقا ينهي إضراب القطارات."),
        ("16:40", "افترش مئات الركاب أرصفة محطة الشمال في انتظار القطارات."),
        ("05:10", "توقفت القطارات عن العمل مع بدء إضراب دعت إليه النقابة."),
    )
    body = "".join(
        f"<div class='entry'><time>{hour}</time><p>{text}</p><div><a href='{button}'>شارك</a></div></div>"
        for hour, text in entries
    )
    found = article(read(page(body=f"<div>{body}</div>", title="إضراب القطارات ساعة بساعة"), "a.html"))
    assert found.text.replace(CUT, "\n").split("\n") == [text for _, text in entries]


def test_live_coverage_without_a_stated_date_is_an_article_and_a_list_of_links_is_none() -> None:
    entries = (
        (
            "قبل 12 دقيقة",
            "وصول القطار إلى الأقصر",
            "أعلن وزير النقل أن القطار وصل إلى الأقصر في موعده تماما.",
        ),
        ("قبل ساعة", "زحام على شباك التذاكر", "افترش مئات الركاب أرصفة محطة الشمال في انتظار القطارات."),
        ("قبل 3 ساعات", "إقلاع القطار من العاصمة", "أقلع القطار من العاصمة وعلى متنه أربعمئة راكب وراكبة."),
    )

    def shown(link: str) -> str:
        parts = (
            f"<div class='upd'><div>{ago}</div><h3>{link.format(title)}</h3><p>{said}</p><div><a href='#'>فيسبوك</a>"
            " <a href='#'>نسخ الرابط</a></div></div>"
            for ago, title, said in entries
        )
        return f"<div>{''.join(parts)}</div>"

    found = article(read(page(body=shown("{}"), title="القطار الليلي ساعة بساعة"), "a.html"))
    assert all(said in found.text for _, _, said in entries)
    assert all(title in found.text for _, title, _ in entries[1:])
    linked = read(page(body=shown("<a href='/n/1'>{}</a>"), title="أخبار القطارات"), "a.html")
    assert "several stories" in reason(linked)


def test_the_address_that_a_browser_saved_the_page_from_is_its_address() -> None:
    data = b"<!-- saved from url=(0029)https://harbour.example/n/7 -->" + page()
    assert article(read(data, "a.html")).url == "https://harbour.example/n/7"


def test_a_fetched_page_cannot_take_the_place_of_another_sites() -> None:
    head = '<link rel="canonical" href="https://other.example/n/1">'
    fetched = article(read(page(head), "x", reading(url="https://harbour.example/n/7")))
    assert fetched.url == "https://harbour.example/n/7"


def test_the_outlet_of_the_source_counts_where_the_page_names_none() -> None:
    assert article(read(page(), "a.html", reading(outlet="الضفاف"))).outlet == "الضفاف"
    named = page('<meta property="og:site_name" content="صحيفة الميناء">')
    assert article(read(named, "a.html", reading(outlet="الضفاف"))).outlet == "صحيفة الميناء"


def test_the_site_in_the_title_of_the_window_is_the_outlet_where_nothing_else_names_one() -> None:
    titled = page(f"<title>{TITLE} :: منبر الجنوب</title>")
    assert article(read(titled, "a.html")).outlet == "منبر الجنوب"
    assert article(read(titled, "a.html", reading(outlet="الضفاف"))).outlet == "الضفاف"


def test_a_page_that_chromium_saved_yields_what_its_source_does() -> None:
    label = next(one for one in cleaning.labels(folder=cleaning.WEB_PAGES) if one.name == "bignews_2")
    found = article(fixture("saved.html"))
    assert (found.title, found.published) == (label.title, datetime.date.fromisoformat(str(label.published)))
    assert found.text.replace(CUT, "\n").split("\n") == list(label.body)


def test_scripts_styles_and_what_is_hidden_are_no_text() -> None:
    hidden = (
        "<script>'<p>نص من البرنامج لا يراه أحد من القراء على الصفحة.</p>'</script><style>.a{}</style>"
        "<template><p>قالب لا يظهر للقراء على هذه الصفحة مهما حدث.</p></template>"
        "<p hidden>سطر مخفي لا يظهر للقراء على هذه الصفحة مهما حدث.</p>"
        "<p style='display: none'>سطر مخفي آخر لا يظهر للقراء على هذه الصفحة.</p>"
    )
    assert article(read(page(body=f"{BODY}{hidden}"), "a.html")) == article(read(page(), "a.html"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<html><body></body></html>", "empty"),
        ("<html><p><a href=/>الأخبار</a></p><p>تسجيل الدخول</p></html>".encode(), "no Arabic article"),
        (b"<html><p>\x01\x02\x00</p></html>", "binary"),
    ],
)
def test_a_page_without_an_article_is_set_aside_with_the_reason(data: bytes, words: str) -> None:
    assert words in reason(read(data, "a.html"))


def attributes(size: int, kind: str) -> bytes:
    """Return a page with an element of so many attributes."""
    return page(body=f"<p {' '.join(map(kind.format, range(size)))}>" + BODY)


MONSTROUS: dict[str, tuple[Callable[[int], bytes], int]] = {
    "deep": (lambda size: b"<div>" * size + page() + b"</div>" * size, 25_000),
    "paragraphs": (lambda size: page(body="<p>" * size + BODY), 2_250),
    "lines": (lambda size: page(body="<p>كلمة</p>" * size + BODY), 250),
    "links": (lambda size: page(body="<a href=x>" * size + BODY), 6_250),
    "lines of links": (lambda size: page(body="<p><a href=x>خبر آخر</a></p>" * size + BODY), 250),
    "meta": (lambda size: page(head="<meta name=x content=y>" * size), 6_250),
    "cells": (lambda size: page(body="<table><tr>" + "<td>1" * size + "</table>" + BODY), 6_250),
    "long": (lambda size: page(body="<p>" + "كلمة " * size + "</p>"), 7_500),
    "attributes": (lambda size: page(body="<p " + "a=1 " * size + ">" + BODY), 25_000),
    "attributes of different names": (lambda size: attributes(size, "a{}=1"), 5_000),
    "attributes without values": (lambda size: attributes(size, "a{}"), 5_000),
    "attributes whose values end tags": (lambda size: attributes(size, "a{}='>'"), 5_000),
    "attributes between slashes": (lambda size: attributes(size, "/a{}=1"), 5_000),
    "attributes whose names are quoted": (lambda size: attributes(size, 'a{}"'), 5_000),
    "bylines": (lambda size: page(body="<div class=author>" * 200 + BODY * size), 20),
    "empty bylines": (lambda size: page(body="<div class=byline>" * 200 + "<b></b>" * size + BODY), 2_500),
}
"""What a page is made of, and how much of it there is at first."""


@pytest.mark.parametrize("kind", MONSTROUS)
def test_a_monstrous_page_is_read_or_set_aside_in_time_that_grows_no_faster_than_it(kind: str) -> None:
    def work(data: bytes) -> None:
        (found,) = read(data, "a.html")
        assert isinstance(found, Article | SetAside)

    assert growth(work, *MONSTROUS[kind]) < MOST


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=x>",
                "<li>",
                "<a href=/>",
                "<br>",
                "<h2>",
                "<td>",
                "&#x",
                "\0",
                "نص طويل. ",
                BODY,
            ]
        ),
        max_size=40,
    )
)
def test_every_line_of_an_article_stands_on_its_page(pieces: list[str]) -> None:
    data = "".join(pieces)
    (found,) = reader.read(data.encode(), "a.html", ReadContext(BOILERPLATE))
    if isinstance(found, Article):
        lines = found.text.replace(CUT, "\n").split("\n")
        root = dom.parse(data)
        assert root is not None
        shown = letters(" ".join(root.itertext()))
        assert all(line and letters(line) in shown for line in lines)
        assert all(found.text[start:end] in lines for start, end in found.headings)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def test_links_are_those_of_articles_on_the_same_site_once_each() -> None:
    data = (
        "<a href='/2023/03/14/bridge'>1</a><a href='https://www.harbour.example/news/48213'>2</a>"
        "<a href='/2023/03/14/bridge/?utm_source=x#c'>again</a><a href='/إغلاق-الجسر-القديم-شهرا-كاملا'>3</a>"
        "<a href='https://other.example/2023/03/14/x'>elsewhere</a><a href='/tag/48213'>tag</a>"
        "<a href='/about'>about</a>"
        "<a href='javascript:alert(1)'>x</a><a href='http://[bad'>x</a><a href='/img/48213.jpg'>picture</a><a>none</a>"
    ).encode()
    assert reader.links(data, "https://harbour.example/") == (
        "https://harbour.example/2023/03/14/bridge",
        "https://www.harbour.example/news/48213",
        "https://harbour.example/إغلاق-الجسر-القديم-شهرا-كاملا",
    )


@pytest.mark.parametrize("mark", [
    '<meta property="article:published_time" content="1714557600">', '<meta name="pubdate" content="20240501">',
    '<meta name="DC.date.issued" content="2024/05/01">', '<meta name="date" content="1714557600000">',
    '<time datetime="1 أيار/مايو 2024">قبل يوم</time>',
    '<time datetime="2024-05-01T10:00">أمس</time><time datetime="2024-05-01T12:00">اليوم</time>',
])  # fmt: skip
def test_a_day_for_machines_is_read_in_the_forms_that_systems_write(mark: str) -> None:
    page = f"<html><head><title>x</title></head><body>{mark}<h1>{TITLE}</h1>{BODY}</body></html>"
    assert article(read(page.encode(), "a.html")).published == datetime.date(2024, 5, 1)


def test_times_that_tell_several_days_tell_none() -> None:
    times = '<time datetime="2024-05-01">أ</time><time datetime="2024-05-02">ب</time>'
    page = f"<html><body>{times}<h1>{TITLE}</h1>{BODY}</body></html>"
    assert article(read(page.encode(), "a.html")).published is None


def test_a_page_whose_body_alone_is_turned_round_is_set_aside() -> None:
    said = "أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته كلها."
    page = f"<html><body><h1>{TITLE}</h1><p>{said[::-1]}</p><p>{said[::-1]}</p></body></html>"
    assert "reverse" in reason(read(page.encode(), "a.html"))


def test_marks_of_an_encyclopaedia_are_no_text() -> None:
    mark = '<span class="mw-editsection">[<a href="/e">عدل</a>]</span>'
    note = '<sup class="reference"><a href="#1">[1]</a></sup>'
    noted = BODY.replace(".</p>", f".{note}</p>")
    page = f"<html><body><h1>{TITLE}</h1>{noted}<h2>التاريخ{mark}</h2>{BODY}</body></html>"
    found = article(read(page.encode(), "a.html"))
    assert "عدل" not in found.text and "[1]" not in found.text


def test_links_between_paragraphs_do_not_hide_those_above() -> None:
    other = "وزار الوزير مدرسة القرية صباح السبت، واستمع إلى مطالب المعلمين والتلاميذ في القاعة الكبرى."
    items = '<li><a href="/2">افتتاح معرض الكتاب</a></li><li><a href="/3">أمطار الشمال</a></li>'
    lead = '<p><strong>اقرأ أيضا: <a href="/2">افتتاح معرض الكتاب</a></strong></p>'
    first, second = BODY.split("</p><p>")
    below = f"<h3>اقرأ أيضا</h3><ul>{items}</ul><p>{other}</p><p>{other} ثم عاد.</p>"
    page = f"<html><body><article><h1>{TITLE}</h1>{first}</p>{lead}<p>{second}{below}</article></body></html>"
    found = article(read(page.encode(), "a.html")).text
    assert "أعلنت البلدية" in found and "وقال المهندس" in found and "ثم عاد." in found


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("<span class='itemDateCreated'>الجمعة 1 مايو 2024</span>", datetime.date(2024, 5, 1)),
        ("<h2 class='date-header'>1 مايو 2024</h2>", datetime.date(2024, 5, 1)),
        ("<span class='header-date'>الأربعاء 1 مايو 2024 12:19 م</span>", None),
        (
            "<i class='post-date'></i><p class='post-date'>1 مايو 2024</p><p class='post-date'>2 مايو 2024</p>",
            None,
        ),
        ("<span class='post-date-updated'>1 مايو 2024</span>", None),
    ],
)
def test_the_day_in_an_element_called_so_is_the_articles_and_that_of_the_sites_head_is_not(
    shown: str, day: datetime.date | None
) -> None:
    page = f"<html><body><div><div>{shown}</div><div>قائمة</div></div><div><h1>{TITLE}</h1>{BODY}</div></body></html>"
    assert article(read(page.encode(), "a.html")).published == day


def test_a_page_without_headings_is_headed_by_the_element_that_its_window_names() -> None:
    page = (
        f"<html><head><title>ملاعب | {TITLE}</title></head><body><div>ملاعب</div><div class='t'>{TITLE}</div>"
        f"<span>وفيق صفا الدين</span>{BODY}</body></html>"
    )
    assert article(read(page.encode(), "a.html")).title == TITLE
