"""Questions that ask for the same."""

from __future__ import annotations

import pytest

from retrieval.standing.likeness import KnownQuestions
from tests.support.corpora import language

KNOWN = "من افتتح جسر الياسمين؟"
HELD = {"افتتح", "جسر", "الياسمين", "الزيتون", "رئيس", "سوريا", "ايران", "افتتاح"}


def alike(known: str, asked: str) -> bool:
    questions = KnownQuestions(language(), lambda word: word in HELD)
    questions.put(1, known)
    return questions.alike(asked) == [1]


@pytest.mark.parametrize(
    "asked",
    [
        "من افتتح جسر الياسمين؟",
        "مين افتتح جسر الياسمين",  # a dialect
        "جسرَ الياسمينِ مَن افتتحه؟",  # another order, vowelled
        "من الذي افتتح جسر الياسمين الجديد؟",  # an everyday word more
        "من افتتح جسر الياسمن؟",  # misspelt
        "افتتاح جسر الياسمين",  # no question word
    ],
)
def test_questions_are_alike_in_whatever_words_they_ask_for_the_same(asked: str) -> None:
    assert alike(KNOWN, asked)


@pytest.mark.parametrize(
    "asked",
    [
        "متى افتتح جسر الياسمين؟",  # another kind
        "من افتتح جسر الزيتون؟",  # another name
        "من افتتح جسر الياسمين عام 2015؟",  # a number more
        "أين الجسر؟",
    ],
)
def test_questions_that_ask_for_something_else_are_not(asked: str) -> None:
    assert not alike(KNOWN, asked)


def test_common_names_are_names() -> None:
    assert not alike("من رئيس سوريا؟", "من رئيس إيران؟")


def test_questions_of_question_words_alone_are_compared_as_they_stand() -> None:
    assert alike("من أين؟", "من أين") and not alike("من أين؟", "من أنتم؟")


def test_a_question_is_known_in_its_last_words_alone() -> None:
    questions = KnownQuestions(language(), lambda _: True)
    questions.put(1, KNOWN)
    questions.put(1, "من رئيس سوريا؟")
    assert questions.alike(KNOWN) == [] and questions.alike("مين رئيس سوريا") == [1]
    questions.drop(1)
    assert questions.alike("مين رئيس سوريا") == []
