"""The queue of updates, and long polling with its rules."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.botapi.objects.errors import conflict
from tests.support.botapi.objects.events import DEFAULT_KINDS, Update
from tests.support.botapi.updates.waiting import Bell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.botapi.objects.errors import ApiError

_OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
LONGEST_POLL = 50


@dataclass(slots=True, eq=False)
class Pending:
    """An update on its way to the bot; one that comes `again` is not forgotten before it was delivered.

    Updates of one `lane` go to a webhook one after another.
    """

    update: Update
    lane: int
    again: bool = False
    attempts: int = 0


class UpdateQueue:
    """Updates not yet confirmed by the bot, in the order of delivery."""

    def __init__(self) -> None:
        self.pending: list[Pending] = []
        self.allowed: tuple[str, ...] = DEFAULT_KINDS
        self.webhook_active = False
        self.arrival = asyncio.Event()
        self.departure = Bell()
        self._held: list[Update] | None = None
        self._poller: asyncio.Future[None] | None = None

    def add(self, update: Update) -> None:
        """Put `update` at the end, unless the bot asked not to get its kind."""
        if update.kind not in self.allowed:
            return
        if self._held is not None:
            self._held.append(update)
        else:
            self._append(update)

    def redeliver(self, update: Update) -> None:
        """Deliver `update` once more, even if the bot has confirmed it."""
        self._append(update, again=True)

    @contextmanager
    def holding(self) -> Iterator[list[Update]]:
        """Collect updates in a list instead; at the end they go out as the list then stands."""
        held: list[Update] = []
        self._held = held
        try:
            yield held
        finally:
            self._held = None
            for update in held:
                self._append(update)

    def allow(self, kinds: tuple[str, ...] | None) -> None:
        """Take over an allowed_updates parameter: None keeps the setting, an empty list means the default."""
        if kinds is not None:
            self.allowed = kinds or DEFAULT_KINDS

    def drop(self, pending: Pending) -> None:
        """Forget an update that a webhook has accepted; nothing if it is forgotten already."""
        self.pending = [other for other in self.pending if other is not pending]
        self.departure.ring()

    def clear(self) -> None:
        """Forget every update, as drop_pending_updates does."""
        self.pending.clear()
        self.departure.ring()

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Update]:  # noqa: ASYNC109 - the API's name
        """Carry out getUpdates: confirms everything below `offset`, waits up to `timeout` seconds for something new."""
        if self.webhook_active:
            raise conflict(_WEBHOOK_ACTIVE)
        self.interrupt(conflict(_OTHER_POLLER))
        self._confirm(offset)
        if not self.pending and timeout > 0:
            await self._wait(min(timeout, LONGEST_POLL))
        batch = self.pending[: max(1, min(limit, 100))]
        for pending in batch:
            pending.again = False
        return [pending.update for pending in batch]

    def interrupt(self, error: ApiError) -> None:
        """End the poll under way, if any, with `error`."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(error)
        self._poller = None

    def _append(self, update: Update, *, again: bool = False) -> None:
        self.pending.append(Pending(update, lane_of(update), again))
        self.arrival.set()
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [p for p in self.pending if p.again or p.update.update_id >= offset]
        self.departure.ring()

    async def _wait(self, seconds: int) -> None:
        self._poller = poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None


def lane_of(update: Update) -> int:
    """Return the chat (or, inline, the person) whose updates are delivered one after another."""
    message = update.message or update.edited_message or update.channel_post or update.edited_channel_post
    message = message or update.guest_message
    query = update.callback_query
    if query is not None and query.message is not None:
        message = query.message
    if message is not None:
        return message.chat.id
    happening = update.my_chat_member or update.message_reaction
    if happening is not None:
        return happening.chat.id
    asked = query or update.inline_query or update.chosen_inline_result
    return asked.from_.id if asked is not None else 0
