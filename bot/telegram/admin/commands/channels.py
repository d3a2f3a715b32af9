"""/channel, which shows the channels the bot is in and switches each on and off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.rendering.texts import one_line
from bot.telegram.admin.lists import moment_of, turns
from bot.telegram.admin.request import AdminPress, formatted
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


class ChannelCommands:
    """The channels whose posts can be taken."""

    def __init__(self, context: AdminContext) -> None:
        self._service = context.service
        self._audit = context.audit

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"channel": self.show}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under the list: the key is a channel's id without its sign, the number where to begin."""
        return {
            "channels": self.turn,
            "hear": partial(self._switch, on=True),
            "mute": partial(self._switch, on=False),
        }

    async def show(self, request: AdminRequest) -> Reply:
        """Show the channels that the bot is in."""
        return await self._page(0, request.messages)

    async def turn(self, request: AdminRequest, press: AdminPress) -> None:
        """Turn to another page."""
        await request.rewrite(await self._page(press.number, request.messages))

    async def _switch(self, request: AdminRequest, press: AdminPress, *, on: bool) -> str:
        chat = int(f"-{press.key}") if press.key.isdecimal() else 0
        channel = await self._service.posts.hear(chat, heard=on) if self._service else None
        if channel is None:
            return request.messages.admin.stale
        outcome = "done: heard" if on else "done: not heard any more"
        await self._audit.record(request.admin.id, f"/channel {channel.chat}", outcome)
        await request.rewrite(await self._page(press.number, request.messages))
        return request.messages.channels.now_on if on else request.messages.channels.now_off

    async def _page(self, first: int, messages: Messages) -> Reply:
        """Return the channels from `first` on, each with its switch."""
        texts = messages.channels
        channels = await self._service.posts.channels() if self._service else []
        if not channels or self._service is None:
            return Reply("\n\n".join([formatted(texts.none), formatted(texts.about)]))
        kept = await self._service.posts.kept()
        first = first if first < len(channels) else 0
        shown: list[str] = []
        rows: list[list[InlineKeyboardButton]] = []
        for number, channel in enumerate(channels[first : first + SHOWN], first + 1):
            about = _lines(number, channel, kept.get(channel.chat, 0), self._service, messages)
            shown.append("\n".join(about))
            rows.append([_switch(number, channel, first, self._service, messages)])
        rows += turns(AdminPress("channels", "", first), SHOWN, len(channels), messages)
        return Reply("\n\n".join([*shown, formatted(texts.about)]), InlineKeyboardMarkup(rows))


def _switch(
    number: int, channel: HeardChannel, first: int, service: SourceService, messages: Messages
) -> InlineKeyboardButton:
    texts = messages.channels
    what, label = ("mute", texts.switch_off) if heard(channel, service) else ("hear", texts.switch_on)
    return AdminPress(what, str(-channel.chat), first).labelled(label.format(number=number))


def _lines(
    number: int, channel: HeardChannel, kept: int, service: SourceService, messages: Messages
) -> Iterator[str]:
    """Yield HTML lines about one channel."""
    texts = messages.channels
    name = clipped(one_line(channel.title) or str(channel.chat), _NAME_UNITS)
    yield f"<b>{formatted(texts.channel, number=number, name=name)}</b>"
    state = texts.on if heard(channel, service) else texts.off
    yield formatted(texts.state, state=state, posts=texts.posts.of(kept))
    if channel.last is not None:
        yield formatted(texts.last, time=moment_of(channel.last, messages))
