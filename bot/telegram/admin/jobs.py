"""Long jobs that admins begin: one at a time, beside the answering of questions, shown in one edited message."""

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
from bot.rendering.phrases import phrased
from bot.telegram.admin.progress_message import progress_bar
from bot.telegram.admin.request import formatted, lines, plain
from bot.telegram.messages.sending import Reply, rewrite, rewrite_or_send, topic

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from telegram import Bot

    from bot.configuration.messages import Messages
    from bot.journal.audit import Audit
    from bot.progress import Progress
    from bot.telegram.admin.request import AdminRequest

    Job = Callable[[Progress], Awaitable["Finished"]]

_log = logging.getLogger(__name__)

EDIT_SECONDS = 2.0
"""How often a message that shows progress may change: Telegram wants no more than that."""
FAREWELL_SECONDS = 2.0
CUT_SHORT = "cut short"
"""The outcome of a job that ended with the bot."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to send."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Finished:
    """How a job ended: the reply to the admin, with a file or without, and what the audit keeps."""

    reply: Reply
    outcome: str
    attachment: Attachment | None = None


class BackgroundJobs:
    """The job that is under way, if any. Leaving its context cuts it short, which leaves the archive as it was."""

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

    async def report_interrupted(self, bot: Bot, messages: Messages) -> None:
        """Tell the admins of jobs that an earlier process died over."""
        for number, entry in (await self._audit.unfinished()).items():
            await self._audit.conclude(number, CUT_SHORT)
            try:
                await bot.send_message(entry.admin, formatted(messages.admin.died, what=entry.what))
            except TelegramError as error:
                _log.info("an admin could not be told: %s", error)

    async def begin(
        self, request: AdminRequest, what: str, job: Job, *, place: int | None = None
    ) -> str | None:
        """Begin `job` unless another is under way; then return the sentence that says so.

        It is shown in the message `place` of the bot's, or else in a new one, and audited as `what`.
        """
        if self._task is not None and not self._task.done():
            return request.messages.admin.busy.format(what=self._what)
        self._what = what
        self._task = asyncio.create_task(self._carry_out(request, what, job, place))
        return None

    async def _carry_out(self, request: AdminRequest, what: str, job: Job, place: int | None) -> None:
        number = await self._audit.record(request.admin.id, what, BEGUN)
        finished = cut_short(request)
        try:
            place = await rewrite_or_send(request.message, plain(request.messages.admin.begun), place)
            finished = await self._run(request, job, place)
        except TelegramError as error:
            _log.warning("%s could not be begun: %s", what, error)
        finally:
            # When it was cut short, too, there is time for two more calls.
            with suppress(TimeoutError):
                async with asyncio.timeout(FAREWELL_SECONDS if finished.outcome == CUT_SHORT else None):
                    await self._audit.conclude(number, finished.outcome)
                    await self._close(request, place, finished)

    async def _run(self, request: AdminRequest, job: Job, place: int) -> Finished:
        async def edit(text: str) -> None:
            try:
                await rewrite(place, request.message.chat_id, plain(text), request.message)
            except TelegramError as error:
                _log.info("progress could not be shown: %s", error)

        try:
            async with progress_bar(edit, request.messages, self._every) as step:
                return await job(step)
        except BotError as error:
            return failed(request, phrased(str(error), request.messages))
        except Exception:  # noqa: BLE001  # whatever went wrong, the admin is told
            number = secrets.token_hex(3)
            _log.exception("job %s failed", number)
            return failed(request, request.messages.admin.see_log.format(number=number))

    async def _close(self, request: AdminRequest, place: int | None, finished: Finished) -> None:
        try:
            await rewrite_or_send(request.message, finished.reply, place)
            if finished.attachment:
                await attach(request, finished.attachment)
        except TelegramError as error:
            _log.warning("the end of %s could not be told: %s", self._what, error)


def cut_short(request: AdminRequest) -> Finished:
    """Return the end of a job that the bot does not live to finish."""
    return Finished(plain(request.messages.admin.interrupted), CUT_SHORT)


def failed(request: AdminRequest, reason: str) -> Finished:
    """Return the end of a job that failed; the archive is as it was."""
    return Finished(lines(formatted(request.messages.reload.failed, reason=reason)), f"failed: {reason}")


async def attach(request: AdminRequest, attachment: Attachment, caption: str | None = None) -> None:
    """Send a file into the admin's chat, or say that it cannot be sent."""
    file, near = io.BytesIO(attachment.data), request.message
    try:
        await near.get_bot().send_document(
            near.chat_id, file, caption=caption, filename=attachment.name, message_thread_id=topic(near)
        )
    except TelegramError as error:
        _log.warning("a file of %d bytes could not be sent: %s", len(attachment.data), error)
        texts = request.messages.admin
        reason = texts.file_refused if isinstance(error, BadRequest) else texts.file_unsent
        await request.say(lines(formatted(reason, name=attachment.name)))
