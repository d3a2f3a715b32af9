from __future__ import annotations

from dataclasses import asdict, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.ranking.rank import Ranking, windows
from retrieval.ranking.sentences import chances, sentence_features
from retrieval.records import CUT, Article
from retrieval.tuning import SentenceWeights, Tuning
from tests.support.corpora import (
    Bench,
    answer,
    anything,
    archives,
    article,
    bench,
    few,
    first_stage,
    prose,
    questions,
)

FILLING = "ثم سار الركب في طريق طويل بين التلال الخضراء حتى بلغ القرية. "


def features(laid: Bench, ranking: Ranking) -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """The features of every piece of the candidates."""
    return sentence_features(laid.corpus, ranking.found, ranking.held, ranking.wanted, ranking.scores)


def feature(question: str, held: Article, name: str) -> list[float]:
    """One feature of each piece of an article that is alone in its archive."""
    laid = bench([held])
    return features(laid, laid.rank(question))[name].tolist()


def quoted(question: str, held: Article) -> str:
    """The best window of an article that is alone in its archive."""
    laid = bench([held])
    ranking = laid.rank(question)
    found = windows(ranking, laid.corpus, Tuning())
    first, end = found.ranges[found.scores.argmax()] - [0, 1]
    return held.text[laid.corpus.piece_starts[first] : laid.corpus.piece_ends[end]]


@given(archives(st.one_of(prose, anything)), questions)
@few
def test_features_are_those_the_weights_name_and_the_chances_of_an_article_add_up_to_one(
    articles: tuple[Article, ...], question: str
) -> None:
    laid = bench(articles)
    if not len(first_stage(laid.terms, laid.understand(question), Tuning().first_stage).documents):
        return
    ranking = laid.rank(question)
    found = features(laid, ranking)
    total = np.sum([weight * found[name] for name, weight in asdict(SentenceWeights()).items()], axis=0)
    likely = chances(ranking.found, total, ranking.order)

    assert found.keys() == {field.name for field in fields(SentenceWeights)}
    for name, values in found.items():
        assert np.isfinite(values).all(), name
        assert (values <= 1 + 1e-9).all(), name
        assert name == "passage" or (values >= 0).all(), name
    sums = np.bincount(ranking.found.piece_articles, likely)
    assert sums[ranking.found.articles] == pytest.approx(1.0)


def test_a_piece_of_no_searched_passage_has_no_chance() -> None:
    laid = bench([article("a", "زار الوزير بغداد. " + FILLING * 30 + "عاد الوزير إلى بغداد.")])
    ranking = laid.rank("الوزير بغداد")

    likely = chances(ranking.found, np.zeros(len(ranking.found.piece_articles)), ranking.order[:1])

    assert 0 < np.count_nonzero(likely) < len(likely)
    assert likely.sum() == pytest.approx(1.0)


def test_what_the_headline_holds_counts_little_beside_what_is_asked_of_it() -> None:
    text = "يقع متحف الميناء قرب البحر. يضم مرسما للأطفال. يزور متحف الميناء كثيرون."

    found = feature("مرسم متحف الميناء", article("a", text, "متحف الميناء"), "asked")

    assert found[1] == pytest.approx(1.0)
    assert max(found[0], found[2]) < 0.5


def test_a_sentence_shares_what_the_one_before_it_matches_but_not_across_a_gap_or_another_article() -> None:
    near = feature("الوزير مؤتمرا", article("a", "زار الوزير المدينة. عقد مؤتمرا."), "two_sentences")
    apart = feature(
        "الوزير مؤتمرا", article("a", f"زار الوزير المدينة.{CUT}هطل المطر. عقد مؤتمرا."), "two_sentences"
    )

    assert near == [pytest.approx(near[0]), pytest.approx(1.0)]
    assert near[0] < 1
    assert apart[2] < 1


def test_a_date_counts_the_more_the_closer_it_stands_to_what_is_asked() -> None:
    text = "افتتح المتحف عام 1987. زار الأمير حين افتتح المتحف وقد جاء من بلاد بعيدة سنة 1990. عاد الزائر."

    beside, apart, none = feature("متى افتتح المتحف؟", article("a", text), "near")

    assert beside > apart > none == 0.0


def test_only_a_year_or_a_number_is_an_answer_beyond_doubt() -> None:
    text = "افتتح المتحف عام 1987. افتتح المتحف صباح الأحد. افتتح المتحف."

    assert feature("متى افتتح المتحف؟", article("a", text), "answer") == [1.0, 0.0, 0.0]


def test_the_nearer_the_beginning_of_the_article_the_more_it_counts() -> None:
    found = feature("الركب", article("a", FILLING * 6), "beginning")

    assert found == sorted(found, reverse=True)
    assert found[0] == 1.0


def test_the_beginning_defines_what_the_headline_names() -> None:
    held = article("a", "الزعتر نبات عطري. " + FILLING * 3 + "يزرع الزعتر في الجبال.", "الزعتر")

    assert feature("ما هو الزعتر؟", held, "definition")[0] == pytest.approx(1.0)
    assert feature("ما هو الركب؟", held, "definition")[0] == 0.0


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        (
            "ما هو الزعتر؟",
            f"الزعتر نبات عطري معمر. {FILLING * 4}يزرع الزعتر في الجبال ويباع الزعتر في الأسواق.",
            "الزعتر نبات عطري معمر.",
        ),
        (
            "متى ولد سالم الفهد؟",
            f"سالم الفهد (1931 - 2004) شاعر. {FILLING * 4}وعن بلدته كتب سالم الفهد قصيدة.",
            "سالم الفهد (1931 - 2004) شاعر.",
        ),
        (
            "كم بلغت كلفة جسر الياسمين؟",
            f"{FILLING}بلغت كلفة جسر الياسمين ثلاثة ملايين دينار. {FILLING * 4}",
            "بلغت كلفة جسر الياسمين ثلاثة ملايين دينار.",
        ),
    ],
)
def test_the_quote_holds_the_sentence_that_answers_among_many_of_an_article(
    question: str, text: str, answer: str
) -> None:
    title = question.removesuffix("؟").split(maxsplit=2)[-1]

    assert answer in quoted(question, article("a", text, title))


def test_a_quote_takes_in_no_sentence_that_is_unlikely_to_answer() -> None:
    text = f"افتتح الأمير متحف الميناء عام 1987. {FILLING * 4}"

    assert quoted("متى افتتح متحف الميناء؟", article("a", text)) == "افتتح الأمير متحف الميناء عام 1987."


def test_words_in_brackets_tell_the_article_and_not_which_of_its_sentences() -> None:
    flight = article(
        "flight",
        "انفجرت سماعات راكبة أسترالية في رحلة من بكين إلى ملبورن وأصيبت الراكبة بحروق في وجهها. وقال مكتب السلامة"
        " إن الراكبة سمعت دويا. وحملت البطارية علامة مصنع صغير. وطلب المكتب من الركاب حفظ السماعات في الحقائب.",
        "سماعات راكبة تنفجر في رحلة",
    )
    question = "ماذا طلب المكتب (سماعات راكبة تنفجر في رحلة إلى ملبورن)؟"

    [quote] = answer([flight, article("weather", "نص آخر عن الطقس.")], question, 1).quotes

    assert "طلب المكتب" in quote.text and "انفجرت" not in quote.text
