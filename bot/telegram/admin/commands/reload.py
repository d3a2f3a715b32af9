"""/reload, which reads the archive's sources again, and /rollback, which undoes what was done to it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup
from telegram.constants import KeyboardButtonStyle

from bot.archive.changes.reports import NothingToLoad, TooMuchGoes
from bot.loading.load import reload
from bot.rendering.phrases import phrased
from bot.telegram.admin.jobs import Finished
from bot.telegram.admin.lists import aside_report, moment_of
from bot.telegram.admin.request import AdminPress, formatted, lines, plain
from bot.telegram.messages.html import clipped
from bot.telegram.messages.sending import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.archive.changes.changelog import Change
    from bot.archive.changes.generation import ChangeCounts
    from bot.configuration.messages import Messages
    from bot.progress import Progress
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.jobs import Job
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

_SOURCE_UNITS = 200


class ReloadCommands:
    """The archive as a whole: renewed, or put back."""

    def __init__(self, context: AdminContext) -> None:
        self._library = context.base.library
        self._audit = context.audit
        self._jobs = context.jobs

    def commands(self) -> Mapping[str, Command]:
        """Return both commands."""
        return {"reload": self.reload, "rollback": self.ask_rollback}

    def presses(self) -> Mapping[str, Pressed]:
        """Return the presses that confirm a rollback, and a reload that removes much."""
        return {"rollback": self.rollback, "reload": self.remove}

    async def reload(self, request: AdminRequest) -> Reply | None:
        """Read the archive's sources again."""
        refused = await self._jobs.begin(request, "/reload", self._job(request.messages, 0))
        return plain(refused) if refused else None

    async def remove(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Read them again, and let as many articles go as the admin was told of."""
        job = self._job(request.messages, press.number)
        return await self._jobs.begin(request, "/reload", job, place=request.message.message_id)

    def _job(self, messages: Messages, may_go: int) -> Job:
        async def job(progress: Progress) -> Finished:
            try:
                report = await reload(self._library, progress, may_go)
            except TooMuchGoes as much:
                return Finished(_asking(much, messages), f"asked: {much.removed} of {much.held} would go")
            except NothingToLoad as error:
                # The archive stays; why each source was set aside is what the admin needs.
                reason = formatted(messages.reload.failed, reason=phrased(str(error), messages))
                aside, attachment = aside_report(error.set_aside, messages)
                return Finished(lines(reason, *aside), f"failed: {error}", attachment)
            aside, attachment = aside_report(report.set_aside, messages)
            shown = [formatted(messages.reload.done), *changed(report.changes, messages)]
            shown.append(formatted(messages.reload.unchanged, n=report.changes.unchanged))
            outcome = f"done: {counted(report.changes)}, {len(report.set_aside)} set aside"
            return Finished(lines(*shown, *aside), outcome, attachment)

        return job

    async def ask_rollback(self, request: AdminRequest) -> Reply:
        """Show what would be undone, and ask whether it shall be."""
        texts = request.messages.admin
        change = await self._library.store.previous()
        if change is None:
            return plain(texts.rollback.nothing)
        what, time = getattr(texts.rollback.acts, change.what), moment_of(change.at, request.messages)
        shown = [
            formatted(texts.rollback.ask, what=what, time=time),
            *changed(change.changes, request.messages),
        ]
        if change.source:
            shown.append(formatted(texts.rollback.source, source=clipped(change.source, _SOURCE_UNITS)))
        shown.append(formatted(texts.rollback.meaning))
        buttons = [
            AdminPress("rollback", _size(change), change.before).labelled(
                texts.rollback.confirm, KeyboardButtonStyle.DANGER
            ),
            AdminPress("cancel").labelled(texts.cancel),
        ]
        return Reply("\n".join(shown), InlineKeyboardMarkup([buttons]))

    async def rollback(self, request: AdminRequest, press: AdminPress) -> str | None:
        """Undo the last change."""
        change = await self._library.store.previous()
        if change is None or (_size(change), change.before) != (press.key, press.number):
            return request.messages.admin.stale

        async def job(progress: Progress) -> Finished:
            changes = await self._library.rollback(progress)
            ended = lines(
                formatted(request.messages.admin.rollback.done), *changed(changes, request.messages)
            )
            return Finished(ended, f"done: {counted(changes)}")

        return await self._jobs.begin(request, "/rollback", job, place=request.message.message_id)


def _asking(much: TooMuchGoes, messages: Messages) -> Reply:
    """Return the question whether so many articles shall go, with its buttons."""
    counted_in = messages.sources.articles
    gone, held = counted_in.of(much.removed), counted_in.of(much.held)
    buttons = [
        AdminPress("reload", "", much.removed).labelled(messages.reload.remove, KeyboardButtonStyle.DANGER),
        AdminPress("cancel").labelled(messages.admin.cancel),
    ]
    return Reply(formatted(messages.reload.much, gone=gone, held=held), InlineKeyboardMarkup([buttons]))


def _size(change: Change) -> str:
    """Return what tells whether a change has grown since it was shown, as a feed's does."""
    return f"{change.changes.added}-{change.changes.changed}-{change.changes.removed}"


def changed(changes: ChangeCounts, messages: Messages) -> list[str]:
    """Return what was added, changed and removed, a line of HTML each."""
    texts = messages.reload
    return [
        formatted(texts.added, n=changes.added),
        formatted(texts.changed, n=changes.changed),
        formatted(texts.removed, n=changes.removed),
    ]


def counted(changes: ChangeCounts) -> str:
    """Return the same for the audit."""
    return f"{changes.added} added, {changes.changed} changed, {changes.removed} removed"
