"""/reload, which reads the archive's sources again, and /rollback, which undoes what was done to it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.archive.reports import NothingToLoad
from bot.loading.load import reload
from bot.telegram.admin.jobs import Finished
from bot.telegram.admin.lists import moment_of, told_aside
from bot.telegram.admin.request import AdminPress, lines, plain, told
from bot.telegram.messages.html import clipped
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.archive.changelog import Change
    from bot.archive.generation import ChangeCounts
    from bot.archive.reports import LoadReport
    from bot.configuration.messages import Messages
    from bot.progress import Progress
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

_SOURCE_UNITS = 200


class ReloadCommands:
    """The archive as a whole: renewed, or put back."""

    def __init__(self, office: AdminContext) -> None:
        self._library = office.desk.library
        self._audit = office.audit
        self._works = office.works

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"reload": self._reload, "rollback": self._ask}

    def presses(self) -> Mapping[str, Pressed]:
        """Return the confirmation of a rollback."""
        return {"rollback": self._rollback}

    async def _reload(self, visit: AdminRequest) -> Reply | None:
        async def work(progress: Progress) -> Finished:
            try:
                report = await reload(self._library, progress)
            except NothingToLoad as error:
                return _nothing(error, visit.voice)
            return _reloaded(report, visit.voice)

        refused = await self._works.begin(visit, "/reload", work)
        return plain(refused) if refused else None

    async def _ask(self, visit: AdminRequest) -> Reply:
        """Return what would be undone, and whether it shall be."""
        texts = visit.voice.admin
        deed = await self._library.previous()
        if deed is None:
            return plain(texts.rollback.nothing)
        what, time = getattr(texts.rollback.acts, deed.what), moment_of(deed.at, visit.voice)
        shown = [told(texts.rollback.ask, what=what, time=time), *changed(deed.changes, visit.voice)]
        if deed.source:
            shown.append(told(texts.rollback.source, source=clipped(deed.source, _SOURCE_UNITS)))
        shown.append(told(texts.rollback.meaning))
        buttons = [
            AdminPress("rollback", _size(deed), deed.before).labelled(texts.rollback.confirm),
            AdminPress("cancel").labelled(texts.cancel),
        ]
        return Reply("\n".join(shown), InlineKeyboardMarkup([buttons]))

    async def _rollback(self, visit: AdminRequest, press: AdminPress) -> str | None:
        deed = await self._library.previous()
        if deed is None or (_size(deed), deed.before) != (press.key, press.number):
            return visit.voice.admin.stale

        async def work(progress: Progress) -> Finished:
            changes = await self._library.rollback(progress)
            ended = lines(told(visit.voice.admin.rollback.done), *changed(changes, visit.voice))
            return Finished(ended, f"done: {counted(changes)}")

        return await self._works.begin(visit, "/rollback", work, place=visit.message.message_id)


def _size(deed: Change) -> str:
    """Return what tells a deed that has gone on since it was shown, as a feed's does."""
    return f"{deed.changes.added}-{deed.changes.changed}-{deed.changes.removed}"


def changed(changes: ChangeCounts, voice: Messages) -> list[str]:
    """Return what was added, changed and removed, a line of HTML each."""
    texts = voice.reload
    return [
        told(texts.added, n=changes.added),
        told(texts.changed, n=changes.changed),
        told(texts.removed, n=changes.removed),
    ]


def counted(changes: ChangeCounts) -> str:
    """Return the same for the audit."""
    return f"{changes.added} added, {changes.changed} changed, {changes.removed} removed"


def _reloaded(report: LoadReport, voice: Messages) -> Finished:
    texts = voice.reload
    unchanged = told(texts.unchanged, n=report.changes.unchanged)
    aside, attachment = told_aside(report.set_aside, voice)
    outcome = f"done: {counted(report.changes)}, {len(report.set_aside)} set aside"
    return Finished(
        lines(told(texts.done), *changed(report.changes, voice), unchanged, *aside), outcome, attachment
    )


def _nothing(error: NothingToLoad, voice: Messages) -> Finished:
    """Return the archive stays; why each source was set aside is what the admin needs."""
    reason = told(voice.reload.failed, reason=error)
    aside, attachment = told_aside(error.set_aside, voice)
    return Finished(lines(reason, *aside), f"failed: {error}", attachment)
