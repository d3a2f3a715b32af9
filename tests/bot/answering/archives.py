"""What the tests of follow-ups share: an archive of one article, and a quote of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalogue.records import Holdings
from retrieval.records import Answer, Article, Quote, Scope, Verdict
from tests.support.unlisted import Unlisted

TEXT = "ماتت الناقة في الطريق."
EARLIER = "من هم سفيان ونذير؟"


def quote(article: str) -> Quote:
    found = Article(article, "عنوان", TEXT)
    return Quote(found, 0, len(TEXT), TEXT, (), 1.0)


@dataclass
class Archive(Unlisted):
    """Answers a question from an article, by whether it has brackets; "" for no answer."""

    alone: str
    inside: str

    async def ask(self, question: str, limit: int | None = None, scope: Scope | None = None) -> Answer:
        source = self.inside if "(" in question else self.alone
        quotes = (quote(source),) if source else ()
        return Answer(question, Verdict.ANSWERED if source else Verdict.NOT_FOUND, 0.5, quotes)

    async def holdings(self) -> Holdings:
        return Holdings(1, (), None, None)
