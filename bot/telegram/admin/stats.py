"""/stats: how the bot was used in the last week and month, in words and as a picture."""

from __future__ import annotations

import asyncio
import datetime
import io
from typing import TYPE_CHECKING

from telegram.constants import ChatAction

from bot import chart
from bot.statistics import figures
from bot.telegram.admin.visits import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages import Messages
    from bot.statistics import Figures
    from bot.telegram.admin.office import Office
    from bot.telegram.admin.visits import Command, Pressed, Visit

WEEK, MONTH = 7, 30
BUSIEST = 3


class Stats:
    """One picture, and its caption."""

    def __init__(self, office: Office) -> None:
        self._database = office.desk.journal.database
        self._reading = office.desk.library.reading

    def commands(self) -> Mapping[str, Command]:
        """The command."""
        return {"stats": self._stats}

    def presses(self) -> Mapping[str, Pressed]:
        """None."""
        return {}

    async def _stats(self, visit: Visit) -> None:
        await visit.waits(ChatAction.UPLOAD_PHOTO)
        now = datetime.datetime.now().astimezone()
        week, month = [await figures(self._database, days, now) for days in (WEEK, MONTH)]
        texts = visit.voice.admin.stats
        zone = now.strftime("%z")
        labels = chart.Labels(
            texts.days.format(days=texts.day.of(MONTH)),
            texts.hours.format(zone=f"UTC{zone[:3]}:{zone[3:]}"),
            texts.answered,
            texts.unanswered,
        )
        picture = await asyncio.to_thread(chart.drawn, month, labels)
        parts = [summary(week, WEEK, visit.voice), summary(month, MONTH, visit.voice)]
        if read := self._reading.coverage:
            parts.append(told(texts.read, done=read.done, total=read.total))
        caption = "\n\n".join(parts)
        await visit.message.get_bot().send_photo(
            visit.message.chat_id, io.BytesIO(picture), caption=caption, filename="stats.png"
        )


def summary(found: Figures, days: int, voice: Messages) -> str:
    """HTML of the figures in words; well below half of a caption's 1024 units."""
    texts = voice.admin.stats
    head = f"<b>{told(texts.period, days=texts.day.of(days))}</b>"
    if not found.questions:
        return f"{head}\n{told(texts.none)}"
    share = voice.admin.percent.format(n=round(100 * found.answered / found.questions))
    hours = voice.admin.separator.join(f"{hour}:00" for hour in found.busiest(BUSIEST))
    return "\n".join(
        [
            head,
            told(texts.asked, readers=found.readers, questions=found.questions),
            told(texts.share, share=share),
            told(texts.votes, helpful=found.helpful, unhelpful=found.unhelpful),
            told(texts.median, milliseconds=round(found.median or 0)),
            told(texts.busiest, hours=hours),
        ]
    )
