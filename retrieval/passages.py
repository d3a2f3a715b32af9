"""Article → pieces → passages.

A piece is what a quote is made of: a sentence, or a clause of a sentence too long to quote whole. A passage is what is
ranked: an overlapping window of whole sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.arabic import sentences
from retrieval.records import CUT, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class PassageLimits:
    """All in words: a quote's most, a passage's usual length, and how far apart passages begin."""

    quote: int = 60
    passage: int = 110
    step: int = 55


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence (`opens` and `closes` it) or one clause of a long one, as a span with its number of words.

    `resumes` after a part of the page that was left out.
    """

    start: int
    end: int
    words: int
    opens: bool
    closes: bool
    resumes: bool = False


_CLAUSE_END = re.compile(r"[،؛,;:](?=\s)|[)»”\"](?=\s)|\s(?=[-–—(«“])")


def pieces(text: str, most_words: int) -> list[Piece]:
    """The pieces of `text` in order; none has more than `most_words` white-space separated words."""
    found: list[Piece] = []
    end = 0
    for sentence in sentences(text):
        first, *rest = _pieces_of(text, sentence, most_words)
        resumes = CUT in text[end : sentence.start]
        found += [replace(first, resumes=True) if resumes else first, *rest]
        end = sentence.end
    return found


def _pieces_of(text: str, sentence: Span, most_words: int) -> Iterator[Piece]:
    length = len(text[sentence.start : sentence.end].split())
    if length <= most_words:
        yield Piece(*sentence, length, opens=True, closes=True)
        return
    clauses = [part for clause in _clauses(text, sentence) for part in _shortened(text, clause, most_words)]
    for place, (start, end) in enumerate(clauses):
        count = len(text[start:end].split())
        yield Piece(start, end, count, opens=place == 0, closes=place == len(clauses) - 1)


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end):
        if text[start : match.end()].strip():
            yield _trimmed(text, start, match.end())
            start = match.end()
    if text[start : sentence.end].strip():
        yield _trimmed(text, start, sentence.end)


def _shortened(text: str, clause: Span, most_words: int) -> Iterator[Span]:
    """`clause` itself, or, where even that is too long, runs of `most_words` words of it."""
    found = [match.span() for match in re.finditer(r"\S+", text[clause.start : clause.end])]
    for first in range(0, len(found), most_words):
        last = min(first + most_words, len(found)) - 1
        yield Span(clause.start + found[first][0], clause.start + found[last][1])


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def windows(parts: Sequence[Piece], limits: PassageLimits) -> list[tuple[int, int]]:
    """Half-open ranges of pieces: about `limits.passage` words of whole sentences, begun every `limits.step` words.

    Every piece stands in at least one window.
    """
    found: list[tuple[int, int]] = []
    first = 0
    while first < len(parts):
        end = _reach(parts, first, limits.passage)
        found.append((first, end))
        if end == len(parts):
            break
        first = min(_reach(parts, first, limits.step), end)
    return found


def _reach(parts: Sequence[Piece], first: int, words: int) -> int:
    """The end of the shortest run of whole sentences from `first` that has at least `words` words."""
    count = 0
    for place in range(first, len(parts)):
        count += parts[place].words
        if count >= words and (parts[place].closes or count >= 2 * words):
            return place + 1
    return len(parts)
