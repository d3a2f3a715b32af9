"""How a reader is told what a question was taken for: only by what one would say."""

from __future__ import annotations

from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.interpretation.exchanging import BESIDE, MET
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.interpretation.grammar.subjects import is_verb
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES, WHICH
from retrieval.query.tokens import parse, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_CLAUSES = folded(
    "عندما حين حينما لما كي وقتلي بعدما بينما أن إن أنه أنها إنه إنها قد لأن لكن إذا لو الذي التي الذين اللي"
)
# What dialects call now, and that there is something: not said in the standard, in which a reading is told.
_SPOKEN = folded("هلق هلأ هلا هسه هسا دلوقتي دلوقت الحين دابا توا توة فما فمة فمه كاين كاينة أكو كي")
_TIMES = folded("العام السنة الشهر الأسبوع الليلة")  # «زيت الزيتون العام»
_ADJECTIVE = ("ي", "يه", "يين", "يون", "ات")
_JOINED, _HELD = ("لل", "بال"), ("ب", "ل", "ك")
_NAME = 2  # words
_FOR, _WOMEN = (
    3,
    ("ه", "ات", "ا"),
)  # letters of a word with ل joined to it, and how nouns of women and of many end
_WHAT = "ماذا"
_THAT = folded("ذلك")  # «متى قال ذلك عن الاتفاق؟»
_HAPPENED = folded(
    "هجوم هجمات حادث حادثة انفجار تفجير حرب معركة زلزال حريق أزمة اتفاق قمة مؤتمر مباراة انتخابات"
)
_MET = MET | folded("التقى التقت اجتمع اجتمعت تقابل قابل قابلت قابلوا")
_UPON = folded("على عن إلى")
_PLACED = frozenset({QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.WHY, QuestionKind.HOW})


class Echoes:
    """Knows which readings of a question one would say aloud; in doubt none is."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames) -> None:
        self._language = language
        self._cues = cues
        self._names = names

    def topic(self, about: str) -> str:
        """Return what was spoken of as a noun with what describes it; empty where it reads otherwise, or is cut."""
        named = about.rpartition(BESIDE)[2]
        said = tokens(named)
        if not said or self._asks(said[0].word) or self._is_done(said[0]) or self._ends_open(said):
            return ""
        breaks = _CLAUSES | COPULAS | self._cues.pointers  # «مقدم ده البرنامج»
        inside = any(self._is_done(token) or token.word in breaks for token in said[1:])
        return "" if inside or any(starmap(self._stumbles, pairwise(said))) else named

    def reads_well(self, question: str) -> bool:
        """Return whether a question that was put together reads as one that somebody would ask."""
        said = parse(question, self._language, self._cues)
        if not said.body:
            return False
        points = any(token.word in self._cues.pointers - _THAT for token in said.body)
        bare = said.kind is None and len(said.tokens) <= _NAME  # «اسكتلندا؟»
        spoken = any(token.word in _SPOKEN for token in said.body)
        last = said.tokens[-2:]
        timed = last[-1].word in _TIMES and clitics.is_definite(last[0].word) and len(last) > 1
        cut = timed or self._ends_open(said.tokens)
        if bare or points or spoken or cut or self._is_mixed(said) or self._misfits(said):
            return False
        first, beside = (*said.body, *said.body)[:2]
        # «كام طول نفق؟», «ماذا اسم المدير؟»
        of_any = len(said.body) == _NAME and not (
            clitics.is_definite(beside.word) or self._names.knows(beside.word)
        )
        if first.word in self._cues.attributes and (of_any or said.question == _WHAT):
            return False
        held = beside.word.startswith(("ل", "ب")) and not self._names.knows(beside.word)
        if (
            said.kind in _PLACED
            and first.word in self._cues.events
            and (beside.word in PREPOSITIONS or (held and not clitics.is_definite(beside.word)))
        ):
            return False  # «وين صار لحارسة الحديقة؟» has nobody who did it.
        doubled = any(
            one.word in PREPOSITIONS and (other.word in PREPOSITIONS or other.word.startswith(_JOINED))
            for one, other in pairwise(said.body)
        )
        done = [token.word for token in said.body if self._is_done(token)]
        # «ماذا بيدي مطعم بيأكل الفقراء؟»
        acts = [word for word in done if word not in self._cues.events]
        # «قديش طول الصين سكّرت الجسر؟»
        both = len(acts) > 1 or (first.word in self._cues.attributes and bool(acts))
        both = both and not any(token.word in RELATIVES for token in said.body)
        return not (doubled or both or (not done and any(starmap(self._stumbles, pairwise(said.body)))))

    def _is_mixed(self, said: Utterance) -> bool:
        """Return whether a question has a word twice, asks twice, or says of what happened what only people do.

        So it is where words of two questions were put together: «كم ثمن الماسة وفي أي بلد؟», «وين ولد هجوم مانشستر؟»,
        «وين التقوا كيري على لافروف؟».
        """
        words = [clitics.without_conjunction(token.word, {"و": 2}) for token in said.body]
        asking = self._language.question_words.keys() - self._language.stop_words - PREPOSITIONS | WHICH
        asks = said.kind is not None and not asking.isdisjoint(words)
        pairs = list(pairwise(words))
        twice = any(one == clitics.without_article(other) for one, other in pairs)
        events = self._cues.happenings | _HAPPENED
        lived = any(
            one.word in self._cues.lives and clitics.without_article(other) in events
            for one, other in zip(said.body, words[1:], strict=False)
        )
        met = not _MET.isdisjoint(words) and not _UPON.isdisjoint(words)
        return asks or twice or lived or met

    def _misfits(self, said: Utterance) -> bool:
        """Return whether a verb has no subject that is its own: «أعلن لقتال داعش ذلك», «قالت الأسد», «بدأ الهدنة».

        So it is where a pronoun is left that nothing stands for, «فرنسا رد عليه بايه», and where more than a name
        stands before «ذلك»: «أعلن بوتين أنقرة ذلك».
        """
        words = [token.word for token in said.body]
        # «لقتال», «لموسكو»
        to = [
            t.word.startswith("ل") and len(t.word) > _FOR and not self._names.knows(t.word) for t in said.body
        ]
        leads = [t.word in PREPOSITIONS or self._is_done(t) or self._names.knows(t.word) for t in said.body]
        upon = [False, *(word in PREPOSITIONS for word in words)]
        led = [one or two for one, two in zip(leads, upon, strict=False)]  # «مع كيري لموسكو»
        joined = any(one and other for one, other in zip(led, to[1:], strict=False))
        that = next((n for n, word in enumerate(words) if word in _THAT), 0)
        named = said.body[1:that]
        crowded = len(named) > 1 and (self._names.knows(named[0].word) or any(to[1:that]))
        pronoun = said.kind is None and any(clitics.preposition(token.surface) for token in said.body)
        return joined or crowded or pronoun or any(starmap(self._disagrees, pairwise(said.body[:_NAME])))

    def _disagrees(self, verb: Token, noun: Token) -> bool:
        """Return whether a verb of the lists and who is right behind it are of two genders."""
        word, place = noun.word, self._names.is_place(noun.word)
        if (
            not self._is_done(verb)
            or clitics.preposition(noun.surface)
            or word in PREPOSITIONS | self._cues.pointers
        ):
            return False
        she = is_feminine(noun.surface, self._names) or (place and not self._names.is_masculine(word))
        her = verb.word.endswith("ت") and verb.word[:-1] in self._cues.verbs | self._cues.events
        his = f"{verb.word}ت" in self._cues.verbs | self._cues.events
        man = clitics.is_definite(word) and not she and not word.endswith(_WOMEN)
        return (his and bool(she)) or (her and man)

    def _asks(self, word: str) -> bool:
        return word in PREPOSITIONS | RELATIVES or word in self._language.question_words

    def _is_done(self, token: Token) -> bool:
        """Return whether a word is a verb of the lists, or of what happens."""
        word = clitics.without_conjunction(token.word, {"و": 2})
        if clitics.is_definite(word) or self._names.knows(word) or token.surface.endswith("ة"):
            return False
        nouns = self._cues.attributes | self._language.offices
        bare = clitics.without_pronoun(word) or word  # «كشفته»
        known = is_verb(word, self._cues) or bare in self._cues.verbs or word in self._cues.events
        present = word.startswith(("ي", "ت")) and f"{word[1:]}" in self._cues.verbs
        return (known or present or word.startswith(("سي", "ست", "بي", "بت"))) and word not in nouns

    def _ends_open(self, said: Sequence[Token]) -> bool:
        """Return whether something has to follow the last word."""
        return said[-1].word in PREPOSITIONS | _CLAUSES | self._cues.events

    def _stumbles(self, noun: Token, beside: Token) -> bool:
        """Return whether two words stand side by side of which neither describes the other: «السويد التجنيد»."""
        one, other = noun.word, beside.word
        joined = clitics.without_conjunction(other, {"و": 2}) != other
        if joined or self._names.knows(other) or self._asks(other):
            return False
        if self._names.is_place(one):  # «السويد التجنيد», «الصين سكرت»
            verb = other.endswith("ت") and not clitics.is_definite(other)
            return (verb or clitics.is_definite(other)) and not other.endswith(_ADJECTIVE)
        titles = self._cues.attributes | self._language.offices
        title = not titles.isdisjoint({one, clitics.without_article(one)})
        return clitics.is_definite(one) and not (
            clitics.is_definite(other) or title or other.startswith(_HELD)
        )
