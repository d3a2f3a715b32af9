"""Fits how sure an answer is where few articles alone are asked, and says how sure such answers rightly are.

Run it by hand, whenever the ranking or the choice of quotes has changed:
`python -m tests.benchmarks.quality.scoped --set NAME ARTICLES QUESTIONS [--set …] [--meaning WEIGHTS FOLDER]
[--only N]`.

What follows on asks the articles that were just shown, which may tell it or not. So each question that a set answers is
asked of an article that does, of that among the two that come next, of the three next to it, and of the next alone.
Every set weighs the same; the table is of the weights that ship, the last lines are weights fitted on all.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from retrieval.evaluation.gold import folded
from retrieval.ranking.judging.confidence import probability
from retrieval.records import Scope, Verdict
from retrieval.tuning import ScopedWeights, Tuning
from tests.benchmarks.quality.sets import (
    Variant,
    add_meaning,
    add_sets,
    bench,
    evenly,
    language,
    meaning,
    row,
)
from tests.benchmarks.quality.verdict import SIGNALS, Trial, fit, names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.archive import Archive
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.semantic.meaning import Meaning
    from tests.benchmarks.quality.sets import Bench

READS = 3  # times that what is unread may be told


def scopes(gold: GoldQuestion, ranked: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a question is asked of, each with what that is called."""
    own = min(gold.articles)
    others = [article for article in ranked if article not in gold.articles]
    yield "its own", (own,)
    if others:
        yield "its own of three", (own, *others[:2])
        yield "the next", (others[0],)
        yield "the next three", tuple(others[:3])


def trials(one: Bench, archive: Archive, only: int | None, meant: Meaning | None) -> Iterator[Trial]:
    """Ask each question of few articles; `own` says whether there is an answer among them."""
    for gold in evenly([q for q in one.asked.questions if q.articles and q.answers], only):
        ranked = archive.find(gold.question, 1).ranked
        for name, asked in scopes(gold, ranked):
            scope = Scope(articles=asked)
            for _ in range(READS if meant else 0):
                held = archive.rank(gold.question, scope, meant)
                for passage in held.unread if held else ():
                    meant.read(passage, one.asked.articles[passage.article])  # type: ignore[union-attr]
            found = archive.find(gold.question, 1, scope, meant)
            first = archive.answer(found, one.asked.articles).quotes[:1]
            right = any(folded(text) in folded(quote.text) for quote in first for text in gold.answers)
            signals = tuple(found.signals.get(name, 0.0) for name in SIGNALS)
            own = name.startswith("its own")
            refused = found.verdict is Verdict.NOT_FOUND
            yield Trial(name, signals, own, own, own and right, refused)


def table(name: str, held: list[Trial], weights: ScopedWeights) -> None:
    """Print how many of each scope have an answer, how sure that is, and how many are right."""
    for group in Counter(trial.group for trial in held):
        asked = [trial for trial in held if trial.group == group]
        shown = [trial for trial in asked if not trial.absent]
        sure = [probability(dict(zip(SIGNALS, trial.signals, strict=True)), weights) for trial in shown]
        answered = f"{len(shown) / len(asked):.3f}"
        row(
            name,
            group,
            str(len(asked)),
            answered,
            f"{np.mean(sure):.2f}",
            f"{np.mean([t.right for t in shown]):.2f}",
        )


def main() -> None:
    """Ask, print the table, fit."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    add_sets(parser)
    add_meaning(parser)
    parser.add_argument("--only", type=int, help="questions of a set at most")
    given = parser.parse_args()
    tuning = Tuning().with_meaning() if given.meaning else Tuning()
    every: list[Trial] = []
    shares: list[float] = []
    row("set", "asked of", "questions", "answered", "sure", "right")
    row(*["---"] * 6)
    for name, articles, questions in given.set:
        one = bench(name, articles, questions)
        meant = meaning(given.meaning, name) if given.meaning else None
        held = list(trials(one, one.archive(Variant(name, Tuning(), language())), given.only, meant))
        table(name, held, tuning.scoped)
        near = SIGNALS.index("near")  # what was not compared is as sure as its words
        told = [trial for trial in held if any(trial.signals) and (trial.signals[near] or not meant)]
        every += told
        shares += [1 / len(told)] * len(told)
    fixed = {"lead", "ahead", "exact", "lacking"}  # the best of few is ahead of none; two told nothing more
    weighed = tuple(one for one in names(tuning.scoped) if one not in fixed)
    model = fit(weighed, every, np.array([float(trial.right) for trial in every]), np.array(shares))
    sys.stdout.write(f"bias = {model.bias:.3g}\n")
    for signal, weight in zip(weighed, model.weights, strict=True):
        sys.stdout.write(f"{signal} = {weight:.3g}\n")


if __name__ == "__main__":
    main()
