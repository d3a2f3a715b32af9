"""What the pages are made from: the archive, what replies to readers, and who may come in."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

    from bot.answering.responder import Responder
    from bot.archive.library import Library
    from bot.configuration.messages import Messages
    from bot.configuration.page_links import PageLinks
    from bot.configuration.settings import Settings
    from bot.pages.address_limit import AddressLimit
    from retrieval.records import Answer, Quote

AT_ONCE, WAITING = 8, 200
"""Searches for pages under way at the same time, and those that may wait: the bot's readers wait behind no more."""


class Crowded(Exception):
    """More wait for an answer than are let in."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in besides those with a key: everybody, unless the archive `is_closed`; and who `admits` lets in.

    `opens` returns the passage that a press on a button stands for.
    """

    is_closed: Callable[[], bool]
    admits: Callable[[int], bool]
    opens: Callable[[str], Awaitable[Quote | None]]


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page shares; `count` is told of each answer and the seconds it took."""

    settings: Settings
    library: Library
    responder: Responder
    messages: Mapping[str, Messages]
    door: Door
    count: Callable[[Answer, float], None]
    links: PageLinks
    limit: AddressLimit
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    _waiting: list[None] = field(default_factory=list)

    @asynccontextmanager
    async def searching(self) -> AsyncIterator[None]:
        """Wait for room to search inside; raises Crowded where too many wait already."""
        if len(self._waiting) >= WAITING:
            raise Crowded
        self._waiting.append(None)
        try:
            async with self._room:
                yield
        finally:
            self._waiting.pop()

    def has_key(self, given: str) -> bool:
        """Return whether this is one of the API's keys, in a time that tells nothing of them."""
        digest = hashlib.sha256(given.encode(errors="replace")).digest()
        known = [hashlib.sha256(key.encode()).digest() for key in self.settings.site.keys]
        return sum(hmac.compare_digest(digest, one) for one in known) > 0
