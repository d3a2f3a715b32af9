"""/access, who may ask: everybody or members; invitations; /ban and /unban."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup, MessageOriginUser

from bot.telegram.admin.lists import moment
from bot.telegram.admin.request import AdminPress, lines, plain, told
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

INVITATIONS_SHOWN = 20
_LARGEST_ID = 2**52
"""Telegram's ids have at most 52 bits."""


class Door:
    """The door, from the inside."""

    def __init__(self, office: AdminContext) -> None:
        self._access = office.access
        self._audit = office.audit
        self._journal = office.desk.journal
        self._admins = office.desk.settings.telegram.admins

    def commands(self) -> Mapping[str, Command]:
        """Return the commands."""
        return {"access": self._show, "ban": self._ban, "unban": self._unban}

    def presses(self) -> Mapping[str, Pressed]:
        """Return what stands under /access."""
        return {"restrict": self._restrict, "invite": self._invite, "revoke": self._revoke}

    async def _show(self, visit: AdminRequest) -> Reply:
        return await self._state(visit.voice)

    async def _restrict(self, visit: AdminRequest, press: AdminPress) -> None:
        members_only = bool(press.number)
        await self._access.restrict(members_only=members_only)
        what = "done: members only" if members_only else "done: open to everybody"
        await self._audit.record(visit.admin.id, "/access", what)
        await visit.rewrite(await self._state(visit.voice))

    async def _invite(self, visit: AdminRequest, _: AdminPress) -> None:
        code = await self._access.invite()
        await self._audit.record(visit.admin.id, "/access", "done: an invitation was made")
        link = f"https://t.me/{visit.message.get_bot().username}?start={code}"
        await visit.say(lines(told(visit.voice.admin.access.invitation), f"<code>{link}</code>"))
        await visit.rewrite(await self._state(visit.voice))

    async def _revoke(self, visit: AdminRequest, press: AdminPress) -> str:
        revoked = await self._access.revoke(press.number)
        if revoked:
            await self._audit.record(visit.admin.id, "/access", f"done: invitation {press.number} revoked")
        await visit.rewrite(await self._state(visit.voice))
        return visit.voice.admin.access.revoked if revoked else visit.voice.admin.stale

    async def _ban(self, visit: AdminRequest) -> Reply:
        texts = visit.voice.admin.access
        who = named(visit)
        if who is None:
            return plain(texts.whom)
        if who in self._admins:
            return plain(texts.an_admin)
        reader = self._journal.reader(who)
        await self._access.ban(reader)
        await self._audit.record(visit.admin.id, "/ban", _done(reader))
        return lines(told(texts.banned, id=who))

    async def _unban(self, visit: AdminRequest) -> Reply:
        texts = visit.voice.admin.access
        who = named(visit)
        if who is None:
            return plain(texts.whom)
        reader = self._journal.reader(who)
        if not await self._access.unban(reader):
            return lines(told(texts.not_banned, id=who))
        await self._audit.record(visit.admin.id, "/unban", _done(reader))
        return lines(told(texts.unbanned, id=who))

    async def _state(self, voice: Messages) -> Reply:
        texts, access = voice.admin.access, self._access
        invitations = (await access.invitations())[:INVITATIONS_SHOWN]
        shown = [
            f"<b>{told(texts.members_only if access.members_only else texts.open)}</b>",
            told(texts.counts, members=access.members, banned=access.banned),
        ]
        shown += [
            told(texts.invited, number=invitation.number, time=moment(invitation.expires, voice))
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
    """Return for the audit: enough of the hash to tell readers apart."""
    return f"done: reader {reader[:8]}"


def named(visit: AdminRequest) -> int | None:
    """Return the numeric id after the command, or that of the reader whose forwarded message it replies to."""
    words = visit.words.strip()
    if words:
        return (
            int(words)
            if words.isdecimal() and 0 < int(words[:16]) < _LARGEST_ID and len(words) <= 16
            else None
        )
    replied = visit.message.reply_to_message
    origin = replied.forward_origin if replied else None
    return origin.sender_user.id if isinstance(origin, MessageOriginUser) else None
