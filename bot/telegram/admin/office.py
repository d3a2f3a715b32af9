"""What the handlers of admins work with, besides the desk of all handlers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.access import Access
from bot.audit import Audit
from bot.drafts import Drafts
from bot.handles import Handles
from bot.telegram.admin.guard import Guard
from bot.telegram.admin.menus import Menus
from bot.telegram.admin.works import Works

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sources.newswire import Newswire
    from bot.telegram.desk import Desk
    from retrieval.records import Article, SetAside

    FetchArticle = Callable[[str], Awaitable[list[Article | SetAside]]]


@dataclass(frozen=True, slots=True)
class Office:
    """The parts that the admins' handlers share; `fetch_article` reads the page behind a link, where it can."""

    desk: Desk
    guard: Guard
    audit: Audit
    access: Access
    drafts: Drafts
    handles: Handles
    menus: Menus
    works: Works
    fetch_article: FetchArticle | None = None
    wire: Newswire | None = None

    @classmethod
    async def open(cls, desk: Desk, wire: Newswire | None = None) -> Self:
        """The office of a running bot; without `wire` it has no sources of the web."""
        database = desk.journal.database
        audit = Audit(database)
        return cls(
            desk,
            Guard(desk.settings.telegram.admins),
            audit,
            await Access.read(database),
            Drafts(database),
            Handles(database),
            Menus(desk),
            Works(audit),
            wire.pages.fetch_article if wire else None,
            wire,
        )
