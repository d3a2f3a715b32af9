"""The turns of a conversation as the command line prints them: one line of JSON each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.replies import Answered, Further, Listed, Opened, Shown
from bot.cli.json_lines import json_line, quote_values
from retrieval.dialogue.turns import AboutAnswer, AboutBot, Browse, Follow, Manners, Odd
from retrieval.records import Declined

if TYPE_CHECKING:
    from bot.answering.replies import TurnResult
    from retrieval.dialogue.turns import Turn


def outcome_line(conversation: int, said: str, outcome: TurnResult, text: str) -> bytes:
    """Return a turn of a conversation (counted from 1): what it was taken for, the reply as values, and as text."""
    turn, reply = outcome.turn, outcome.reply
    answers = [part.response for part in reply.parts] if isinstance(reply, Answered) else []
    if isinstance(reply, Listed) and reply.unanswered:
        answers = [reply.unanswered]
    shown = reply.quotes if isinstance(reply, Shown | Further) else ()
    listed = reply.articles if isinstance(reply, Listed) else ()
    return json_line(
        {
            "conversation": conversation,
            "said": said,
            "turn": type(turn).__name__,
            "of": _details(turn),
            "questions": [response.meant.question for response in answers],
            "filters": [label for response in answers for label in response.meant.labels],
            "loosened": [label for response in answers for label in response.loosened],
            "verdict": [response.answer.verdict for response in answers],
            "confidence": [response.answer.confidence for response in answers],
            "quotes": [quote_values(quote) for response in answers for quote in response.answer.quotes]
            + [quote_values(quote) for quote in shown],
            "list": [
                {"article": one.id, "title": one.title, "outlet": one.outlet, "published": one.published}
                for one in listed
            ],
            "editorial": [response.editorial.answer.number for response in answers if response.editorial],
            "opened": reply.quote.article.id if isinstance(reply, Opened) else None,
            "text": text,
        }
    )


def _details(turn: Turn) -> list[str]:
    """Return which courtesy, topic, part of an answer or the like a turn is about."""
    match turn:
        case Manners(kinds=kinds):
            return list(kinds)
        case AboutBot(topic=kind) | AboutAnswer(part=kind) | Declined(refusal=kind) | Odd(kind=kind):
            return [kind]
        case Follow(act=act, browse=browse):
            return [act, *_details(browse)]
        case Browse():
            known = (turn.subject, turn.section or "", *(one.label for one in turn.narrowings))
            return [one for one in known if one]
        case _:
            return []
