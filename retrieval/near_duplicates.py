"""Which texts are near duplicates, one report in nearly the same words: shingles, their resemblance, and its bands.

Broder, "On the resemblance and containment of documents" (1997). The one importer of rensa, whose MinHash is as exact
as the usual one and needs a fraction of its time.
"""

from __future__ import annotations

import hashlib
import re
import struct
from typing import TYPE_CHECKING

from retrieval.arabic.text import fold, sentences

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from retrieval.records import Article, Quote

WORDS = 3  # in a shingle
BANDS, ROWS = 20, 3
"""Two texts of resemblance r share a band with a probability of 1 - (1 - r³)²⁰: at .5 in 93 of 100 cases."""
DUPLICATE = 0.4
"""From this resemblance on, two texts are near duplicates: 96 of 100 texts of which one word in 20 was exchanged and
one sentence in ten cut, 79 of 100 with twice as many and a tenth added; of the 29 million pairs of 7,601 longer
articles of an encyclopedia twelve, one of which copies the other."""
SHORT, DUPLICATE_SHORT = 50, 0.8
"""Texts of fewer shingles are forms as often as reports («سنة 1083 كانت سنة بسيطة…»): they have to be nearly alike."""
_SEED = 1
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[str]:
    """Return every run of three words of a text, in one spelling; a text of fewer words is one shingle."""
    words = _WORD.findall(fold(text))
    runs = zip(*(words[start:] for start in range(WORDS)), strict=False)
    return frozenset(map(" ".join, runs)) or frozenset({" ".join(words)})


def resemblance(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """Return the share (0…1) of the shingles of either text that stand in both."""
    return len(one & other) / (len(one | other) or 1)


def are_duplicates(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """Return whether texts of these shingles are near duplicates."""
    short = min(len(one), len(other)) < SHORT
    return resemblance(one, other) >= (DUPLICATE_SHORT if short else DUPLICATE)


def repeats(quote: Quote, article: Article) -> bool:
    """Return whether the sentences of `quote` that answer, the highlighted ones, stand in `article`, too."""
    held = shingles(article.text)
    marked = quote.highlights
    return all(
        shingles(quote.text[start:end]) <= held
        for start, end in sentences(quote.text)
        if not marked or any(mark.start < end and start < mark.end for mark in marked)
    )


def bands(found: AbstractSet[str]) -> list[int]:
    """Return numbers of which two texts share at least one, the more probably the more they resemble each other."""
    # Most commands compare nothing.
    from rensa import RMinHash  # noqa: PLC0415

    sketch = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    sketch.update(found)
    values = sketch.digest()
    packed = (struct.pack(f"<B{ROWS}I", n, *values[n * ROWS : (n + 1) * ROWS]) for n in range(BANDS))
    hashes = (hashlib.blake2b(band, digest_size=8).digest() for band in packed)
    return [int.from_bytes(digest, "big", signed=True) for digest in hashes]


def recipe() -> str:
    """Return a name for all that decides which bands a text has."""
    from rensa import RMinHash  # noqa: PLC0415

    return f"rensa-{RMinHash.ALGORITHM_VERSION}:{_SEED}:{WORDS}:{BANDS}x{ROWS}"
