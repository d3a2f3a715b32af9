"""Parts of an article, verbatim: what says most of it, what is around a quote, what another text has of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic.text import fold, sentences, words
from retrieval.near_duplicates import shingles
from retrieval.records import CUT, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.records import Article

_LEAD, _FURTHER = (
    2,
    2,
)  # sentences of an excerpt: from the beginning, and those that carry the headline's words
_AROUND = 2
_LONGEST = 60  # words of a part
_SHORTEST = 4
_MOST_WORDS = 130  # of an excerpt; a sentence at least
_SHARED = 0.6


def summary(article: Article, stop_words: AbstractSet[str]) -> tuple[Quote, ...]:
    """Return the first sentences of an article, and those after them that hold most words of its headline."""
    # The sentences of an article that are no headings and more than a few words.
    found = [
        span
        for span in sentences(article.text)
        if len(article.text[span.start : span.end].split()) >= _SHORTEST
        and not any(heading.start < span.end and span.start < heading.end for heading in article.headings)
    ]
    headline = _content(article.title, stop_words)
    scored = [
        (len(headline & _content(article.text[start:end], stop_words)), -place)
        for place, (start, end) in enumerate(found)
        if place >= _LEAD
    ]
    best = sorted((score, place) for score, place in scored if score)[-_FURTHER:]
    places = [*range(min(_LEAD, len(found))), *sorted(-place for _, place in best)]
    spans, room = list[Span](), _MOST_WORDS
    for span in (found[place] for place in places):
        room -= len(article.text[span.start : span.end].split())
        if room >= 0 or not spans:
            spans.append(span)
    return tuple(part(article, span) for span in _joined(article, spans))


def briefest(quote: Quote) -> Quote:
    """Return the sentence of a quote that has most of what is marked in it, alone."""
    text = quote.text
    best = max(
        sentences(text),
        key=lambda span: sum(span.start <= mark.start < span.end for mark in quote.highlights),
        default=Span(0, len(text)),
    )
    marks = tuple(
        Span(a - best.start, b - best.start) for a, b in quote.highlights if best.start <= a and b <= best.end
    )
    return replace(
        quote,
        start=quote.start + best.start,
        end=quote.start + best.end,
        text=text[best.start : best.end],
        highlights=marks,
        opens_inside=quote.opens_inside and not best.start,
        closes_inside=quote.closes_inside and best.end == len(text),
    )


def around(quote: Quote) -> Quote:
    """Return a quote with the sentences before and after it."""
    text = quote.article.text
    found = sentences(text)
    inside = [n for n, span in enumerate(found) if span.start < quote.end and span.end > quote.start]
    if not inside:
        return quote
    first, last = max(0, inside[0] - _AROUND), min(len(found) - 1, inside[-1] + _AROUND)
    start, end = found[first].start, found[last].end
    marks = tuple(Span(a + quote.start - start, b + quote.start - start) for a, b in quote.highlights)
    return Quote(quote.article, start, end, text[start:end], marks, quote.score, quote.also)


def continued(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return quotes, the first as one with those of which each begins where the one before ends in their article.

    What the first one leaves open is often told by the next sentence, or elsewhere in its article: what else is quoted
    of that stands next to it.
    """

    def follows(quote: Quote) -> bool:
        near = quote.article == first.article and first.end <= quote.start
        return near and _adjoin(first.article, first.end, quote.start)

    if not quotes:
        return ()
    first, *others = quotes
    while following := next(filter(follows, others), None):
        others.remove(following)
        first = joined(first, following)
    told = (one for one in others if one.article != first.article or not first.start <= one.start < first.end)
    return (first, *sorted(told, key=lambda quote: quote.article != first.article))


def joined(quote: Quote, following: Quote) -> Quote:
    """Return two quotes of an article as the one slice from the first to the second, with the marks of both."""
    moved = following.start - quote.start
    return replace(
        quote,
        end=following.end,
        text=quote.article.text[quote.start : following.end],
        highlights=(*quote.highlights, *(Span(a + moved, b + moved) for a, b in following.highlights)),
        closes_inside=following.closes_inside,
    )


def rest(quotes: Sequence[Quote]) -> Quote | None:
    """Return the sentences of the article quoted first that stand behind all that was quoted of it; None at its end."""
    article = quotes[0].article
    return behind(article, max(quote.end for quote in quotes if quote.article.id == article.id))


def behind(article: Article, told: int, most: int | None = None) -> Quote | None:
    """Return the sentences of an article that stand next behind a place of it, `most` at most; None at its end.

    Of a sentence that the place lies in it is what is left of it; one of a few words may be one more.
    """
    cut = next((span for span in sentences(article.text) if span.start < told < span.end), None)
    begin = min((told + a for a, _ in words(article.text[told : cut.end])), default=cut.end) if cut else told
    left = [Span(begin, cut.end)] if cut and begin < cut.end else []
    whole = [
        span
        for span in sentences(article.text)
        if span.start >= told
        and not any(heading.start < span.end and span.start < heading.end for heading in article.headings)
    ]
    parts = _joined(article, [*left, *whole][:most])
    if not parts:
        return None
    [start, end], *_ = parts
    # A few words at the end of what somebody says are not left alone.
    last = next((one for one in whole if one.start >= end and _adjoin(article, end, one.start)), None)
    few = last and len(article.text[last.start : last.end].split()) <= _SHORTEST
    return replace(part(article, Span(start, last.end if last and few else end)), opens_inside=bool(left))


def share(text: str, article: Article) -> float:
    """Return what part (0…1) of the three-word runs of `text` stand in the article."""
    said = shingles(text)
    return len(said & shingles(f"{article.title}\n{article.text}")) / (len(said) or 1)


def shared(text: str, article: Article) -> tuple[Quote, ...]:
    """Return the sentences of the article that stand in `text`, joined where they follow each other.

    Where none does as a whole, it is the one that has most of the text.
    """
    said, every = shingles(text), sentences(article.text)
    spans = [
        span
        for span in every
        if (own := shingles(article.text[span.start : span.end])) and len(own & said) >= _SHARED * len(own)
    ]
    if not spans:
        held = [
            (len(said & shingles(article.text[start:end])), -place)
            for place, (start, end) in enumerate(every)
        ]
        most, place = max(held, default=(0, 0))
        spans = [every[-place]] if most else []
    return tuple(part(article, span) for span in _joined(article, spans))


def part(article: Article, span: Span) -> Quote:
    """Return that slice of the article as a quote that marks nothing."""
    return Quote(article, span.start, span.end, article.text[span.start : span.end], (), 0.0)


def whole(article: Article) -> Quote:
    """Return a quote of nothing, at which an article opens at its beginning."""
    return part(article, Span(0, 0))


def _content(text: str, stop_words: AbstractSet[str]) -> frozenset[str]:
    """Return the words of a text that say what it is about, folded, without the article."""
    said = (fold(text[start:end]).removeprefix("ال") for start, end in words(text))
    return frozenset(word for word in said if len(word) > 2 and word not in stop_words)


def _adjoin(article: Article, end: int, start: int) -> bool:
    """Return whether only white space parts two places of an article, and nothing of its page was left out there."""
    between = article.text[end:start]
    return not between.strip() and CUT not in between


def _joined(article: Article, spans: Sequence[Span]) -> list[Span]:
    """Return the spans, those that only white space parts made one unless it would be too long."""
    found: list[Span] = []
    for span in spans:
        near = found and _adjoin(article, found[-1].end, span.start)
        if near and len(article.text[found[-1].start : span.end].split()) <= _LONGEST:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found
