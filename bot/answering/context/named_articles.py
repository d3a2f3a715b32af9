"""The article that readers name by what it tells: one shown before that tells of it, else the surest that is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.telling.quoted import names_all, plain_words
from bot.rendering.texts import FAIR_CONFIDENCE, HIGH_CONFIDENCE
from retrieval.arabic.clitics import without_prefix
from retrieval.passages.excerpts import whole
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from bot.answering.inquiries import Inquiries
    from bot.answering.replies import Exchange
    from retrieval.records import Article, Quote

_MOST = 2 / 3  # of the words of a subject, which an article tells that is as good as sure to be of it
_ALL = 1.0


class NamedArticles:
    """Finds the article of a subject: «مقال زيارة الأسد لموسكو» is none of its headline."""

    def __init__(self, inquiries: Inquiries, stop_words: AbstractSet[str]) -> None:
        self._inquiries = inquiries
        self._stop_words = stop_words

    def shown(self, subject: str, exchange: Exchange) -> Article | None:
        """Return the article that was shown last of those whose headline or quoted part has all words of a subject."""
        opened, earlier = ([one] if one else [] for one in (exchange.article, exchange.earlier))
        headlines = map(whole, exchange.listed.articles if exchange.listed else ())
        quotes = (*opened, *headlines, *exchange.quotes, *earlier)
        return next((one.article for one in quotes if self._told(subject, one) >= _ALL), None)

    async def found(self, subject: str) -> Article | None:
        """Return the article with the best quote that has all words of a subject, or most of them if it is sure."""
        answer = (await self._inquiries.ask(subject)).answer
        if answer.verdict is not Verdict.ANSWERED or answer.confidence < FAIR_CONFIDENCE:
            return None
        told = [(self._told(subject, one), one.article) for one in answer.quotes]
        most = _MOST if answer.confidence >= HIGH_CONFIDENCE else _ALL
        return next((article for least in (_ALL, most) for share, article in told if share >= least), None)

    def _told(self, subject: str, quote: Quote) -> float:
        """Return of what part (0…1) of the words of a subject a quote and its headline have one that begins so."""
        written = plain_words(f"{quote.article.title}\n{quote.text}")
        text = " ".join(bare for word in written for bare in (word, *without_prefix(word)))
        said = plain_words(subject) - self._stop_words
        return sum(any(names_all(form, text) for form in self._forms(word)) for word in said) / (
            len(said) or 1
        )

    def _forms(self, word: str) -> list[str]:
        """Return what a word of a subject is told by: «لموسكو» is by what is Russian, too."""
        place = self._inquiries.interpreter.place_meant(word)
        return self._inquiries.interpreter.roots_of_place(place) if place else [word, *without_prefix(word)]
