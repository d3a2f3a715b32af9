"""Who holds an office is named beside it, in the article that was just quoted."""

from __future__ import annotations

import datetime

import pytest

from retrieval.arabic.language import folded
from retrieval.passages.excerpts import part, whole
from retrieval.passages.holders import Holders
from retrieval.records import Article, Span

HOLDERS = Holders(
    folded("قال قوله أن إنه إن اليوم يستقيل"),
    lambda word: word in folded("زياد جون بيتر يوسف توماس"),
    lambda word: "ألمانيا" if word == "الماني" else "",
)


@pytest.mark.parametrize(
    ("text", "office", "marked", "named"),
    [
        ("وصف وزير الدفاع، بيتر هولتكفيست، الخطوة.", "وزير دفاع", "وزير الدفاع، بيتر هولتكفيست", True),
        (
            "أكد وزير الصناعة والتجارة، زياد العذاري، ذلك.",
            "وزير",
            "وزير الصناعة والتجارة، زياد العذاري",
            True,
        ),
        ("سافر السفير السوري في روسيا. وقال السفير رياض حداد إنه عاد.", "سفير", "السفير رياض حداد", True),
        ("قالت الباحثة ليلى منصور إنها عادت.", "باحثه", "الباحثة ليلى منصور", True),
        ("نقلت الوكالة عن وزير الدفاع قوله إنها قتلته.", "وزير", "وزير", False),
        ("أعلن رئيس بلديتها ترحيب المدينة بهم.", "رييس", "رئيس", False),
        ("الوزير يستقيل (بعد فضيحة).", "وزير", "الوزير", False),
        ("عاد رئيس الحزب. وقال رئيس الحزب زياد العذاري إنه.", "رييس حزب", "رئيس الحزب زياد العذاري", True),
        ("قال رئيس الحزب إنه مع نائب رئيس الحزب زياد العذاري.", "رييس حزب", "رئيس الحزب", False),
    ],
)
def test_whoever_is_named_beside_an_office_is_marked_with_it(
    text: str, office: str, marked: str, named: bool
) -> None:
    found = HOLDERS.find([whole(Article("one", "عنوان", text))], office.split())
    assert found and found.named is named
    [mark] = found.quote.highlights
    assert found.quote.text[mark.start : mark.end] == marked


def test_an_office_that_no_article_has_is_held_by_nobody() -> None:
    assert HOLDERS.find([whole(Article("one", "عنوان", "عاد السفير."))], ["وزير"]) is None


def dated(year: int, text: str) -> Article:
    return Article(str(year), "عنوان", text, published=datetime.date(year, 1, 1))


@pytest.mark.parametrize(
    ("texts", "office", "named"),
    [
        (
            ("قال رئيس الحكومة زياد الصيد إنه عاد.", "قال رئيس الحكومة يوسف الشاهد إنه عاد."),
            "رييس حكومه",
            "يوسف الشاهد",
        ),
        (
            ("قال وزير الداخلية زياد مجدوب إنه.", "قال وزير الداخلية الألماني توماس دي إن."),
            "وزير داخليه",
            "زياد مجدوب",
        ),
        (("عاد رئيس حزب تونس للجميع زياد الهمامي.",), "رييس تونس", None),
        (("عاد رئيس الحكومة.",), "رييس حكومه", None),
        (("عادت وزيرة السياحة سلمى اللومي.",), "وزيره سياحه", None),
        (("عاد نائب رئيس الحكومة زياد الصيد.",), "رييس حكومه", None),
        (("عاد الناطق باسم رئيس الحكومة زياد الصيد.",), "رييس حكومه", None),
        (("عاد المدرب المساعد للفريق زياد الجدي.",), "مدرب فريق", None),
        (("عاد الرئيس السابق للحزب زياد الجدي.",), "رييس حزب", None),
        (
            (
                *("قال وزير الدفاع زياد الجدي إنه عاد." for _ in range(3)),
                "قال الجانب الألماني إن وزير الدفاع توماس دي إنه عاد.",
            ),
            "وزير دفاع",
            "زياد الجدي",
        ),
        (
            ("عادت وزيرة السياحة سلمى اللومي.", "قالت وزيرة السياحة سلمى اللومي إنه."),
            "وزيره سياحه",
            "سلمى اللومي",
        ),
    ],
)
def test_the_newest_article_names_who_holds_an_office_right_behind_it(
    texts: tuple[str, ...], office: str, named: str | None
) -> None:
    found = HOLDERS.newest([dated(2015 + n, text) for n, text in enumerate(texts)], office.split())
    assert (found and found.text[found.highlights[0].start : found.highlights[0].end]) == named


def test_a_quote_names_who_holds_an_office_only_within_itself() -> None:
    article = dated(2016, "عاد رئيس الحكومة. وقال رئيس الحكومة يوسف الشاهد إنه عاد.")
    assert HOLDERS.names(part(article, Span(18, 56)), ("رييس", "حكومه"))
    assert not HOLDERS.names(part(article, Span(0, 17)), ("رييس", "حكومه"))


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("عاد المدرب المساعد للفريق.", True),
        ("عاد نائب مدرب الفريق ومدرب الفريق.", False),
        ("عاد الفريق.", False),
    ],
)
def test_an_office_that_a_deputy_or_a_former_holder_has_is_that_of_another(text: str, others: bool) -> None:
    assert (
        HOLDERS.are_others(part(Article("one", "عنوان", text), Span(0, len(text))), ("مدرب", "فريق"))
        is others
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('ويدعى هذا التطبيق "قبلة فايندر" في الهواتف.', "قبلة فايندر"),
        ("أطلقت الشركة التطبيق الذي اسمه قبلة فايندر.", "قبلة فايندر"),
        ("أطلقت الشركة هذا التطبيق في الهواتف.", None),
    ],
)
def test_the_name_of_a_thing_stands_behind_what_says_how_it_is_called(text: str, told: str | None) -> None:
    found = HOLDERS.called([whole(Article("one", "عنوان", text))], "تطبيق")
    assert (found and found.text[found.highlights[0].start : found.highlights[0].end]) == told
