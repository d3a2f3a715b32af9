"""A web page's author: people whatever their given name, never a place, an agency or a motto's author."""

from __future__ import annotations

import pytest

from tests.support.readers import article, read

BODY = (
    "<p>أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته.</p>"
    "<p>وقال المهندس المسؤول عن الجسر إن الأعمال ستجري ليلا، حتى لا يتعطل السير في وسط المدينة.</p>"
)
SITE = '<meta property="og:site_name" content="الميناء نت">'


def author(head: str, top: str = "", byline: str = "") -> str | None:
    page = (
        f"<html><head>{SITE}{head}</head><body>{top}<div class='main'>"
        f"<h1>إغلاق الجسر القديم شهرا</h1>{byline}{BODY}</div></body></html>"
    )
    return article(read(page.encode(), "a.html")).author


@pytest.mark.parametrize(
    "written",
    [
        "(أبوظبي - الميناء نت)",
        "القدس - وكالات",
        "واس - جدة",
        "الدوحة/ الميناء نت",
        "المحويت - وكالات",
        "بيروت | رويترز",
        "خان يونس - وكالات",
        "مكتب القاهرة",
        "غرفة الأخبار - الميناء نت",
    ],
)
def test_a_city_an_agency_a_desk_or_the_outlet_itself_is_no_author(written: str) -> None:
    assert author(f'<meta name="author" content="{written}">') is None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("نادية شاهين - دمشق", "نادية شاهين"),
        ("القاهرة: نورهان شاهين", "نورهان شاهين"),
        ("رغداء شاهين (رويترز)", "رغداء شاهين"),
        ("نورهان شاهين، جمانة الحداد", "نورهان شاهين، جمانة الحداد"),
    ],
)
def test_the_place_beside_a_name_is_left_out(written: str, name: str) -> None:
    assert author(f'<meta name="author" content="{written}">') == name


MOTTO = "<div class='top'><div class='motto'><h5>من حق الشعب أن يعرف</h5><h6>مصطفى الأنصاري</h6></div></div>"


@pytest.mark.parametrize(
    "byline",
    [
        "<div class='post-meta-author'><a href='/e/1'><h5>نورهان شاهين</h5></a></div>",
        "<span class='byline'>نورهان شاهين</span>",
        "<a rel='author' href='/u/9'>نورهان شاهين</a>",
        "<div class='writer-name'>نورهان شاهين</div>",
    ],
)
def test_whom_the_mark_up_names_is_the_author_whatever_the_given_name(byline: str) -> None:
    assert author("", MOTTO, byline) == "نورهان شاهين"


def test_a_name_in_the_head_of_the_page_is_nobodys_byline() -> None:
    assert author("", MOTTO) is None


@pytest.mark.parametrize("text", ["أرسل لنا خبرا", "اقرأ للكاتب", "الكاتب", "خاص الميناء نت"])
def test_a_label_in_an_element_called_a_byline_names_nobody(text: str) -> None:
    assert author("", "", f"<span class='author'>{text}</span>") is None


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("<div><b>بقلم</b> <i>وفيق صفا الدين</i> <span>1 مايو 2024</span></div>", "وفيق صفا الدين"),
        ("<p><strong>إعداد: عتيق السعدون</strong></p>", "عتيق السعدون"),
        ("<p><strong>إعداد: قسم التحقيقات</strong></p>", None),
        ("<div>أرسله <span><a>يطو أمزيان</a></span> في 1 مايو 2024</div>", "يطو أمزيان"),
        ("<div><a href='/@yattou'>يطو أمزيان</a></div>", "يطو أمزيان"),
        (
            "<footer><span class='post-author vcard'>مرسلة بواسطة <span class='fn'>يطو أمزيان</span></span></footer>",
            "يطو أمزيان",
        ),
        ("<footer><b class='vcard'>يطو أمزيان</b><b class='vcard'>كارين أبي راشد</b></footer>", None),
        ("<p>بقلم: هيئة التحرير</p>", None),
    ],
)
def test_a_cue_names_an_author_of_no_list_and_no_desk(byline: str, name: str | None) -> None:
    assert author("", "", byline) == name


WINDOW = "<title>إغلاق الجسر القديم شهرا - {} - الميناء نت</title>"


def test_whom_the_window_names_between_headline_and_site_is_the_author_if_the_page_does_too() -> None:
    assert author(WINDOW.format("كارين أبي راشد"), byline="<div>كارين أبي راشد</div>") == "كارين أبي راشد"
    assert author(WINDOW.format("كارين أبي راشد")) is None
    assert author(WINDOW.format("جريدة الساحل"), byline="<div>جريدة الساحل</div>") is None


@pytest.mark.parametrize("box", [
    "<ul><li><span class='author'>أوس العاني</span></li><li>28 يوليو 2023</li><li>دقيقتان</li></ul>",
    "<div>أرسله <a rel='author'>أوس العاني</a> في <span>الجمعة، 28 يوليو 2023 11:40 م</span></div>",
])  # fmt: skip
def test_the_day_in_one_small_box_with_the_author_is_the_articles(box: str) -> None:
    page = f"<html><body>{box}<h1>إغلاق الجسر القديم شهرا</h1>{BODY}</body></html>"
    found = article(read(page.encode(), "a.html"))
    assert (found.author, str(found.published)) == ("أوس العاني", "2023-07-28")


def test_boxes_that_tell_several_days_beside_the_author_tell_none() -> None:
    boxes = "".join(
        f"<div><b class='author'>أوس العاني</b> <i>{day} يوليو 2023</i></div><hr>" for day in (27, 28)
    )
    page = f"<html><body>{boxes}<h1>إغلاق الجسر القديم شهرا</h1>{BODY}</body></html>"
    assert article(read(page.encode(), "a.html")).published is None


def test_who_answers_a_readers_question_is_its_author_and_the_day_beside_the_name_its_day() -> None:
    asked = "<p>اشتريت قبل سنة لتر زيت من تعاونية في الجبل وحفظته على رف المطبخ، فهل فسد؟</p>"
    line = "<div><span>أجاب عنه: د. غيداء المصعبي</span> <span>7 نونبر 2023 - 09:14</span></div>"
    page = f"<html><body><h1>هل يفسد زيت الأركان؟</h1>{asked}<h4>الجواب</h4>{line}{BODY}</body></html>"
    found = article(read(page.encode(), "a.html"))
    assert (found.author, str(found.published)) == ("د. غيداء المصعبي", "2023-11-07")
