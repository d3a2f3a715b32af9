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
