"""What the handlers of admins work with, besides the context of all handlers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from bot.journal.access import Access
from bot.journal.audit import Audit
from bot.journal.callback_handles import Handles
from bot.journal.drafts import Drafts
from bot.telegram.admin.jobs import BackgroundJobs
from bot.telegram.admin.menus import Menus
from bot.telegram.admins import Admins

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sources.service import SourceService
    from bot.telegram.context import BotContext
    from retrieval.records import Article, SetAside

    FetchArticle = Callable[[str], Awaitable[list[Article | SetAside]]]


@dataclass(frozen=True, slots=True)
class AdminContext:
    """The parts that the admins' handlers share; `fetch_article` reads the page behind a link, where it can."""

    base: BotContext
    guard: Admins
    audit: Audit
    access: Access
    drafts: Drafts
    handles: Handles
    menus: Menus
    jobs: BackgroundJobs
    fetch_article: FetchArticle | None = None
    service: SourceService | None = None

    @classmethod
    async def open(cls, context: BotContext, service: SourceService | None = None) -> Self:
        """Return the context of a running bot; without `service` it has no sources of the web."""
        database = context.journal.database
        audit = Audit(database)
        return cls(
            context,
            Admins(context.settings.telegram.admins),
            audit,
            await Access.read(database),
            Drafts(database),
            Handles(database),
            Menus(context),
            BackgroundJobs(audit),
            service.pages.fetch_article if service else None,
            service,
        )
