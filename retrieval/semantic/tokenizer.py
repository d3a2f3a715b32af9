"""Text → the pieces of words that the encoder knows, by the likeliest way to cut each word.

The unigram language model of Kudo (2018, "Subword Regularization"), as SentencePiece runs it: the best path is found by
Viterbi's algorithm over all pieces that begin at each place.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.semantic.weights import Singles, Special

WORDS = 1 << 14  # that are remembered with their pieces: most of what an article says was said before
LONGEST = 1 << 8  # characters of a word that are looked at
_BEFORE = "▁"  # stands for the space before a word
_PENALTY = 10.0  # SentencePiece's: an unknown character is that much less likely than the rarest piece
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")  # vowels, signs of recitation, tatweel


class Tokenizer:
    """Cuts words into pieces; `vocabulary` numbers their spellings, `scores` (V) are their log probabilities."""

    def __init__(
        self, vocabulary: Vocabulary, scores: Singles, special: Special, replacements: dict[int, str]
    ) -> None:
        self._vocabulary = vocabulary
        self._scores = scores
        self._special = special
        self._least = float(scores.min()) - _PENALTY
        self._replacements = replacements
        self._word = lru_cache(WORDS)(self._cut)

    def pieces(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`, less its vowel marks and tatweel."""
        words = _MARKS.sub("", text).translate(self._replacements).split()
        return [number for word in words for number in self._word(word[:LONGEST])]

    def _cut(self, word: str) -> tuple[int, ...]:
        """Find the likeliest pieces of one word."""
        spelt = (_BEFORE + word).encode("utf-8", "replace")
        best = [0.0, *[-math.inf] * len(spelt)]
        steps: list[tuple[int, int]] = [(0, 0)] * (len(spelt) + 1)  # where the last piece begins, its number
        for start in range(len(spelt)):
            if best[start] == -math.inf:
                continue
            for end, number, score in self._beginning(spelt, start):
                if best[start] + score > best[end]:
                    best[end], steps[end] = best[start] + score, (start, number)
        # The best path, from its end.
        path: list[int] = []
        end = len(steps) - 1
        while end:
            end, number = steps[end]
            path.append(number)
        return tuple(reversed(path))

    def _beginning(self, spelt: bytes, start: int) -> list[tuple[int, int, float]]:
        """Return what may begin at byte `start`, with its end, number and score; one unknown character is possible."""
        found = [
            (start + length, number, float(self._scores[number]))
            for length, number in self._vocabulary.beginning(spelt[start:])
            if number > self._special.unknown
        ]
        # How many bytes the UTF-8 character has that begins with the byte `first`.
        first = spelt[start]
        width = 1 + (first >= 0xC0) + (first >= 0xE0) + (first >= 0xF0)
        return [*found, (start + width, self._special.unknown, self._least)]
