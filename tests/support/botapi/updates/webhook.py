"""Delivery of updates to a webhook as Telegram does it: in order within a chat, until it answers 2xx."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp
import msgspec

if TYPE_CHECKING:
    from tests.support.botapi.objects.events import Update
    from tests.support.botapi.updates.queue import Pending, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_FIRST_RETRY = 0.05
_LAST_RETRY = 1.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to deliver; `secret` goes into the X-Telegram-Bot-Api-Secret-Token header."""

    url: str
    secret: str | None
    max_connections: int


class WebhookSender:
    """Posts the updates of `queue` to a webhook until closed; what is not accepted stays in the queue."""

    def __init__(self, queue: UpdateQueue, hook: Webhook) -> None:
        self.hook = hook
        self.last_error: str | None = None
        self._queue = queue
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop delivering at once."""
        tasks = [self._task, *self._busy.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
            while True:
                self._queue.arrival.clear()
                self._start_idle_lanes(session)
                await self._queue.arrival.wait()

    def _start_idle_lanes(self, session: aiohttp.ClientSession) -> None:
        for pending in self._queue.pending:
            if pending.lane not in self._busy:
                self._busy[pending.lane] = asyncio.create_task(self._carry(session, pending))

    async def _carry(self, session: aiohttp.ClientSession, pending: Pending) -> None:
        try:
            async with self._slots:
                accepted = await self._post(session, pending.update)
            if accepted:
                self._queue.drop(pending)
            else:
                pending.attempts += 1
                await asyncio.sleep(min(_LAST_RETRY, _FIRST_RETRY * 2**pending.attempts))
        finally:
            del self._busy[pending.lane]
            self._queue.arrival.set()

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> bool:
        headers = {"Content-Type": "application/json"}
        if self.hook.secret:
            headers[SECRET_HEADER] = self.hook.secret
        try:
            async with session.post(
                self.hook.url, data=msgspec.json.encode(update), headers=headers
            ) as answer:
                if answer.ok:
                    return True
                self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = f"Connection failed: {error}"
        return False
