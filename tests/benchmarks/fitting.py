"""How the weights of sentences and passages are fitted on question files, and what they bring where nothing was fitted.

Run it by hand:
`python -m tests.benchmarks.fitting --set NAME ARTICLES QUESTIONS [--set …] [--only sentences|passages]`.

ARTICLES are gzipped JSON lines of id, title and text (outlet and published, where known), QUESTIONS a file as
`isnad evaluate` reads it. A set counts as the root of its number of questions. The table shows the first article right,
the first quote right and its words: with the weights that ship, with those fitted on all sets, and with those fitted on
the others; then come the weights, as settings. Nothing is refused.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.text import fold_text
from retrieval.arrays import spread
from retrieval.evaluation.gold import folded
from retrieval.ranking.sentences import sentence_features
from retrieval.tuning import PassageWeights, SentenceWeights, Tuning
from tests.benchmarks.listwise import Ranked, fit
from tests.benchmarks.sets import Variant, add_sets, bench, language, row, shares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive import Archive
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.records import Article
    from tests.benchmarks.sets import Bench

MODELS = {"sentences": SentenceWeights, "passages": PassageWeights}
WEIGHT = 10  # of a set of one question
PASSAGES = 40  # of a question that are told apart; those behind them are too easily told


def standing(article: Article, answers: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where one of `answers` stands in the article's text, compared as an evaluation does: half-open ranges."""
    told = fold_text(article.text)
    for answer in answers:
        for found in re.finditer(r"\s+".join(map(re.escape, folded(answer).split())), told.text):
            yield told.places[found.start()], told.places[found.end() - 1] + 1


def sentences(archive: Archive, gold: GoldQuestion, articles: dict[str, Article]) -> Ranked | None:
    """The pieces of the best relevant article's passages, those right that touch an answer."""
    found = archive.rank(gold.question)
    if not found or not gold.answers:
        return None
    ranking, corpus = found.ranking, found.excerpt.corpus
    of = ranking.found.articles
    names = [archive.id(one) for one in found.excerpt.articles.tolist()]
    best = next((one for one in of[ranking.order].tolist() if names[one] in gold.articles), None)
    if best is None:
        return None
    scores = np.where(of == best, ranking.scores, -np.inf)
    measured = sentence_features(corpus, ranking.found, ranking.held, ranking.wanted, scores)
    pieces = np.unique(spread(ranking.found.ranges[of == best])[0])
    values = np.stack([measured[field.name][pieces] for field in fields(SentenceWeights)], axis=1)
    starts, ends = (side[ranking.found.pieces[pieces]] for side in (corpus.piece_starts, corpus.piece_ends))
    right = np.zeros(len(pieces), bool)
    for start, end in standing(articles[names[best]], gold.answers):
        right |= (starts < end) & (start < ends)
    return Ranked(values, right)


def passages(archive: Archive, gold: GoldQuestion, _: dict[str, Article]) -> Ranked | None:
    """The best passages, those right that are of a relevant article."""
    found = archive.rank(gold.question)
    if not found:
        return None
    best = found.ranking.order[:PASSAGES]
    owners = found.excerpt.articles[found.ranking.found.articles[best]].tolist()
    values = np.stack([found.ranking.features[field.name][best] for field in fields(PassageWeights)], axis=1)
    return Ranked(values, np.array([archive.id(one) in gold.articles for one in owners]))


LISTS = {"sentences": sentences, "passages": passages}


def lists(one: Bench, model: str) -> list[Ranked]:
    """The lists of one set's questions, together counting as the root of their number."""
    archive = one.archive(Variant("as set", Tuning(), language()))
    made = (LISTS[model](archive, gold, one.asked.articles) for gold in one.asked.questions if gold.articles)
    told = [one for one in made if one]
    return [replace(one, weight=WEIGHT / math.sqrt(len(told))) for one in told]


def fitted(model: str, taught: list[Ranked]) -> Tuning:
    """The settings that ship, with weights fitted on these lists, of which nothing is refused."""
    tuning = replace(Tuning(), verdict=replace(Tuning().verdict, threshold=0.0))
    weights = fit(taught).round(2).tolist()
    if model == "passages":
        return replace(tuning, ranking=PassageWeights(*weights))
    return replace(tuning, sentences=SentenceWeights(*weights))


def measured(one: Bench, tuning: Tuning) -> tuple[str, ...]:
    """The figures of one set: first article right, first quote right, words of the first quote."""
    outcomes = one.outcomes(one.archive(Variant("fitted", tuning, language())))
    return (*shares(outcomes), f"{np.mean([outcome.words for outcome in outcomes]):.1f}")


def table(benches: list[Bench], model: str) -> None:
    """Print what the weights bring on each set, then the weights fitted on all."""
    taught = {one.asked.name: lists(one, model) for one in benches}
    everything = fitted(model, [made for told in taught.values() for made in told])
    row(model, "article@1", "quote@1", "words", "fitted on all", "", "", "fitted on the others", "", "")
    row(*["---"] * 10)
    shipped = replace(everything, ranking=Tuning().ranking, sentences=Tuning().sentences)
    for one in benches:
        others = [made for name, told in taught.items() if name != one.asked.name for made in told]
        without = measured(one, fitted(model, others)) if others else ("–",) * 3
        row(one.asked.name, *measured(one, shipped), *measured(one, everything), *without)
    weights = asdict(everything.ranking if model == "passages" else everything.sentences)
    sys.stdout.write("".join(f"{name} = {weight}\n" for name, weight in weights.items()))


def main() -> None:
    """Print a table for each model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sets(parser)
    parser.add_argument("--only", choices=MODELS, help="one model instead of both")
    arguments = parser.parse_args()
    benches = [bench(*given) for given in arguments.set]
    for model in MODELS:
        if arguments.only in {None, model}:
            table(benches, model)


if __name__ == "__main__":
    main()
