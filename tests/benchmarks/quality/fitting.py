"""How the weights of sentences and passages are fitted on question files, and what they bring where nothing was fitted.

Run it by hand:
`python -m tests.benchmarks.quality.fitting --set NAME ARTICLES QUESTIONS [--set …] [--only sentences|passages]
[--meaning WEIGHTS FOLDER] [--most N]`.

ARTICLES are gzipped JSON lines of id, title and text (outlet and published, where known), QUESTIONS a file as
`isnad evaluate` reads it. A set counts as the root of its number of questions. The table shows the first article right,
the first quote right and its words: with the weights that ship, with those fitted on all sets, and with those fitted on
the others; then come the weights, as settings. Nothing is refused.

With `--meaning`, meaning counts beside words, and the weights are those of `retrieval.semantic`. `--most N` asks at
most N questions of a set, evenly taken.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.text import fold_text
from retrieval.arrays import spread
from retrieval.evaluation.gold import folded
from retrieval.evaluation.grading import grade
from retrieval.ranking.sentences import sentence_features
from retrieval.tuning import Tuning
from tests.benchmarks.quality.listwise import Ranked, fit
from tests.benchmarks.quality.sets import (
    Variant,
    add_meaning,
    add_sets,
    bench,
    evenly,
    language,
    meaning,
    refusing_none,
    row,
    shares,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive import Archive
    from retrieval.archive import Ranked as Found
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.records import Article
    from retrieval.semantic.meaning import Meaning
    from tests.benchmarks.quality.sets import Bench

WEIGHT = 10  # of a set of one question
PASSAGES = 40  # of a question that are told apart; those behind them are too easily told


def standing(article: Article, answers: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where one of `answers` stands in the article's text, compared as an evaluation does: half-open ranges."""
    folded_text = fold_text(article.text)
    for answer in answers:
        for found in re.finditer(r"\s+".join(map(re.escape, folded(answer).split())), folded_text.text):
            yield folded_text.places[found.start()], folded_text.places[found.end() - 1] + 1


def sentences(asker: Asker, gold: GoldQuestion) -> Ranked | None:
    """The pieces of the best relevant article's passages, those right that touch an answer."""
    found = asker.rank(gold)
    if not found or not gold.answers:
        return None
    ranking, corpus = found.ranking, found.found.corpus
    of = ranking.found.articles
    names = found.found.ids
    best = next((one for one in of[ranking.order].tolist() if names[one] in gold.articles), None)
    if best is None:
        return None
    scores = np.where(of == best, ranking.scores, -np.inf)
    measured = sentence_features(corpus, ranking.found, ranking.held, ranking.wanted, scores)
    if found.near:
        measured["meaning"] = found.near.pieces
    pieces = np.unique(spread(ranking.found.ranges[of == best])[0])
    values = np.stack([measured[name][pieces] for name in asdict(asker.weights.sentences)], axis=1)
    starts, ends = (side[pieces] for side in (corpus.piece_starts, corpus.piece_ends))
    right = np.zeros(len(pieces), bool)
    for start, end in standing(asker.bench.asked.articles[names[best]], gold.answers):
        right |= (starts < end) & (start < ends)
    return Ranked(values, right)


def passages(asker: Asker, gold: GoldQuestion) -> Ranked | None:
    """The best passages, those right that are of a relevant article."""
    found = asker.rank(gold)
    if not found:
        return None
    best = found.ranking.order[: Tuning().semantic.passages if asker.meaning else PASSAGES]
    owners = found.ranking.found.articles[best].tolist()
    features = found.ranking.features
    values = np.stack([features[name][best] for name in asdict(asker.weights.ranking)], axis=1)
    return Ranked(values, np.array([found.found.ids[one] in gold.articles for one in owners]))


LISTS = {"sentences": sentences, "passages": passages}


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks the archive of one set, with meaning or without."""

    bench: Bench
    archive: Archive
    meaning: Meaning | None

    @property
    def weights(self) -> Tuning:
        """The weights that count."""
        return Tuning().with_meaning() if self.meaning else Tuning()

    def rank(self, gold: GoldQuestion) -> Found | None:
        """Put passages in order, having read what is to be read."""
        if self.meaning:
            self.bench.read(self.archive, gold.question, self.meaning)
        return self.archive.rank(gold.question, None, self.meaning)

    def lists(self, model: str) -> list[Ranked]:
        """The lists of one set's questions, together counting as the root of their number."""
        made = (LISTS[model](self, gold) for gold in self.bench.asked.questions if gold.articles)
        lists = [one for one in made if one]
        return [replace(one, weight=WEIGHT / math.sqrt(len(lists))) for one in lists]

    def measured(self, tuning: Tuning) -> tuple[str, ...]:
        """The figures of one set: first article right, first quote right, words of the first quote."""
        archive = self.bench.archive(Variant("fitted", tuning, language()))
        outcomes = []
        for gold in self.bench.asked.questions:
            if self.meaning:
                self.bench.read(archive, gold.question, self.meaning)
            found = archive.find(gold.question, None, None, self.meaning)
            outcomes.append(grade(gold, found, archive.answer(found, self.bench.asked.articles)))
        return (*shares(outcomes), f"{np.mean([outcome.words for outcome in outcomes]):.1f}")


def fitted(model: str, taught: list[Ranked], *, meant: bool) -> Tuning:
    """The settings that ship, with weights fitted on these lists, of which nothing is refused."""
    tuning, weights = refusing_none(), fit(taught).round(2).tolist()
    part = "ranking" if model == "passages" else "sentences"
    if meant:
        made = type(getattr(tuning.semantic, part))(*weights)
        return replace(tuning, semantic=replace(tuning.semantic, **{part: made}))
    return replace(tuning, **{part: type(getattr(tuning, part))(*weights)})


def table(askers: list[Asker], model: str) -> None:
    """Print what the weights bring on each set, then the weights fitted on all."""
    taught = {one.bench.asked.name: one.lists(model) for one in askers}
    meant = askers[0].meaning is not None
    everything = fitted(model, [made for lists in taught.values() for made in lists], meant=meant)
    row(model, "article@1", "quote@1", "words", "fitted on all", "", "", "fitted on the others", "", "")
    row(*["---"] * 10)
    for one in askers:
        others = [made for name, lists in taught.items() if name != one.bench.asked.name for made in lists]
        without = one.measured(fitted(model, others, meant=meant)) if others else ("–",) * 3
        row(one.bench.asked.name, *one.measured(refusing_none()), *one.measured(everything), *without)
    counted = everything.with_meaning() if meant else everything
    weights = asdict(counted.ranking if model == "passages" else counted.sentences)
    sys.stdout.write("".join(f"{name} = {weight}\n" for name, weight in weights.items()))


def asker(given: argparse.Namespace, name: str, articles: str, questions: str) -> Asker:
    """Index a set and open what was read of it."""
    one = bench(name, articles, questions)
    one.asked.questions[:] = evenly(one.asked.questions, given.most)
    archive = one.archive(Variant("as set", refusing_none(), language()))
    return Asker(one, archive, meaning(given.meaning, name) if given.meaning else None)


def main() -> None:
    """Print a table for each model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sets(parser)
    parser.add_argument("--only", choices=LISTS, help="one model instead of both")
    parser.add_argument("--most", type=int, help="questions of each set, evenly taken")
    add_meaning(parser)
    given = parser.parse_args()
    askers = [asker(given, *one) for one in given.set]
    for model in LISTS:
        if given.only in {None, model}:
            table(askers, model)


if __name__ == "__main__":
    main()
