"""Tables for a spreadsheet: CSV that Excel opens in Arabic, and in which nothing a reader wrote is a formula."""

from __future__ import annotations

import csv
import datetime
import io
from typing import TYPE_CHECKING

from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.database.database import Database
    from bot.journal.unanswered import Group

    Cell = str | int | float

MOST = 100_000
"""Questions in one sheet, the latest ones: some 20 MB."""
CODES = ("private", "group", *Verdict)
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_QUESTIONS = """SELECT asked, place, latest.question, verdict, confidence, milliseconds, reported,
        coalesce(sum(helpful), 0) AS helpful, coalesce(sum(NOT helpful), 0) AS unhelpful
    FROM (SELECT * FROM questions ORDER BY asked DESC LIMIT ?) AS latest
    LEFT JOIN feedback ON feedback.question = latest.id GROUP BY latest.id ORDER BY asked"""


def sheet(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the table as UTF-8 with a byte order mark; raises ValueError when a row has another number of cells."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(map(_cell, heads))
    for row in rows:
        writer.writerow([_cell(cell) for _, cell in zip(heads, row, strict=True)])
    return text.getvalue().encode("utf-8-sig", "replace")


def questions(
    database: Database, heads: Sequence[str], names: Mapping[str, str], zone: datetime.tzinfo | None = None
) -> bytes:
    """Return a table of every question that is kept, with its verdict and votes, and without its reader.

    It blocks, so it is for a worker thread. The heads are those of: time, place, question, verdict, confidence
    in %, milliseconds, thumbs up, thumbs down, reported; `names` stand for the `CODES` of place and verdict.
    """
    return sheet(
        heads,
        (
            (
                _time(datetime.datetime.fromtimestamp(row["asked"], datetime.UTC), zone),
                names[row["place"]],
                row["question"],
                names[row["verdict"]],
                round(100 * row["confidence"]),
                round(row["milliseconds"], 1),
                row["helpful"],
                row["unhelpful"],
                row["reported"],
            )
            for row in database.scan(_QUESTIONS, [MOST])
        ),
    )


def groups(found: Iterable[Group], heads: Sequence[str], zone: datetime.tzinfo | None = None) -> bytes:
    """Return the table of questions asked in vain.

    Heads: question, times asked, last, without answer, thumbs down, reported, other wordings.
    """
    return sheet(
        heads,
        (
            (
                group.wordings[0],
                group.asked,
                _time(group.last, zone),
                group.missed,
                group.disliked,
                group.reported,
                " | ".join(group.wordings[1:]),
            )
            for group in found
        ),
    )


def _time(at: datetime.datetime, zone: datetime.tzinfo | None) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _cell(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet calculates: what begins like a formula follows an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULAS) else cell
