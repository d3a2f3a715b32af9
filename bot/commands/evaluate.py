"""`isnad evaluate`: measure the answers to a file of questions whose answers are known."""

from __future__ import annotations

import sys
from dataclasses import replace
from importlib import metadata
from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.cli import evaluation_report
from bot.cli.evaluation_report import Evaluation, QuestionCounts
from bot.configuration import settings as configuration
from bot.errors import CommandError
from bot.loading.first_use import fill
from bot.progress import Stage, Step
from bot.regular_files import contents
from bot.terminal.progress_bars import shown
from retrieval.arabic.analysis import Analyser
from retrieval.evaluation import gold
from retrieval.evaluation.grading import QUOTES, article_digest, corpus_hash, grade, questions_hash, sign
from retrieval.evaluation.metrics import by_kind, estimates
from retrieval.evaluation.significance import compare
from retrieval.query.question import understand

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from bot.archive.index_builder import IndexedArchive
    from bot.configuration.settings import Settings
    from bot.progress import Progress
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.evaluation.grading import Outcome


async def run(settings: Settings, arguments: Namespace) -> int:
    """Print the figures; with --compare, what has changed since an earlier evaluation too.

    Raises CommandError when that evaluation asked other questions, UnreadableSource for a bad question file.
    """
    earlier = evaluation_report.read(arguments.compare) if arguments.compare else None
    found = await _evaluated(settings, arguments.questions, earlier)
    if arguments.json:
        sys.stdout.buffer.write(evaluation_report.document(found))
        return 0
    sys.stdout.write(evaluation_report.text(found))
    if earlier:
        sys.stdout.write(f"\n{evaluation_report.changes(found, earlier, str(arguments.compare))}")
    return 0


async def _evaluated(settings: Settings, name: str, earlier: Evaluation | None) -> Evaluation:
    data = contents(name)
    language = configuration.language(settings)
    async with Library.open(settings) as library:
        with shown(settings) as progress:
            await fill(library, progress)
            indexed = await library.refresh(progress)
            held = {article.id: article_digest(article) async for article in library.store.stream()}
            # Name the kind of the questions whose file does not: what Isnad understands them to ask for.
            analyser = Analyser(language)
            questions = [
                replace(asked, kind=asked.kind or understand(asked.question, analyser, language).kind)
                for asked in gold.read(data, name, held)
            ]
            before = _paired(earlier, questions) if earlier else []
            outcomes = await _graded(library, indexed, questions, progress)
            meaning = await library.index.reading.meaning()
    # Name what computes the figures, with versions; a checkout that is not installed has none of its own.
    try:
        version = metadata.version("isnad")
    except metadata.PackageNotFoundError:
        version = "checkout"
    encoder = f"+e5-{meaning.fingerprint}" if meaning else ""
    program = f"isnad-{version}+PyStemmer-{metadata.version('PyStemmer')}{encoder}"
    return Evaluation(
        signature=sign(questions, corpus_hash(held.values()), language, settings.retrieval, program),
        counts=QuestionCounts.of(outcomes, sum(question.foreign for question in questions)),
        figures=estimates(outcomes),
        by_kind=by_kind(outcomes),
        outcomes=tuple(outcomes),
        comparison=tuple(compare(before, outcomes)) if before else (),
    )


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


async def _graded(
    library: Library, indexed: IndexedArchive, questions: Sequence[GoldQuestion], progress: Progress
) -> list[Outcome]:
    outcomes = []
    for done, question in enumerate(questions, start=1):
        findings = await library.find(indexed, question.question, QUOTES)
        articles = await library.articles(findings.articles)
        if not articles.keys() >= set(findings.articles):
            raise CommandError("articles were removed from the archive meanwhile; evaluate it again")
        outcomes.append(grade(question, findings, indexed.archive.answer(findings, articles)))
        progress(Step(Stage.ASKING, done, len(questions)))
    return outcomes
