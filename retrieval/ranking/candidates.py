"""The passages under consideration, with every word of theirs matched against every word of the question.

All that ranking measures is computed on these arrays: Q question words, K passages, P pieces, T tokens, A articles.
Pieces and tokens are those of an excerpt of the archive, which holds each that the passages have once, in the order of
the archive; passages are ranges of pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.arabic.analysis import Flag
from retrieval.arrays import Bools, Floats, Longs, maxima_of, places

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.corpus.columns import Corpus

ROOT_MATCH = 0.6  # what a word of the same root counts beside the word itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The question in numbers of the archive; -1 where the archive has no such term.

    `stems`, `roots` (Q) are terms, `others` are (question word, term that stands for it, what a match counts),
    `expected` the terms that are of the kind of thing asked for; `weights` (Q) is what each word counts, summing to 1.
    `grams` (G) are sorted gram numbers and `gram_weights` (G) what each counts, summing to 1 with those the archive
    does not know. `leaders` are the terms of one office by several names. `units` (Q) are currencies, which no word
    behind a number names: «600 دولار».
    """

    stems: Longs
    roots: Longs
    others: tuple[tuple[int, int, float], ...]
    expected: Longs
    weights: Floats
    grams: Longs
    gram_weights: Floats
    units: Bools
    leaders: Longs


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """See the module; `form_hits` (Q × F) is how well each form matches each question word, 0…1.

    Most tokens match none: `met` are those that match one, ascending, and `hits` (Q × met) how well each does.
    `articles` (K) are the passages' articles, `ranges` (K × 2) their pieces, `piece_articles` (P) the articles of
    pieces. `piece_ends` (P + 1) are ranges of tokens, `piece_owners` (T) the piece that each is in and `forms` (T)
    their forms. `gram_pieces` and `gram_numbers` pair a piece and a place in
    `Wanted.grams`, once for every time it stands there. `title_hits` (Q × K) is the best match in the headline and
    `title_share` (K) the share of the headline's words that match.
    """

    passages: Longs
    articles: Longs
    ranges: Longs
    piece_articles: Longs
    piece_ends: Longs
    piece_owners: Longs
    forms: Longs
    form_hits: Floats
    met: Longs
    hits: Floats
    gram_pieces: Longs
    gram_numbers: Longs
    title_hits: Floats
    title_share: Floats

    def hits_of(self, tokens: Longs) -> Floats:
        """Return how well each of `tokens`, of any shape, matches each question word: Q × their shape."""
        hits: Floats = self.form_hits[:, self.forms[tokens]]
        return hits


@dataclass(frozen=True, slots=True)
class Similarity:
    """Cosines to the question: of K passages, of the best sentence in each (K), of P pieces; where they are known.

    What is not known (or was not looked at) is as near as the farthest that is, so that nothing rises for want of
    knowledge. `found` is false, and all are 0, where nothing is known. `typical` is the cosine to the mean of the
    archive's passages, None where too few are known to tell.
    """

    found: bool
    known: NDArray[np.bool_]
    passages: Floats
    sentences: Floats
    pieces: Floats
    typical: float | None = None


def gather(corpus: Corpus, passages: Longs, wanted: Wanted) -> Candidates:
    """Bring together what ranking needs to know of `passages` (K): all those of `corpus`, an excerpt of the archive."""
    articles = corpus.passage_articles[passages].astype(np.int64)
    lengths = np.diff(corpus.piece_token_ends)
    owners = np.repeat(np.arange(len(lengths)), lengths)
    forms = corpus.token_forms.astype(np.int64)
    form_hits = match(corpus, wanted)
    any_hits: Bools = np.any(form_hits, axis=0)
    met = np.flatnonzero(any_hits.take(forms))
    gram_pieces, gram_numbers = _gram_hits(corpus, forms, owners, wanted)
    title_hits, title_share = _titles(corpus, form_hits, any_hits, wanted.units)
    return Candidates(
        passages=passages,
        articles=articles,
        ranges=corpus.passage_pieces[passages].astype(np.int64),
        piece_articles=np.repeat(np.arange(len(corpus.published)), np.diff(corpus.article_piece_ends)),
        piece_ends=corpus.piece_token_ends,
        piece_owners=owners,
        forms=forms,
        form_hits=form_hits,
        met=met,
        hits=_naming(corpus, form_hits, forms, met, wanted.units),
        gram_pieces=gram_pieces,
        gram_numbers=gram_numbers,
        title_hits=title_hits[:, articles],
        title_share=title_share[articles],
    )


def match(corpus: Corpus, wanted: Wanted) -> Floats:
    """Return how well each form (F) matches each question word: Q × F, 1 for the stem, less for others."""
    terms = corpus.form_terms
    # Few of the forms hold one of the terms that are wanted; an unknown one (-1) is the last place, which no term has.
    sought = np.zeros(int(terms.max(initial=-1)) + 2, bool)
    named = np.array([term for _, term, _ in wanted.others], np.int64)
    every = np.concatenate([wanted.stems, wanted.roots, named])
    sought[every[(every >= 0) & (every < len(sought) - 1)]] = True
    met = np.flatnonzero(sought.take(terms[:, 0]) | sought.take(terms[:, 1]))
    stems, roots = terms[met].T
    hits = ROOT_MATCH * ((roots == wanted.roots[:, None]) & (roots >= 0))
    for word, term, weight in wanted.others:
        np.maximum(hits[word], weight * (stems == term), out=hits[word])
    all_hits = np.zeros((len(wanted.stems), len(terms)))
    all_hits[:, met] = np.where((stems == wanted.stems[:, None]) & (stems >= 0), 1.0, hits)
    return all_hits


def _gram_hits(corpus: Corpus, forms: Longs, owners: Longs, wanted: Wanted) -> tuple[Longs, Longs]:
    """Return every time a wanted gram stands in a piece: (pieces, grams), by tokens of `forms` in pieces `owners`."""
    sought = np.zeros(max(wanted.grams.max(initial=0), corpus.grams.max(initial=0)) + 1, bool)
    sought[wanted.grams] = True
    entries = np.flatnonzero(sought.take(corpus.grams))
    numbers = np.searchsorted(wanted.grams, corpus.grams[entries])
    holding = np.searchsorted(corpus.gram_ends, entries, side="right") - 1
    of_forms = np.bincount(holding, minlength=len(corpus.gram_ends) - 1)
    # Few tokens have one.
    having = np.flatnonzero(of_forms.astype(bool).take(forms))
    held_by = forms[having]
    counts = of_forms[held_by]
    hits = places(np.cumsum(of_forms)[held_by] - counts, counts)
    return np.repeat(owners[having], counts), numbers[hits]


def _naming(corpus: Corpus, form_hits: Floats, forms: Longs, met: Longs, units: Bools) -> Floats:
    """Return how well the tokens at `met` of `forms` match each question word; a unit behind a number matches none."""
    hits: Floats = form_hits.take(forms[met], axis=1)
    if units.any():
        counted = (corpus.form_flags[forms[met - 1]] & int(Flag.NUMBER) != 0) & (met > 0)
        hits[np.ix_(units, counted)] = 0.0
    return hits


def _titles(corpus: Corpus, form_hits: Floats, any_hits: Bools, units: Bools) -> tuple[Floats, Floats]:
    """Return each question word's best match in what each article (A) is cited by, and how much of the headline does.

    The latter is the share of the headline's words that match. `any_hits` are the forms that match some word.
    """
    met = np.flatnonzero(any_hits.take(corpus.title_forms))
    hits = _naming(corpus, form_hits, corpus.title_forms.astype(np.int64), met, units)
    articles, lengths = len(corpus.headline_words), corpus.headline_words
    holders = np.searchsorted(corpus.title_ends, met, side="right") - 1
    headline = met - corpus.title_ends[holders] < lengths[holders]
    matched = np.bincount(holders, hits.max(axis=0, initial=0.0) * headline, articles)
    return maxima_of(hits, holders, articles), matched / np.maximum(lengths, 1)
