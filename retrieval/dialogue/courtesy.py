"""Small talk: messages of which courtesies cover every word, and courtesies before and after what is asked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction
from retrieval.arabic.patterns import simple
from retrieval.arabic.spelling import slips
from retrieval.dialogue.turns import Manner
from retrieval.dialogue.wording.script import is_laughter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.arabic.language import Language
    from retrieval.dialogue.lists import ConversationLists
    from retrieval.query.tokens import Token

_LONGEST = 14  # words; nobody is courteous at greater length without asking something, too
_MOST_KINDS = 2
_REMEMBERED = 512  # messages and their beginnings
_MISSPELT = 4  # letters
_LAUGHTER = (
    "ههه"  # a word that the folding of words, which writes a letter drawn out once, leaves to nobody else
)
_DOUBLED = re.compile("([اوي])\\1")  # a vowel drawn out by one letter; «كييف» is none
_NEGATED = re.compile(r"\bما?[بك]?(ت\w\w+)ش\b")  # what you do not do, in one word: «مبتفهمش», «ماكتعرفش»
_O = "يا"
_AND = {"و": 3}  # see `clitics.CONJUNCTIONS`
_CLOSING = {Manner.FAREWELL, Manner.NIGHT}
_WEAK = {Manner.OK, Manner.YES, Manner.LAUGHTER}
"""What says nothing more where something else is said, too: «طيب شكرا»."""
_FELT = {Manner.MOOD, Manner.WELL}
"""What is said with words that names are like: «شعبان» is no slip of «تعبان»."""


def manners(tokens: Sequence[Token], lists: ConversationLists) -> tuple[Manner, ...]:
    """Return the courtesies that make up the whole of a message, in order; empty where a word is left."""
    return manners_in(tuple(token.surface for token in tokens), lists)


@lru_cache(maxsize=_REMEMBERED)
def manners_in(said: tuple[str, ...], lists: ConversationLists) -> tuple[Manner, ...]:
    """Return the courtesies that make up all of some words as they are written; see `manners`."""
    text = " ".join(map(simple, said))
    apart = _NEGATED.sub(r"ما \1", text)
    if apart != text and _manners(apart.split(), lists) == (Manner.COMPLAINT,):
        return (Manner.COMPLAINT,)
    return _manners(said, lists)


def _manners(said: Sequence[str], lists: ConversationLists) -> tuple[Manner, ...]:
    """Return the same of words as they are written."""
    words = list(map(simple, said))
    if lists.any_order[Manner.PRAISE].fits(words):  # in whatever order: «ردك كويس», «مش مفيد جوابك»
        return (Manner.PRAISE,)
    found = manners_of(said, lists)
    return found or ((Manner.COMPLAINT,) if lists.any_order[Manner.COMPLAINT].fits(words) else ())


def manners_of(words: Sequence[str], lists: ConversationLists) -> tuple[Manner, ...]:
    """Return the courtesies that words consist of, in order; empty where one is left."""
    said = [_LAUGHTER if is_laughter(word) else simple(word) for word in words]
    if not said or len(said) > _LONGEST:
        return ()
    found = _cover(said, 0, lists)
    if found is None:  # «مشكوور يا غالي»
        drawn = [_DOUBLED.sub(r"\1", word) if len(word) > _MISSPELT else word for word in said]
        found = _cover(drawn, 0, lists) if drawn != said else None
    if found == [] and said[0] == _O:  # «يا معلم»
        return (Manner.HELLO,)
    kinds = tuple(dict.fromkeys(found or ()))
    telling = tuple(kind for kind in kinds if kind not in _WEAK)
    if Manner.COMPLAINT in telling:  # «لا، مش ده قصدي»
        telling = tuple(kind for kind in telling if kind is not Manner.NO)
    if closing := [kind for kind in telling if kind in _CLOSING]:  # «مشكور تعبتك معي، مع السلامة»
        others = [kind for kind in telling if kind not in _CLOSING]
        return (*others[: _MOST_KINDS - 1], closing[-1])
    return telling[:_MOST_KINDS] or kinds[:1]


def _cover(said: Sequence[str], start: int, lists: ConversationLists) -> list[Manner] | None:
    """Return the courtesies that the words from `start` on consist of; None where some are none."""
    if start == len(said):
        return []
    if said[start] == _LAUGHTER and (rest := _cover(said, start + 1, lists)) is not None:
        return [Manner.LAUGHTER, *rest]
    for count, label in lists.groups["manners"].leading(said[start:]):
        if (rest := _cover(said, start + count, lists)) is not None:
            return [Manner(label), *rest]
    for count, _ in lists.courtesies.leading(said[start:]):  # «السلام عليكم يا جماعة الخير»
        if (rest := _cover(said, start + count, lists)) is not None:
            return rest
    if (
        start
        and said[start] not in lists.fillers
        and (bare := without_conjunction(said[start], _AND)) != said[start]
    ):
        return _cover([*said[:start], bare, *said[start + 1 :]], start, lists)  # «شكرا ومع السلامة»
    return _cover(said, start + 1, lists) if said[start] in lists.fillers else None


def misspelt(
    token: Token, lists: ConversationLists, language: Language, knows: Callable[[str], bool] | None
) -> tuple[Manner, ...]:
    """Return the courtesy that a word alone is one slip away from («شكرن»), if no archive holds the word.

    What asks is none, «وينه؟» of «زينة», nor what is said of an answer, «مافهمتش» of «مافهمتيش».
    """
    word = simple(token.surface)
    known = (lists.groups["about_answer"], lists.groups["about_bot"], language.refusals.patterns)
    if token.word in language.question_words or any(group.whole([word]) for group in known):
        return ()
    if knows is None or len(word) < _MISSPELT or knows(word):
        return ()
    patterns = lists.groups["manners"]
    found = next(filter(None, (patterns.whole([slip]) for slip in slips(word))), None)
    return (Manner(found.label),) if found and found.label not in _FELT else ()


def without_courtesies(tokens: Sequence[Token], lists: ConversationLists) -> Sequence[Token]:
    """Return the words between the courtesies that a message begins and ends with; all, if they are nothing else."""
    said = [simple(token.surface) for token in tokens]
    start, end = 0, len(said)
    while start + 2 < end and _addresses(said[start:end], lists):
        start += 2
    while start < end and (begun := lists.courtesies.leading(said[start:end])):
        start += begun[0][0]
    while start < end and (last := _trailing(said[start:end], lists)):
        end -= last
    return tokens[start:end] or tokens


def without_calling(said: Sequence[str], lists: ConversationLists) -> Sequence[str]:
    """Return words without those around them that only call somebody or fill a pause: «عمي انت ما تفتهم»."""
    telling = [place for place, word in enumerate(said) if word not in lists.fillers]
    return said[telling[0] : telling[-1] + 1] if telling else said


def _trailing(said: Sequence[str], lists: ConversationLists) -> int:
    """Return how many words the longest courtesy has that the words end in."""
    if len(said) > 2 and _addresses(said[-2:], lists):
        return 2
    fits = (count for count in range(min(4, len(said)), 0, -1) if lists.courtesies.whole(said[-count:]))
    return next(fits, 0)


def _addresses(said: Sequence[str], lists: ConversationLists) -> bool:
    """Return whether the words begin by calling somebody: «يا عم»."""
    return said[0] == _O and len(said) > 1 and said[1] in lists.fillers
