"""What the mark-up says of a line: rows of links, and captions in a box with a picture."""

from __future__ import annotations

import pytest

from tests.support.readers import article, headings, read, reason

FIRST = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
SECOND = "وقال رئيس البلدية إن السوق يضم أربعين محلا وغرفتي تبريد، وإن كلفته بلغت ثلاثة ملايين دينار."
STORIES = (
    "صور: هكذا صلى الناس وأفطروا في الطرقات", "وزير الزراعة: نعمل على تطوير السياسات للاستفادة من دروس الأزمة",
    "لجنة تزور ثلاثة مستشفيات قبيل الإفطار", "الإفتاء: الفحص لا يبطل الصيام",
)  # fmt: skip


def page(above: str, body: str) -> bytes:
    head = "<!DOCTYPE html><html><head><meta charset=utf-8><title>افتتاح سوق السمك الجديد | الميناء نيوز</title></head>"
    return f"{head}<body>{above}<h1>افتتاح سوق السمك الجديد</h1>{body}</body></html>".encode()


@pytest.mark.parametrize("between", ["", " ", " - ", " *** "])
def test_a_long_line_that_is_nothing_but_links_is_a_ticker(between: str) -> None:
    links = between.join(f'<a href="/{n}"><span>{story}</span></a>' for n, story in enumerate(STORIES))
    found = article(
        read(page(f"<div>آخر الأخبار</div><div>{links}</div>", f"<p>{FIRST}</p><p>{SECOND}</p>"), "a.html")
    )
    assert (found.text, found.section) == (f"{FIRST}\n{SECOND}", None)


@pytest.mark.parametrize(
    "box",
    [
        '<div class="x"><img src="a.jpg"><div class="red">سوق السمك في الميناء</div></div>',
        '<center><img src="a.jpg"><br>سوق السمك في الميناء</center>',
        '<table><tr><td><img src="a.jpg"></td></tr><tr><td>سوق السمك في الميناء</td></tr></table>',
    ],
)
def test_a_line_in_a_box_with_a_picture_is_its_caption(box: str) -> None:
    found = article(read(page("", f"{box}<div><p>{FIRST}</p><p>{SECOND}</p></div>"), "a.html"))
    assert (found.text, found.headings) == (f"{FIRST}\n{SECOND}", ())


def test_a_heading_below_a_picture_and_a_paragraph_beside_one_stay() -> None:
    body = f'<div><p>{FIRST}</p><div><img src="a.jpg"><h2>كلفة السوق</h2></div><p><img src="b.jpg">{SECOND}</p></div>'
    found = article(read(page("", body), "a.html"))
    assert headings(found) == ["كلفة السوق"]
    assert found.text.endswith(SECOND)


def test_the_name_of_the_outlet_before_the_first_word_is_no_text_and_headings_keep_their_place() -> None:
    found = article(
        read(page("", f"<p>الميناء نيوز :- {FIRST}</p><h2>كلفة السوق</h2><p>{SECOND}</p>"), "a.html")
    )
    assert (found.text, headings(found)) == (f"{FIRST}\nكلفة السوق\n{SECOND}", ["كلفة السوق"])


def test_a_slanted_paragraph_below_a_picture_is_its_caption_and_elsewhere_it_is_text() -> None:
    line = "<p><em>صيادون على الرصيف الشرقي يوم الافتتاح</em></p>"
    found = article(
        read(page("", f'<div><p>{FIRST}</p><p><img src="b.jpg"></p>{line}<p>{SECOND}</p></div>'), "a.html")
    )
    assert "يوم الافتتاح" not in found.text
    found = article(read(page("", f"<div><p>{FIRST}</p>{line}<p>{SECOND}</p></div>"), "a.html"))
    assert "يوم الافتتاح" in found.text


def cards(kind: str) -> str:
    stories = (
        "افتتاح سوق السمك الجديد في الميناء",
        "انطلاق موسم الزيتون في الجبل",
        "إغلاق الطريق الساحلي يومين للصيانة",
    )
    return "".join(
        f'<{kind} class="item"><h2><a href="/{n}">{story}</a></h2><p>{FIRST}</p></{kind}>'
        for n, story in enumerate(stories)
    )


@pytest.mark.parametrize("kind", ["div", "article"])
@pytest.mark.parametrize("about", ["", "<p>كاتب وصحفي من الميناء، يكتب في الاقتصاد.</p>"])
def test_a_page_of_cards_below_a_name_is_no_article(kind: str, about: str) -> None:
    body = f"<html><head><title>سامي النجار</title></head><body><h1>سامي النجار</h1>{about}{cards(kind)}</body></html>"
    assert "lists several stories" in reason(read(body.encode(), "a.html"))


def test_a_short_article_above_cards_of_others_is_read() -> None:
    found = article(read(page("", f"<div class=body><p>{FIRST}</p></div>{cards('div')}"), "a.html"))
    assert found.text == FIRST


@pytest.mark.parametrize("mark", ["-", "–", "|"])
def test_a_row_of_headlines_that_says_it_is_one_is_no_paragraph(mark: str) -> None:
    stories = ("خمس مدارس ريفية تعود إلى العمل", "أمطار الخير على ساحل تهامة", "فوز الأهلي على الهلال بهدفين")
    row = f" {mark} ".join((*stories, "انخفاض سعر الصرف في الأسواق", "قطار ليلي بين المدينتين"))
    found = article(
        read(page("", f"<p>آخر الأخبار: {row}</p><div><p>{FIRST}</p><p>{SECOND}</p></div>"), "a.html")
    )
    assert found.text == f"{FIRST}\n{SECOND}"
    players = "تشكيلة الفريق: جالو - كان - ولد أحمد - با - صال - سي"
    found = article(read(page("", f"<div><p>{FIRST}</p><p>{players}</p><p>{SECOND}</p></div>"), "a.html"))
    assert players in found.text
