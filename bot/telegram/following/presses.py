"""What presses on the buttons of followers do, and links into the bot that begin to follow."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler, MessageHandler, filters

from bot.following.records import Followable, Kind, Rhythm
from bot.telegram.following import panel
from bot.telegram.following.notices import name
from bot.telegram.messages.follow_press import PAYLOAD, FollowAct, FollowPress
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, rewrite, send
from bot.telegram.readers.presses import PressHandler

if TYPE_CHECKING:
    from telegram import Message, Update, User
    from telegram.ext import BaseHandler, ContextTypes

    from bot.configuration.messages import Messages
    from bot.following.records import Follower
    from bot.telegram.following.commands import FollowCommands
    from bot.telegram.following.context import FollowingContext

    Context = ContextTypes.DEFAULT_TYPE

_BEGINNING = {FollowAct.BEGIN, FollowAct.WISH}
_HOURS = range(24)


class FollowPresses(PressHandler[FollowPress]):
    """The handler of presses; each returns the words of a passing notice, or None."""

    def __init__(self, context: FollowingContext, commands: FollowCommands) -> None:
        super().__init__(context.base, FollowPress.parse, FollowPress.from_payload)
        self._store, self._news = context.store, context.news
        self._commands = commands

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know; they come before the handlers of all other presses."""
        started = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE & filters.Regex(PAYLOAD)
        return [
            MessageHandler(started, self.on_link),
            CallbackQueryHandler(self.on_press, pattern=r"^follow:"),
        ]

    async def elsewhere(self, press: FollowPress, near: Message, _: User) -> bool:
        """Return whether it begins to follow in a group: everybody does that for themselves, in the private chat."""
        return press.act in _BEGINNING and near.chat.type != ChatType.PRIVATE

    async def carry_out(
        self, press: FollowPress, near: Message, user: User, messages: Messages
    ) -> str | None:
        """Do what a press asks for."""
        if press.act in _BEGINNING:
            return await self._begin(press, near, user, messages)
        # What is said in a message of the bot's is asked for by whoever presses its button.
        if near.chat.type not in {ChatType.PRIVATE, ChatType.CHANNEL} and not await self._commands.governs(
            near, user
        ):
            return messages.following.group_admins
        follower = await self._store.follower(self._commands.reader(near))
        if press.act is FollowAct.STOP:
            # Follow no longer what a message tells of.
            ended = await self._store.end(self._commands.reader(near), press.number)
            return (
                messages.following.ended.format(subject=name(ended, messages))
                if ended
                else messages.telegram.stale
            )
        if follower is None:
            return messages.telegram.stale
        reply = await self._chosen(press, follower, near, messages)
        if reply is None:
            return messages.telegram.stale
        rows = near.reply_markup.inline_keyboard if near.reply_markup else ()
        # A digest has one button, and stays.
        if press.act is FollowAct.PANEL and sum(map(len, rows)) <= 1:
            await send(near, reply)
        else:
            await rewrite(near.message_id, near.chat_id, reply, near)
        return None

    async def _begin(self, press: FollowPress, near: Message, user: User, messages: Messages) -> str | None:
        """Follow what a question is about, or wait for its answer; return why not."""
        kept = await self._context.journal.answer(press.key)
        if kept is None:
            return messages.following.not_missed
        if press.act is FollowAct.WISH:
            reply = await self._commands.keep(Followable(Kind.QUESTION, kept.question), near, user, messages)
        else:
            facets = await self._context.inquiries.facets()
            asked = self._context.inquiries.interpreter.understand(kept.question, None, facets).asked
            browse = self._context.responder.followed(asked, facets)
            reply = await self._commands.begin(browse, near, user, messages)
        await send(near, reply)
        return None

    async def _chosen(
        self, press: FollowPress, follower: Follower, near: Message, messages: Messages
    ) -> Reply | None:
        """Return what a message of the panel says after a press; None for a forged one."""
        if shown := _choices(press, follower, messages):
            return shown
        if press.act is FollowAct.ALL:
            await self._store.drop(follower.reader)
            return Reply(sentences(messages.following.ended_all))
        if press.act is FollowAct.DROP:
            await self._store.end(follower.reader, press.number)
        elif press.act is not FollowAct.PANEL:
            rhythm = _rhythm(press, follower, messages)
            if rhythm is None:
                return None
            await self._store.adjust(follower.reader, rhythm)
            # What waits for another hour may be due by now.
            self._news.set()
        return await self._commands.panel(near, messages)


def _choices(press: FollowPress, follower: Follower, messages: Messages) -> Reply | None:
    """Return what there is to choose from after a press; None after others."""
    match press.act:
        case FollowAct.HOURS:
            return panel.hours(follower, messages)
        case FollowAct.QUIETS:
            return panel.quiets(messages)
        case FollowAct.QUIET if press.number in _HOURS:
            return panel.quiets(messages, press.number)
        case FollowAct.ZONES:
            return panel.zones(messages)
        case _:
            return None


def _rhythm(press: FollowPress, follower: Follower, messages: Messages) -> Rhythm | None:
    """Return when a follower is told who has chosen so; None for a forged press."""
    number, first = press.number, int(press.key) if press.key.isdecimal() else -1
    match press.act:
        case FollowAct.HOUR if number in _HOURS:
            return replace(follower.rhythm, hour=number)
        case FollowAct.AT_ONCE if follower.private:
            return replace(follower.rhythm, hour=None)
        case FollowAct.UNTIL if first in _HOURS and number in _HOURS:
            return replace(follower.rhythm, quiet=None if first == number else (first, number))
        case FollowAct.NEVER:
            return replace(follower.rhythm, quiet=None)
        case FollowAct.ZONE if (zone := panel.zone_of(number, messages)) is not None:
            return replace(follower.rhythm, zone=zone)
        case _:
            return None
