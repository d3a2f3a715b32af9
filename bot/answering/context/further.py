"""More of an answer: its further quotes, and then how the article that was quoted first goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.nearby import names
from bot.answering.replies import Further
from retrieval.passages import excerpts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.inquiries import Inquiries
    from bot.configuration.messages import Messages
    from retrieval.records import Article

Place = tuple[str, int, int]
"""The id of an article, and the span of a quote in it."""
_MOST = 3  # quotes that one wish for more brings
_SENTENCES = 3


async def further(
    inquiries: Inquiries, asked: Sequence[str], shown: Sequence[Place], messages: Messages, named: str = ""
) -> Further | None:
    """Return quotes of what was asked beyond those that are shown, all with a name where one is given; None without."""
    fresh = await inquiries.further(asked, shown, _MOST)
    told = tuple(one for one in fresh if not named or names(named, one, together=True))
    several = tuple(asked) if len(asked) > 1 else ()
    return Further(told, len(shown) + 1, messages.conversation.last.further, several) if told else None


def gone_on(
    article: Article, shown: Sequence[Place], head: str, asked: tuple[str, ...] = ()
) -> Further | None:
    """Return what an article says right behind the last of it that is shown, beneath a sentence; None at its end."""
    told = max(end for one, _, end in shown if one == article.id)
    quote = excerpts.behind(article, told, _SENTENCES)
    return Further((quote,), len(shown) + 1, head, asked) if quote else None
