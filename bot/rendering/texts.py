"""What all renderings share: harmless text, the citation line, dates, confidence and holdings in words.

Articles come from anywhere: nothing of them reaches a reader but through `harmless`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.progress import Stage
from retrieval.records import Refusal

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from bot.catalogue.records import Holdings
    from bot.configuration.messages import Messages
    from retrieval.records import Answer, Article, Quote, Span

HIGH_CONFIDENCE = 0.7
"""As sure as this, three answers in four to news and nine in ten to ARCD have a quote that holds.

`confidence` is that of the first quote, calibrated; the reader sees those beside it, too.
"""
FAIR_CONFIDENCE = 0.5
"""More likely right than wrong."""
ELLIPSIS = "…"
_OPENING = 60
"""Characters of a text that stand for its headline where it has none."""
_READ = 500  # characters, in which so many are found
_OPENS, _ENDS = " \"'“”«»([", ' "“”«»([،؛,;:.-–'
_IN = "في "
_PAUSES = ("،", "؛", ",", ";", ":")  # marks that stand apart from «…»

_SPACES = re.compile("[\t\v\f\x1c-\x1f\x85\u2028\u2029]")
# Control characters (escape sequences begin with one), direction controls, and what is never seen. The two
# joiners (U+200C, U+200D) stay: they shape letters.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\r\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")


def harmless(text: str) -> str:
    """Return `text` without anything that could steer a screen; its line ends stay."""
    return _SURROGATES.sub("\ufffd", _HARMFUL.sub("", _SPACES.sub(" ", text)))


def one_line(text: str) -> str:
    """Return `harmless(text)` on one line, with single spaces."""
    return " ".join(harmless(text).split())


def cut(text: str, spans: Iterable[Span]) -> Iterator[tuple[str, bool]]:
    """Yield `text` in pieces that together are `text`, each with whether it lies in one of `spans`.

    Spans that only white space parts are one, so that a phrase is marked as a phrase.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        elif start < end:
            joined.append((start, end))
    done = 0
    for start, end in joined:
        if done < start:
            yield text[done:start], False
        yield text[start:end], True
        done = end
    if done < len(text):
        yield text[done:], False


def headline(article: Article) -> str:
    """Return the headline on one line; where there is none, the first words of the text."""
    title = one_line(article.title)
    if title:
        return title
    text = one_line(article.text[:_READ]).lstrip(_OPENS)
    whole = text[: _OPENING + 1].rpartition(" ")[0] or text[:_OPENING]
    return text if len(text) <= _OPENING else whole.rstrip(_ENDS) + ELLIPSIS


def citation(article: Article, messages: Messages) -> list[str]:
    """Return headline, outlet, date and author, each on one line; what is unknown is left out.

    A rendering joins them with `messages.citation.separator`, in the direction of its own medium.
    """
    parts = [headline(article), one_line(article.outlet or "")]
    if article.published:
        parts.append(date(article.published, messages))
    if author := one_line(article.author or ""):
        parts.append(messages.citation.author.format(author=author))
    return list(filter(None, parts))


def also(quote: Quote, messages: Messages) -> str:
    """Return which other outlets had the quoted story; "" where none is known."""
    outlets = list(filter(None, map(one_line, quote.also)))
    texts = messages.citation
    return texts.also.format(outlets=texts.comma.join(outlets)) if outlets else ""


def ellipses(quote: Quote) -> tuple[str, str]:
    """Return what stands before a quote and behind it: «…» where it is cut out of a sentence, else nothing."""
    text = quote.text.rstrip()
    after = ELLIPSIS * (quote.closes_inside and not text.endswith(ELLIPSIS))
    return ELLIPSIS * quote.opens_inside, f" {after}" if after and text.endswith(_PAUSES) else after


def date(day: datetime.date, messages: Messages) -> str:
    """Return `day` in words, as in 28 سبتمبر 2014."""
    texts = messages.citation
    return texts.date.format(day=day.day, month=texts.months[day.month - 1], year=day.year)


def confidence(probability: float, messages: Messages) -> str:
    """Return a calibrated probability (0…1) in words."""
    if probability >= HIGH_CONFIDENCE:
        return messages.answer.confidence_high
    return (
        messages.answer.confidence_fair if probability >= FAIR_CONFIDENCE else messages.answer.confidence_low
    )


def refusal(answer: Answer, messages: Messages) -> tuple[str, str]:
    """Return why there is no answer, and what the reader may do about it, or that what is nearest to one follows."""
    texts, declined = messages.answer, answer.declined
    if declined:
        reasons: dict[str, str] = {
            Refusal.OPINION: texts.opinion,
            Refusal.AMUSEMENT: texts.amusement,
            Refusal.ADVICE: texts.advice,
            Refusal.ILLNESS: texts.illness,
            Refusal.TROUBLE: texts.trouble,
            Refusal.REQUEST: texts.request,
            Refusal.PREDICTION: texts.prediction,
            Refusal.PRESENT: texts.present,
        }
        subject = one_line(declined.subject)
        return reasons[declined.refusal], texts.offer.format(subject=subject) if subject else texts.ask_better
    if answer.absent:
        absent = texts.absent_phrase if len(answer.absent.split()) > 1 else texts.absent
        return absent.format(name=one_line(answer.absent)), texts.ask_better
    if answer.silent:
        name = one_line(answer.silent)
        offer = texts.silent_nearest if answer.quotes else texts.silent_offer.format(name=name)
        return texts.silent.format(name=name), offer
    return (texts.unclear, texts.nearest) if answer.quotes else (texts.not_found, texts.ask_better)


def nothing_on(heading: str, messages: Messages) -> str:
    """Return that nothing was found on one of several questions, or on one side of a comparison."""
    if heading.rstrip().endswith(("؟", "?")):
        return messages.answer.not_found
    return messages.conversation.one_sided.format(side=one_line(heading))


def holdings(held: Holdings, messages: Messages) -> str:
    """Return what the archive holds, in one sentence."""
    texts = messages.sources
    articles = texts.articles.of(held.articles)
    if not held.articles:
        return texts.empty
    if held.first is None or held.last is None:
        return texts.held.format(articles=articles)
    first, last = date(held.first, messages), date(held.last, messages)
    if first == last:
        return texts.held_on.format(articles=articles, date=first)
    return texts.held_since.format(articles=articles, first=first, last=last)


def understood(question: str, after: str, messages: Messages) -> str:
    """Return what a question was taken to mean, or what of before, if anything, it was taken to go on from."""
    if after:
        return messages.answer.understood_after.format(about=one_line(after))
    return messages.answer.understood.format(question=one_line(question))


def loosened(labels: Sequence[str], kept: Sequence[str], messages: Messages) -> str:
    """Return within which filters there was no answer, and which of them still hold."""
    between = messages.citation.separator
    gone = between.join(narrowing(label, messages) for label in labels)
    if kept:
        still = between.join(narrowing(label, messages) for label in kept)
        return messages.conversation.loosened.format(filters=gone, kept=still)
    return messages.answer.widened.format(filters=gone)


def narrowing(label: str, messages: Messages) -> str:
    """Return what narrows a search as a sentence names what is within it: «في 2015» is «عام 2015»."""
    named = one_line(label).removeprefix(_IN)
    return messages.conversation.browse.year.format(year=named) if named.isdecimal() else named


def stage(reached: Stage, messages: Messages) -> str:
    """Return what a long piece of work is at."""
    texts = messages.reload
    names = {
        Stage.WAITING: texts.waiting,
        Stage.READING: texts.reading,
        Stage.FETCHING: texts.fetching,
        Stage.VISITING: texts.visiting,
        Stage.COMPARING: texts.comparing,
        Stage.INDEXING: texts.indexing,
        Stage.WRITING: texts.writing,
        Stage.ASKING: texts.asking,
    }
    return names[reached]
