from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.cli import evaluation_report
from bot.cli.evaluation_report import Evaluation, QuestionCounts
from bot.errors import CommandError
from retrieval.evaluation.grading import Outcome, Signature
from retrieval.evaluation.metrics import Estimate, Figure
from retrieval.evaluation.significance import FigureChange

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = Outcome("1", "من وقع؟", "who", True, True, True, 0.9, 1, 1, 40)
REFUSED = Outcome("2", "متى؟", "none", False, False, False, 0.1, None, None, 0)
SIGNATURE = Signature("aa", "bb", 1, "cc", "dd", 3, "isnad-1.0")
ARTICLE = Estimate(0.75, 0.5, 1.0, 4)
EVALUATION = Evaluation(
    SIGNATURE,
    QuestionCounts.of([RIGHT, REFUSED, REFUSED], foreign=1),
    {Figure.ARTICLE_1: ARTICLE, Figure.QUOTE_WORDS: Estimate(40.25, 39.0, 41.5, 1)},
    {"who": {Figure.ARTICLE_1: ARTICLE}, "none": {}},
    (RIGHT, REFUSED, REFUSED),
)


def test_questions_are_counted_by_what_is_known_of_them_and_how_they_ended() -> None:
    assert QuestionCounts.of([RIGHT, replace(RIGHT, graded=False), REFUSED], foreign=1) == QuestionCounts(
        questions=3, answerable=2, graded=1, unanswerable=1, foreign=1, answered=2
    )


def test_people_read_aligned_columns_and_a_signature() -> None:
    assert evaluation_report.text(EVALUATION) == (
        "3 questions: 1 answered, 2 refused\n"
        "1 have their article in the archive, 1 of them with known words\n"
        "2 have no answer in the archive\n"
        "1 of these name only articles that the archive does not hold\n"
        "\n"
        "overall      figure  95 % interval  questions\n"
        "article@1     0.750    0.500–1.000          4\n"
        "quote_words    40.2      39.0–41.5          1\n"
        "\n"
        "by kind  questions       article@1\n"
        "who              1  0.75 0.50–1.00\n"
        "none             2               –\n"
        "\n"
        "signature  questions:aa|corpus:bb|analysis:1|language:cc|tuning:dd|quotes:3|program:isnad-1.0\n"
    )


def test_people_read_what_has_changed_and_what_was_changed() -> None:
    changed = replace(
        EVALUATION,
        signature=replace(SIGNATURE, tuning="ee"),
        comparison=(
            FigureChange(Figure.ARTICLE_1, 0.5, 0.75, 0.0123, "better"),
            FigureChange(Figure.QUOTE_WORDS, 41.0, 40.25, 0.5, "noise"),
        ),
    )
    assert evaluation_report.changes(changed, EVALUATION, "old.json") == (
        "since old.json  before  after  change       p\n"
        "article@1        0.500  0.750  +0.250  0.0123  better\n"
        "quote_words       41.0   40.2    -0.8  0.5000   noise\n"
        "\n"
        "signature  tuning:dd→ee\n"
    )


def test_signatures_that_do_not_differ_are_the_same() -> None:
    assert evaluation_report.changes(EVALUATION, EVALUATION, "old.json").endswith("\nsignature  the same\n")


def test_what_a_file_says_cannot_steer_the_terminal() -> None:
    hostile = replace(RIGHT, kind="\x1b[2J\u202ewho")
    shown = evaluation_report.text(replace(EVALUATION, by_kind={hostile.kind: {}}, outcomes=(hostile,)))
    earlier = replace(EVALUATION, signature=replace(SIGNATURE, tuning="\x1b[2J"))
    assert "\x1b" not in shown + evaluation_report.changes(EVALUATION, earlier, "\x1b[2J")
    assert "\u202e" not in shown


def test_a_document_is_one_line_that_is_read_back_as_it_was(tmp_path: Path) -> None:
    written = evaluation_report.document(EVALUATION)
    (tmp_path / "old.json").write_bytes(written)
    assert written.count(b"\n") == 1
    assert evaluation_report.read(tmp_path / "old.json") == EVALUATION


@pytest.mark.parametrize("data", [b"", b"[]", b'{"signature": {}}', b'{"signature": "\xff"}'])
def test_a_file_that_is_no_evaluation_is_refused_by_name(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "old.json").write_bytes(data)
    with pytest.raises(CommandError, match=r"old\.json: .*; name a file that `isnad evaluate --json` wrote"):
        evaluation_report.read(tmp_path / "old.json")
