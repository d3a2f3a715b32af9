"""The forward index: every article as flat arrays of word forms, pieces and passages, so that ranking needs no text.

Offsets are code points of `Article.text`. An array called `x_ends` holds the ends of consecutive ranges and begins with
0: range i is `x_ends[i]` to `x_ends[i + 1]`, half-open.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.arabic import words
from retrieval.passages import PassageLimits, Piece, pieces, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.analysis import Analyser, Form
    from retrieval.records import Article

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]

OPENS, CLOSES, HEADING, RESUMES = 1, 2, 4, 8  # bits of `Corpus.piece_marks`
NO_TERM = -1
TITLE_WORDS = 64  # a longer headline or name is cut: it stands in every passage of its article


@dataclass(frozen=True, slots=True)
class Corpus:
    """What ranking knows of the articles; F forms, T tokens, P pieces, W passages, A articles.

    `form_terms` (F × 2) are the term numbers of a form's stem and root, `form_flags` (F) its `Flag` bits; `grams`
    are the numbers of all forms' character grams one after the other, `gram_ends` where each form's end. A token is
    a form at a place in its article. `passage_pieces` (W × 2) are half-open ranges of pieces. Titles are forms
    without places: the headline (`headline_words` of them, A), outlet, author and day. `published` (A) is a day's
    proleptic ordinal, 0 if unknown.
    """

    form_terms: Ints
    form_flags: NDArray[np.uint16]
    grams: Ints
    gram_ends: Longs
    token_forms: Ints
    token_starts: Ints
    token_lengths: NDArray[np.uint8]
    piece_token_ends: Longs
    piece_starts: Ints
    piece_ends: Ints
    piece_words: NDArray[np.uint16]
    piece_marks: NDArray[np.uint8]
    passage_pieces: Longs
    passage_articles: Ints
    article_piece_ends: Longs
    title_forms: Ints
    title_ends: Longs
    headline_words: Ints
    published: Ints


class _Numbered(dict[str, int]):
    """Numbers names in the order they are first met."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


class _Forms(dict[str, int]):
    """Raw word → form number, analysing each distinct word once."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__()
        self.analyser = analyser
        self.terms = _Numbered()
        self.grams = _Numbered()
        self.words: list[str] = []
        self.compound = bytearray()
        self.columns = (array("i"), array("H"), array("i"), array("q", [0]))
        self._known: dict[tuple[str, str], int] = {}

    def __missing__(self, raw: str) -> int:
        self[raw] = number = self.number(self.analyser.form(raw))
        return number

    def number(self, form: Form) -> int:
        """The number of `form`; a new one is added to the columns."""
        known = self._known.get((form.word, form.stem))
        if known is not None:
            return known
        self._known[form.word, form.stem] = number = len(self.words)
        self.words.append(form.word)
        self.compound.append(self.analyser.may_compound(form.word))
        terms, flags, grams, gram_ends = self.columns
        terms.extend([self.terms[term] if term else NO_TERM for term in (form.stem, form.root)])
        flags.append(int(form.flags))
        grams.extend([self.grams[gram] for gram in form.grams])
        gram_ends.append(len(grams))
        return number


class CorpusBuilder:
    """Takes articles one by one and keeps only numbers of them; `finish` hands the arrays over."""

    def __init__(self, analyser: Analyser, limits: PassageLimits) -> None:
        self._limits = limits
        self._forms = _Forms(analyser)
        self.articles: list[str] = []
        self._tokens = (array("i"), array("i"), array("B"))
        self._pieces = (array("q", [0]), array("i"), array("i"), array("H"), array("B"))
        self._passages = (array("q"), array("i"))
        self._titles = (array("i"), array("q", [0]))
        self._article_pieces = array("q", [0])
        self._facts = (array("i"), array("i"))

    def add(self, article: Article) -> None:
        """Add one article; its id is not checked for being new."""
        parts = pieces(article.text, self._limits.quote)
        self._add_tokens(article.text, parts)
        self._add_pieces(article, parts)
        self._add_passages(parts)
        self._add_title(article)
        self.articles.append(article.id)
        self._article_pieces.append(len(self._pieces[1]))

    def _add_tokens(self, text: str, parts: Sequence[Piece]) -> None:
        spans = list(words(text))
        numbers = self._numbers([text[start:end] for start, end in spans])
        forms, starts, lengths = self._tokens
        first = len(forms)
        forms.extend(numbers)
        starts.extend([start for start, _ in spans])
        lengths.extend([min(end - start, 255) for start, end in spans])
        ends = np.searchsorted(np.array([s for s, _ in spans], dtype=np.int64), [part.end for part in parts])
        self._pieces[0].extend((first + ends).tolist())

    def _numbers(self, raw: Sequence[str]) -> list[int]:
        """The form numbers of consecutive raw words, numerals and months of several words seen as one thing."""
        forms = self._forms
        numbers = [forms[word] for word in raw]
        compound = forms.compound
        hits = [place for place, number in enumerate(numbers) if compound[number]]
        for start, end in _runs(hits):
            folded = [forms.words[number] for number in numbers[start:end]]
            for place, form in forms.analyser.compounds(folded):
                numbers[start + place] = forms.number(form)
        return numbers

    def _add_pieces(self, article: Article, parts: Sequence[Piece]) -> None:
        _, starts, ends, lengths, marks = self._pieces
        headings = {heading.start for heading in article.headings}
        for part in parts:
            starts.append(part.start)
            ends.append(part.end)
            lengths.append(part.words)
            heading = HEADING * (part.start in headings)
            marks.append(OPENS * part.opens | CLOSES * part.closes | RESUMES * part.resumes | heading)

    def _add_passages(self, parts: Sequence[Piece]) -> None:
        ranges, owners = self._passages
        base, owner = self._article_pieces[-1], len(self.articles)
        for first, end in windows(parts, self._limits):
            ranges.extend((base + first, base + end))
            owners.append(owner)

    def _add_title(self, article: Article) -> None:
        """What is cited with every quote, as the words a reader would ask with: headline, outlet, author, day."""
        headline = self._words(article.title)
        named = [*self._words(article.outlet or ""), *self._words(article.author or "")]
        day = article.published
        dated = [self._forms.number(form) for form in self._forms.analyser.day(day)] if day else []
        forms, ends = self._titles
        forms.extend([*headline, *named, *dated])
        ends.append(len(forms))
        lengths, published = self._facts
        lengths.append(len(headline))
        published.append(day.toordinal() if day else 0)

    def _words(self, text: str) -> list[int]:
        """The form numbers of the words of one line that is cited."""
        return self._numbers([text[start:end] for start, end in islice(words(text), TITLE_WORDS)])

    @property
    def terms(self) -> list[str]:
        """The vocabulary of stems and roots: number → term."""
        return list(self._forms.terms)

    @property
    def grams(self) -> list[str]:
        """The vocabulary of character grams: number → gram."""
        return list(self._forms.grams)

    def finish(self) -> Corpus:
        """The arrays of everything added."""
        form_terms, form_flags, grams, gram_ends = self._forms.columns
        columns: list[NDArray[Any]] = [
            np.asarray(form_terms).reshape(-1, 2),
            *map(np.asarray, (form_flags, grams, gram_ends, *self._tokens, *self._pieces)),
            np.asarray(self._passages[0]).reshape(-1, 2),
            *map(np.asarray, (self._passages[1], self._article_pieces, *self._titles, *self._facts)),
        ]
        return Corpus(*columns)


def documents(corpus: Corpus, chunk: int = 20_000) -> tuple[Ints, Longs]:
    """The passages as documents of terms: all their term numbers, and where each passage's end (W).

    A passage's document is its words and its article's headline and date, each as stem and root. `chunk` passages are
    put together at a time, which bounds the memory used besides the result.
    """
    parts = [
        _documents(corpus, slice(first, first + chunk))
        for first in range(0, len(corpus.passage_articles), chunk)
    ]
    lengths = np.concatenate([np.zeros(0, np.int64), *(lengths for _, lengths in parts)])
    return np.concatenate([np.zeros(0, np.int32), *(terms for terms, _ in parts)]), np.cumsum(lengths)


def _documents(corpus: Corpus, chosen: slice) -> tuple[Ints, Longs]:
    """The terms of some passages, and how many each has."""
    ranges, articles = corpus.passage_pieces[chosen], corpus.passage_articles[chosen]
    titles = np.stack([corpus.title_ends[articles], corpus.title_ends[articles + 1]], axis=1)
    words, owners = spread(corpus.piece_token_ends[ranges])
    title_words, title_owners = spread(titles)
    order = np.argsort(np.concatenate([owners, title_owners]), kind="stable")
    forms = np.concatenate([corpus.token_forms[words], corpus.title_forms[title_words]])[order]
    terms = corpus.form_terms[forms]
    held = terms != NO_TERM
    by_passage = np.concatenate([owners, title_owners])[order]
    lengths = np.bincount(by_passage, held.sum(axis=1), len(articles)).astype(np.int64)
    return terms[held], lengths


def gram_frequencies(corpus: Corpus) -> NDArray[np.float64]:
    """How often each character gram occurs in the bodies of the articles."""
    counts = np.bincount(corpus.token_forms, minlength=len(corpus.form_flags))
    weights = np.repeat(counts, np.diff(corpus.gram_ends)).astype(np.float64)
    return np.bincount(corpus.grams, weights).astype(np.float64)


def spread(ranges: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """All places in the half-open `ranges` (n × 2), range after range, and for each place the range it is of."""
    starts, ends = ranges[:, 0].astype(np.int64), ranges[:, 1].astype(np.int64)
    lengths = ends - starts
    owners = np.repeat(np.arange(len(ranges), dtype=np.int64), lengths)
    before = np.concatenate([[0], np.cumsum(lengths)[:-1]]) if len(ranges) else np.zeros(0, dtype=np.int64)
    return np.arange(len(owners), dtype=np.int64) + np.repeat(starts - before, lengths), owners


def _runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of consecutive numbers."""
    start = end = -1
    for place in places:
        if place != end:
            if end > start:
                yield start, end
            start = place
        end = place + 1
    if end > start:
        yield start, end
