"""Long work that admins begin: one at a time, beside the answering of questions, told in one edited message."""

from __future__ import annotations

import asyncio
import io
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from telegram.error import BadRequest, TelegramError

from bot.errors import BotError
from bot.journal.audit import BEGUN
from bot.telegram.admin.progress_message import Bar
from bot.telegram.admin.request import lines, plain, told
from bot.telegram.messages.sending import Reply, rewrite, send

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.configuration.messages import Messages
    from bot.journal.audit import Audit
    from bot.progress import Progress
    from bot.telegram.admin.request import AdminRequest

    Work = Callable[[Progress], Awaitable["Finished"]]

_log = logging.getLogger(__name__)

EDIT_SECONDS = 2.0
"""How often a message that tells progress may change: Telegram wants no more than that."""
FAREWELL_SECONDS = 2.0
CUT_SHORT = "cut short"
"""The outcome of work that ended with the bot."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """How a work ended: what the admin is told, with a file or without, and what the audit keeps."""

    reply: Reply
    outcome: str
    attachment: Attachment | None = None


class BackgroundJobs:
    """The work that is under way, if any. Leaving its context cuts it short, which leaves the archive as it was."""

    def __init__(self, audit: Audit, every: float = EDIT_SECONDS) -> None:
        self._audit = audit
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self._what = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def own_up(self, bot: Bot, voice: Messages) -> None:
        """Tell the admins of work that an earlier process died over."""
        for number, entry in (await self._audit.unfinished()).items():
            await self._audit.conclude(number, CUT_SHORT)
            try:
                await bot.send_message(entry.admin, told(voice.admin.died, what=entry.what))
            except TelegramError as error:
                _log.info("an admin could not be told: %s", error)

    async def begin(
        self, visit: AdminRequest, what: str, work: Work, *, place: int | None = None
    ) -> str | None:
        """Begin `work` unless another is under way; gives the sentence that says so then.

        It is told in the message `place` of the bot's, or else in a new one, and audited as `what`.
        """
        if self._task is not None and not self._task.done():
            return visit.voice.admin.busy.format(what=self._what)
        self._what = what
        self._task = asyncio.create_task(self._carry_out(visit, what, work, place))
        return None

    async def _carry_out(self, visit: AdminRequest, what: str, work: Work, place: int | None) -> None:
        number = await self._audit.record(visit.admin.id, what, BEGUN)
        finished = cut_short(visit)
        try:
            place = await self._show(visit, place, plain(visit.voice.admin.begun))
            finished = await self._told(visit, work, place)
        except TelegramError as error:
            _log.warning("%s could not be begun: %s", what, error)
        finally:
            # When it was cut short, too, there is time for two more calls.
            with suppress(TimeoutError):
                async with asyncio.timeout(FAREWELL_SECONDS if finished.outcome == CUT_SHORT else None):
                    await self._audit.conclude(number, finished.outcome)
                    await self._close(visit, place, finished)

    async def _told(self, visit: AdminRequest, work: Work, place: int) -> Finished:
        async def edit(text: str) -> None:
            try:
                await rewrite(place, visit.message.chat_id, plain(text), visit.message)
            except TelegramError as error:
                _log.info("progress could not be shown: %s", error)

        try:
            async with Bar(edit, visit.voice, self._every).shown() as step:
                return await work(step)
        except BotError as error:
            return failed(visit, str(error))
        except Exception:  # noqa: BLE001  # whatever went wrong, the admin is told
            number = secrets.token_hex(3)
            _log.exception("work %s failed", number)
            return failed(visit, visit.voice.admin.see_log.format(number=number))

    @staticmethod
    async def _show(visit: AdminRequest, place: int | None, reply: Reply) -> int:
        """Return the reply in the message `place`, or in a new one where that is gone; gives its id."""
        if place is not None:
            try:
                await rewrite(place, visit.message.chat_id, reply, visit.message)
            except BadRequest:
                place = None
        return place if place is not None else await send(visit.message, reply)

    async def _close(self, visit: AdminRequest, place: int | None, finished: Finished) -> None:
        try:
            await self._show(visit, place, finished.reply)
            if finished.attachment:
                await attach(visit, finished.attachment)
        except TelegramError as error:
            _log.warning("the end of %s could not be told: %s", self._what, error)


def cut_short(visit: AdminRequest) -> Finished:
    """Return what is told when the bot ends before the work does."""
    return Finished(plain(visit.voice.admin.interrupted), CUT_SHORT)


def failed(visit: AdminRequest, reason: str) -> Finished:
    """Return what is told of work that failed; the archive is as it was."""
    return Finished(lines(told(visit.voice.reload.failed, reason=reason)), f"failed: {reason}")


async def attach(visit: AdminRequest, attachment: Attachment, caption: str | None = None) -> None:
    """Send a file into the admin's chat."""
    file = io.BytesIO(attachment.data)
    await visit.message.get_bot().send_document(
        visit.message.chat_id, file, caption=caption, filename=attachment.name
    )
