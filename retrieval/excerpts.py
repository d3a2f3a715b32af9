"""The part of an archive that some passages stand in, as a small corpus of its own.

An archive is one corpus, or two: the one that was saved, and one of the articles that came since, whose passages and
articles are numbered after it and whose forms are those the first one lacks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.corpus import CUMULATIVE, OF_ARTICLES, Corpus, Longs, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A corpus with the numbers that its articles (A) have in the archive; its terms and grams keep theirs."""

    corpus: Corpus
    articles: Longs


def excerpt(archive: Sequence[Corpus], passages: Longs) -> Excerpt:
    """The excerpt of the ascending `passages` (W), in their order."""
    parts: list[Excerpt] = []
    first = first_article = 0
    for corpus in archive:
        last = first + len(corpus.passage_articles)
        inside = passages[(first <= passages) & (passages < last)] - first
        taken = _taken(corpus, inside)
        parts.append(replace(taken, articles=taken.articles + first_article))
        first, first_article = last, first_article + len(corpus.published)
    corpus = parts[0].corpus if len(parts) == 1 else _one_after_the_other([part.corpus for part in parts])
    return Excerpt(_with_forms(corpus, archive), np.concatenate([part.articles for part in parts]))


def _taken(corpus: Corpus, passages: Longs) -> Excerpt:
    """The excerpt of one corpus, its forms still numbered as in the archive."""
    owners = corpus.passage_articles[passages]
    articles, places = np.unique(owners, return_inverse=True)
    ranges = corpus.passage_pieces[passages]
    chosen = np.unique(spread(ranges)[0])
    tokens, token_ends = _ranges(corpus.piece_token_ends, chosen)
    titles, title_ends = _ranges(corpus.title_ends, articles)
    ends = np.searchsorted(chosen, corpus.article_piece_ends[articles + 1])
    taken = replace(
        corpus,
        token_forms=corpus.token_forms[tokens],
        token_starts=corpus.token_starts[tokens],
        token_lengths=corpus.token_lengths[tokens],
        piece_token_ends=token_ends,
        piece_starts=corpus.piece_starts[chosen],
        piece_ends=corpus.piece_ends[chosen],
        piece_words=corpus.piece_words[chosen],
        piece_marks=corpus.piece_marks[chosen],
        passage_pieces=np.searchsorted(chosen, ranges),
        passage_articles=places.astype(np.int32),
        passage_keys=corpus.passage_keys[passages],
        article_piece_ends=np.concatenate([[0], ends]),
        title_forms=corpus.title_forms[titles],
        title_ends=title_ends,
        headline_words=corpus.headline_words[articles],
        published=corpus.published[articles],
        outlets=corpus.outlets[articles],
    )
    return Excerpt(taken, articles.astype(np.int64))


def _one_after_the_other(parts: Sequence[Corpus]) -> Corpus:
    """One corpus of several, but for what it knows of forms."""
    pieces = np.cumsum([0, *(len(part.piece_starts) for part in parts[:-1])])
    articles = np.cumsum([0, *(len(part.published) for part in parts[:-1])], dtype=np.int32)
    shifted = [
        replace(
            part,
            passage_pieces=part.passage_pieces + before,
            passage_articles=part.passage_articles + earlier,
        )
        for part, before, earlier in zip(parts, pieces, articles, strict=True)
    ]
    joined: dict[str, NDArray[Any]] = {
        name: (_joined_ends if name in CUMULATIVE else np.concatenate)(
            [getattr(part, name) for part in shifted]
        )
        for name in OF_ARTICLES
    }
    return replace(parts[0], **joined)


def _with_forms(corpus: Corpus, archive: Sequence[Corpus]) -> Corpus:
    """`corpus` with the forms it holds numbered anew, and what `archive` knows of these."""
    tokens = len(corpus.token_forms)
    forms, places = np.unique(np.concatenate([corpus.token_forms, corpus.title_forms]), return_inverse=True)
    known = [_forms_of(part, numbers) for part, numbers in zip(archive, _split(archive, forms), strict=True)]
    terms, flags, grams, counts = map(np.concatenate, zip(*known, strict=True))
    return replace(
        corpus,
        form_terms=terms,
        form_flags=flags,
        grams=grams,
        gram_ends=np.concatenate([[0], np.cumsum(counts)]),
        token_forms=places[:tokens].astype(np.int32),
        title_forms=places[tokens:].astype(np.int32),
    )


def _split(archive: Sequence[Corpus], forms: Longs) -> Iterator[Longs]:
    """For each corpus the numbers in it of those of the ascending `forms` that it knows."""
    first = 0
    for corpus in archive:
        last = first + len(corpus.form_flags)
        yield forms[np.searchsorted(forms, first) : np.searchsorted(forms, last)] - first
        first = last


def _forms_of(corpus: Corpus, forms: Longs) -> tuple[NDArray[Any], ...]:
    """The terms, flags and grams of some forms, and how many grams each has."""
    grams, ends = _ranges(corpus.gram_ends, forms)
    return corpus.form_terms[forms], corpus.form_flags[forms], corpus.grams[grams], np.diff(ends)


def _ranges(ends: Longs, chosen: NDArray[np.integer]) -> tuple[Longs, Longs]:
    """All places in the `chosen` of the consecutive ranges with `ends`, and where those ranges end among them."""
    starts, stops = ends[chosen], ends[chosen + 1]
    counts = stops - starts
    found = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    return np.arange(found[-1]) + np.repeat(starts - found[:-1], counts), found


def _joined_ends(parts: Sequence[Longs]) -> Longs:
    """The ends of consecutive ranges, those of one part after those of the one before."""
    before = np.cumsum([0, *(part[-1] for part in parts[:-1])])
    return np.concatenate([[0], *(part[1:] + first for part, first in zip(parts, before, strict=True))])
