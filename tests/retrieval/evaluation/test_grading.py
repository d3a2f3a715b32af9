from __future__ import annotations

from dataclasses import replace
from datetime import date

from retrieval.arabic.language import Language, QuestionKind, Thesaurus
from retrieval.archive import Findings
from retrieval.evaluation.gold import GoldQuestion
from retrieval.evaluation.grading import (
    Outcome,
    article_digest,
    corpus_hash,
    grade,
    holds,
    questions_hash,
    sign,
)
from retrieval.records import Answer, Article, Quote, Verdict
from retrieval.tuning import Tuning, VerdictWeights

LANGUAGE = Language(frozenset({"في"}), (), {}, {}, {}, {}, {}, (), {}, Thesaurus((), {}))
GOLD = GoldQuestion("q1", "من وقع؟", ("محمد زاهد جول",), frozenset({"a", "b"}), "who")
TEXT = "وقع  الكاتب\nمُحمّد زاهد\u00a0جول الاتفاق."


def answered(*texts: str, confidence: float = 0.75) -> Answer:
    quotes = tuple(Quote(Article("a", "", text), 0, len(text), text, (), 0.0) for text in texts)
    return Answer("من وقع؟", Verdict.ANSWERED if quotes else Verdict.NOT_FOUND, confidence, quotes)


def found(*ranked: str) -> Findings:
    return Findings("من وقع؟", 0.75, Verdict.ANSWERED, (), (), ranked)


def test_an_outcome_tells_where_the_first_relevant_article_and_the_first_right_quote_stand() -> None:
    assert grade(GOLD, found("x", "b", "a"), answered("لا أحد وقع هنا", TEXT)) == Outcome(
        "q1", "من وقع؟", "who", True, True, True, 0.75, rank=2, quote=2, words=4, further=1, further_right=1
    )


def test_a_further_quote_is_right_that_holds_an_answer_or_is_of_a_relevant_article() -> None:
    elsewhere = replace(GOLD, articles=frozenset({"b"}))
    outcomes = [grade(gold, found("x"), answered(TEXT, TEXT, "لا أحد وقع هنا")) for gold in (GOLD, elsewhere)]
    assert [(outcome.further, outcome.further_right) for outcome in outcomes] == [(2, 2), (2, 1)]


def test_a_refused_question_keeps_the_rank_of_its_article_and_has_no_quote() -> None:
    outcome = grade(GOLD, found("a"), answered(confidence=0.1))
    assert (outcome.answered, outcome.rank, outcome.quote, outcome.words) == (False, 1, None, 0)


def test_what_is_not_found_has_no_place() -> None:
    outcome = grade(GOLD, found("x", "y"), answered("لا أحد"))
    assert (outcome.rank, outcome.quote) == (None, None)


def test_a_question_that_the_archive_cannot_answer_is_not_graded_though_its_words_are_known() -> None:
    outcome = grade(replace(GOLD, articles=frozenset()), found("a"), answered(TEXT))
    assert (outcome.answerable, outcome.graded, outcome.rank) == (False, False, None)


def test_a_question_whose_words_are_unknown_is_answerable_and_not_graded() -> None:
    outcome = grade(replace(GOLD, answers=()), found("a"), answered(TEXT))
    assert (outcome.answerable, outcome.graded, outcome.quote) == (True, False, None)


def test_an_answer_stands_in_a_quote_whatever_the_vowels_the_hamzas_the_digits_and_the_white_space() -> None:
    assert holds("إلى  أنقرة\nفي ١٢ أيّار", ["انقره في 12 ايار"])
    assert not holds("إلى أنقرة في ١٢ أيّار", ["أنقرة 12", "أيلول"])


def test_the_hash_of_questions_changes_with_what_is_asked_and_not_with_their_order_or_type() -> None:
    other = replace(GOLD, id="q2")
    same = questions_hash([GOLD, other])
    assert questions_hash([other, replace(GOLD, kind="")]) == same
    changes = (
        replace(GOLD, question="من؟"),
        replace(GOLD, answers=("جول",)),
        replace(GOLD, articles=frozenset({"a"})),
    )
    assert same not in {questions_hash([change, other]) for change in changes}


def test_the_hash_of_a_corpus_changes_with_any_article_and_not_with_their_order() -> None:
    article = Article("a", "عنوان", "نص")
    other = Article("b", "عنوان", "نص")
    changes = (replace(article, text="نصوص"), replace(article, published=date(2014, 9, 28)))

    def hashed(*articles: Article) -> str:
        return corpus_hash(map(article_digest, articles))

    same = hashed(article, other)
    assert hashed(other, article) == same
    assert same not in {hashed(article), *(hashed(change, other) for change in changes)}


def test_a_signature_names_all_that_a_figure_depends_on_in_one_line() -> None:
    signature = sign([GOLD], "c0ffee00", LANGUAGE, Tuning(), "isnad-1.0")
    parts = dict(part.split(":") for part in str(signature).split("|"))
    assert parts.keys() == {"questions", "corpus", "analysis", "language", "tuning", "quotes", "program"}
    assert (parts["corpus"], parts["quotes"], parts["program"]) == ("c0ffee00", "3", "isnad-1.0")
    threshold = Tuning(verdict=VerdictWeights(threshold=0.9))
    words = replace(LANGUAGE, cues={QuestionKind.WHEN: frozenset({"عام"})})
    assert sign([GOLD], "c0ffee00", LANGUAGE, threshold, "isnad-1.0").tuning != signature.tuning
    assert sign([GOLD], "c0ffee00", words, Tuning(), "isnad-1.0").language != signature.language
