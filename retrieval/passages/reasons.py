"""What tells why, or on what condition, in the articles that were just quoted: the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_article, without_conjunction
from retrieval.arabic.text import fold, sentences, words
from retrieval.passages.excerpts import part
from retrieval.records import Quote, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from retrieval.arabic.patterns import Patterns
    from retrieval.records import Article

PERHAPS = "_perhaps"
"""What ends the name of a list of words that tell it only in what was quoted first: «بعد أن»."""
SURELY = "_surely"
"""What ends the name of a list of words that tell nothing but it: «وأرجع المجلس هذا القرار إلى …»."""
_AND = {"و": 2, "ف": 2}  # see `clitics.CONJUNCTIONS`
_ROOT = 4  # letters that words of one thing share
_SHORTEST = 3  # of a word that tells what it is about: «الأسد»
# What a sentence is worth that was quoted, follows on that, or tells it clearly or surely.
_QUOTED, _BEHIND, _CLEAR, _SURE = 2.0, 1.0, 1.5, 4.0
_GAP = 3  # letters between two sentences
_PHRASE = 3  # words of what tells it, at most
_BEFORE, _AFTER = 40, 40  # words of a long sentence around that
_MARKED = 10  # words
_ENDS = frozenset("،؛:.!؟\n")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an article, with the places of its words, and whether it was quoted or follows on that."""

    article: Article
    words: tuple[Span, ...]
    span: Span
    near: float

    @property
    def folded(self) -> list[str]:
        """Return its words, folded and without a conjunction."""
        return [without_conjunction(fold(self.article.text[a:b]), _AND) for a, b in self.words]


def telling(
    quotes: Sequence[Quote], topic: Collection[str], wanted: str, marks: Patterns, *, clearly: bool = False
) -> Quote | None:
    """Return the sentence of the articles of some quotes that tells what is `wanted` of a topic, marked in it.

    `marks` are the words that tell it, by what they tell; the topic is some folded words. What is to tell it `clearly`
    does so by no words that only may.
    """
    articles = {quote.article.id: quote.article for quote in quotes}
    roots = {word[:_ROOT] for word in map(without_article, topic) if len(word) >= _SHORTEST}
    best, told, surely = 0.0, None, f"{wanted}{SURELY}"
    for rank, article in enumerate(articles.values()):
        shown = [Span(one.start, one.end) for one in quotes if one.article.id == article.id]
        for sentence in _sentences(article, shown):
            said = sentence.folded
            shared = len(roots & {without_article(word)[:_ROOT] for word in said})
            first = sentence.article is quotes[0].article and _meet(sentence.span, quotes[0])
            perhaps = {f"{wanted}{PERHAPS}"} if first and not clearly else set()
            places = range(len(said))
            led = ((n, label) for n in places for _, label in marks.leading(said[n : n + _PHRASE]))
            place, label = next((one for one in led if one[1] in {wanted, surely} | perhaps), (0, ""))
            worth = shared + sentence.near + {surely: _SURE, wanted: _CLEAR}.get(label, 0.0) - rank
            if label and worth > best and (shared or sentence.near or label == surely):
                best, told = worth, _marked(sentence, place)
    return told


def tells(quote: Quote, wanted: str, marks: Patterns, *, clearly: bool = False) -> bool:
    """Return whether a quote has words that tell what is wanted, or, unless `clearly`, may."""
    said = [without_conjunction(fold(quote.text[a:b]), _AND) for a, b in words(quote.text)]
    labels = {wanted, f"{wanted}{SURELY}"} | (set() if clearly else {f"{wanted}{PERHAPS}"})
    return any(label in labels for n in range(len(said)) for _, label in marks.leading(said[n : n + _PHRASE]))


def _sentences(article: Article, shown: Sequence[Span]) -> Iterator[_Sentence]:
    """Yield the sentences of an article of which some spans were shown."""
    for span in sentences(article.text):
        quoted = any(_meet(span, one) for one in shown)
        behind = any(0 <= span.start - one.end < _GAP for one in shown)
        near = _QUOTED if quoted else _BEHIND if behind else 0.0
        places = words(article.text[span.start : span.end])
        yield _Sentence(article, tuple(Span(span.start + a, span.start + b) for a, b in places), span, near)


def _meet(one: Span, other: Span | Quote) -> bool:
    return one.start < other.end and other.start < one.end


def _marked(sentence: _Sentence, place: int) -> Quote:
    """Return a sentence, or as much of a long one as stands around a word, with what follows on that marked."""
    text, every = sentence.article.text, sentence.words
    first, last = max(0, place - _BEFORE), min(len(every), place + _AFTER) - 1
    if first:  # a long sentence is cut where a clause begins
        commas = (n for n in range(first, place) if "،" in text[every[n].end : every[n + 1].start])
        first = next(commas, first - 1) + 1
    start = every[first].start if first else sentence.span.start
    end = every[last].end if last < len(every) - 1 else sentence.span.end
    stop = place + 1
    while stop < min(last + 1, place + _MARKED) and _ENDS.isdisjoint(
        text[every[stop - 1].end : every[stop].start]
    ):
        stop += 1
    mark = Span(every[place].start - start, every[stop - 1].end - start)
    quote = part(sentence.article, Span(start, end))
    return replace(
        quote,
        highlights=(mark,),
        opens_inside=start > sentence.span.start,
        closes_inside=end < sentence.span.end,
    )
