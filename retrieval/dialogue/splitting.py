"""Two questions in one message, and comparisons of two sides."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_conjunction
from retrieval.arabic.language import folded
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES, kind_of_noun
from retrieval.query.tokens import parse, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token

MOST = 3
"""Questions that one message is taken apart into."""
_MARK = re.compile(r"[؟?]+")
_AND = "و"
# With و before them these are as often «and from», «and that which», «and did not».
_PARTICLES = folded("من ما لم كم بكم")
_AGAINST = folded("مع مقابل عن ضد أم")
_TAILS = folded("من في تجاه حول بشأن إزاء حيال ب على إلى")


def questions(text: str, language: Language, cues: Cues) -> list[str]:
    """Return the questions of a message, one by one; itself alone where it asks one thing, or cannot be parted."""
    asked = [part.strip(" ،,.") for part in _MARK.split(text)]
    asked = [part for part in asked if part]
    parts = [piece for part in asked for piece in _at_conjunctions(part, language, cues)]
    whole = 1 < len(parts) <= MOST and all(_asks(part, language, cues) for part in parts)
    return [f"{part}؟" for part in parts] if whole else [text]


def _asks(text: str, language: Language, cues: Cues) -> bool:
    said = parse(text, language, cues)
    return said.kind is not None and bool(said.body or COPULAS & {token.word for token in said.tokens})


def _at_conjunctions(text: str, language: Language, cues: Cues) -> list[str]:
    """Return the parts of a question before and from each «و» with a word that asks."""
    said = parse(text, language, cues)
    if said.kind is None or not said.body:
        return [text]
    begins = [
        token.start
        for place, token in enumerate(said.tokens[:-1])
        if place > said.head and _asks_anew(said.tokens, place, language, cues)
    ]
    edges = [0, *begins, len(text)]
    return [text[start:end].strip(" ،,") for start, end in pairwise(edges)]


def _asks_anew(said: Sequence[Token], place: int, language: Language, cues: Cues) -> bool:
    """Return whether a question begins at the word."""
    word, after = said[place].word, said[place + 1].word
    bare = without_conjunction(word, {_AND: 2})
    if word == bare or bare not in language.question_words:
        return False
    # «متى وكيف بدأت الحرب» asks one thing in two ways.
    if said[place - 1].word in language.question_words:
        return False
    if bare not in _PARTICLES:
        return True
    if after in COPULAS | RELATIVES:
        return True
    if bare in folded("كم"):
        return True
    noun = bare in folded("ما") and (bool(kind_of_noun(after, language)) or after in cues.attributes)
    return noun or (bare in folded("من") and after in cues.verbs and not is_definite(after))


def sides(text: str, language: Language, cues: Cues) -> tuple[str, str] | None:
    """Return the two things that are compared, each whole: «موقف روسيا وتركيا من…» has the head and the end twice."""
    said = tokens(text)
    places = range(1, len(said))
    # «وداعش»: what looks like a word's own و parts the sides where nothing else does.
    clear = next((n for n in places if _parts(said, n, language.own_letters)), None)
    place = clear or next((n for n in places if _parts(said, n, ())), None)
    if place is None:
        return None
    joined = said[place].word not in {*_AGAINST, _AND}
    first, second = list(said[:place]), list(said[place if joined else place + 1 :])
    if not second:
        return None
    one, other = _surface(text, first), _surface(text, second)[int(joined) :]
    tail = next((n for n in range(1, len(second)) if second[n].word in _TAILS), None)
    if tail is not None and not any(token.word in _TAILS for token in first[1:]):
        one = f"{one} {_surface(text, second[tail:])}"
    head = first[0].word in cues.attributes and not is_definite(first[0].word) and len(first) > 1
    second_head = without_conjunction(second[0].word, {_AND: 2}) if joined else second[0].word
    if head and second_head != first[0].word and second_head not in cues.attributes:
        other = f"{first[0].surface} {other}"
    return one, other


def _parts(said: Sequence[Token], place: int, own_letters: tuple[str, ...]) -> bool:
    """Return whether the second side begins at the word."""
    word = said[place].word
    if word in _AGAINST or word == _AND:
        return True
    own = word.startswith(own_letters)
    return word.startswith(_AND) and len(word) > 3 and not own and word not in PREPOSITIONS


def _surface(text: str, said: Sequence[Token]) -> str:
    return text[said[0].start : said[-1].end]
