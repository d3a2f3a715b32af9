"""What a text tells of, by the words that it has."""

from __future__ import annotations

import pytest

from bot.answering.telling.quoted import named_in, names_all, own_first
from bot.answering.telling.responses import Response
from retrieval.interpretation.interpreter import Interpretation
from retrieval.records import Answer, Article, Quote, Verdict


def test_a_noun_of_three_letters_is_named_by_no_other_that_begins_with_two_of_them() -> None:
    assert not names_all("سكة", "المصدر (سكاي نيوز)")
    assert names_all("سكة", "توقفت سكة الحديد")
    assert names_all("مقاتلين", "مقاتل واحد")


@pytest.mark.parametrize(
    ("text", "noun", "named"),
    [
        ("عقد الوزيران اجتماعا خاصا في موسكو", "اجتماع", "اجتماعا خاصا في موسكو"),
        ("قال إن استقبال التونسيين ليس صدفة أبدا", "تونسيين", ""),
        ("أوقفت الشرطة الرجل المسلح أن حاول الفرار", "رجل", "الرجل المسلح"),
        ("لم يغير الاجتماع شيئا", "اجتماع", ""),
        ("قالت المخرجة كوثر بن هنية", "مخرجه", "المخرجة كوثر بن هنية"),
    ],
)
def test_what_a_quote_names_ends_before_what_is_said_of_it(text: str, noun: str, named: str) -> None:
    assert named_in(Quote(Article("x", "عنوان", text), 0, len(text), text, (), 1.0), noun) == named


def test_what_was_shown_is_shown_again_with_what_names_the_nouns_of_a_turn_first() -> None:
    texts = ("يمر ألفا مسافر يوميا.", "يمر 400 شخص في الأيام العادية.")
    quotes = tuple(Quote(Article(text, "معبر", text), 0, len(text), text, (), 1.0) for text in texts)
    answer = Answer("كم مسافرا؟", Verdict.ANSWERED, 0.9, quotes)
    told = own_first(Response(Interpretation("كم مسافرا؟"), answer), ("أيام", "عادية"))
    assert [one.text for one in told.answer.quotes] == [texts[1], texts[0]]
