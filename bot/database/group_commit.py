"""Small writes of many at once, in as few transactions as they need: one commit serves all that wait for one.

A commit costs a write to the disk, and each statement of `Database.transaction` a passage between threads; both
held up three hundred chats that ask at the same time. Here a whole transaction is one passage.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    Statement = tuple[str, Sequence[object] | Mapping[str, object]]
    Portion = tuple[Sequence[Statement], asyncio.Future[None]]


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

    async def write(self, statements: Sequence[Statement]) -> None:
        """Carry out statements and return once they are on the disk; raises sqlite3.Error when they fail."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((statements, written))
        if self._running is None or self._running.done():
            self._running = asyncio.create_task(self._run())
        await written

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            async with self._writing:
                portions, self._waiting = self._waiting, []
                texts = [statements for statements, _ in portions]
                failures = await loop.run_in_executor(self._thread, self._carry_out, texts)
            for (_, written), failure in zip(portions, failures, strict=True):
                # Who waits may have been cancelled meanwhile.
                if written.done():
                    continue
                if failure:
                    written.set_exception(failure)
                else:
                    written.set_result(None)

    def _carry_out(self, portions: Sequence[Sequence[Statement]]) -> Sequence[Exception | None]:
        """Carry out all portions in one transaction or, where one fails, each in its own; return their failures."""
        together = [statement for statements in portions for statement in statements]
        if self._transact(together) is None:
            return [None] * len(portions)
        return [self._transact(statements) for statements in portions]

    def _transact(self, statements: Sequence[Statement]) -> Exception | None:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            for sql, parameters in statements:
                self._connection.execute(sql, parameters)
            self._connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to who asked for it
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return error
        return None
