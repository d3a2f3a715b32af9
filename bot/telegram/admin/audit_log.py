"""/admin, which lists the admins' commands, /audit, which shows what they did last, and the way out of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.texts import one_line
from bot.telegram.admin.lists import moment
from bot.telegram.admin.menus import menu
from bot.telegram.admin.request import AdminPress, lines, plain, told
from bot.telegram.messages.html import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.journal.audit import AuditEntry
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed
    from bot.telegram.messages.sending import Reply

SHOWN = 20
"""Deeds, of at most 195 units each."""
_WHAT_UNITS, _OUTCOME_UNITS = 50, 75


class Log:
    """What can be done, and what was done."""

    def __init__(self, office: AdminContext) -> None:
        self._audit = office.audit

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"admin": self._help, "audit": self._latest}

    def presses(self) -> Mapping[str, Pressed]:
        """Return leaving a question unanswered."""
        return {"cancel": self._cancel}

    async def _help(self, visit: AdminRequest) -> Reply:
        texts = visit.voice.admin
        return plain("\n".join([texts.help, *(f"/{name} — {what}" for name, what in menu(visit.voice))]))

    async def _latest(self, visit: AdminRequest) -> Reply:
        entries = await self._audit.latest(SHOWN)
        if not entries:
            return plain(visit.voice.admin.audit_empty)
        return lines(told(visit.voice.admin.audit), *(line(entry, visit.voice) for entry in entries))

    async def _cancel(self, visit: AdminRequest, _: AdminPress) -> str | None:
        await visit.rewrite(plain(visit.voice.admin.cancelled))
        return None


def line(entry: AuditEntry, voice: Messages) -> str:
    """Return HTML of a deed, on two lines."""
    return told(
        voice.admin.audit_line,
        time=moment(entry.at, voice),
        admin=entry.admin,
        what=clipped(one_line(entry.what), _WHAT_UNITS),
        outcome=clipped(one_line(entry.outcome), _OUTCOME_UNITS),
    )
