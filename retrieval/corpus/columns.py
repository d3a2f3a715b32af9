"""The forward index: every article as flat arrays of word forms, pieces and passages, so that ranking needs no text.

Offsets are code points of `Article.text`. An array called `x_ends` holds the ends of consecutive ranges and begins with
0: range i is `x_ends[i]` to `x_ends[i + 1]`, half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.text import fold_text
from retrieval.arrays import spread
from retrieval.bm25.postings import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retrieval.arrays import Floats, Ints, Longs


OPENS, CLOSES, HEADING, RESUMES, ANNOUNCES = 1, 2, 4, 8, 16  # bits of `Corpus.piece_marks`
NO_TERM = UNKNOWN = -1
TITLE_WORDS = 64  # a longer headline or name is cut: it stands in every passage of its article


@dataclass(frozen=True, slots=True)
class ArticleColumns:
    """Some articles as numbers; T tokens, P pieces, W passages, A articles.

    A token is a form at a place in its article. `passage_pieces` (W × 2) are half-open ranges of pieces, `passage_keys`
    (W) name what the passages say, see `passage_key`. Titles are
    forms without places: the headline (`headline_words` of them, A), outlet, author and day. `published` (A) is a day's
    proleptic ordinal, 0 if unknown; `outlets` (A) the number of the outlet's key, -1 if unknown.
    """

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
    passage_keys: NDArray[np.uint64]
    article_piece_ends: Longs
    title_forms: Ints
    title_ends: Longs
    headline_words: Ints
    published: Ints
    outlets: Ints


@dataclass(frozen=True, slots=True)
class Corpus(ArticleColumns):
    """What ranking knows of the articles, and of F forms: all that they hold, or those that no corpus before it has.

    `form_terms` (F × 2) are the term numbers of a form's stem and root, `form_flags` (F) its `Flag` bits; `grams`
    are the numbers of all forms' character grams one after the other, `gram_ends` where each form's end.
    """

    form_terms: Ints
    form_flags: NDArray[np.uint16]
    grams: Ints
    gram_ends: Longs


OF_ARTICLES = tuple(column.name for column in fields(ArticleColumns))
OF_FORMS = tuple(column.name for column in fields(Corpus) if column.name not in OF_ARTICLES)
CUMULATIVE = ("piece_token_ends", "article_piece_ends", "title_ends")


def outlet_key(name: str) -> str:
    """Return what the spellings of an outlet's name have in common."""
    return " ".join(fold_text(name).text.split())


def documents(corpus: Corpus, chunk: int = 4_000) -> Iterator[Documents]:
    """Yield the passages as documents of terms, `chunk` at a time.

    A passage's document is its words and what is cited with it: headline, outlet, author and date, each as stem and
    root.
    """
    # As one number, a pair is found in a third of the time.
    pairs = corpus.form_terms.view(np.int64).ravel()
    for first in range(0, len(corpus.passage_articles), chunk):
        articles = corpus.passage_articles[first : first + chunk]
        titles = np.stack([corpus.title_ends[articles], corpus.title_ends[articles + 1]], axis=1)
        words, owners = spread(corpus.piece_token_ends[corpus.passage_pieces[first : first + chunk]])
        title_words, title_owners = spread(titles)
        forms = np.concatenate([corpus.token_forms[words], corpus.title_forms[title_words]]).astype(np.int64)
        terms = pairs[forms].view(np.int32)
        held = np.flatnonzero(terms != NO_TERM)
        holders = np.concatenate([owners, title_owners])
        yield Documents(terms[held], holders[held >> 1].astype(np.int32), len(articles))


_COUNTED = 1 << 20  # tokens at a time, for numpy counts on copies twice as large


def gram_frequencies(corpus: Corpus, grams: int) -> Floats:
    """Return how often each of so many character grams occurs in the bodies of the articles."""
    counts = np.zeros(len(corpus.form_flags), np.int64)
    for first in range(0, len(corpus.token_forms), _COUNTED):
        counts += np.bincount(corpus.token_forms[first : first + _COUNTED], minlength=len(counts))
    weights = np.repeat(counts, np.diff(corpus.gram_ends)).astype(np.float64)
    return np.bincount(corpus.grams, weights, grams).astype(np.float64)
