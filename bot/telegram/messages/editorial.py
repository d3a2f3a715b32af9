"""An answer of the editors as a message, apart from quotations: in no quotation's frame, and never cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.editorial.records import AnswerKind
from bot.rendering.texts import date, one_line
from bot.telegram.messages import citations, rendering
from bot.telegram.messages.html import clipped, escaped, isolated, marked
from bot.telegram.messages.rendering import sentences

if TYPE_CHECKING:
    from bot.configuration.messages import Messages
    from bot.editorial.records import ResolvedAnswer
    from retrieval.records import Article

LONGEST = 1200
"""Units of an answer: one quotation of the archive finds room beneath it."""
_QUESTION_UNITS = 160
_SOURCE_UNITS = 80


def block(shown: ResolvedAnswer, messages: Messages) -> str:
    """Return HTML of an answer: that it is the editors', to which question, what it says, sources and day."""
    texts, written = messages.editorial, shown.answer.written
    asked = clipped(one_line(written.question), _QUESTION_UNITS)
    parts = [f"<b>{sentences(texts.head)}</b>\n<i>{sentences(texts.of.format(question=asked))}</i>"]
    match written.kind:
        case AnswerKind.WRITTEN:
            parts.append(marked(clipped(written.text, LONGEST), ()))
        case AnswerKind.OUTSIDE:
            parts.append(sentences(texts.outside))
        case AnswerKind.PASSAGE if shown.passage:
            parts.append(f"{sentences(texts.passage)}\n{rendering.quotes([shown.passage], messages)}")
    day = (shown.answer.edited or shown.answer.at).astimezone().date()
    last = [sentences(texts.at.format(date=date(day, messages)))]
    if shown.sources:
        names = messages.citation.separator.join(_source(one) for one in shown.sources)
        last.insert(0, sentences(texts.sources).format(sources=names))
    return "\n\n".join([*parts, "\n".join(last)])


def above(shown: ResolvedAnswer, quotes: str, messages: Messages) -> str:
    """Return an answer of the editors above what the archive says by itself, if it says anything."""
    rest = [sentences(messages.editorial.found), quotes] if quotes else []
    return "\n\n".join([block(shown, messages), *rest])


def _source(source: Article | str) -> str:
    if isinstance(source, str):
        return isolated(escaped(clipped(one_line(source), _SOURCE_UNITS * 2)))
    return citations.linked_headline(source, _SOURCE_UNITS)
