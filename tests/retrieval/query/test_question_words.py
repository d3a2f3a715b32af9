"""Which words ask, and for what."""

from __future__ import annotations

import pytest

from retrieval.arabic.language import Language, QuestionKind
from retrieval.arabic.text import fold
from retrieval.query.question_words import kind_of, kind_of_noun, opening, places, unjoined
from tests.support.meaning import table

LANGUAGE = Language.from_table(table())


def folded(text: str) -> list[str]:
    return [fold(word) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("متى زار الوزير بغداد", {0: QuestionKind.WHEN}),
        ("ومن زار بغداد ومتى", {0: QuestionKind.WHO, 3: QuestionKind.WHEN}),
        ("في أي سنة ولد", {}),
        ("من أين جاء", {1: QuestionKind.WHERE}),
        ("من كم لاعب يتكون", {1: QuestionKind.HOW_MANY}),
        ("من متى توقف", {1: QuestionKind.WHEN}),
        ("لغاية متى توقف", {1: QuestionKind.WHEN}),
        ("رئيس من بغداد", {1: QuestionKind.WHO}),
        ("رئيس الوزراء من بغداد", {}),
    ],
)
def test_words_ask_wherever_they_stand_but_particles_only_at_the_beginning(
    text: str, found: dict[int, QuestionKind]
) -> None:
    assert places(folded(text), LANGUAGE) == found


@pytest.mark.parametrize(
    ("text", "count", "kind"),
    [
        ("متى كان ذلك", 1, QuestionKind.WHEN),
        ("ومن هو الوزير", 2, QuestionKind.WHO),
        ("في أي مدينة عقد", 3, QuestionKind.WHERE),
        ("أي كتاب قرأ", 2, QuestionKind.WHAT),
        ("من أين جاء", 2, QuestionKind.WHERE),
        ("في المدينة", 0, None),
        ("زار الوزير", 0, None),
        ("", 0, None),
    ],
)
def test_a_question_begins_with_all_the_words_that_ask_together(
    text: str, count: int, kind: QuestionKind | None
) -> None:
    assert opening(folded(text), LANGUAGE) == (count, kind)


def test_a_conjunction_comes_off_words_whose_own_letter_it_is_not() -> None:
    assert [unjoined(word, LANGUAGE) for word in folded("ومتى وين في فهل")] == folded("متى وين في هل")
    assert kind_of(fold("ومتى"), LANGUAGE) is QuestionKind.WHEN
    assert kind_of(fold("وزير"), LANGUAGE) is None


def test_a_noun_settles_what_is_asked_with_or_without_its_article() -> None:
    assert kind_of_noun(fold("السنة"), LANGUAGE) is kind_of_noun(fold("سنة"), LANGUAGE) is QuestionKind.WHEN
    assert kind_of_noun(fold("كتاب"), LANGUAGE) is None
