"""/channel, which shows the channels the bot is in and switches each on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.rendering.texts import one_line
from bot.telegram.admin.lists import moment_of, turns
from bot.telegram.admin.request import AdminPress, told
from bot.telegram.messages.html import clipped
from bot.telegram.messages.sending import Reply
from bot.telegram.readers.channel_posts import heard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from telegram import InlineKeyboardButton

    from bot.configuration.messages import Messages
    from bot.sources.channel_posts import HeardChannel
    from bot.sources.service import SourceService
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

SHOWN = 10
"""Channels on one page."""
_NAME_UNITS = 80


class Channels:
    """The channels whose posts can be taken."""

    def __init__(self, office: AdminContext) -> None:
        self._wire = office.wire
        self._audit = office.audit

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"channel": self._show}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under the list; the key is a channel's number without its sign, the number where to begin."""
        return {"channels": self._turn, "hear": self._hear, "mute": self._mute}

    async def _show(self, visit: AdminRequest) -> Reply:
        return await self._page(0, visit.voice)

    async def _turn(self, visit: AdminRequest, press: AdminPress) -> None:
        await visit.rewrite(await self._page(press.number, visit.voice))

    async def _hear(self, visit: AdminRequest, press: AdminPress) -> str:
        return await self._switch(visit, press, on=True)

    async def _mute(self, visit: AdminRequest, press: AdminPress) -> str:
        return await self._switch(visit, press, on=False)

    async def _switch(self, visit: AdminRequest, press: AdminPress, *, on: bool) -> str:
        chat = int(f"-{press.key}") if press.key.isdecimal() else 0
        channel = await self._wire.posts.hear(chat, heard=on) if self._wire else None
        if channel is None:
            return visit.voice.admin.stale
        outcome = "done: heard" if on else "done: not heard any more"
        await self._audit.record(visit.admin.id, f"/channel {channel.chat}", outcome)
        await visit.rewrite(await self._page(press.number, visit.voice))
        return visit.voice.channels.now_on if on else visit.voice.channels.now_off

    async def _page(self, first: int, voice: Messages) -> Reply:
        """Return the channels from `first` on, each with its switch."""
        texts = voice.channels
        channels = await self._wire.posts.channels() if self._wire else []
        if not channels or self._wire is None:
            return Reply("\n\n".join([told(texts.none), told(texts.about)]))
        kept = await self._wire.posts.kept()
        first = first if first < len(channels) else 0
        shown: list[str] = []
        rows: list[list[InlineKeyboardButton]] = []
        for number, channel in enumerate(channels[first : first + SHOWN], first + 1):
            lines = _told(number, channel, kept.get(channel.chat, 0), self._wire, voice)
            shown.append("\n".join(lines))
            rows.append([_switch(number, channel, first, self._wire, voice)])
        rows += turns(AdminPress("channels", "", first), SHOWN, len(channels), voice)
        return Reply("\n\n".join([*shown, told(texts.about)]), InlineKeyboardMarkup(rows))


def _switch(
    number: int, channel: HeardChannel, first: int, wire: SourceService, voice: Messages
) -> InlineKeyboardButton:
    texts = voice.channels
    what, label = ("mute", texts.switch_off) if heard(channel, wire) else ("hear", texts.switch_on)
    return AdminPress(what, str(-channel.chat), first).labelled(label.format(number=number))


def _told(
    number: int, channel: HeardChannel, kept: int, wire: SourceService, voice: Messages
) -> Iterator[str]:
    """Yield HTML lines about one channel."""
    texts = voice.channels
    name = clipped(one_line(channel.title) or str(channel.chat), _NAME_UNITS)
    yield f"<b>{told(texts.channel, number=number, name=name)}</b>"
    state = texts.on if heard(channel, wire) else texts.off
    yield told(texts.state, state=state, posts=texts.posts.of(kept))
    if channel.last is not None:
        yield told(texts.last, time=moment_of(channel.last, voice))
