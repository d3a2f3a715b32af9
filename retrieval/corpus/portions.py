"""Articles → a portion of a corpus: what is in them as numbers, and the words that are numbered.

Portions are made apart, in other processes where there are many, and put together by `retrieval.corpus.builder`.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Analyser
from retrieval.arrays import Ints, Longs, spread
from retrieval.bm25.vocabulary import Numbered
from retrieval.corpus.columns import (
    ANNOUNCES,
    CLOSES,
    HEADING,
    OPENS,
    RESUMES,
    TITLE_WORDS,
    UNKNOWN,
    ArticleColumns,
    outlet_key,
)
from retrieval.corpus.passages import Piece, passage_key, pieces, windows
from retrieval.corpus.tokenizer import Tokeniser

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.arabic.analysis import Form
    from retrieval.arabic.language import Language
    from retrieval.records import Article
    from retrieval.tuning import PassageLimits

BATCH = 1 << 18
"""Characters of text a portion: a tenth of a second's work or two."""

_LINES = 4  # texts that are taken of an article: body, headline, outlet, author
_COLON = ":"


@dataclass(frozen=True, slots=True)
class Portion(ArticleColumns):
    """Some consecutive articles, as if there were no others; in place of forms stand words, which get theirs later.

    Words are numbered through all portions of one `series` from 0 up, and forms that stand in place of words from -1
    down; `words` and `forms` are those that are new. `outlet_keys` are what `outlets` numbers.
    """

    ids: list[str]
    series: str
    words: list[str]
    forms: list[Form]
    outlet_keys: list[str]


class PortionMaker:
    """Makes portions of articles.

    It can be sent to another process, where it begins a series of its own. Its portions must be joined in the order
    in which they were made.
    """

    def __init__(self, language: Language, limits: PassageLimits) -> None:
        self._limits = limits
        self._analyser = Analyser(language)
        self._tokeniser = Tokeniser(self._analyser)

    def __reduce__(self) -> tuple[type[PortionMaker], tuple[Language, PassageLimits]]:
        return PortionMaker, (self._analyser.language, self._limits)

    def __call__(self, articles: Iterable[Article]) -> Portion:
        """Return the portion of `articles`."""
        if self._tokeniser.is_full():
            self._tokeniser = Tokeniser(self._analyser)
        builder = _PortionBuilder(self._tokeniser, self._limits)
        for article in articles:
            builder.add(article)
        return builder.finish()


def batches(articles: Iterable[Article], characters: int = BATCH) -> Iterator[list[Article]]:
    """Yield the articles in lists of about so many characters of text; of no articles, an empty list."""
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

    def __init__(self, tokeniser: Tokeniser, limits: PassageLimits) -> None:
        self._limits = limits
        self._tokeniser = tokeniser
        self._ids: list[str] = []
        self._texts: list[str] = []
        self._pieces = (array("i"), array("i"), array("H"), array("B"))
        self._passages = (array("q"), array("i"), array("Q"))
        self._article_pieces = array("q", [0])
        self._days: list[datetime.date | None] = []
        self._outlets = Numbered()
        self._outlet_numbers = array("i")

    def add(self, article: Article) -> None:
        """Add one article; its id is not checked for being new."""
        parts = pieces(article.text, self._limits.quote)
        starts, ends, lengths, marks = self._pieces
        headings = {heading.start for heading in article.headings}
        for part in parts:
            starts.append(part.start)
            ends.append(part.end)
            lengths.append(part.words)
            heading = HEADING * (part.start in headings)
            announces = ANNOUNCES * article.text.endswith(_COLON, part.start, part.end)
            shape = OPENS * part.opens | CLOSES * part.closes | RESUMES * part.resumes
            marks.append(shape | heading | announces)
        self._add_passages(article, parts)
        outlet = article.outlet or ""
        self._texts += (article.text, article.title, outlet, article.author or "")
        self._days.append(article.published)
        self._outlet_numbers.append(self._outlets[outlet_key(outlet)] if outlet else UNKNOWN)
        self._ids.append(article.id)
        self._article_pieces.append(len(self._pieces[0]))

    def _add_passages(self, article: Article, parts: Sequence[Piece]) -> None:
        """Add the passages of an article that has these pieces."""
        ranges, owners, keys = self._passages
        texts = [article.text[part.start : part.end] for part in parts]
        base, owner = self._article_pieces[-1], len(self._ids)
        for first, end in windows(parts, self._limits):
            ranges.extend((base + first, base + end))
            owners.append(owner)
            keys.append(passage_key(article.title, texts[first:end]))

    def finish(self) -> Portion:
        """Return everything added."""
        found = self._tokeniser.tokens(self._texts)
        spans = np.stack([np.concatenate([[0], found.ends])[:-1], found.ends], axis=1).reshape(-1, _LINES, 2)
        titles, title_ends, headlines = self._titles(found.words, spans[:, 1:])
        words, forms = self._tokeniser.take()
        starts, ends, lengths, marks = map(np.asarray, self._pieces)
        bodies, owners = spread(spans[:, 0])
        article_pieces = np.asarray(self._article_pieces)
        of_pieces = np.repeat(np.arange(len(article_pieces) - 1), np.diff(article_pieces))
        token_ends = np.searchsorted(owners << 32 | found.starts[bodies], of_pieces << 32 | ends)
        return Portion(
            token_forms=found.words[bodies],
            token_starts=found.starts[bodies],
            token_lengths=found.lengths[bodies],
            piece_token_ends=np.concatenate([[0], token_ends]),
            piece_starts=starts,
            piece_ends=ends,
            piece_words=lengths,
            piece_marks=marks,
            passage_pieces=np.asarray(self._passages[0]).reshape(-1, 2),
            passage_articles=np.asarray(self._passages[1]),
            passage_keys=np.asarray(self._passages[2]),
            article_piece_ends=article_pieces,
            title_forms=np.asarray(titles),
            title_ends=np.asarray(title_ends),
            headline_words=np.asarray(headlines),
            published=np.array([day.toordinal() if day else 0 for day in self._days], np.int32),
            outlets=np.asarray(self._outlet_numbers),
            ids=self._ids,
            series=self._tokeniser.series,
            words=words,
            forms=forms,
            outlet_keys=self._outlets.new,
        )

    def _titles(self, words: Ints, cited: Longs) -> tuple[array[int], array[int], array[int]]:
        """Return what is cited with every quote, as the words a reader would ask with: headline, outlet, author, day.

        Of all articles one after the other, where that of each ends, and how many words are the headline's.
        """
        titles, ends, headlines = array("i"), array("q", [0]), array("i")
        for day, lines in zip(self._days, cited.tolist(), strict=True):
            for first, end in lines:
                titles.frombytes(words[first : min(end, first + TITLE_WORDS)].tobytes())
            titles.extend(self._tokeniser.day(day) if day else ())
            ends.append(len(titles))
            headlines.append(min(lines[0][1] - lines[0][0], TITLE_WORDS))
        return titles, ends, headlines
