"""Archives of any size out of public text: its sentences, drawn at random with a fixed seed.

A drawn article has a headline of some words of a sentence, 150 to 750 words of whole sentences, one of twenty
outlets and a day. Its words are as frequent as in the text, so that posting lists grow as those of a real archive.
"""

from __future__ import annotations

import datetime
import gzip
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from retrieval.arabic.text import sentences
from retrieval.corpus.passages import pieces, windows
from retrieval.records import Article
from retrieval.tuning import PassageLimits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHORTEST, LONGEST = 150, 750  # words of an article
HEADLINE = 8  # words
OUTLETS = tuple(f"صحيفة المدينة {number}" for number in range(1, 21))
FIRST_DAY, DAYS = datetime.date(2005, 1, 1), 20 * 365
SAMPLE = 500  # articles, to tell how many passages one has


@dataclass(frozen=True, slots=True)
class Pool:
    """Sentences to make articles of, and how many words each has."""

    sentences: list[str]
    words: list[int]

    @classmethod
    def read(cls, path: Path, most: int | None = None) -> Pool:
        """The sentences of a gzipped file of JSON lines that have a `text`, of the first `most` lines at most."""
        found = [
            text[start:end]
            for number, text in enumerate(_texts(path))
            if most is None or number < most
            for start, end in sentences(text)
        ]
        return cls(found, [len(sentence.split()) for sentence in found])

    def articles(self, passages: int, seed: int = 1) -> Iterator[Article]:
        """As many articles as have about so many passages, the same ones for the same seed."""
        for number in range(self.needed(passages)):
            yield self.article(number, seed)

    def needed(self, passages: int) -> int:
        """Return how many articles have about so many passages."""
        limits = PassageLimits()
        counts = [
            len(windows(pieces(self.article(number, 0).text, limits.quote), limits))
            for number in range(SAMPLE)
        ]
        return round(passages / float(np.mean(counts)))

    def article(self, number: int, seed: int) -> Article:
        """The article of that number."""
        random = np.random.default_rng((seed, number))
        drawn = random.integers(0, len(self.sentences), LONGEST)
        ends = np.cumsum([self.words[place] for place in drawn])
        enough = int(np.searchsorted(ends, random.integers(SHORTEST, LONGEST))) + 1
        title, *body = (self.sentences[place] for place in drawn[: enough + 1])
        return Article(
            f"drawn-{seed}-{number}",
            " ".join(title.split()[:HEADLINE]),
            "\n".join(" ".join(body[first : first + 4]) for first in range(0, len(body), 4)),
            outlet=OUTLETS[int(random.integers(len(OUTLETS)))],
            published=FIRST_DAY + datetime.timedelta(days=int(random.integers(DAYS))),
        )


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rb") as lines:
        for line in lines:
            yield msgspec.json.decode(line, type=dict[str, object])["text"]  # type: ignore[misc]
