"""An `Answer`, or an opened article, as one message of Telegram's HTML that no article can make too long.

Every part has a share of the 4096 units, so that whatever an article holds, the whole fits; each unit takes at
most five bytes, which keeps it within 32 KiB, and the number of highlights within 100 entities.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from bot.rendering.bidi import is_arabic
from bot.rendering.texts import (
    ELLIPSIS,
    HIGH_CONFIDENCE,
    also,
    confidence,
    ellipses,
    loosened,
    nothing_on,
    one_line,
    refusal,
    understood,
)
from bot.telegram.messages.citations import TITLE_UNITS, citation, fields, headline
from bot.telegram.messages.html import (
    MESSAGE_UNITS,
    clipped,
    commands_apart,
    directed_as,
    escaped,
    fitting,
    isolated,
    lines_joined,
    marked,
    units,
)
from retrieval.records import Span, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.answering.replies import Further, Listed, Part
    from bot.answering.telling.responses import Response
    from bot.configuration.messages import Messages
    from bot.editorial.records import ResolvedAnswer
    from bot.rendering.pages import PagedArticle
    from retrieval.records import Answer, Quote

QUOTES_SHOWN = 5
"""More quotes than this would leave none of them room."""
_QUOTE_UNITS = 900
_BRIEF_UNITS = 340
_PAGE_UNITS = 3000
_FOLDED_UNITS, _FIRST_FOLDED_UNITS = 320, 700  # the first quote answers, which three lines of it may not
_CITATION_UNITS = 400
_SENTENCE_UNITS = 200
_NOTES_UNITS = 400
_HIGHLIGHTS = 12
_LINES = 40
_RIGHT_TO_LEFT = "\u200f"


def response(given: Response, messages: Messages, note: str = "") -> str:
    """Return an answer beneath what the question was taken to mean, where that is not what was said, and a note."""
    most = _NOTES_UNITS // 2 - 60
    parts = []
    if given.completed and given.echoed:
        question, after = (
            clipped(one_line(text), most) for text in (given.meant.question, given.meant.after)
        )
        parts.append(f"<i>{sentences(understood(question, after, messages))}</i>")
    if given.loosened:
        parts.append(sentences(clipped(loosened(given.loosened, given.kept, messages), most + 60)))
    if note:
        parts.append(sentences(note))
    return "\n\n".join([*parts, answer(given.answer, messages)])


def answer(found: Answer, messages: Messages) -> str:
    """Return the quotes of an answer, and a word of caution unless it is as good as sure."""
    if found.verdict is Verdict.NOT_FOUND:
        nearest = [quotes(found.quotes, messages)] if found.quotes else []
        return "\n\n".join([not_found(found, messages), *nearest])
    shown = quotes(found.quotes, messages)
    if found.confidence >= HIGH_CONFIDENCE:
        return shown
    caution = clipped(confidence(found.confidence, messages), _SENTENCE_UNITS - 10)
    return f"{shown}\n\n<i>{escaped(caution)}</i>"


def quotes(found: Sequence[Quote], messages: Messages, first: int = 1) -> str:
    """Return the quotes above their citations, numbered from `first` where there are several.

    An article is cited once, beneath the last of its quotes that stand together.
    """
    shown = found[:QUOTES_SHOWN]
    room = (MESSAGE_UNITS - _SENTENCE_UNITS - _NOTES_UNITS) // len(shown) - _CITATION_UNITS
    numbered = enumerate(shown, first) if len(shown) > 1 or first > 1 else [(None, shown[0])]
    stories = groupby(numbered, lambda one: one[1].article.id)
    return "\n\n".join(_cited(list(story), messages, min(_QUOTE_UNITS, room)) for _, story in stories)


def further(reply: Further, messages: Messages) -> str:
    """Return more of what was asked beneath a sentence that says what it is."""
    return f"{sentences(reply.head)}\n\n{quotes(reply.quotes, messages, reply.first)}"


def headed(parts: Sequence[Part], note: str, messages: Messages) -> str:
    """Return the best quote of each part under its heading, and where a part has none, that it has none."""
    room = (MESSAGE_UNITS - _SENTENCE_UNITS - _NOTES_UNITS) // len(parts) - _CITATION_UNITS - TITLE_UNITS
    shown, number = [sentences(note)] if note else [], 0
    for part in parts:
        heading = clipped(one_line(part.heading), TITLE_UNITS - 10)
        shown.append(f"<b>{sentences(heading)}</b>")
        quotes, editors = part.response.answer.quotes, part.response.editorial
        share = room // 2 if quotes and editors else room
        if editors:
            shown.append(_editors(editors, share, messages))
        if quotes:
            number += 1
            shown.append(_cited([(number, quotes[0])], messages, min(_QUOTE_UNITS, share)))
        if not (editors or quotes):
            shown.append(sentences(nothing_on(part.heading, messages)))
    return "\n\n".join(shown)


def _editors(shown: ResolvedAnswer, room: int, messages: Messages) -> str:
    """Return an answer of the editors among those to other questions: that it is theirs, and what it says."""
    texts, written = messages.editorial, shown.answer.written
    if shown.passage:
        passage = _cited([(None, shown.passage)], messages, min(_QUOTE_UNITS, room))
        return f"<i>{sentences(texts.head)}</i>\n{sentences(texts.passage)}\n{passage}"
    words = marked(clipped(written.text, room), ()) if written.text else sentences(texts.outside)
    return f"<i>{sentences(texts.head)}</i>\n{words}"


def headlines(listed: Listed, messages: Messages) -> str:
    """Return a page of headlines, each above its outlet and day."""
    texts = messages.conversation.browse
    lines = [sentences(clipped(listed.head, _NOTES_UNITS))]
    for number, article in enumerate(listed.articles, listed.first + 1):
        # Without the mark a headline that begins with a number would join the number before it.
        mark = _RIGHT_TO_LEFT if is_arabic(headline(article)) else ""
        title = f"{mark}<b>{isolated(escaped(headline(article)))}</b>"
        beneath = messages.citation.separator.join(
            isolated(escaped(part)) for part in fields(article, messages)[1:3]
        )
        plain = headline(article)
        lines.append(
            "\n".join(
                filter(None, [directed_as(plain, texts.item.format(number=number, title=title)), beneath])
            )
        )
    return "\n\n".join(lines)


def parts(head: str, quotes: Sequence[Quote], note: str, messages: Messages) -> str:
    """Return parts of articles beneath a sentence, each article cited once beneath its last."""
    shown = quotes[:QUOTES_SHOWN]
    room = (MESSAGE_UNITS - _SENTENCE_UNITS - _NOTES_UNITS) // max(len(shown), 1) - _CITATION_UNITS
    lines = [sentences(clipped(head, _NOTES_UNITS))]
    for place, quote in enumerate(shown):
        if quote.text:
            lines.append(_quoted(quote, min(_QUOTE_UNITS, room)))
        if place + 1 == len(shown) or shown[place + 1].article.id != quote.article.id:
            lines.append(citation(quote, messages, further=also(quote, messages)))
    return "\n".join([*lines, *([sentences(note)] if note else [])])


def brief(quote: Quote, messages: Messages, *, quoted: bool) -> str:
    """Return a story among others: some words of it, if it is to be `quoted`, and its citation."""
    cited = citation(quote, messages, further=also(quote, messages))
    if not quoted:
        return f"• {cited}"
    return f"<blockquote>{_excerpt(quote.text, quote.highlights[:_HIGHLIGHTS], _BRIEF_UNITS)}</blockquote>\n{cited}"


def not_found(found: Answer, messages: Messages) -> str:
    """Return why the archive holds no answer, and how one might ask better."""
    apart = " " if found.quotes else "\n\n"  # what is nearest follows in the same breath
    return sentences(apart.join(clipped(said, _NOTES_UNITS) for said in refusal(found, messages)))


def sentences(text: str) -> str:
    """Return our own sentences, each line in its direction and each command in its own."""
    return commands_apart(marked(text, ()))


def page(opened: PagedArticle, messages: Messages) -> str:
    """Return the page of an article that lies open, its quote in bold, beneath headline and citation."""
    article, here = opened.quote.article, opened.pages[opened.index]
    edges = (opened.quote.start, opened.quote.end)
    start, end = (min(max(edge, here.start), here.end) - here.start for edge in edges)
    body = _excerpt(article.text[here.start : here.end], [Span(start, end)], _PAGE_UNITS).strip("\n")
    parts = [citation(opened.quote, messages), body]
    if len(opened.pages) > 1:
        counted = messages.reading.page.format(page=opened.index + 1, pages=len(opened.pages))
        parts.append(f"<i>{escaped(counted)}</i>")
    return "\n\n".join(part for part in parts if part)


def snippet(quote: Quote, most: int) -> str:
    """Return the beginning of a quote on one line, for a list."""
    before, after = ellipses(quote)
    return clipped(f"{before}{one_line(quote.text)}{after}", most)


def _cited(story: Sequence[tuple[int | None, Quote]], messages: Messages, room: int) -> str:
    """Return quotes of one article, each with its number, above its citation.

    Beside the first quote of an answer no other of its article is folded sooner than it.
    """
    number, first = story[0]
    whole = _FIRST_FOLDED_UNITS if number in {None, 1} else _FOLDED_UNITS
    quoted = [_quoted(quote, room, whole) for _, quote in story]
    numbers = messages.citation.comma.join(str(number) for number, _ in story if number is not None)
    return "\n".join([*quoted, citation(first, messages, numbers, also(first, messages))])


def _quoted(quote: Quote, most: int, whole: int = _FOLDED_UNITS) -> str:
    """Return a quote as HTML, folded where it has more than so many units."""
    text = _excerpt(quote.text, quote.highlights[:_HIGHLIGHTS], most, ellipses(quote))
    folded = " expandable" if units(quote.text) > whole else ""
    return f"<blockquote{folded}>{text}</blockquote>"


def _excerpt(text: str, spans: Sequence[Span], most: int, cut: tuple[str, str] = ("", "")) -> str:
    """Return `text` as HTML, or the part of it around the first of `spans` that has at most `most` units.

    «…» stands where something of it was left out, and else at its ends what `cut` says.
    """
    if text.count("\n") > _LINES:
        text = lines_joined(text)
    most -= _LINES + 2
    if units(text) <= most:
        return f"{cut[0]}{marked(text, spans)}{cut[1]}"
    focus = spans[0].start if spans else 0
    # From somewhat before the first of them, between words where it can be.
    start = max(0, focus - most // 6)
    if start and (space := text.find(" ", start, focus)) >= 0:
        start = space + 1
    end = fitting(text, start, most)
    kept = [Span(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    before, after = ELLIPSIS if start else cut[0], ELLIPSIS if end < len(text) else cut[1]
    return f"{before}{marked(text[start:end], kept)}{after}"
