"""Questions that no archive answers: opinions, requests, predictions, and what is so today.

They are known by how they are put, from lists in config/conversation.toml that rather let one pass than take a question
for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_conjunction, without_joined_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.patterns import simple
from retrieval.query.tokens import is_preposition
from retrieval.records import Declined, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Token

_REASONS = (QuestionKind.WHY, QuestionKind.WHO, QuestionKind.WHERE, QuestionKind.WHEN)
_ABOUT = folded("عن حول بشأن بخصوص")
_WITH = "ب"
_SOLD = folded("دولار يورو أورو دينار ريال جنيه ليرة درهم بتكوين ذهب فضة نفط بنزين")
_REACHED = folded("وصل وصلت بلغ بلغت صار صارت يساوي يسوى يسوا")
_DEGREES = folded("درجة درجات حالة")
_SHORT = 5  # words: «النهارده سعر الدولار كام»
_PRIVATE = {Refusal.ILLNESS, Refusal.TROUBLE, Refusal.ADVICE}
"""What is of the reader alone, so that the archive is not offered for it."""
# «رأيك في اللي بيحصل في سوريا» is of Syria.
_HAPPENS = folded(
    "يحدث يحصل يصير يجري يدور بيحدث بيحصل بيصير بيجري بيدور حدث حصل صار جرى كيوقع كيصير يوقع قاعد عم باللي فاللي عاللي"
)
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`


def declined(
    said: Sequence[Token], language: Language, knows: Callable[[str], bool] | None = None
) -> Declined | None:
    """Return what is asked for, if no archive answers it; greetings and the like may come before.

    `knows` tells whether the archive holds a word, which a joined ب may stand before.
    """
    words = [token.word for token in said]
    place = 0
    while place < len(said):
        of_now = _of_now(said[place:], language)
        first, *rest = (simple(token.surface) for token in said[place:])
        asked = [first, *rest], [without_conjunction(first, _AND), *rest]  # «وهل توافقه الرأي؟»
        if found := next(filter(None, map(language.refusals.patterns.whole, asked)), None):
            private = found.label in _PRIVATE
            about = () if private else said[place + found.start : place + found.end] or of_now
            if found.label == Refusal.OPINION and _of_two(about, language):
                break
            return Declined(Refusal(found.label), subject(about, language, knows))
        if of_now:
            return Declined(Refusal.PRESENT, subject(of_now, language, knows))
        passed = language.phrase_at(words, place)
        if not passed:
            break
        place += passed
    return None


def _of_two(named: Sequence[Token], language: Language) -> bool:
    """Return whether a place is named and somebody behind it, whom it supports or not: «هل تدعم أمريكا الأكراد؟»."""
    places = language.cues.get(QuestionKind.WHERE, frozenset())
    return len(named) == len(("أمريكا", "الأكراد")) and named[0].word in places and is_definite(named[1].word)


def _of_now(said: Sequence[Token], language: Language) -> Sequence[Token]:
    """Return of what a question asks that asks of a measure, and of this day by its last words or its first.

    Behind the day may stand the word that asks: «سعر الدولار النهارده كام». What is sold needs no measure beside it.
    """
    refusals, words = language.refusals, [token.word for token in said]
    kinds = [language.question_words.get(word) for word in words]
    count = next((n for n in range(len(words), 0, -1) if kinds[n - 1] is not QuestionKind.HOW_MANY), 0)
    first = words[0] in refusals.now and QuestionKind.HOW_MANY in kinds and len(words) <= _SHORT
    asks = first or (count > 0 and words[count - 1] in refusals.now)
    if not asks or kinds[0] in _REASONS:
        return ()
    sold = {word for word in words if without_joined_article(word) in _SOLD}
    bare = {word for word, kind in zip(words, kinds, strict=True) if kind is not QuestionKind.HOW_MANY}
    sold = (
        sold if bare <= sold | _REACHED | refusals.now else set()
    )  # «كم وصل الدولار اليوم», but not «كم خسر …»
    if not sold and refusals.measures.isdisjoint(words[: 3 + int(first)]):
        return ()
    # «عايز أعرف سعر الدولار …»: what is measured begins with its noun.
    nouns = (refusals.measures | _DEGREES | sold) - language.question_words.keys()
    begin = next((n for n, word in enumerate(words) if word in nouns), 0)
    return [token for token in said[begin:] if token.word not in refusals.now]


def subject(said: Sequence[Token], language: Language, knows: Callable[[str], bool] | None) -> str:
    """Return what is spoken of as it is written: what follows «عن», from the first word that names to the last."""
    about = next((place for place, token in enumerate(said) if token.word in _ABOUT), -1)
    light = language.refusals.now | language.stop_words | language.question_words.keys() | _HAPPENS
    kept = said[about + 1 :]
    while kept and (kept[0].word in light or is_preposition(kept[0])):
        kept = kept[1:]
    while kept and kept[-1].word in light:
        kept = kept[:-1]
    if not kept:
        return ""
    first, *rest = (token.surface for token in kept)
    alone = first.removeprefix(_WITH)
    if alone != first and len(alone) > 2 and (alone.startswith("ال") or (knows and knows(alone))):
        first = alone
    return " ".join([first, *rest])
