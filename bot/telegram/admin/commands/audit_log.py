"""/admin, which lists the admins' commands, /audit, which shows what they did last, and the way out of a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.phrases import phrased
from bot.rendering.texts import one_line
from bot.telegram.admin.lists import moment
from bot.telegram.admin.menus import menu
from bot.telegram.admin.request import AdminPress, formatted, lines, plain
from bot.telegram.messages.html import clipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.journal.audit import AuditEntry
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed
    from bot.telegram.messages.sending import Reply

SHOWN = 20
"""Entries, of at most 195 units each."""
_WHAT_UNITS, _OUTCOME_UNITS = 50, 75


class AuditCommands:
    """What can be done, and what was done."""

    def __init__(self, context: AdminContext) -> None:
        self._audit = context.audit

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"admin": self.help, "audit": self.latest}

    def presses(self) -> Mapping[str, Pressed]:
        """Return the way out of any question."""
        return {"cancel": self.cancel}

    async def help(self, request: AdminRequest) -> Reply:
        """List the admins' commands."""
        texts = request.messages.admin
        return plain("\n".join([texts.help, *(f"/{name} — {what}" for name, what in menu(request.messages))]))

    async def latest(self, request: AdminRequest) -> Reply:
        """Show what admins did last."""
        entries = await self._audit.latest(SHOWN)
        if not entries:
            return plain(request.messages.admin.audit_empty)
        return lines(
            formatted(request.messages.admin.audit), *(line(entry, request.messages) for entry in entries)
        )

    async def cancel(self, request: AdminRequest, _: AdminPress) -> str | None:
        """Leave a question unanswered."""
        await request.rewrite(plain(request.messages.admin.cancelled))
        return None


def line(entry: AuditEntry, messages: Messages) -> str:
    """Return HTML of an entry, on two lines."""
    return formatted(
        messages.admin.audit_line,
        time=moment(entry.at, messages),
        admin=entry.admin,
        what=clipped(one_line(entry.what), _WHAT_UNITS),
        outcome=clipped(one_line(phrased(entry.outcome, messages)), _OUTCOME_UNITS),
    )
