"""Questions put into a journal, as the bot does it."""

from __future__ import annotations

from bot.journal.journal import Asked, Journal
from retrieval.records import Answer, Verdict


async def ask(
    journal: Journal,
    question: str,
    *,
    reader: str = "r1",
    answered: bool = False,
    milliseconds: float = 10.0,
    place: str = "private",
) -> str:
    """Keep a question; gives its token."""
    verdict = Verdict.ANSWERED if answered else Verdict.NOT_FOUND
    return await journal.log(Asked(reader, place, Answer(question, verdict, 0.5), milliseconds))
