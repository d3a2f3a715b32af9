"""The pages for browsers put together from the parts of a running bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.configuration.page_links import PageLinks
from bot.pages.address_limit import AddressLimit
from bot.pages.routes import routes
from bot.pages.site import Door, PageContext
from bot.telegram.messages.button_action import Action, ButtonAction
from bot.telegram.readers.passages import Passages

if TYPE_CHECKING:
    from bot.pages.routes import Routes
    from bot.telegram.admin.context import AdminContext
    from retrieval.records import Answer, Quote


def pages_of(context: AdminContext) -> Routes:
    """Return the pages for browsers, which answer as the bot does; none where the settings want none."""
    base, access, passages = context.base, context.access, Passages(context.base)
    settings = base.settings

    def admits(user: int) -> bool:
        return user in settings.telegram.admins or access.admits(base.journal.reader(user))

    async def opens(data: str) -> Quote | None:
        press = ButtonAction.parse(data)
        wanted = press is not None and press.action is Action.OPEN
        found = await passages.quote(press, base.messages["ar"]) if press and wanted else ""
        return None if isinstance(found, str) else found

    def count(answer: Answer, seconds: float) -> None:
        base.metrics.seconds.observe(seconds)
        base.metrics.questions.labels("page", answer.verdict).inc()

    if not settings.pages.serve:
        return []
    door = Door(lambda: access.members_only, admits, opens)
    limit = AddressLimit(settings.pages.requests_a_minute)
    links = PageLinks.of(settings)
    return routes(
        PageContext(settings, base.library, base.responder, base.messages, door, count, links, limit)
    )
