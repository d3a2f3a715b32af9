"""A passage's part of the forward index as bytes, to be kept where the passage is, and back to a corpus.

Forms keep the numbers they have in the archive, whose lexicon says the rest of them.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.arrays import Longs, spread
from retrieval.corpus.builder import CorpusBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.corpus.columns import Corpus

_HEAD = struct.Struct("<QIiiIHHHH")
"""The passage's key, its first piece's number in the article, day, outlet, first letter, and counts: headline words,
pieces, tokens, words of what is cited."""
_COLUMNS = (
    ("piece_starts", "<i4", "pieces"),
    ("piece_ends", "<i4", "pieces"),
    ("piece_words", "<u2", "pieces"),
    ("piece_tokens", "<u2", "pieces"),
    ("piece_marks", "u1", "pieces"),
    ("token_forms", "<i4", "tokens"),
    ("token_gaps", "<i4", "tokens"),
    ("token_lengths", "u1", "tokens"),
    ("title_forms", "<i4", "titles"),
)


def encoded(corpus: Corpus, passages: Longs) -> Iterator[bytes]:
    """Yield the slice of each of `passages`, numbers in `corpus`."""
    for passage in passages.tolist():
        first, end = corpus.passage_pieces[passage].tolist()
        article = int(corpus.passage_articles[passage])
        tokens = slice(int(corpus.piece_token_ends[first]), int(corpus.piece_token_ends[end]))
        titles = slice(int(corpus.title_ends[article]), int(corpus.title_ends[article + 1]))
        begins = int(corpus.piece_starts[first])
        columns: dict[str, NDArray[Any]] = {
            "piece_starts": corpus.piece_starts[first:end] - begins,
            "piece_ends": corpus.piece_ends[first:end] - begins,
            "piece_words": corpus.piece_words[first:end],
            "piece_tokens": np.diff(corpus.piece_token_ends[first : end + 1]),
            "piece_marks": corpus.piece_marks[first:end],
            "token_forms": corpus.token_forms[tokens],
            "token_gaps": np.diff(corpus.token_starts[tokens], prepend=np.int32(begins)),
            "token_lengths": corpus.token_lengths[tokens],
            "title_forms": corpus.title_forms[titles],
        }
        head = _HEAD.pack(
            int(corpus.passage_keys[passage]),
            first - int(corpus.article_piece_ends[article]),
            int(corpus.published[article]),
            int(corpus.outlets[article]),
            begins,
            int(corpus.headline_words[article]),
            end - first,
            tokens.stop - tokens.start,
            titles.stop - titles.start,
        )
        yield zlib.compress(
            head + b"".join(columns[name].astype(kind).tobytes() for name, kind, _ in _COLUMNS)
        )


@dataclass(frozen=True, slots=True)
class _Slices:
    """The columns of slices one after the other, and of each slice what its head says."""

    heads: NDArray[Any]
    columns: dict[str, NDArray[Any]]

    @classmethod
    def of(cls, slices: Sequence[bytes]) -> _Slices:
        contents = [zlib.decompress(one) for one in slices]
        fields = ("key", "first", "published", "outlet", "begins", "headline", "pieces", "tokens", "titles")
        kinds = np.dtype(
            [*zip(fields, ("<u8", "<u4", "<i4", "<i4", "<u4", "<u2", "<u2", "<u2", "<u2"), strict=True)]
        )
        heads = np.frombuffer(b"".join(content[: _HEAD.size] for content in contents), kinds)
        starts, columns = np.full(len(contents), _HEAD.size), {}
        for name, kind, counted in _COLUMNS:
            ends = starts + heads[counted].astype(np.int64) * np.dtype(kind).itemsize
            ranges = zip(contents, starts.tolist(), ends.tolist(), strict=True)
            columns[name] = np.frombuffer(
                b"".join(content[start:end] for content, start, end in ranges), kind
            )
            starts = ends
        return cls(heads, columns)


def decoded(slices: Sequence[bytes], articles: Sequence[str]) -> Corpus:
    """Return the corpus of slices in the archive's order, without what it knows of forms.

    `articles` names the article of each. Articles are numbered as they first occur, and pieces that several passages of
    an article have stand there once.
    """
    held = _Slices.of(slices)
    heads, columns = held.heads, held.columns
    numbers: dict[str, int] = {}
    owners = np.array([numbers.setdefault(article, len(numbers)) for article in articles], np.int64)
    pieces, tokens = heads["pieces"].astype(np.int64), heads["tokens"].astype(np.int64)
    begins = heads["begins"].astype(np.int64)
    of_pieces, of_tokens = np.repeat(np.arange(len(heads)), pieces), np.repeat(np.arange(len(heads)), tokens)
    before = np.cumsum(pieces) - pieces
    places = np.arange(len(of_pieces)) - before[of_pieces] + heads["first"][of_pieces]
    keys, kept, where = np.unique(owners[of_pieces] << 32 | places, return_index=True, return_inverse=True)
    counts = columns["piece_tokens"].astype(np.int64)
    ends = np.cumsum(counts)
    chosen, _ = spread(np.stack([ends[kept] - counts[kept], ends[kept]], axis=1))
    titles = heads["titles"].astype(np.int64)
    title_ends = np.cumsum(titles)
    _, firsts = np.unique(owners, return_index=True)
    cited, _ = spread(np.stack([title_ends[firsts] - titles[firsts], title_ends[firsts]], axis=1))
    last = before + pieces - 1
    return replace(
        CorpusBuilder().finish(),
        token_forms=columns["token_forms"][chosen],
        token_starts=_starts(columns["token_gaps"], of_tokens, tokens, begins)[chosen].astype(np.int32),
        token_lengths=columns["token_lengths"][chosen],
        piece_token_ends=np.concatenate([[0], np.cumsum(counts[kept])]),
        piece_starts=(columns["piece_starts"] + begins[of_pieces])[kept].astype(np.int32),
        piece_ends=(columns["piece_ends"] + begins[of_pieces])[kept].astype(np.int32),
        piece_words=columns["piece_words"][kept],
        piece_marks=columns["piece_marks"][kept],
        passage_pieces=np.stack([where[before], where[last] + 1], axis=1),
        passage_articles=owners.astype(np.int32),
        passage_keys=heads["key"].copy(),
        article_piece_ends=np.searchsorted(keys, np.arange(len(numbers) + 1) << 32),
        title_forms=columns["title_forms"][cited],
        title_ends=np.concatenate([[0], np.cumsum(titles[firsts])]),
        headline_words=heads["headline"][firsts].astype(np.int32),
        published=heads["published"][firsts],
        outlets=heads["outlet"][firsts],
    )


def _starts(gaps: NDArray[Any], of_tokens: Longs, tokens: Longs, begins: Longs) -> Longs:
    """Return where tokens start in their articles, from the letters between the starts of neighbours."""
    run = np.cumsum(gaps, dtype=np.int64)
    before = np.cumsum(tokens) - tokens
    earlier = np.concatenate([[0], run])[before]
    starts: Longs = run - earlier[of_tokens] + begins[of_tokens]
    return starts
