"""What a text tells of, by the words that it has."""

from __future__ import annotations

from bot.answering.telling.quoted import names_all


def test_a_noun_of_three_letters_is_named_by_no_other_that_begins_with_two_of_them() -> None:
    assert not names_all("سكة", "المصدر (سكاي نيوز)")
    assert names_all("سكة", "توقفت سكة الحديد")
    assert names_all("مقاتلين", "مقاتل واحد")
