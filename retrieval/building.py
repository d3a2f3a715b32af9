"""Articles → a portion of a corpus: what is in them as numbers, and the forms that are numbered.

Portions are made apart, in other processes where there are many, and put together by `retrieval.joining`.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import numpy as np

from retrieval.analysis import Analyser
from retrieval.arabic import word_places
from retrieval.corpus import (
    CLOSES,
    HEADING,
    OPENS,
    RESUMES,
    TITLE_WORDS,
    UNKNOWN,
    Ints,
    Longs,
    outlet_key,
)
from retrieval.numbering import Numbered
from retrieval.passages import PassageLimits, Piece, pieces, windows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.analysis import Form
    from retrieval.language import Language
    from retrieval.records import Article

REMEMBERED = 300_000
"""Words, and runs of numerals, whose analysis is kept at the most: they take up to 200 megabytes."""

BATCH = 1 << 18
"""Characters of text a portion: a tenth of a second's work or two."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Some consecutive articles; the columns are those of `retrieval.corpus.Corpus`, as if there were no others.

    Forms are numbered through all portions of one `series`, of which `forms` are those that are new; `outlet_keys`
    are what `outlets` numbers.
    """

    ids: list[str]
    series: str
    forms: list[Form]
    outlet_keys: list[str]
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
    outlets: Ints


class PortionMaker:
    """Makes portions of articles.

    It can be sent to another process, where it begins a series of its own. Its portions must be joined in the order
    in which they were made.
    """

    def __init__(self, language: Language, limits: PassageLimits) -> None:
        self._limits = limits
        self._analyser = Analyser(language)
        self._forms = _Forms(self._analyser)

    def __reduce__(self) -> tuple[type[PortionMaker], tuple[Language, PassageLimits]]:
        return PortionMaker, (self._analyser.language, self._limits)

    def __call__(self, articles: Iterable[Article]) -> Portion:
        """The portion of `articles`."""
        if self._forms.is_full():
            self._forms = _Forms(self._analyser)
        builder = _PortionBuilder(self._forms, self._limits)
        for article in articles:
            builder.add(article)
        return builder.finish()


class _Forms(dict[str, int]):
    """Raw word → form number; each distinct word is looked at once."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__()
        self.analyser = analyser
        self.series = uuid4().hex
        self.new: list[Form] = []
        self.words: list[str] = []
        self.compound = bytearray()
        self._known: dict[tuple[str, str], int] = {}
        self._compounded: dict[tuple[int, ...], tuple[int, ...]] = {}

    def __missing__(self, raw: str) -> int:
        self[raw] = number = self.number(self.analyser.form(raw))
        return number

    def number(self, form: Form) -> int:
        """The number of `form`, which may be new."""
        number = self._known.setdefault((form.word, form.stem), len(self.words))
        if number == len(self.words):
            self.words.append(form.word)
            self.compound.append(self.analyser.may_compound(form.word))
            self.new.append(form)
        return number

    def compounded(self, run: tuple[int, ...]) -> tuple[int, ...]:
        """The forms of consecutive words that may be parts of numerals and months, in place of their own."""
        if run not in self._compounded:
            found = list(run)
            for place, form in self.analyser.compounds([self.words[number] for number in run]):
                found[place] = self.number(form)
            self._compounded[run] = tuple(found)
        return self._compounded[run]

    def is_full(self) -> bool:
        """Whether it is time to begin anew."""
        return max(len(self), len(self._compounded)) > REMEMBERED


def batches(articles: Iterable[Article], characters: int = BATCH) -> Iterator[list[Article]]:
    """The articles in lists of about so many characters of text; of no articles, an empty list."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        if size >= characters:
            yield batch
            batch, size = [], 0
        batch.append(article)
        size += len(article.text)
    yield batch


class _PortionBuilder:
    """Takes articles one by one and keeps only numbers of them; `finish` hands the arrays over."""

    def __init__(self, forms: _Forms, limits: PassageLimits) -> None:
        self._limits = limits
        self._forms = forms
        self._ids: list[str] = []
        self._tokens = (array("i"), array("i"), array("B"))
        self._pieces = (array("q", [0]), array("i"), array("i"), array("H"), array("B"))
        self._passages = (array("q"), array("i"))
        self._titles = (array("i"), array("q", [0]))
        self._article_pieces = array("q", [0])
        self._facts = (array("i"), array("i"), array("i"))
        self._outlets = Numbered()

    def add(self, article: Article) -> None:
        """Add one article; its id is not checked for being new."""
        parts = pieces(article.text, self._limits.quote)
        self._add_tokens(article.text, parts)
        self._add_pieces(article, parts)
        self._add_passages(parts)
        self._add_title(article)
        self._ids.append(article.id)
        self._article_pieces.append(len(self._pieces[1]))

    def _add_tokens(self, text: str, parts: Sequence[Piece]) -> None:
        found = word_places(text)
        forms, starts, lengths = self._tokens
        first = len(forms)
        forms.extend(self._numbers([text[start:end] for start, end in found]))
        spans = np.fromiter(chain.from_iterable(found), np.int32, 2 * len(found)).reshape(-1, 2)
        starts.frombytes(spans[:, 0].tobytes())
        lengths.frombytes(np.minimum(spans[:, 1] - spans[:, 0], 255).astype(np.uint8).tobytes())
        ends = np.searchsorted(spans[:, 0], [part.end for part in parts])
        self._pieces[0].extend((first + ends).tolist())

    def _numbers(self, raw: Sequence[str]) -> list[int]:
        """The form numbers of consecutive raw words, numerals and months of several words seen as one thing."""
        forms = self._forms
        numbers = list(map(forms.__getitem__, raw))
        compound = forms.compound
        hits = [place for place, number in enumerate(numbers) if compound[number]]
        for start, end in _runs(hits):
            numbers[start:end] = forms.compounded(tuple(numbers[start:end]))
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
        base, owner = self._article_pieces[-1], len(self._ids)
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
        lengths, published, outlets = self._facts
        lengths.append(len(headline))
        published.append(day.toordinal() if day else 0)
        outlets.append(self._outlets[outlet_key(article.outlet)] if article.outlet else UNKNOWN)

    def _words(self, text: str) -> list[int]:
        """The form numbers of the words of one line that is cited."""
        return self._numbers([text[start:end] for start, end in word_places(text)[:TITLE_WORDS]])

    def finish(self) -> Portion:
        """Everything added."""
        new, self._forms.new = self._forms.new, []
        columns: list[NDArray[Any]] = [
            *map(np.asarray, (*self._tokens, *self._pieces)),
            np.asarray(self._passages[0]).reshape(-1, 2),
            *map(np.asarray, (self._passages[1], self._article_pieces, *self._titles, *self._facts)),
        ]
        return Portion(self._ids, self._forms.series, new, self._outlets.new, *columns)


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
