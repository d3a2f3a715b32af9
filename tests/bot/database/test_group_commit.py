"""Small writes of many, gathered."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from bot.database.group_commit import GroupCommit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.database.group_commit import Statement

INSERT = "INSERT INTO lines VALUES (?)"


@pytest.fixture
def connect(tmp_path: Path) -> Callable[[], sqlite3.Connection]:
    file = tmp_path / "file"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE lines (line INTEGER UNIQUE)")
    connection.close()

    def connected() -> sqlite3.Connection:
        return sqlite3.connect(file, isolation_level=None)

    return connected


def lines(connect: Callable[[], sqlite3.Connection]) -> list[int]:
    connection = connect()
    found = [line for (line,) in connection.execute("SELECT line FROM lines ORDER BY rowid")]
    connection.close()
    return found


async def test_what_waits_at_the_same_time_is_written_in_order(
    connect: Callable[[], sqlite3.Connection],
) -> None:
    async with GroupCommit.open(connect, asyncio.Lock()) as commits:
        await asyncio.gather(*(commits.write([(INSERT, [n]), (INSERT, [n + 100])]) for n in range(50)))
        assert lines(connect) == [line for n in range(50) for line in (n, n + 100)]


async def test_who_writes_hears_how_many_rows_each_statement_changed(
    connect: Callable[[], sqlite3.Connection],
) -> None:
    unless = INSERT.replace("INSERT", "INSERT OR IGNORE")
    async with GroupCommit.open(connect, asyncio.Lock()) as commits:
        portions: list[list[Statement]] = [[(INSERT, [1])], [(unless, [1]), (unless, [2])], [(unless, [2])]]
        assert await asyncio.gather(*map(commits.write, portions)) == [[1], [0, 1], [0]]


async def test_a_portion_that_fails_is_undone_whole_and_spoils_no_other(
    connect: Callable[[], sqlite3.Connection],
) -> None:
    async with GroupCommit.open(connect, asyncio.Lock()) as commits:
        portions: list[list[Statement]] = [
            [(INSERT, [1])],
            [(INSERT, [2]), (INSERT, [1])],
            [(INSERT, [3])],
            [("NONSENSE", [])],
        ]
        outcomes = await asyncio.gather(*map(commits.write, portions), return_exceptions=True)
        await commits.write([(INSERT, [4])])
    assert [type(outcome) for outcome in outcomes] == [
        list,
        sqlite3.IntegrityError,
        list,
        sqlite3.OperationalError,
    ]
    assert lines(connect) == [1, 3, 4]


async def test_it_waits_while_somebody_else_writes(connect: Callable[[], sqlite3.Connection]) -> None:
    writing = asyncio.Lock()
    async with GroupCommit.open(connect, writing) as commits:
        async with writing:
            task = asyncio.create_task(commits.write([(INSERT, [1])]))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            assert lines(connect) == []
        await task
        assert lines(connect) == [1]


async def test_who_is_cancelled_keeps_nobody_else_from_writing(
    connect: Callable[[], sqlite3.Connection],
) -> None:
    async with GroupCommit.open(connect, asyncio.Lock()) as commits:
        one, other = (asyncio.create_task(commits.write([(INSERT, [n])])) for n in (1, 2))
        await asyncio.sleep(0)
        one.cancel()
        await other
        with pytest.raises(asyncio.CancelledError):
            await one
    assert 2 in lines(connect)


async def test_what_waits_at_the_end_is_written(connect: Callable[[], sqlite3.Connection]) -> None:
    async with GroupCommit.open(connect, asyncio.Lock()) as commits:
        task = asyncio.create_task(commits.write([(INSERT, [1])]))
        await asyncio.sleep(0)
    await task
    assert lines(connect) == [1]
