"""/feeds, which shows the sources of the web with their last and next visits, and visits or pauses them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from telegram import InlineKeyboardMarkup

from bot.rendering.texts import date, one_line
from bot.telegram.admin.lists import moment_of, turns
from bot.telegram.admin.request import AdminPress, told
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


class Feeds:
    """The sources that are visited on schedule."""

    def __init__(self, office: AdminContext) -> None:
        self._wire = office.wire
        self._handles = office.handles
        self._audit = office.audit

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"feeds": self._show}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under the list."""
        return {
            "feeds": self._turn,
            "feed_now": self._visit_now,
            "feed_pause": self._pause,
            "feed_resume": self._resume,
        }

    async def _show(self, visit: AdminRequest) -> Reply:
        return await self._page(0, visit.voice)

    async def _turn(self, visit: AdminRequest, press: AdminPress) -> None:
        await visit.rewrite(await self._page(press.number, visit.voice))

    async def _visit_now(self, visit: AdminRequest, press: AdminPress) -> str:
        source = await self._named(press)
        if source is None or self._wire is None:
            return visit.voice.admin.stale
        await self._audit.record(visit.admin.id, f"/feeds {source.name}", "done: to be visited now")
        self._wire.schedule.now(source)
        return visit.voice.feeds.asked

    async def _pause(self, visit: AdminRequest, press: AdminPress) -> str:
        return await self._switch(visit, press, paused=True)

    async def _resume(self, visit: AdminRequest, press: AdminPress) -> str:
        return await self._switch(visit, press, paused=False)

    async def _switch(self, visit: AdminRequest, press: AdminPress, *, paused: bool) -> str:
        source = await self._named(press)
        if source is None or self._wire is None:
            return visit.voice.admin.stale
        await self._wire.schedule.pause(source, paused=paused)
        outcome = "done: paused" if paused else "done: resumed"
        await self._audit.record(visit.admin.id, f"/feeds {source.name}", outcome)
        await visit.rewrite(await self._page(press.number, visit.voice))
        return visit.voice.feeds.now_paused if paused else visit.voice.feeds.now_resumed

    async def _named(self, press: AdminPress) -> Remote | Folder | None:
        """Return the source that a button was made for, if it is still on the list."""
        name = await self._handles.text(press.key)
        return next((source for source in self._sources() if source.name == name), None)

    def _sources(self) -> Sequence[Remote | Folder]:
        return self._wire.schedule.sources if self._wire else []

    async def _page(self, first: int, voice: Messages) -> Reply:
        """Return the sources from `first` on, each with its buttons."""
        texts, sources = voice.feeds, self._sources()
        if not sources or self._wire is None:
            return Reply(told(texts.none))
        first = first if first < len(sources) else 0
        shown: list[str] = [told(texts.head, n=len(sources))]
        rows: list[list[InlineKeyboardButton]] = []
        for number, source in enumerate(sources[first : first + SHOWN], first + 1):
            state = await self._wire.logbook.state(source.name)
            under_way = self._wire.schedule.under_way(source)
            shown.append("\n".join(_told(number, source, state, voice, under_way=under_way)))
            rows.append(_buttons(number, await self._handles.of(source.name), state, first, voice))
        rows += turns(AdminPress("feeds", "", first), SHOWN, len(sources), voice)
        return Reply("\n\n".join(shown), InlineKeyboardMarkup(rows))


def worded(rule: Rule, voice: Messages) -> str:
    """Return why something was not fetched, in a sentence without its full stop."""
    said: str = getattr(voice.feeds.rules, rule)
    return said


def _buttons(
    number: int, handle: str, state: VisitState, first: int, voice: Messages
) -> list[InlineKeyboardButton]:
    texts = voice.feeds
    switch, label = ("feed_resume", texts.resume) if state.paused else ("feed_pause", texts.pause)
    return [
        AdminPress("feed_now", handle, first).labelled(texts.refresh.format(number=number)),
        AdminPress(switch, handle, first).labelled(label.format(number=number)),
    ]


def _told(
    number: int, source: Remote | Folder, state: VisitState, voice: Messages, *, under_way: bool
) -> Iterator[str]:
    """Yield HTML lines about one source."""
    texts = voice.feeds
    yield f"<b>{told(texts.source, number=number, name=clipped(_name(source), _NAME_UNITS))}</b>"
    if state.visited is not None or not under_way:
        yield from _last(state, voice)
    if under_way:
        yield told(texts.under_way)
    elif state.paused:
        yield told(texts.paused)
    elif state.visited is not None:
        yield told(texts.next, time=moment_of(state.due, voice))


def _last(state: VisitState, voice: Messages) -> Iterator[str]:
    texts = voice.feeds
    if state.visited is None:
        yield told(texts.never)
    elif state.rule:
        reason = worded(state.rule, voice)
        yield told(texts.failed, time=moment_of(state.visited, voice), reason=clipped(reason, _REASON_UNITS))
    else:
        yield told(
            texts.visited,
            time=moment_of(state.visited, voice),
            offered=state.offered,
            added=state.added,
            changed=state.changed,
            aside=state.aside,
        )
    if state.newest:
        yield told(texts.newest, date=date(state.newest, voice))


def _name(source: Remote | Folder) -> str:
    """Return what the list calls it, else its address without what all addresses have."""
    parts = urlsplit(source.name)
    place = f"{parts.netloc}{unquote(parts.path)}".rstrip("/")
    return one_line(f"{source.outlet} ({place})" if source.outlet else place)
