"""`isnad evaluate`: measure the answers to a file of questions whose answers are known."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from bot import evaluation
from bot import settings as configuration
from bot.bars import shown
from bot.errors import CommandError
from bot.evaluation import Counts, Evaluation
from bot.library import Library
from bot.progress import Stage, Step
from retrieval import gold
from retrieval.analysis import Analyser
from retrieval.comparison import compare
from retrieval.evaluate import QUOTES, article_digest, corpus_hash, grade, questions_hash, sign
from retrieval.figures import by_kind, estimates
from retrieval.questions import understand

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from bot.edition import Edition
    from bot.progress import Progress
    from bot.settings import Settings
    from retrieval.archive import Findings
    from retrieval.evaluate import Outcome
    from retrieval.gold import GoldQuestion
    from retrieval.language import Language
    from retrieval.records import Answer
    from retrieval.semantic.meaning import Meaning


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print the figures; with --compare, what has changed since an earlier evaluation too.

    Raises CommandError when that evaluation asked other questions, UnreadableSource for a bad question file.
    """
    earlier = evaluation.read(arguments.compare) if arguments.compare else None
    found = await _evaluated(settings, arguments.questions, earlier)
    if arguments.json:
        sys.stdout.buffer.write(evaluation.document(found))
        return 0
    sys.stdout.write(evaluation.text(found))
    if earlier:
        sys.stdout.write(f"\n{evaluation.changes(found, earlier, str(arguments.compare))}")
    return 0


async def _evaluated(settings: Settings, name: str, earlier: Evaluation | None) -> Evaluation:
    data = _read(name)
    language = configuration.language(settings)
    async with Library.open(settings) as library:
        with shown() as progress:
            await library.fill(progress)
            edition = await library.refresh(progress)
            held = {article.id: article_digest(article) async for article in library.stream()}
            questions = _typed(gold.read(data, name, held), language)
            before = _paired(earlier, questions) if earlier else []
            outcomes = await _outcomes(library, edition, questions, progress)
            meaning = await library.reading.meaning()
    return Evaluation(
        signature=sign(
            questions, corpus_hash(held.values()), language, settings.retrieval, _program(meaning)
        ),
        counts=Counts.of(outcomes, sum(question.foreign for question in questions)),
        figures=estimates(outcomes),
        by_kind=by_kind(outcomes),
        outcomes=tuple(outcomes),
        comparison=tuple(compare(before, outcomes)) if before else (),
    )


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _typed(questions: Sequence[GoldQuestion], language: Language) -> list[GoldQuestion]:
    """Name the kind of the questions whose file does not: what Isnad understands them to ask for."""
    analyser = Analyser(language)
    return [
        replace(asked, kind=asked.kind or understand(asked.question, analyser, language).kind)
        for asked in questions
    ]


def _paired(earlier: Evaluation, questions: Sequence[GoldQuestion]) -> list[Outcome]:
    """Find the earlier outcomes of the questions, in their order."""
    known = {outcome.id: outcome for outcome in earlier.outcomes}
    shared = sum(question.id in known for question in questions)
    if not shared == len(known) == len(questions):
        raise CommandError(
            f"cannot compare: of these {len(questions)} questions the earlier evaluation has {shared}, and"
            f" {len(known) - shared} others; evaluate the same question file both times"
        )
    if earlier.signature.questions != questions_hash(questions):
        raise CommandError(
            "cannot compare: since the earlier evaluation, words or answers of the questions have changed, or"
            " which of their articles the archive holds; evaluate both times with the same ones"
        )
    return [known[question.id] for question in questions]


async def _outcomes(
    library: Library, edition: Edition, questions: Sequence[GoldQuestion], progress: Progress
) -> list[Outcome]:
    outcomes = []
    for done, question in enumerate(questions, start=1):
        outcomes.append(grade(question, *await _ask(library, edition, question.question)))
        progress(Step(Stage.ASKING, done, len(questions)))
    return outcomes


async def _ask(library: Library, edition: Edition, question: str) -> tuple[Findings, Answer]:
    findings = await library.find(edition, question, QUOTES)
    articles = await library.articles(findings.articles)
    if not articles.keys() >= set(findings.articles):
        raise CommandError("articles were removed from the archive meanwhile; evaluate it again")
    return findings, edition.archive.answer(findings, articles)


def _program(meaning: Meaning | None) -> str:
    """Name what computes the figures, with versions; a checkout that is not installed has none of its own."""
    try:
        version = metadata.version("isnad")
    except metadata.PackageNotFoundError:
        version = "checkout"
    encoder = f"+e5-{meaning.fingerprint}" if meaning else ""
    return f"isnad-{version}+PyStemmer-{metadata.version('PyStemmer')}{encoder}"
