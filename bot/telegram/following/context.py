"""What the handlers of followers and the delivery share."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.following.arrivals import Arrivals
from bot.following.matching import Matcher
from bot.following.store import Following

if TYPE_CHECKING:
    from bot.journal.access import Access
    from bot.telegram.context import BotContext


@dataclass(frozen=True, slots=True)
class FollowingContext:
    """The parts of a running bot that following needs; `news` is set whenever there is something to tell."""

    base: BotContext
    access: Access
    store: Following
    arrivals: Arrivals
    matcher: Matcher
    news: asyncio.Event

    @classmethod
    def of(cls, base: BotContext, access: Access) -> Self:
        """Return the context of a bot."""
        news = asyncio.Event()
        store, arrivals = Following(base.journal, base.settings.readers.zone), Arrivals(base.library)
        return cls(
            base, access, store, arrivals, Matcher(store, base.library, base.editorial, news.set), news
        )
