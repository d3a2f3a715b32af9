"""The words that ask: which words of a text they are, and for what.

Whoever searches passes over them wherever they stand; whoever follows up on a question needs to know what it begins
with. Words are folded throughout.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_article, without_conjunction
from retrieval.arabic.language import QuestionKind, folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language

_REMEMBERED = 4096  # words: questions have them in common, and each is looked at many times
PREPOSITIONS = folded(
    "في فى من إلى على عن مع منذ حتى بعد قبل خلال بين ضد حول بشأن بخصوص تجاه إزاء لدى عند عبر نحو لغاية لحد"
)
RELATIVES = folded("الذي التي الذين اللذان اللتان اللي يلي مالذي")
COPULAS = folded("هو هي هم هما هن")
WHICH = folded("أي أية بأي لأي")
_OPENING = 2  # words of a question among which a particle («من», «ما») asks


def unjoined(word: str, language: Language) -> str:
    """Return the word less a conjunction, unless its first letter is its own («وين», «في»)."""
    known = word in language.question_words or word in PREPOSITIONS or word in WHICH
    return word if known else without_conjunction(word)


@lru_cache(_REMEMBERED)
def kind_of(word: str, language: Language) -> QuestionKind | None:
    """Return what the word asks for, with or without a conjunction; None for one that does not ask."""
    return language.question_words.get(unjoined(word, language))


def kind_of_noun(noun: str, language: Language) -> QuestionKind | None:
    """Return what «ما» or «أي» asks for before the noun, with or without the article; None where that is open."""
    return language.asked_nouns.get(noun) or language.asked_nouns.get(without_article(noun))


def places(words: Sequence[str], language: Language) -> dict[int, QuestionKind]:
    """Return the places of words that ask; those that are particles too ask only where a question begins.

    A preposition before one that asks does not: «من أين».
    """
    found: dict[int, QuestionKind] = {}
    for place, word in enumerate(words):
        kind, bare = kind_of(word, language), unjoined(word, language)
        led = bare in PREPOSITIONS and any(_asks(after, language) for after in words[place + 1 : place + 2])
        if kind and not led and (place < _OPENING or bare not in language.stop_words):
            found[place] = kind
    return found


def opening(words: Sequence[str], language: Language) -> tuple[int, QuestionKind | None]:
    """Return how many words at the beginning ask, and for what; «في أي مدينة» and «من هو» are such words."""
    begins = [unjoined(word, language) for word in words[:2]]
    for start, word in enumerate(begins):
        if start and begins[0] not in PREPOSITIONS:
            break
        if word in WHICH:
            noun = words[start + 1] if start + 1 < len(words) else ""
            return min(start + 2, len(words)), language.asked_nouns.get(noun, QuestionKind.WHAT)
        kind = language.question_words.get(word)
        after = words[1] if start == 0 and word in PREPOSITIONS and len(words) > 1 else ""
        if kind and not _asks(after, language):
            end = start + 1
            while end < len(words) and words[end] in COPULAS | RELATIVES:
                end += 1
            return end, kind
    return 0, None


def _asks(word: str, language: Language) -> bool:
    """Return whether a folded word asks wherever it stands, as «أين» behind «من»."""
    return word in WHICH or (word in language.question_words and word not in PREPOSITIONS)
