"""The rule of the house: a quotation is evidence, to the character, wherever the question and the archive come from."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.arabic.text import sentences
from retrieval.corpus.passages import pieces
from retrieval.records import Article, Verdict
from retrieval.tuning import PassageLimits
from tests.support.corpora import (
    ROOT,
    answer,
    anything,
    archives,
    ask,
    few,
    prose,
    questions,
    raw_seeds,
    seed_archive,
    seeds,
    unhurried,
)

if TYPE_CHECKING:
    from retrieval.records import Answer, Quote

MOST_QUOTES, MOST_WORDS = 3, 60
GOLD = [
    json.loads(line)["question"]
    for line in (ROOT / "tests" / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines()
]


def check(found: Answer) -> None:
    """Hold an answer to every rule there is for quotations."""
    assert len(found.quotes) <= MOST_QUOTES
    assert bool(found.quotes) is (found.verdict is Verdict.ANSWERED)
    for quote in found.quotes:
        assert quote.text == quote.article.text[quote.start : quote.end]
        assert 0 < len(quote.text.split()) <= MOST_WORDS
        assert whole(quote) or clauses_of_a_long_sentence(quote)
        assert highlights_stand_inside(quote)
    assert not any(overlap(one, other) for one in found.quotes for other in found.quotes if one is not other)


def whole(quote: Quote) -> bool:
    """Return whether the quote begins where a sentence of its article does, and ends where one does."""
    found = sentences(quote.article.text)
    return quote.start in {span.start for span in found} and quote.end in {span.end for span in found}


def clauses_of_a_long_sentence(quote: Quote) -> bool:
    """Return whether it is a part, cut between words, of a sentence too long to be quoted."""
    text = quote.article.text
    long = [span for span in sentences(text) if len(text[span.start : span.end].split()) > MOST_WORDS]
    cut = {"begin": quote.start - 1, "end": quote.end}
    return any(
        span.start <= quote.start
        and quote.end <= span.end
        and (quote.start == span.start or text[cut["begin"]].isspace())
        and (quote.end == span.end or text[cut["end"]].isspace())
        for span in long
    )


def highlights_stand_inside(quote: Quote) -> bool:
    places = [0, *(place for highlight in quote.highlights for place in highlight), len(quote.text)]
    return places == sorted(places) and all(start < end for start, end in quote.highlights)


def overlap(one: Quote, other: Quote) -> bool:
    return one.article.id == other.article.id and one.start < other.end and other.start < one.end


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("question", GOLD)
def test_every_answer_to_the_gold_questions_is_evidence(question: str) -> None:
    found = ask(seed_archive(), seeds(), question)

    check(found)
    for quote in found.quotes:
        assert squeezed(quote.text) in squeezed(raw_seeds()[quote.article.id].decode())


@given(st.data())
@unhurried
def test_every_answer_to_words_of_the_seeds_is_evidence(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(seeds())).text.split()
    asked = data.draw(st.lists(st.sampled_from(words), min_size=1, max_size=10))

    found = ask(seed_archive(), seeds(), " ".join(asked))

    check(found)
    for quote in found.quotes:
        assert squeezed(quote.text) in squeezed(raw_seeds()[quote.article.id].decode())


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.id[:3])
def test_whatever_could_be_quoted_of_a_seed_stands_in_the_raw_page(seed: Article) -> None:
    raw, parts = squeezed(raw_seeds()[seed.id].decode()), pieces(seed.text, PassageLimits().quote)
    quotable = [
        (first.start, last.end)
        for place, first in enumerate(parts)
        for last in takewhile(lambda part: part is first or not part.resumes, parts[place:])  # noqa: B023, at once
        if len(seed.text[first.start : last.end].split()) <= MOST_WORDS
    ]

    assert [span for span in quotable if squeezed(seed.text[slice(*span)]) not in raw] == []


@given(archives(prose), questions)
@unhurried
def test_every_answer_of_any_archive_is_evidence(articles: tuple[Article, ...], question: str) -> None:
    check(answer(articles, question))


@given(archives(anything), questions | anything)
@unhurried
def test_every_answer_of_an_archive_of_hostile_articles_is_evidence(
    articles: tuple[Article, ...], question: str
) -> None:
    check(answer(articles, question))


@given(archives(prose), questions, st.integers(1, 3))
@few
def test_fewer_quotes_are_the_first_of_more(articles: tuple[Article, ...], question: str, limit: int) -> None:
    assert answer(articles, question, limit).quotes == answer(articles, question, 3).quotes[:limit]


DATED = "الوزير الوزير الوزير ٢٠١٦ الوزير الحكومة،"
AGAIN = f"{DATED} {'الوزير ' * 46}الحكومة، الوزير أيلول الحكومة، {DATED}"


@given(archives(prose, most=2), questions)
# What states another date elsewhere says the first again, word for word.
@example(articles=(Article("again", "الوزير.", AGAIN),), question="متى الوزير؟")
@few
def test_articles_that_say_the_same_are_quoted_once(articles: tuple[Article, ...], question: str) -> None:
    copies = (*articles, *(replace(article, id=f"{article.id}-copy") for article in articles))
    quoted = [squeezed(quote.text) for quote in answer(copies, question).quotes]

    assert len(quoted) == len(set(quoted))
    assert all(one not in other for one, other in pairwise(quoted))
