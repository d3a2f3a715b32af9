"""Tables for a spreadsheet."""

from __future__ import annotations

import csv
import datetime
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.journal import csv_export
from bot.journal.journal import Journal
from bot.journal.unanswered import Group
from tests.support.asking import ask

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.clock import Clock

HEADS = tuple("abcdefghi")
NAMES = {code: code.upper() for code in csv_export.CODES}


def rows(sheet: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline="")))


def test_a_sheet_begins_with_the_mark_that_tells_excel_its_letters() -> None:
    assert csv_export.sheet(["السؤال"], [["متى؟"]]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(cell: str) -> None:
    assert rows(csv_export.sheet(["a", "b"], [[cell, -3]])) == [["a", "b"], [f"'{cell}", "-3"]]


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.integers()), max_size=4))
def test_every_cell_comes_back_and_none_is_a_formula(table: list[tuple[str, int]]) -> None:
    read = rows(csv_export.sheet(["text", "number"], table))[1:]
    assert [row[0].removeprefix("'") for row in read] == [text.removeprefix("'") for text, _ in table]
    assert not any(row[0].startswith(("=", "+", "-", "@", "\t", "\r")) for row in read)


def test_half_a_character_does_not_stop_an_export() -> None:
    assert rows(csv_export.sheet(["a"], [["س\ud800"]]))[1] == ["س?"]


async def test_the_questions_are_there_with_their_votes_and_without_their_readers(
    tmp_path: Path, clock: Clock
) -> None:
    clock.now = datetime.datetime(2026, 3, 14, 9, 5, tzinfo=datetime.UTC).timestamp()
    async with Journal.open(tmp_path / "readers", clock) as journal:
        reader = journal.reader(7)
        token = await ask(journal, "متى؟", reader=reader, answered=True, milliseconds=12.34)
        for voter, helpful in (("a", True), ("b", False), ("c", False)):
            await journal.vote(token, voter, helpful=helpful)
        await journal.report(await ask(journal, "=أين؟", reader=reader, place="group"))
        sheet = csv_export.questions(journal.database, HEADS, NAMES, datetime.UTC)
    first, second, third = rows(sheet)
    assert first == list(HEADS)
    assert second == ["2026-03-14 09:05", "PRIVATE", "متى؟", "ANSWERED", "50", "12.3", "1", "2", "0"]
    assert third == ["2026-03-14 09:05", "GROUP", "'=أين؟", "NOT_FOUND", "50", "10.0", "0", "0", "1"]
    assert reader.encode() not in sheet


def test_a_group_has_its_other_wordings_in_the_last_cell() -> None:
    last = datetime.datetime(2026, 3, 14, tzinfo=datetime.UTC)
    group = Group("k", ("متى؟", "متى", "ومتى؟"), 3, last, 2, 1, 0)
    read = rows(csv_export.groups([group], HEADS[:7], datetime.UTC))
    assert read[1] == ["متى؟", "3", "2026-03-14 00:00", "2", "1", "0", "متى | ومتى؟"]
