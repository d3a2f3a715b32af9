"""Which words of a text ask, and which say about what."""

from __future__ import annotations

import pytest

from retrieval.arabic.language import Language, QuestionKind
from retrieval.query.tokens import Cues, Utterance, is_preposition, parse, tokens
from tests.support.meaning import table


def taken(text: str) -> Utterance:
    return parse(text, Language.from_table(table()), Cues.from_table(table()))


@pytest.mark.parametrize(
    ("text", "question", "kind", "joined", "body"),
    [
        ("متى كان ذلك؟", "متى", QuestionKind.WHEN, False, "كان ذلك"),
        ("ومتى كان ذلك؟", "متى", QuestionKind.WHEN, True, "كان ذلك"),
        ("و متى كان ذلك؟", "متى", QuestionKind.WHEN, True, "كان ذلك"),
        ("طيب وليش؟", "ليش", QuestionKind.WHY, True, ""),
        ("وفي أي مدينة عُقد؟", "في أي مدينة", QuestionKind.WHERE, True, "عُقد"),
        ("إلى أين ذهب؟", "إلى أين", QuestionKind.WHERE, False, "ذهب"),
        ("من هو رئيس البلدية؟", "من هو", QuestionKind.WHO, False, "رئيس البلدية"),
        ("وين صار؟", "وين", QuestionKind.WHERE, False, "صار"),
        ("واش مات شي واحد؟", "واش", QuestionKind.WHETHER, False, "مات شي واحد"),
        ("وشو صار؟", "شو", QuestionKind.WHAT, True, "صار"),
        ("وزير النقل", "", None, False, "وزير النقل"),
        ("", "", None, False, ""),
    ],
)
def test_a_text_is_taken_apart(
    text: str, question: str, kind: QuestionKind | None, joined: bool, body: str
) -> None:
    found = taken(text)
    assert (found.question, found.kind, found.joined, found.slice(found.body)) == (
        question,
        kind,
        joined,
        body,
    )


def test_what_asks_with_a_relative_pronoun_has_its_subject_in_it() -> None:
    assert taken("ما الذي قاله الوزير؟").relative
    assert taken("أي مدينة زارها الوزير؟").relative
    assert not taken("ماذا قال الوزير؟").relative


def test_a_name_is_no_preposition() -> None:
    assert [is_preposition(token) for token in tokens("على علي")] == [True, False]
