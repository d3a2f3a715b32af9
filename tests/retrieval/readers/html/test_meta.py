"""Pages that are no article are set aside with the reason; pages that only look like one of them are read."""

from __future__ import annotations

import pytest

from tests.support.readers import article, read, reason

SAID = "<p>«جريدة الميناء» جريدة يومية مستقلة، تهدف إلى نشر أخبار المدينة وقراها، وتفتح صفحاتها لكل رأي.</p>"


def page(head: str, body: str = SAID, classes: str = "", title: str = "جريدة الميناء") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body class='{classes}'>{body}</body></html>".encode()


FRONT = '<meta property="og:type" content="website"><link rel="canonical" href="https://mina.example/">'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (page(FRONT), "front page"),
        (page('<link rel="canonical" href="https://mina.example/category/local">'), "several stories"),
        (page('<meta property="og:type" content="profile">'), "several stories"),
        (page("", classes="archive category category-7"), "several stories"),
        (page("", classes="search search-results"), "several stories"),
        (page("", title="404 | جريدة الميناء"), "not found"),
        (page("", title="الصفحة غير موجودة - جريدة الميناء"), "not found"),
        (page("", title="تسجيل الدخول - جريدة الميناء"), "log in"),
        (page("", title="Just a moment..."), "JavaScript"),
        (page("", body="<p>You need to enable JavaScript to run this app.</p>" + SAID), "JavaScript"),
    ],
)
def test_a_page_that_says_it_is_no_article_is_set_aside(data: bytes, why: str) -> None:
    assert why in reason(read(data, "a.html"))


@pytest.mark.parametrize(
    "head",
    [
        FRONT + '<meta property="article:published_time" content="2023-03-14T10:00:00+03:00">',
        '<meta property="og:type" content="article"><link rel="canonical" href="https://mina.example/">',
        '<meta property="og:type" content="website"><link rel="canonical" href="https://mina.example/n/12">',
    ],
)
def test_an_article_of_a_careless_theme_is_still_read(head: str) -> None:
    assert article(read(page(head), "a.html")).text


CARD = "{}\n\nافتتاح سوق السمك على الرصيف {}\n\nأعلنت بلدية الميناء افتتاح سوق {}، بحضور مئات الصيادين.\n\n{}\n\n"


@pytest.mark.parametrize(
    ("days", "more"),
    [
        (("6 يناير 2026", "1 يناير 2026", "30 ديسمبر 2025"), "اقرأ المزيد"),
        (("6 يناير 2026", "1 يناير 2026", "30 ديسمبر 2025"), ""),
        (("", "", "", ""), "اقرأ المزيد"),
        (("", "", ""), "التفاصيل"),
    ],
)
def test_a_section_saved_as_text_is_no_article(days: tuple[str, ...], more: str) -> None:
    places = ("الشرقي", "الغربي", "الكبير", "القديم")
    cards = "".join(CARD.format(day, place, place, more) for day, place in zip(days, places, strict=False))
    assert "several stories" in reason(read(("أخبار محلية\n\n" + cards).encode(), "a.txt"))


@pytest.mark.parametrize(
    "written",
    ["٠٩:٣٥ ، ١١ يناير ٢٠٢١", "Mon, 11 Jan 2021 09:35:00 GMT", "11 كانون الثاني 2021", "January 11, 2021"],
)
def test_a_day_in_words_is_read_where_machines_look_for_it(written: str) -> None:
    said = f'<meta property="article:published_time" content="{written}">'
    assert str(article(read(page(said), "a.html")).published) == "2021-01-11"


def test_figures_that_may_be_day_or_month_first_are_no_date_for_machines() -> None:
    said = '<meta name="date" content="03/04/2021 10:00 AM"><meta property="og:type" content="article">'
    assert article(read(page(said), "a.html")).published is None


COOKIES = (
    "<p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتخزين المعلومات على جهازك ومعالجة بياناتك الشخصية.</p>"
    "<p>يمكنك إدارة اختياراتك في أي وقت من خلال إعدادات الخصوصية.</p>"
)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"<h1>أهلا بك</h1>{COOKIES}", "notices"),
        ("<h1>الموقع تحت الصيانة</h1><p>نعمل على تطوير الموقع وسنعود قريبا، شكرا لصبركم.</p>", "only notices"),
        (f"<h1>اتصل بنا</h1>{SAID}", "only notices"),
        ("<h1>إغلاق الجسر شهرا</h1><p>أعلنت البلدية إغلاق الجسر...</p><p>هذا المقال للمشتركين فقط.</p>", "subscribers"),
        ("<h1>إغلاق الجسر شهرا</h1><p>أعلنت البلدية إغلاق الجسر من اليوم شهرا.</p><p>اشترك الآن لمتابعة القراءة</p>",
         "subscribers"),
    ],
)  # fmt: skip
def test_a_page_of_notices_or_for_subscribers_is_set_aside(body: str, why: str) -> None:
    assert why in reason(read(page("", body), "a.html"))


def test_an_article_on_privacy_is_read() -> None:
    body = (
        "<h1>سياسة الخصوصية في التطبيق تثير الجدل</h1><p>أثارت سياسة الخصوصية جدلا بين المستخدمين في المدينة.</p>"
        "<p>وقال الخبير سامي النجار إن الشركة تأخذ صور الناس وأسماءهم وتبيعها لمن يدفع أكثر في السوق.</p>"
    )
    assert "سامي النجار" in article(read(page("", body), "a.html")).text


def test_headlines_that_are_links_with_a_day_each_are_a_list_of_stories() -> None:
    cards = "".join(
        f"<div><a href='/{n}'>عين ماء رقم {n} تعود بعد قرن</a><p>عادت العين {n} تجري.</p><i>قبل {n} أيام</i></div>"
        for n in (3, 4, 5)
    )
    assert "several stories" in reason(read(page("", f"<h1>سامي النجار</h1>{cards}", title="س"), "a.html"))
