"""/feeds, which shows the sources of the web with their last and next visits, and visits or pauses them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from telegram import InlineKeyboardMarkup

from bot.rendering.texts import date, one_line
from bot.telegram.admin.lists import moment_of, turns
from bot.telegram.admin.request import AdminPress, formatted
from bot.telegram.messages.html import clipped
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from telegram import InlineKeyboardButton

    from bot.configuration.messages import Messages
    from bot.source_list.kinds import Folder, Remote
    from bot.sources.visit_state import VisitState
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed
    from bot.web.refusals import Rule

SHOWN = 6
"""Sources on one page."""
_NAME_UNITS, _REASON_UNITS = 90, 160


class FeedCommands:
    """The sources that are visited on schedule."""

    def __init__(self, context: AdminContext) -> None:
        self._service = context.service
        self._handles = context.handles
        self._audit = context.audit

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"feeds": self.show}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under the list."""
        return {
            "feeds": self.turn,
            "feed_now": self.visit_now,
            "feed_pause": partial(self._switch, paused=True),
            "feed_resume": partial(self._switch, paused=False),
        }

    async def show(self, request: AdminRequest) -> Reply:
        """Show the sources."""
        return await self._page(0, request.messages)

    async def turn(self, request: AdminRequest, press: AdminPress) -> None:
        """Turn to another page."""
        await request.rewrite(await self._page(press.number, request.messages))

    async def visit_now(self, request: AdminRequest, press: AdminPress) -> str:
        """Have a source visited at once."""
        source = await self._named(press)
        if source is None or self._service is None:
            return request.messages.admin.stale
        await self._audit.record(request.admin.id, f"/feeds {source.name}", "done: to be visited now")
        self._service.schedule.now(source)
        return request.messages.feeds.asked

    async def _switch(self, request: AdminRequest, press: AdminPress, *, paused: bool) -> str:
        source = await self._named(press)
        if source is None or self._service is None:
            return request.messages.admin.stale
        await self._service.schedule.pause(source, paused=paused)
        outcome = "done: paused" if paused else "done: resumed"
        await self._audit.record(request.admin.id, f"/feeds {source.name}", outcome)
        await request.rewrite(await self._page(press.number, request.messages))
        return request.messages.feeds.now_paused if paused else request.messages.feeds.now_resumed

    async def _named(self, press: AdminPress) -> Remote | Folder | None:
        """Return the source that a button was made for, if it is still on the list."""
        name = await self._handles.text(press.key)
        return next((source for source in self._sources() if source.name == name), None)

    def _sources(self) -> Sequence[Remote | Folder]:
        return self._service.schedule.sources if self._service else []

    async def _page(self, first: int, messages: Messages) -> Reply:
        """Return the sources from `first` on, each with its buttons."""
        texts, sources = messages.feeds, self._sources()
        if not sources or self._service is None:
            return Reply(formatted(texts.none))
        first = first if first < len(sources) else 0
        shown: list[str] = [formatted(texts.head, n=len(sources))]
        rows: list[list[InlineKeyboardButton]] = []
        for number, source in enumerate(sources[first : first + SHOWN], first + 1):
            state = await self._service.logbook.state(source.name)
            under_way = self._service.schedule.under_way(source)
            shown.append("\n".join(_lines(number, source, state, messages, under_way=under_way)))
            handle = await self._handles.of(source.name)
            switch, label = ("feed_resume", texts.resume) if state.paused else ("feed_pause", texts.pause)
            refresh = AdminPress("feed_now", handle, first).labelled(texts.refresh.format(number=number))
            rows.append([refresh, AdminPress(switch, handle, first).labelled(label.format(number=number))])
        rows += turns(AdminPress("feeds", "", first), SHOWN, len(sources), messages)
        return Reply("\n\n".join(shown), InlineKeyboardMarkup(rows))


def worded(rule: Rule, messages: Messages) -> str:
    """Return why something was not fetched, in a sentence without its full stop."""
    said: str = getattr(messages.feeds.rules, rule)
    return said


def _lines(
    number: int, source: Remote | Folder, state: VisitState, messages: Messages, *, under_way: bool
) -> Iterator[str]:
    """Yield HTML lines about one source."""
    texts = messages.feeds
    parts = urlsplit(source.name)
    address = f"{parts.netloc}{unquote(parts.path)}".rstrip("/")
    name = one_line(f"{source.outlet} ({address})" if source.outlet else address)
    yield f"<b>{formatted(texts.source, number=number, name=clipped(name, _NAME_UNITS))}</b>"
    if state.visited is not None or not under_way:
        yield from _last(state, messages)
    if under_way:
        yield formatted(texts.under_way)
    elif state.paused:
        yield formatted(texts.paused)
    elif state.visited is not None:
        yield formatted(texts.next, time=moment_of(state.due, messages))


def _last(state: VisitState, messages: Messages) -> Iterator[str]:
    """Yield how the last visit ended."""
    texts = messages.feeds
    if state.visited is None:
        yield formatted(texts.never)
    elif state.rule:
        reason = worded(state.rule, messages)
        yield formatted(
            texts.failed, time=moment_of(state.visited, messages), reason=clipped(reason, _REASON_UNITS)
        )
    else:
        yield formatted(
            texts.visited,
            time=moment_of(state.visited, messages),
            offered=state.offered,
            added=state.added,
            changed=state.changed,
            aside=state.aside,
        )
    if state.newest:
        yield formatted(texts.newest, date=date(state.newest, messages))
