"""What all renderings share."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering import texts
from retrieval.records import Answer, Article, Declined, Quote, Refusal, Span, Verdict

if TYPE_CHECKING:
    from bot.configuration.messages import Messages


def test_a_citation_names_headline_outlet_date_and_author(messages: Messages) -> None:
    article = Article("1", "عنوان", "نص", "البوابة", "فادي نصار", datetime.date(2014, 9, 28))
    assert texts.citation(article, messages) == ["عنوان", "البوابة", "28 سبتمبر 2014", "بقلم فادي نصار"]


def test_a_citation_leaves_out_what_is_unknown(messages: Messages) -> None:
    assert texts.citation(Article("1", "عنوان", "نص"), messages) == ["عنوان"]


def test_other_outlets_of_a_story_are_named_each_on_one_line(messages: Messages) -> None:
    quote = Quote(Article("1", "عنوان", "نص"), 0, 2, "نص", (), 1.0, also=("وكالة\nالوادي", "\x1b", "صحيفة"))
    assert texts.also(quote, messages) == "ونشرته أيضًا: وكالة الوادي، صحيفة"
    assert texts.also(replace(quote, also=()), messages) == ""


def test_a_headline_of_several_lines_is_cited_on_one(messages: Messages) -> None:
    assert texts.citation(Article("1", "عنوان\n\t طويل\x1b[2J", "نص"), messages) == ["عنوان طويل[2J"]


def test_what_has_no_headline_is_called_by_the_first_whole_words_of_its_text(messages: Messages) -> None:
    text = '"حي القناة منطقة شهيرة تعود إلى القرن السابع عشر، وتحيط بوسط مدينة أمستردام القديمة.'
    untitled = Article("1", " ", text, "البوابة")
    assert texts.headline(untitled) == "حي القناة منطقة شهيرة تعود إلى القرن السابع عشر، وتحيط بوسط…"
    assert texts.citation(untitled, messages) == [texts.headline(untitled), "البوابة"]
    assert texts.headline(Article("1", "", "نص قصير")) == "نص قصير"
    assert texts.headline(Article("1", "عنوان", text)) == "عنوان"


@pytest.mark.parametrize(
    ("probability", "begins"), [(1.0, "أثق"), (0.7, "أثق"), (0.69, "أرجّح"), (0.5, "أرجّح"), (0.2, "لست واثقًا")]
)
def test_confidence_is_told_in_words(probability: float, begins: str, messages: Messages) -> None:
    assert texts.confidence(probability, messages).startswith(begins)


def test_a_refusal_says_that_a_name_does_not_occur(messages: Messages) -> None:
    answer = Answer("من هو كولموغوروف؟", Verdict.NOT_FOUND, 0.1, absent="كولموغوروف")
    assert texts.refusal(answer, messages) == (
        "لم ترد كلمة «كولموغوروف» في الأرشيف.",
        messages.answer.ask_better,
    )
    phrase = Answer("من هي نادي الصيد؟", Verdict.NOT_FOUND, 0.1, absent="نادي الصيد")
    assert texts.refusal(phrase, messages)[0] == "لم ترد عبارة «نادي الصيد» في الأرشيف."


def test_a_year_alone_is_said_to_be_one(messages: Messages) -> None:
    assert texts.narrowing("2015", messages) == "عام 2015"
    assert texts.narrowing("في 2015", messages) == "عام 2015"
    assert texts.narrowing("في مارس\n2015", messages) == "مارس 2015"


@pytest.mark.parametrize("refusal", Refusal)
def test_what_no_archive_answers_is_refused_kindly_and_its_subject_offered(
    refusal: Refusal, messages: Messages
) -> None:
    answer = Answer("سؤال", Verdict.NOT_FOUND, 0.0, declined=Declined(refusal, "حلب\nالقديمة"))
    reason, advice = texts.refusal(answer, messages)
    assert reason == getattr(messages.answer, refusal)
    assert advice.endswith("حلب القديمة")


def test_who_names_no_subject_is_told_how_to_ask(messages: Messages) -> None:
    answer = Answer("متى رمضان؟", Verdict.NOT_FOUND, 0.0, declined=Declined(Refusal.PRESENT, ""))
    assert texts.refusal(answer, messages) == (messages.answer.present, messages.answer.ask_better)


def test_escape_sequences_and_direction_overrides_are_gone() -> None:
    hostile = "قال\x1b]0;owned\x07 \u202eنص\u202c\u2066\u2069\x9b31m\x00 هنا\r\n\tثم\ud800"
    assert texts.harmless(hostile) == "قال]0;owned نص31m هنا\n ثم\ufffd"


def test_joiners_that_shape_letters_stay() -> None:
    assert texts.harmless("می\u200cخواهم ه\u200d") == "می\u200cخواهم ه\u200d"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    left = texts.harmless(text).replace("\n", "")
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cs"}]
    assert not set(left) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.text(st.characters(categories=["L", "Nd", "P"]) | st.just(" ")))
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert texts.harmless(text) == text


@given(st.data())
def test_the_pieces_of_a_text_are_the_text_and_the_marked_ones_hold_its_spans(data: st.DataObject) -> None:
    text = data.draw(st.text())
    ends = st.integers(0, len(text))
    spans = [Span(*sorted(pair)) for pair in data.draw(st.lists(st.tuples(ends, ends)))]
    pieces = list(texts.cut(text, spans))
    assert "".join(piece for piece, _ in pieces) == text
    marked = [inside for piece, inside in pieces for _ in piece]
    assert all(marked[place] for span in spans for place in range(*span))
    assert all(not inside or any(s.start <= i < s.end for s in spans) or text[i].isspace()
               for i, inside in enumerate(marked))  # fmt: skip


def test_words_of_a_phrase_are_marked_together() -> None:
    assert list(texts.cut("قال الرئيس بوتين أمس", [Span(4, 10), Span(11, 16)])) == [
        ("قال ", False), ("الرئيس بوتين", True), (" أمس", False),
    ]  # fmt: skip


def test_what_a_question_was_taken_to_go_on_from_is_said_instead_of_a_question_in_brackets(
    messages: Messages,
) -> None:
    asked = "كم قتل (هجوم\nالميناء)؟"
    assert texts.understood(asked, "هجوم\nالميناء", messages) == "ربطت سؤالك بما كنا فيه: «هجوم الميناء»."
    assert texts.understood(asked, "", messages) == "فهمت سؤالك هكذا: كم قتل (هجوم الميناء)؟"
