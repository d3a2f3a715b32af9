"""What each view of a word and each feature brings, what answering costs, and how refusals trade against answers.

Run it by hand:
`PYTHONPATH=tests python -m benchmarks.ablation --set NAME ARTICLES QUESTIONS [--set …] [--only refusals]`.

ARTICLES are gzipped JSON lines of id, title and text, QUESTIONS a file as `isnad evaluate` reads it. Each thing is left
out by itself, the other weights staying as they are, and nothing is refused. Where several sets are given, each archive
is also asked the questions of the others, which it mostly cannot answer. The tables are Markdown.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
import tomllib
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from retrieval import archive as pipeline
from retrieval import ranking
from retrieval.analysis import Analyser
from retrieval.archive import Archive
from retrieval.building import PortionMaker, batches
from retrieval.content import indexed
from retrieval.evaluate import grade
from retrieval.gold import read
from retrieval.joining import CorpusBuilder
from retrieval.language import Language, Thesaurus
from retrieval.records import Article
from retrieval.segments import Segments
from retrieval.terms import Terms
from retrieval.tuning import Tuning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.evaluate import Outcome
    from retrieval.gold import GoldQuestion

CONFIG = Path(__file__).parents[2] / "config"
WRONG = (0.02, 0.05, 0.08)  # parts of an archive's own questions that are refused
PARTS = (
    (pipeline, "understand", "understanding the question"),
    (Terms, "first_stage", "first stage"),
    (Segments, "excerpt", "cutting the candidates out of the archive"),
    (ranking, "gather", "matching every word with every other"),
    (ranking, "weigh", "measuring sentences"),
    (ranking, "passage_features", "features of passages"),
    (pipeline, "windows", "quotable windows and their features"),
    (pipeline, "choose", "choosing quotes"),
    (pipeline, "signals", "verdict"),
)


@dataclass(frozen=True, slots=True)
class Variant:
    """One thing left out: by another tuning, and by other word lists where `language` says so."""

    name: str
    tuning: Tuning
    language: Language


@dataclass(frozen=True, slots=True)
class Set:
    """An archive's articles and the questions asked of it."""

    name: str
    articles: dict[str, Article]
    questions: list[GoldQuestion]


class Bench:
    """Archives of one set, indexed once for all that read the same words."""

    def __init__(self, asked: Set) -> None:
        self.asked = asked
        self._segments: dict[tuple[tuple[str, ...], ...], Segments] = {}

    def archive(self, variant: Variant) -> Archive:
        """The set's archive under `variant`."""
        spellings = variant.language.spellings
        if spellings not in self._segments:
            builder = CorpusBuilder()
            for portion in map(PortionMaker(variant.language, variant.tuning.passages), self._batches()):
                builder.add(portion)
            self._segments[spellings] = Segments.of(indexed(builder, variant.tuning.bm25, ""))
        return Archive(self._segments[spellings], Analyser(variant.language), variant.tuning)

    def outcomes(self, archive: Archive) -> list[Outcome]:
        """How each of the set's questions ended."""
        found = [(gold, archive.find(gold.question)) for gold in self.asked.questions]
        return [grade(gold, held, archive.answer(held, self.asked.articles)) for gold, held in found]

    def _batches(self) -> Iterator[list[Article]]:
        return batches(self.asked.articles.values())


def variants(language: Language) -> Iterator[Variant]:
    """Everything, then each view of a word, each passage feature and each window feature left out."""
    tuning = Tuning()
    tuning = replace(tuning, verdict=replace(tuning.verdict, threshold=0.0))
    yield Variant("nothing", tuning, language)
    stage = tuning.first_stage
    for view, without in (
        ("root", replace(stage, root=0.0)),
        ("particle", replace(stage, particle=0.0)),
        ("synonym", replace(stage, synonym=0.0)),
    ):
        yield Variant(f"view: {view}", replace(tuning, first_stage=without), language)
    yield Variant("view: spellings", tuning, replace(language, spellings=()))
    yield Variant("phrases around a question", tuning, replace(language, phrases={}))
    for field in fields(tuning.ranking):
        changed = replace(tuning.ranking, **{field.name: 0.0})
        yield Variant(f"passages: {field.name}", replace(tuning, ranking=changed), language)
    nothing = dict.fromkeys(asdict(tuning.ranking), 0.0)
    alone = replace(tuning.ranking, **(nothing | {"bm25": 1.0}))
    yield Variant("passages: all but bm25", replace(tuning, ranking=alone), language)
    for field in fields(tuning.windows):
        shorn = replace(tuning.windows, **{field.name: 0.0})
        yield Variant(f"windows: {field.name}", replace(tuning, windows=shorn), language)


def ablation(benches: list[Bench], language: Language) -> None:
    """Print the first article right and the first quote right with each thing left out."""
    names = [bench.asked.name for bench in benches]
    _row("left out", *(f"{name} {figure}" for name in names for figure in ("article@1", "quote@1")))
    _row(*["---"] * (1 + 2 * len(names)))
    for variant in variants(language):
        shares = [share for bench in benches for share in _shares(bench.outcomes(bench.archive(variant)))]
        _row(variant.name, *shares)


def refusals(benches: list[Bench], language: Language) -> None:
    """Print how many questions of the other sets an archive refuses where it refuses so many of its own."""
    everything = next(variants(language))
    at = Tuning().verdict.threshold
    _row("archive", "own refused", "others refused", *(f"others at {part:.0%} own" for part in WRONG))
    _row(*["---"] * (3 + len(WRONG)))
    for bench in benches:
        archive = bench.archive(everything)
        own = _sure(archive, bench.asked.questions)
        others = np.concatenate(
            [_sure(archive, other.asked.questions) for other in benches if other is not bench]
        )
        traded = (f"{(others < np.quantile(own, part)).mean():.3f}" for part in WRONG)
        _row(bench.asked.name, f"{(own < at).mean():.3f}", f"{(others < at).mean():.3f}", *traded)


def costs(benches: list[Bench], language: Language) -> None:
    """Print what each part of answering takes, in milliseconds: the median question."""
    _row("part", *(bench.asked.name for bench in benches))
    _row(*["---"] * (1 + len(benches)))
    taken = [_taken(bench.archive(next(variants(language))), bench.asked.questions) for bench in benches]
    for part in taken[0]:
        _row(part, *(f"{1000 * float(np.median(times[part])):.2f}" for times in taken))


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


def _shares(outcomes: list[Outcome]) -> tuple[str, str]:
    graded = [outcome.quote == 1 for outcome in outcomes if outcome.graded]
    right = np.mean([outcome.rank == 1 for outcome in outcomes if outcome.answerable])
    return f"{right:.3f}", f"{np.mean(graded):.3f}" if graded else "–"


def _sure(archive: Archive, questions: list[GoldQuestion]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([archive.find(gold.question).confidence for gold in questions])


def _row(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def _read(name: str, articles: str, questions: str) -> Set:
    lines = gzip.decompress(Path(articles).read_bytes()).splitlines()
    told = [msgspec.json.decode(line) for line in lines]
    held = {str(one["id"]): Article(str(one["id"]), one["title"], one["text"]) for one in told}
    return Set(name, held, read(Path(questions).read_bytes(), questions, held))


def _language() -> Language:
    lists, thesaurus = (
        tomllib.loads((CONFIG / f"{name}.toml").read_text("utf-8")) for name in ("language", "thesaurus")
    )
    return Language.from_table(lists).knowing(Thesaurus.from_table(thesaurus))


TABLES = {"ablation": ablation, "refusals": refusals, "costs": costs}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--set", nargs=3, action="append", required=True, metavar=("NAME", "ARTICLES", "QUESTIONS")
    )
    parser.add_argument("--only", choices=TABLES, help="one table instead of all")
    arguments = parser.parse_args()
    benches = [Bench(_read(*given)) for given in arguments.set]
    for name, table in TABLES.items():
        if arguments.only in {None, name}:
            table(benches, _language())
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
