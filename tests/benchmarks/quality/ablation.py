"""What each view of a word and each feature brings, what answering costs, and how refusals trade against answers.

Run it by hand:
`python -m tests.benchmarks.quality.ablation --set NAME ARTICLES QUESTIONS [--set …] [--only refusals]`.

ARTICLES are gzipped JSON lines of id, title and text, QUESTIONS a file as `isnad evaluate` reads it. Each thing is left
out by itself, the other weights staying as they are, and nothing is refused. Where several sets are given, each archive
is also asked the questions of the others, which it mostly cannot answer. The tables are Markdown.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval import archive as pipeline
from retrieval.corpus.segments import Segments
from retrieval.ranking import rank
from retrieval.ranking.query_terms import QueryVocabulary
from retrieval.tuning import Tuning
from tests.benchmarks.quality.sets import Bench, Variant, add_sets, bench, language, row, shares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.arabic.language import Language
    from retrieval.archive import Archive
    from retrieval.evaluation.gold import GoldQuestion

WRONG = (0.02, 0.05, 0.08)  # parts of an archive's own questions that are refused
PARTS = (
    (pipeline, "understand", "understanding the question"),
    (QueryVocabulary, "first_stage", "first stage"),
    (Segments, "excerpt", "cutting the candidates out of the archive"),
    (rank, "gather", "matching every word with every other"),
    (rank, "weigh", "measuring sentences"),
    (rank, "passage_features", "features of passages"),
    (pipeline, "windows", "quotable windows, their sentences' features"),
    (pipeline, "choose", "choosing quotes"),
    (pipeline, "signals", "verdict"),
)


def variants(known: Language) -> Iterator[Variant]:
    """Everything, then each view of a word and each feature of passages, sentences and windows left out."""
    tuning = Tuning()
    tuning = replace(tuning, verdict=replace(tuning.verdict, threshold=0.0))
    yield Variant("nothing", tuning, known)
    stage = tuning.first_stage
    for view, without in (
        ("root", replace(stage, root=0.0)),
        ("particle", replace(stage, particle=0.0)),
        ("synonym", replace(stage, synonym=0.0)),
        ("misspelling", replace(stage, misspelling=0.0)),
    ):
        yield Variant(f"view: {view}", replace(tuning, first_stage=without), known)
    yield Variant("view: spellings", tuning, replace(known, spellings=()))
    yield Variant("phrases around a question", tuning, replace(known, phrases={}))
    for field in fields(tuning.ranking):
        changed = replace(tuning.ranking, **{field.name: 0.0})
        yield Variant(f"passages: {field.name}", replace(tuning, ranking=changed), known)
    nothing = dict.fromkeys(asdict(tuning.ranking), 0.0)
    alone = replace(tuning.ranking, **(nothing | {"bm25": 1.0}))
    yield Variant("passages: all but bm25", replace(tuning, ranking=alone), known)
    for field in fields(tuning.sentences):
        lacking = replace(tuning.sentences, **{field.name: 0.0})
        yield Variant(f"sentences: {field.name}", replace(tuning, sentences=lacking), known)
    for field in fields(tuning.windows):
        shorn = replace(tuning.windows, **{field.name: 0.0})
        yield Variant(f"windows: {field.name}", replace(tuning, windows=shorn), known)


def ablation(benches: list[Bench], known: Language) -> None:
    """Print the first article right and the first quote right with each thing left out."""
    names = [one.asked.name for one in benches]
    row("left out", *(f"{name} {figure}" for name in names for figure in ("article@1", "quote@1")))
    row(*["---"] * (1 + 2 * len(names)))
    for variant in variants(known):
        found = [one.outcomes(one.archive(variant)) for one in benches]
        row(variant.name, *(share for outcomes in found for share in shares(outcomes)))


def refusals(benches: list[Bench], known: Language) -> None:
    """Print how many questions of the other sets an archive refuses where it refuses so many of its own."""
    everything = next(variants(known))
    at = Tuning().verdict.threshold
    row("archive", "own refused", "others refused", *(f"others at {part:.0%} own" for part in WRONG))
    row(*["---"] * (3 + len(WRONG)))
    for one in benches:
        archive = one.archive(everything)
        own = _sure(archive, one.asked.questions)
        others = np.concatenate(
            [_sure(archive, other.asked.questions) for other in benches if other is not one]
        )
        traded = (f"{(others < np.quantile(own, part)).mean():.3f}" for part in WRONG)
        row(one.asked.name, f"{(own < at).mean():.3f}", f"{(others < at).mean():.3f}", *traded)


def costs(benches: list[Bench], known: Language) -> None:
    """Print what each part of answering takes, in milliseconds: the median question."""
    row("part", *(one.asked.name for one in benches))
    row(*["---"] * (1 + len(benches)))
    taken = [_taken(one.archive(next(variants(known))), one.asked.questions) for one in benches]
    for part in taken[0]:
        row(part, *(f"{1000 * float(np.median(times[part])):.2f}" for times in taken))


def _taken(archive: Archive, questions: list[GoldQuestion]) -> dict[str, list[float]]:
    """The seconds that each part takes of each question."""
    taken: dict[str, list[float]] = {said: [] for said in (*(said for _, _, said in PARTS), "all")}
    with ExitStack() as stack:
        for owner, name, said in PARTS:
            stack.enter_context(_timed(owner, name, taken[said]))
        for gold in questions:
            begun = time.perf_counter()
            archive.find(gold.question)
            taken["all"].append(time.perf_counter() - begun)
    return taken


@contextmanager
def _timed(owner: object, name: str, taken: list[float]) -> Iterator[None]:
    """Note how long each call of a function takes."""
    function = getattr(owner, name)

    def timed(*arguments: Any) -> object:
        begun = time.perf_counter()
        found = function(*arguments)
        taken.append(time.perf_counter() - begun)
        return found

    setattr(owner, name, timed)
    try:
        yield
    finally:
        setattr(owner, name, function)


def _sure(archive: Archive, questions: list[GoldQuestion]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([archive.find(gold.question).confidence for gold in questions])


TABLES = {"ablation": ablation, "refusals": refusals, "costs": costs}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sets(parser)
    parser.add_argument("--only", choices=TABLES, help="one table instead of all")
    arguments = parser.parse_args()
    benches, known = [bench(*given) for given in arguments.set], language()
    for name, table in TABLES.items():
        if arguments.only in {None, name}:
            table(benches, known)
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
