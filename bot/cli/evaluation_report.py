"""An evaluation as text for people, and as the JSON document that a later one is compared with."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import msgspec

from bot.errors import CommandError
from bot.regular_files import contents
from bot.rendering.texts import one_line
from retrieval.evaluation.grading import Outcome, Signature  # noqa: TC001  as above
from retrieval.evaluation.metrics import Estimate, Figure
from retrieval.evaluation.significance import FigureChange  # noqa: TC001  msgspec reads the annotations

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_BY_KIND = (Figure.ARTICLE_1, Figure.QUOTE_1, Figure.WRONG_REFUSALS, Figure.RIGHT_REFUSALS)
"""What the table by kind has room for; the JSON has all."""


@dataclass(frozen=True, slots=True)
class QuestionCounts:
    """How many questions there are, in all and of each sort.

    `graded` are the answerable ones whose answer's words are known, `foreign` the unanswerable ones that name
    articles, all of which the archive lacks.
    """

    questions: int
    answerable: int
    graded: int
    unanswerable: int
    foreign: int
    answered: int

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], foreign: int) -> QuestionCounts:
        """Count the outcomes, which do not show how many of their questions are `foreign`."""
        answerable = sum(outcome.answerable for outcome in outcomes)
        return cls(
            questions=len(outcomes),
            answerable=answerable,
            graded=sum(outcome.graded for outcome in outcomes),
            unanswerable=len(outcomes) - answerable,
            foreign=foreign,
            answered=sum(outcome.answered for outcome in outcomes),
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a question file says of an archive; `comparison` where it was compared with an earlier one."""

    signature: Signature
    counts: QuestionCounts
    figures: dict[Figure, Estimate]
    by_kind: dict[str, dict[Figure, Estimate]]
    outcomes: tuple[Outcome, ...]
    comparison: tuple[FigureChange, ...] = ()


def read(path: Path) -> Evaluation:
    """Read an earlier evaluation; raises CommandError when the file is none."""
    try:
        return msgspec.json.decode(contents(path), type=Evaluation)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: {error}; name a file that `isnad evaluate --json` wrote") from error


def document(evaluation: Evaluation) -> bytes:
    """Write the evaluation as one line of JSON."""
    return msgspec.json.encode(evaluation) + b"\n"


def text(evaluation: Evaluation) -> str:
    """Tell people the counts, the figures, the figures by kind, and the signature."""
    overall = [
        (
            figure,
            _number(figure, found.value),
            f"{_number(figure, found.low)}–{_number(figure, found.high)}",
            str(found.questions),
        )
        for figure, found in evaluation.figures.items()
    ]
    table = _table([("overall", "figure", "95 % interval", "questions"), *overall])
    signature = f"signature  {evaluation.signature}\n"
    counts = evaluation.counts
    refused = counts.questions - counts.answered
    lines = [
        f"{counts.questions} questions: {counts.answered} answered, {refused} refused",
        f"{counts.answerable} have their article in the archive, {counts.graded} of them with known words",
        f"{counts.unanswerable} have no answer in the archive",
    ]
    if counts.foreign:
        lines.append(f"{counts.foreign} of these name only articles that the archive does not hold")
    return "\n".join((*lines, "", table, _by_kind(evaluation), signature))


def changes(evaluation: Evaluation, earlier: Evaluation, name: str) -> str:
    """Tell people what has changed since the `earlier` evaluation, the file `name`."""
    rows = [
        (
            change.figure,
            _number(change.figure, change.before),
            _number(change.figure, change.after),
            _number(change.figure, change.after - change.before, sign="+"),
            f"{change.p:.4f}",
            change.tendency,
        )
        for change in evaluation.comparison
    ]
    table = _table([(f"since {one_line(name)}", "before", "after", "change", "p", ""), *rows])
    pairs = zip(asdict(earlier.signature).items(), asdict(evaluation.signature).values(), strict=True)
    differences = [f"{key}:{one_line(str(old))}→{new}" for (key, old), new in pairs if old != new]
    return f"{table}\nsignature  {'|'.join(differences) or 'the same'}\n"


def _by_kind(evaluation: Evaluation) -> str:
    def cell(found: Estimate | None) -> str:
        return f"{found.value:.2f} {found.low:.2f}–{found.high:.2f}" if found else "–"

    shown = [figure for figure in _BY_KIND if figure in evaluation.figures]
    sizes = Counter(outcome.kind for outcome in evaluation.outcomes)
    rows = [
        (one_line(kind), str(sizes[kind]), *(cell(found.get(figure)) for figure in shown))
        for kind, found in evaluation.by_kind.items()
    ]
    return _table([("by kind", "questions", *shown), *rows])


def _number(figure: Figure, value: float, sign: str = "") -> str:
    return f"{value:{sign}.1f}" if figure is Figure.QUOTE_WORDS else f"{value:{sign}.3f}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows, their first column flush left and the others flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = (f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True))
        lines.append("  ".join((f"{first:<{widths[0]}}", *cells)).rstrip())
    return "".join(f"{line}\n" for line in lines)
