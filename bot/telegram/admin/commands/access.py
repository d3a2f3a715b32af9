"""/access, who may ask: everybody or members; invitations; /ban and /unban."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, MessageOriginUser

from bot.telegram.admin.lists import moment
from bot.telegram.admin.request import AdminPress, formatted, lines, plain
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

INVITATIONS_SHOWN = 20
_LARGEST_ID = 2**52
"""Telegram's ids have at most 52 bits."""


class AccessCommands:
    """Who may ask, and who may not."""

    def __init__(self, context: AdminContext) -> None:
        self._access = context.access
        self._audit = context.audit
        self._journal = context.base.journal
        self._admins = context.base.settings.telegram.admins

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {"access": self.show, "ban": self.ban, "unban": self.unban}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under /access."""
        return {"restrict": self.restrict, "invite": self.invite, "revoke": self.revoke}

    async def show(self, request: AdminRequest) -> Reply:
        """Show who may ask, and the invitations."""
        return await self._state(request.messages)

    async def restrict(self, request: AdminRequest, press: AdminPress) -> None:
        """Let everybody ask, or members alone."""
        members_only = bool(press.number)
        await self._access.restrict(members_only=members_only)
        what = "done: members only" if members_only else "done: open to everybody"
        await self._audit.record(request.admin.id, "/access", what)
        await request.rewrite(await self._state(request.messages))

    async def invite(self, request: AdminRequest, _: AdminPress) -> None:
        """Make an invitation, and send its link."""
        code = await self._access.invite()
        await self._audit.record(request.admin.id, "/access", "done: an invitation was made")
        link = f"https://t.me/{request.message.get_bot().username}?start={code}"
        await request.say(lines(formatted(request.messages.admin.access.invitation), f"<code>{link}</code>"))
        await request.rewrite(await self._state(request.messages))

    async def revoke(self, request: AdminRequest, press: AdminPress) -> str:
        """Revoke an invitation."""
        revoked = await self._access.revoke(press.number)
        if revoked:
            await self._audit.record(request.admin.id, "/access", f"done: invitation {press.number} revoked")
        await request.rewrite(await self._state(request.messages))
        return request.messages.admin.access.revoked if revoked else request.messages.admin.stale

    async def ban(self, request: AdminRequest) -> Reply:
        """Ban a reader."""
        texts = request.messages.admin.access
        who = named(request)
        if who is None:
            return plain(texts.whom)
        if who in self._admins:
            return plain(texts.an_admin)
        reader = self._journal.reader(who)
        await self._access.ban(reader)
        await self._audit.record(request.admin.id, "/ban", _done(reader))
        return lines(formatted(texts.banned, id=who))

    async def unban(self, request: AdminRequest) -> Reply:
        """Let a banned reader ask again."""
        texts = request.messages.admin.access
        who = named(request)
        if who is None:
            return plain(texts.whom)
        reader = self._journal.reader(who)
        if not await self._access.unban(reader):
            return lines(formatted(texts.not_banned, id=who))
        await self._audit.record(request.admin.id, "/unban", _done(reader))
        return lines(formatted(texts.unbanned, id=who))

    async def _state(self, messages: Messages) -> Reply:
        texts, access = messages.admin.access, self._access
        invitations = (await access.invitations())[:INVITATIONS_SHOWN]
        shown = [
            f"<b>{formatted(texts.members_only if access.members_only else texts.open)}</b>",
            formatted(texts.counts, members=access.members, banned=access.banned),
        ]
        shown += [
            formatted(texts.invited, number=invitation.number, time=moment(invitation.expires, messages))
            for invitation in invitations
        ]
        toggle = texts.make_open if access.members_only else texts.make_members_only
        rows = [
            [AdminPress("restrict", "", int(not access.members_only)).labelled(toggle)],
            [AdminPress("invite").labelled(texts.invite)],
        ]
        rows += [
            [
                AdminPress("revoke", "", invitation.number).labelled(
                    texts.revoke.format(number=invitation.number)
                )
            ]
            for invitation in invitations
        ]
        return Reply("\n".join(shown), InlineKeyboardMarkup(rows))


def _done(reader: str) -> str:
    """Return the outcome for the audit, with enough of the hash to tell readers apart."""
    return f"done: reader {reader[:8]}"


def named(request: AdminRequest) -> int | None:
    """Return the numeric id after the command, or that of the reader whose forwarded message it replies to."""
    words = request.words.strip()
    if words:
        return (
            int(words)
            if words.isdecimal() and 0 < int(words[:16]) < _LARGEST_ID and len(words) <= 16
            else None
        )
    replied = request.message.reply_to_message
    origin = replied.forward_origin if replied else None
    return origin.sender_user.id if isinstance(origin, MessageOriginUser) else None
