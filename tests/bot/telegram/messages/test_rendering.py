"""Answers and pages as messages that Telegram takes, whatever the articles hold."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.replies import Listed
from bot.configuration import settings as configuration
from bot.rendering.pages import PagedArticle
from bot.telegram.context import messages_by_language
from bot.telegram.messages import citations, keyboards, rendering
from retrieval.dialogue.turns import Browse
from retrieval.records import Answer, Article, Quote, Span, Verdict
from tests.support.botapi.methods import keyboards as strict
from tests.support.botapi.text import formatting

if TYPE_CHECKING:
    from bot.configuration.messages import Messages

MESSAGES = messages_by_language(configuration.load(environ={}))
ARABIC = MESSAGES["ar"]
HOSTILE = st.sampled_from(
    [
        "<b>",
        "</blockquote>",
        "&",
        "😀",
        "👩‍👩‍👧",
        "\u202e",
        "\u2067",
        "\n",
        " ",
        "أ",
        "كلمة ",
        "Latin ",
        "\ud800",
        "\u0301",
        "\0",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(HOSTILE).map("".join), HOSTILE.map(lambda piece: piece * 9000))
NAMES = st.one_of(st.none(), TEXTS)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    text = draw(TEXTS.filter(bool))
    article = Article(
        "a",
        draw(TEXTS),
        text,
        draw(NAMES),
        draw(NAMES),
        draw(st.one_of(st.none(), st.dates())),
        draw(st.one_of(NAMES, st.just("https://example.org/?a=1&b=" + "x" * 300))),
    )
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    edges = sorted(draw(st.lists(st.integers(0, len(words)), max_size=80)))
    spans = tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    also = draw(st.lists(TEXTS, max_size=5))
    return Quote(
        article, start, end, words, spans, 1.0, tuple(also), draw(st.booleans()), draw(st.booleans())
    )


@settings(deadline=None, max_examples=25)
@given(st.lists(quotes(), min_size=1, max_size=7), st.floats(0, 1), st.sampled_from(list(MESSAGES.values())))
def test_no_article_makes_a_message_that_telegram_refuses(
    found: list[Quote], confidence: float, messages: Messages
) -> None:
    answer = Answer("سؤال", Verdict.ANSWERED, confidence, tuple(found))
    assert formatting.message(rendering.answer(answer, messages), "HTML", ()).text
    shown = keyboards.answer("x" * 12, found, messages).to_json()
    assert strict.read(shown)


@settings(deadline=None, max_examples=25)
@given(quotes(), st.integers(0, 10**6))
def test_no_page_makes_a_message_that_telegram_refuses(quote: Quote, turn: int) -> None:
    opened = PagedArticle.at(quote, 1400)
    opened = replace(opened, index=turn % len(opened.pages))
    assert formatting.message(rendering.page(opened, ARABIC), "HTML", ()).text
    assert strict.read(keyboards.page(opened, "x" * 12, 1, ARABIC).to_json())


def quote(text: str = "قال الوزير إن السد اكتمل.", **known: object) -> Quote:
    article = Article("a", "اكتمال السد", text, **known)  # type: ignore[arg-type]  # whatever the test knows
    return Quote(article, 0, len(text), text, (Span(4, 10),), 1.0)


def answer(*found: Quote, confidence: float = 0.9) -> str:
    return rendering.answer(Answer("س", Verdict.ANSWERED, confidence, found), ARABIC)


def test_a_citation_names_the_other_outlets_of_the_story() -> None:
    html = answer(replace(quote(outlet="البوابة"), also=("وكالة <الوادي>", "صحيفة السنابل")))
    assert "ونشرته أيضًا: وكالة &lt;الوادي&gt;، صحيفة السنابل" in html


def test_a_quote_stands_above_its_citation() -> None:
    html = answer(
        quote(
            outlet="BBC", author="سمير", published=datetime.date(2014, 9, 28), url="https://example.org/1?a&b"
        )
    )
    assert html == (
        "<blockquote>قال <b>الوزير</b> إن السد اكتمل.</blockquote>\n"
        '<a href="https://example.org/1?a&amp;b">اكتمال السد</a> · \u2068BBC\u2069 · 28 سبتمبر 2014 · بقلم سمير'
    )


def test_an_article_is_cited_once_beneath_its_quotes_with_their_numbers() -> None:
    one, other = quote(outlet="البوابة"), replace(quote(outlet="الوادي").article, id="b")
    html = answer(one, replace(one, start=4), replace(one, article=other))
    assert html.count("البوابة") == 1
    assert "</blockquote>\n1، 2. " in html and "</blockquote>\n3. " in html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://",
        'https://a.org/"><b>',
        "https://a.org/ b",
        "https://موقع.org/1",
        None,
    ],
)
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    assert "<a" not in answer(quote(url=url))


def test_an_address_with_arabic_letters_is_a_link_with_these_encoded() -> None:
    html = answer(quote(url="https://a.org/خبر/1?a=b"))
    assert '<a href="https://a.org/%D8%AE%D8%A8%D8%B1/1?a=b">' in html


def test_the_headline_of_a_post_of_a_channel_leads_to_the_very_post() -> None:
    assert '<a href="https://t.me/harbour_news/17">' in answer(quote(url="https://t.me/harbour_news/17"))


def test_a_long_quote_is_folded_and_a_short_one_is_not() -> None:
    assert answer(quote("قال الوزير " + "كلمة " * 150)).startswith("<blockquote expandable>")
    assert answer(quote()).startswith("<blockquote>")


def test_the_first_quote_is_folded_only_where_it_is_very_long() -> None:
    long = quote("قال الوزير " + "كلمة " * 100)
    other = replace(long, article=replace(long.article, id="b"))
    html = answer(long, other)

    assert (html.startswith("<blockquote>"), html.count("<blockquote expandable>")) == (True, 1)
    assert "expandable" not in answer(long, long)


def test_a_quote_that_does_not_fit_is_cut_around_its_highlight() -> None:
    text = "كلمة " * 1000 + "الجواب " + "كلمة " * 1000
    far = replace(quote(text), highlights=(Span(5000, 5006),))
    html = answer(far)
    assert "<b>الجواب</b>" in html and html.startswith("<blockquote expandable>…كلمة")


def test_a_quote_that_is_cut_out_of_a_sentence_begins_and_ends_with_dots_that_are_not_among_its_letters() -> (
    None
):
    cut = replace(quote(), opens_inside=True, closes_inside=True)
    assert answer(cut).startswith("<blockquote>…قال <b>الوزير</b> إن السد اكتمل.…</blockquote>")
    assert "<blockquote>…قال <b>الوزير</b> إن السد اكتمل.</blockquote>" in rendering.parts(
        "", [replace(cut, closes_inside=False)], "", ARABIC
    )
    assert rendering.snippet(cut, 60) == "…قال الوزير إن السد اكتمل.…"


def test_a_doubtful_answer_says_so() -> None:
    assert "لست واثقًا" in answer(quote(), confidence=0.35)
    assert "واثق" not in answer(quote())


def test_a_quote_is_marked_in_its_page() -> None:
    article = Article("a", "عنوان", "جملة أولى. جملة ثانية. جملة ثالثة.")
    opened = PagedArticle.at(Quote(article, 11, 22, article.text[11:22], (), 1.0), 1400)
    assert "جملة أولى. <b>جملة ثانية.</b> جملة ثالثة." in rendering.page(opened, ARABIC)


def test_a_copied_citation_ends_with_the_link_unless_it_is_too_long() -> None:
    assert citations.copied(quote(url="https://a.org/1").article, ARABIC) == "اكتمال السد\nhttps://a.org/1"
    assert citations.copied(quote(url="https://a.org/" + "1" * 300).article, ARABIC) == "اكتمال السد"


def test_what_is_nearest_is_shown_beneath_that_there_is_no_answer() -> None:
    text = "هطل المطر على حلب."
    near = Quote(Article("rain", "مطر", text), 0, len(text), text, (), 0.0)
    shown = rendering.answer(Answer("كم هطل؟", Verdict.NOT_FOUND, 0.1, (near,)), ARABIC)
    said, rest = shown.split("\n\n", 1)
    assert f"{ARABIC.answer.unclear} {ARABIC.answer.nearest}" in said and text in rest


def test_a_pause_at_the_end_of_a_quote_stands_apart_from_the_dots_and_dots_are_not_doubled() -> None:
    for said, shown in (("قال الوزير،", "قال الوزير، …"), ("قال الوزير…", "قال الوزير…"), ("قال", "قال…")):
        cut = Quote(Article("talk", "خبر", said), 0, len(said), said, (), 0.0, closes_inside=True)
        assert rendering.snippet(cut, 60) == shown


def test_a_list_of_articles_without_headlines_names_each_by_its_first_words() -> None:
    articles = (Article("1", "", "حي القناة منطقة شهيرة."), Article("2", "عنوان", "نص"))
    listed = Listed("في الأرشيف:", Browse(), articles, 0, 2)
    shown = formatting.message(rendering.headlines(listed, ARABIC), "HTML", ()).text
    assert "حي القناة منطقة شهيرة." in shown
    assert "عنوان" in shown
