"""What a text tells of, by the words that it has."""

from __future__ import annotations

import pytest

from bot.answering.telling.quoted import named_in, names_all
from retrieval.records import Article, Quote


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
    ],
)
def test_what_a_quote_names_ends_before_what_is_said_of_it(text: str, noun: str, named: str) -> None:
    assert named_in(Quote(Article("x", "عنوان", text), 0, len(text), text, (), 1.0), noun) == named
