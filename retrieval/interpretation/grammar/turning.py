"""Questions of what came after what was spoken of, or before it: «ثم ماذا حدث؟»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.query.question_words import RELATIVES

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Utterance

_SHORT = 5  # words of a question that may name nothing
_NOUN = 2  # words of a noun alone, with its adjective
_AFTER, _BEFORE = folded("بعد عقب"), folded("قبل")
_THEN = folded("ثم وبعدين بعدين")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_ENDED = folded("انتهت انتهى خلصت خلص خلصوا تنتهي النهاية نهايتها نهايته آخرتها آخرته")
_STORY = folded("القصة الحكاية الموضوع القضية الأمر السالفة الحادثة المسألة القصه")


def turned(said: Utterance, language: Language, cues: Cues) -> int:
    """Return 1 for what asks only what came after what was spoken of, -1 for before it, 0 for any other."""
    words = [clitics.without_conjunction(token.word, _AND) for token in said.tokens]
    if not 0 < len(words) <= _SHORT or said.kind not in {None, QuestionKind.WHAT, QuestionKind.HOW}:
        return 0
    follows = any(token.word != word for token, word in zip(said.tokens, words, strict=True))
    joined = follows or said.text.rstrip().endswith(("؟", "?"))
    words = [word[1:] if word[1:] in cues.events else word for word in words]  # «شصار»
    asks = RELATIVES | language.question_words.keys()
    beside = cues.pointers | cues.events | cues.openers | asks
    of_them = {
        word for word, token in zip(words, said.tokens, strict=True) if clitics.preposition(token.surface)
    }
    of_them -= cues.later | cues.sooner
    beside = beside | of_them  # «وماذا حدث لهما بعد ذلك؟»
    told = [word for word in words if word in cues.events]
    if words[0] in _THEN and told and set(words[1:]) <= beside:  # «ثم ماذا حدث؟»
        return 1
    of_story = beside | _ENDED | _STORY
    if not _ENDED.isdisjoint(words) and of_story.issuperset(words):  # «وكيف انتهت القصة؟»
        return 1
    if said.kind is QuestionKind.WHAT and words[-1] in _AFTER and len(words) == _NOUN:  # «وماذا بعد؟»
        return 1
    for turn, listed, alone in ((1, cues.later, _AFTER), (-1, cues.sooner, _BEFORE)):
        after = cues.pointers | asks
        points = [
            word
            for n, word in enumerate(words)
            if word in listed or (word in alone and not after.isdisjoint(words[n + 1 : n + 2]))
        ]
        if len(points) == 1 and all(word in beside or word in points for word in words):
            return turn if told or joined else 0
    return 0
