"""Article → pieces → passages.

A piece is what a quote is made of: a sentence, or a clause of a sentence too long to quote whole. A passage is what is
ranked: an overlapping window of whole sentences.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from retrieval.arabic.text import sentences
from retrieval.records import CUT, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.tuning import PassageLimits


class Piece(NamedTuple):
    """A sentence (`opens` and `closes` it) or one clause of a long one, as a span with its number of words.

    `resumes` after a part of the page that was left out.
    """

    start: int
    end: int
    words: int
    opens: bool
    closes: bool
    resumes: bool = False


# What was said is no clause apart from who says so before a comma: «وقال مبارك، في مداخلة هاتفية، إنه …».
_CLAUSE_END = re.compile(
    r"[،,](?=\s)(?!\s+[وف]?ب?[إأا]ن(?:ه|ها|هم|هما|نا|ني|ي)?\s)|[؛;:](?=\s)|[)»”\"](?=\s)|\s(?=[-–—(«“*•●▪])"
)
_LABEL = 6  # words that announce what stands behind a colon: «29 جويلية 2016 : كاظم الساهر»
_OPENED = {"»": "«", "”": "“", '"': '"'}
_CLOSED = {opening: closing for closing, opening in _OPENED.items() if opening != closing}
_NAME = 3  # words
_WORD = re.compile(r"\S+")


def pieces(text: str, most_words: int) -> list[Piece]:
    """Return the pieces of `text` in order; none has more than `most_words` white-space separated words."""
    found: list[Piece] = []
    end = 0
    for sentence in sentences(text):
        resumes = CUT in text[end : sentence.start]
        start, end = sentence
        words = len(text[start:end].split())
        if words <= most_words:
            found.append(Piece(start, end, words, opens=True, closes=True, resumes=resumes))
        else:
            cut = [
                part for clause in _clauses(text, sentence) for part in _shortened(text, clause, most_words)
            ]
            for place, (start, end) in enumerate(cut):
                words, opens, closes = len(text[start:end].split()), place == 0, place == len(cut) - 1
                found.append(Piece(start, end, words, opens, closes, resumes and opens))
    return found


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the clauses of a sentence, each with the mark that ends it."""
    start = sentence.start
    for match in _CLAUSE_END.finditer(text, sentence.start, sentence.end):
        clause = _trimmed(text, start, match.end())
        label = match[0] == ":" and len(text[clause.start : clause.end].split()) <= _LABEL
        if clause.start < clause.end and not (label or _is_at_name(text, match, sentence)):
            yield clause
            start = match.end()
    rest = _trimmed(text, start, sentence.end)
    if rest.start < rest.end:
        yield rest


def _is_at_name(text: str, match: re.Match[str], sentence: Span) -> bool:
    """Return whether a mark opens or closes a name in quotation marks, which belongs with the words beside it."""
    opening = text[match.end() : match.end() + 1]
    if opened := _OPENED.get(match[0]):
        inside = text[text.rfind(opened, sentence.start, match.start()) + 1 : match.start()]
    elif opening in _CLOSED:
        inside = text[
            match.end() + 1 : max(text.find(_CLOSED[opening], match.end(), sentence.end), match.end())
        ]
    else:
        return False
    return 0 < len(inside.split()) <= _NAME


def _shortened(text: str, clause: Span, most_words: int) -> Iterator[Span]:
    """Yield `clause` itself, or, where even that is too long, runs of `most_words` words of it."""
    if clause.end - clause.start < 2 * most_words:
        yield clause
        return
    found = [match.span() for match in _WORD.finditer(text, clause.start, clause.end)]
    for first in range(0, len(found), most_words):
        last = min(first + most_words, len(found)) - 1
        yield Span(found[first][0], found[last][1])


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return what is left without white space around it; an empty span where there is nothing else."""
    piece = text[start:end]
    end = start + len(piece.rstrip())
    return Span(min(end, start + len(piece) - len(piece.lstrip())), end)


def windows(parts: Sequence[Piece], limits: PassageLimits) -> list[tuple[int, int]]:
    """Return half-open ranges of pieces: about `limits.passage` words of whole sentences, every `limits.step` words.

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


def passage_key(headline: str, sentences: Iterable[str]) -> int:
    """Return what names a passage by its content in 64 bits, wherever it stands.

    `sentences` are the texts of its pieces.
    """
    text = "\0".join([headline, *sentences]).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


def _reach(parts: Sequence[Piece], first: int, words: int) -> int:
    """Return the end of the shortest run of whole sentences from `first` that has at least `words` words."""
    count = 0
    for place in range(first, len(parts)):
        count += parts[place].words
        if count >= words and (parts[place].closes or count >= 2 * words):
            return place + 1
    return len(parts)
