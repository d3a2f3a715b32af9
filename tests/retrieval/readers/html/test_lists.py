"""Lists, tables and sections that belong to an article stay, whatever they look like."""

from __future__ import annotations

import pytest

from tests.support.readers import article, read

FIRST = "<p>أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته، وحددت موعد العمل.</p>"


def text(inner: str, start: str = "<article>", end: str = "</article>") -> str:
    page = f"<html><body>{start}<h1>إغلاق الجسر القديم شهرا</h1>{inner}{end}</body></html>"
    return article(read(page.encode(), "a.html")).text


@pytest.mark.parametrize(
    ("closing", "kept"),
    [
        (
            "<ul><li>سلمى الخوري</li><li>عمر الحسن</li><li>نادية شاهين</li></ul>",
            ["سلمى الخوري", "نادية شاهين"],
        ),
        ("<ol><li>محمد سالم</li><li>هالة الكردي</li></ol>", ["محمد سالم", "هالة الكردي"]),
        (
            "<dl><dt>سامي النجار</dt><dd>المركز الأول</dd><dt>ليلى العطار</dt></dl>",
            ["سامي النجار", "ليلى العطار"],
        ),
        (
            "<table><tr><td>الفريق</td><td>النقاط</td></tr><tr><td>الميناء</td><td>12</td></tr></table>",
            ["الفريق النقاط", "الميناء 12"],
        ),
    ],
)
def test_a_list_or_a_table_that_ends_the_article_stays(closing: str, kept: list[str]) -> None:
    lines = text(FIRST + closing).split("\n")
    assert set(kept) <= set(lines)


SECTION = "<section><h2>{}</h2>{}<p>{}</p></section>"
PARTS = [
    (
        "التاريخ",
        "بني الجسر أول مرة عام 1890 من الخشب، ثم احترق عام 1921، فأعيد بناؤه من الحجر في العام التالي.",
    ),
    ("الإدارة", "تدير الجسر لجنة من سبعة أعضاء ينتخبهم أهل المدينة كل أربع سنوات، ويرأسها أكبرهم سنا."),
    ("الرسوم", "تعلن الرسوم كل صباح على لوح عند المدخل، ولا يجوز أخذ أكثر منها قبل الظهر أو بعده."),
]


@pytest.mark.parametrize(
    "links",
    [
        "<div role='note'>مقالة مفصلة: <a href='/h'>تاريخ الجسر القديم</a></div>",
        "<ul><li><a href='/a'>الجسر الجديد</a></li><li><a href='/b'>جسر السكة</a></li></ul>",
        "<p><a href='/a'>انظر صورة الجسر القديم</a></p>",
        "<p>انظر أيضا <a href='/x'>جسور المدينة</a>.</p>",
    ],
)
def test_no_section_of_an_article_is_lost_for_the_links_in_it(links: str) -> None:
    sections = "".join(SECTION.format(name, links, said) for name, said in PARTS)
    found = text(f"<section>{FIRST}</section>{sections}", "", "")
    assert all(said in found and name in found for name, said in PARTS)


def test_a_section_of_other_stories_beside_one_article_still_goes() -> None:
    other = SECTION.format("من أرشيفنا", "<p><a href='/a'>أسعار الخضار ترتفع في السوق</a></p>", PARTS[1][1])
    assert PARTS[1][1] not in text(FIRST * 3 + other)


def test_the_shortest_sentence_of_a_section_is_kept() -> None:
    parts = "<h2>الوصف</h2><p>جذعها قائم طويل جدا.</p><h2>الفوائد</h2><p>ثمرها التمر.</p><p>غني بالسكر.</p>"
    assert text(FIRST + parts).endswith("ثمرها التمر.\nغني بالسكر.")
