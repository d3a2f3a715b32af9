"""Lists, tables and sections that belong to an article stay, whatever they look like."""

from __future__ import annotations

import pytest

from retrieval.records import CUT
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


TOLD = "<p>كان الجسر يحمل في الصيف أربعة عشر ألف سيارة كل يوم، وكانت شاحنات الميناء تعبره ليلا.</p>"


def test_links_to_names_below_a_heading_of_the_text_are_its_text_and_to_other_stories_are_not() -> None:
    names = "<ul><li><a href='/1'>منير بشير</a></li><li><a href='/2'>نصير شمة</a></li></ul>"
    stories = (
        "<ul><li><a href='/3'>انطلاق موسم الزيتون في قرى الجبل</a></li><li><a href='/4'>فتح الطريق الساحلي بعد"
        " يومين</a></li></ul>"
    )
    body = f"{FIRST}<h2>تاريخه</h2>{TOLD}<h2>عمارته</h2>{TOLD.replace('كان', 'صار')}"
    said = text(f"<div>{body}<h2>أشهر بنائيه</h2>{names}</div>").split("\n")
    assert said[-3:] == ["أشهر بنائيه", "منير بشير", "نصير شمة"]
    assert "موسم الزيتون" not in text(f"<div>{body}<h2>مواضيع</h2>{stories}</div>")


def gallery(captions: list[str], beside: str = "") -> str:
    pictures = "".join(
        f"<figure class='slide'><img src='{at}.jpg'><span>{at}/4</span><figcaption>{one}</figcaption></figure>"
        for at, one in enumerate(captions, start=1)
    )
    return text(f"<div class='gallery'>{beside}{pictures}</div>", "<main>", "</main>")


CAPTIONS = [
    "القارب عند الفجر قبل أن يغادر المرسى، والصناديق مغطاة من الندى.",
    "أمين المكتبة يرتب القصص المصورة في الصندوق الأول",
    "طفلتان من القرية تقرآن معا كتابا واحدا على ظهر زورق صغير.",
    "امرأة تعيد كتابا استعارته لابنها المريض وتسأل عن جزئه الثاني.",
]


def test_captions_tell_the_story_of_a_page_of_pictures() -> None:
    opening = "يوم كامل على متن القارب الذي يحمل الكتب إلى قرى القصب، من الفجر حتى الغروب."
    assert gallery(CAPTIONS, f"<p>{opening}</p>").replace(CUT, "\n").split("\n") == [opening, *CAPTIONS]


def test_captions_of_an_article_with_more_to_say_are_left_out() -> None:
    assert "المريض" not in gallery(CAPTIONS, FIRST + 3 * TOLD.replace("الجسر", "الجسر القديم"))


def test_sentences_below_links_at_the_end_of_an_article_are_of_other_stories() -> None:
    cards = "".join(
        f"<div class='card'><h4><a href='/{at}'>{title}</a></h4><p>{said}</p></div>"
        for at, (title, said) in enumerate(
            (
                (
                    "مركز لفرز التمور يفتح أبوابه",
                    "افتتح والي الجهة صباح السبت مركزا لفرز التمور بكلفة ستة وعشرين مليونا.",
                ),
                (
                    "خمس مدارس ريفية تعود إلى العمل",
                    "أعادت المحافظة تأهيل خمس مدارس ريفية تضررت من السيول في الشتاء.",
                ),
            )
        )
    )
    said = text(f"{FIRST}{TOLD}<div><h3>آخر الأخبار</h3>{cards}</div>", "<main>", "</main>")
    assert "التمور" not in said
    assert "السيول" not in said


@pytest.mark.parametrize("inner", [
    "<p>الفائزون:</p><p>سامي العلي – مصر<br>دينا الخطيب – الأردن<br>ماجد الفهيم – قطر</p>",
    "<p>الفائزون:</p><p>سامي العلي – مصر</p><p>دينا الخطيب – الأردن</p><p>ماجد الفهيم – قطر</p>",
])  # fmt: skip
def test_what_a_line_with_a_colon_introduces_ends_the_article_as_its_text(inner: str) -> None:
    said = text(f"{FIRST}{TOLD}{inner}").split("\n")
    assert said[-4:] == ["الفائزون:", "سامي العلي – مصر", "دينا الخطيب – الأردن", "ماجد الفهيم – قطر"]
