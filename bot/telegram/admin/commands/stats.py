"""/stats: how the bot was used in the last week and month, in words and as a picture."""

from __future__ import annotations

import asyncio
import datetime
import io
import logging
from typing import TYPE_CHECKING

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.journal.usage import figures
from bot.rendering import chart
from bot.telegram.admin.request import formatted
from bot.telegram.messages.cosmetic import beside
from bot.telegram.messages.sending import Reply, topic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.configuration.messages import Messages
    from bot.journal.usage import Figures
    from bot.telegram.admin.context import AdminContext
    from bot.telegram.admin.request import AdminRequest, Command, Pressed

_log = logging.getLogger(__name__)

WEEK, MONTH = 7, 30
BUSIEST = 3


class StatsCommands:
    """One picture, and its caption."""

    def __init__(self, context: AdminContext) -> None:
        self._database = context.base.journal.database
        self._reading = context.base.library.index.reading

    def commands(self) -> Mapping[str, Command]:
        """Return the command."""
        return {"stats": self.stats}

    def presses(self) -> Mapping[str, Pressed]:
        """Return no presses."""
        return {}

    async def stats(self, request: AdminRequest) -> None:
        """Send the picture with its caption."""
        request.waits(ChatAction.UPLOAD_PHOTO)
        now = datetime.datetime.now().astimezone()
        week, month = [await figures(self._database, days, now) for days in (WEEK, MONTH)]
        texts = request.messages.admin.stats
        zone = now.strftime("%z")
        labels = chart.Labels(
            texts.days.format(days=texts.day.of(MONTH)),
            texts.hours.format(zone=f"UTC{zone[:3]}:{zone[3:]}"),
            texts.answered,
            texts.unanswered,
        )
        picture = await asyncio.to_thread(chart.drawn, month, labels)
        parts = [summary(week, WEEK, request.messages), summary(month, MONTH, request.messages)]
        if read := self._reading.coverage:
            parts.append(texts.read.format(done=read.done, total=read.total))
        beside(_show(request, picture, "\n\n".join(parts)))


async def _show(request: AdminRequest, picture: bytes, caption: str) -> None:
    """Send the picture with its caption, or the caption alone where the picture does not arrive."""
    file, near = io.BytesIO(picture), request.message
    try:
        await near.get_bot().send_photo(
            near.chat_id, file, caption=caption, filename="stats.png", message_thread_id=topic(near)
        )
    except TelegramError as error:
        _log.warning("the picture of /stats could not be sent: %s", error)
        await request.say(Reply(caption))


def summary(found: Figures, days: int, messages: Messages) -> str:
    """Return HTML of the figures in words; well below half of a caption's 1024 units."""
    texts = messages.admin.stats
    head = f"<b>{formatted(texts.period, days=texts.day.of(days))}</b>"
    if not found.questions:
        return f"{head}\n{formatted(texts.none)}"
    share = messages.admin.percent.format(n=round(100 * found.answered / found.questions))
    hours = messages.admin.separator.join(f"{hour}:00" for hour in found.busiest(BUSIEST))
    return "\n".join(
        [
            head,
            formatted(texts.asked, readers=found.readers, questions=found.questions),
            formatted(texts.share, share=share),
            formatted(texts.votes, helpful=found.helpful, unhelpful=found.unhelpful),
            formatted(texts.median, milliseconds=round(found.median or 0)),
            formatted(texts.busiest, hours=hours),
        ]
    )
