"""Nouns that a question points at, in the standard and in dialects: «هذا البرنامج», «البرنامج ده»."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from retrieval.arabic.clitics import is_definite, without_conjunction, without_joined_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.query.question_words import kind_of_noun
from retrieval.query.tokens import tokens, verbs_of_saying

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Token

_THIS = folded(
    "هذا هذه هاد هادا هيدا هيدي هذي هاذا هاذي هاذ هاي دا ده دي"
    " هذاك هذاكا هداك هداكا هاداك هاداكا هاذاك هاذاكا هذيك هديك هاديك هاذيك هيداك هيديك"
)
HERS = folded("هادي")
"""«This» of the Maghreb behind a noun of women; elsewhere it is a name."""
_TIMES = folded("أسبوع صباح مساء موسم صيف شتاء ربيع خريف ليلة نهار")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`


class Pointed(NamedTuple):
    """A noun and the word that points at it, which in dialects stands behind it."""

    noun: Token
    point: Token


def behind(text: str, language: Language, cues: Cues) -> Pointed | None:
    """Return the noun of a question behind which stands what points at it: «شكون يقدم البرنامج هذا؟».

    Behind somebody who says or does something it is what he does: «متى قال الرئيس هذا؟».
    """
    said = (None, *tokens(text), None)
    acts = verbs_of_saying(language, cues) | cues.doing
    for before, noun, point, after in zip(said, said[1:], said[2:], said[3:], strict=False):
        hers = noun is not None and noun.surface.endswith(("ة", "ه")) and after is None
        if noun is None or point is None or not (point.word in _THIS or (hers and point.word in HERS)):
            continue
        done = before is not None and without_conjunction(before.word, _AND) in acts
        described = before is not None and is_definite(before.word)  # «سلسلة الكتب اليابانية هذه»
        ends = not described and (after is None or not is_definite(after.word))  # «البرنامج هذا العام»
        if ends and not done and is_definite(without_conjunction(noun.word, _AND)):
            return Pointed(noun, point)
    return None


def noun_of(text: str, language: Language, cues: Cues) -> str:
    """Return the folded noun that a question points at, without the article; empty for none, or for a time."""
    last = behind(text, language, cues)
    pairs = pairwise(tokens(text))
    points = (noun for point, noun in pairs if without_conjunction(point.word, _AND) in _THIS)
    nouns = [*([last.noun] if last else []), *(noun for noun in points if is_definite(noun.word))]
    for noun in nouns:
        bare = without_joined_article(without_conjunction(noun.word, _AND))
        if bare not in _TIMES and kind_of_noun(bare, language) is not QuestionKind.WHEN:
            return bare
    return ""
