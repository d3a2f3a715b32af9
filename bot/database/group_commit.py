"""Small writes of many at once, in as few transactions as they need: one commit serves all that wait for one.

A commit costs a write to the disk, and each statement of `Database.transaction` a passage between threads; both
held up three hundred chats that ask at the same time. Here a whole transaction is one passage.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import islice
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    Statement = tuple[str, Sequence[object] | Mapping[str, object]]
    Changed = list[int]
    """How many rows each of some statements changed."""
    Portion = tuple[Sequence[Statement], asyncio.Future[Changed]]


class GroupCommit:
    """Writes portions of statements, each whole or not at all, in the order in which they come.

    It has a connection and a thread of its own, and writes while it holds `writing`.
    """

    def __init__(
        self, connection: sqlite3.Connection, thread: ThreadPoolExecutor, writing: asyncio.Lock
    ) -> None:
        self._connection = connection
        self._thread = thread
        self._writing = writing
        self._waiting: list[Portion] = []
        self._running: asyncio.Task[None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(
        cls, connect: Callable[[], sqlite3.Connection], writing: asyncio.Lock
    ) -> AsyncIterator[Self]:
        """Yield one that writes until the block ends; what still waits is written then."""
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="group-commit") as thread:
            connection = await loop.run_in_executor(thread, connect)
            commits = cls(connection, thread, writing)
            try:
                yield commits
            finally:
                if commits._running:
                    await commits._running
                await loop.run_in_executor(thread, connection.close)

    async def write(self, statements: Sequence[Statement]) -> Changed:
        """Return how many rows each statement changed, once they are on the disk; raises sqlite3.Error if they fail."""
        written: asyncio.Future[Changed] = asyncio.get_running_loop().create_future()
        self._waiting.append((statements, written))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        return await written

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            async with self._writing:
                portions, self._waiting = self._waiting, []
                texts = [statements for statements, _ in portions]
                outcomes = await loop.run_in_executor(self._thread, self._carry_out, texts)
            for (_, written), outcome in zip(portions, outcomes, strict=True):
                # Who waits may have been cancelled meanwhile.
                if written.done():
                    continue
                if isinstance(outcome, Exception):
                    written.set_exception(outcome)
                else:
                    written.set_result(outcome)

    def _carry_out(self, portions: Sequence[Sequence[Statement]]) -> Sequence[Changed | Exception]:
        """Carry out all portions in one transaction or, where one fails, each in its own; return what came of each."""
        together = self._transact([statement for statements in portions for statement in statements])
        if isinstance(together, Exception):
            return [self._transact(statements) for statements in portions]
        changed = iter(together)
        return [list(islice(changed, len(statements))) for statements in portions]

    def _transact(self, statements: Sequence[Statement]) -> Changed | Exception:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            changed = [self._connection.execute(sql, parameters).rowcount for sql, parameters in statements]
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to who asked for it
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return error
        return changed
