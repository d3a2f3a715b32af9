"""Questions of people: who holds an office, what somebody said, or what only a person has or lives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.interpretation.verbs import WORK
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import parse, tokens, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Utterance

_LONG_NAME = 3  # words
_NAMED, _OFFICE = folded("اسم اسمه اسمها اسمو اسمهم"), 4  # words
_WHO_LAST = folded("منو منه")  # «الوزير هذا منو؟», which may be spelled so
_HERS = ("متاعه", "بتاعه", "بتاعته", "ديالها", "ديالهم", "تاعه", "تبعه")  # «متاعها»
_OF = folded("متاع تاع ديال بتاع بتاعة تبع حق مال")  # «المدير العام متاع الديوان»
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`


class PersonalQuestions:
    """Knows what is asked of people; `before` parses a question that came before another."""

    def __init__(
        self, language: Language, cues: Cues, names: KnownNames, before: Callable[[str], Utterance]
    ) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self._before = before

    def asks_of_speech(self, question: str) -> bool:
        """Return whether a question asks what somebody said or thinks: «وبيقول ايه عن حلب؟»."""
        said_of = verbs_of_saying(self._language, self._cues)
        said_of |= subjects.STANCES
        said = (clitics.without_conjunction(token.word, _AND) for token in tokens(question))
        return any(not said_of.isdisjoint({word, word.removeprefix("ب"), word[:-1]}) for word in said)

    def asks_of_life(self, question: str) -> bool:
        """Return whether a question asks no more than what only a person has or lives: «شو وظيفته؟», «وين ولد؟»."""
        said = parse(question, self._language, self._cues)
        lived = [token.word for token in said.body]
        named = any(word.startswith(tuple(_NAMED)) for word in lived)  # a place has a name, too
        return (self.asks_of_him(question) and not named) or (
            said.kind in {QuestionKind.WHEN, QuestionKind.WHERE}
            and len(lived) == 1
            and lived[0] in self._cues.lives
        )

    def asks_who_did(self, question: str) -> bool:
        """Return whether a question asks who did something: «من نفذ الهجوم؟», but not «من هو كيري؟»."""
        before = self._before(exchanging.BRACKETED.sub("", question))
        who = before.kind is QuestionKind.WHO
        return who and subjects.begins_with_verb(before, self._names, self._cues)

    def of_nobody(self, said: Utterance, before: Utterance) -> bool:
        """Return whether a question asks of somebody's life after one of none: «شو وظيفته؟» after «تعاون بين …»."""
        return self.asks_of_life(said.text) and not self.is_of_person(before.text, said.text)

    def is_of_person(self, earlier: str, said: str = "") -> bool:
        """Return whether what a question speaks of may be somebody: no place, event, thing or «تعاون بين …».

        Nor may it be feminine where a later one, `said`, asks of him.
        """
        before = self._before(exchanging.BRACKETED.sub("", earlier))
        meant = subjects.subject(before, self._names, self._cues)
        if before.kind is QuestionKind.WHO or not meant:
            return before.kind is QuestionKind.WHO
        if said.rstrip(" ؟?").endswith("ه") and is_feminine(meant, self._names):
            return False  # «شو وظيفته؟» after «متى تعقد الجلسة القادمة؟»
        first, *rest = meant.split()
        word, bare = fold(first), clitics.without_article(fold(first))
        if not (self._language.offices | self._cues.sides).isdisjoint({word, bare}):
            return True
        things = self._cues.happenings | self._cues.things | self._cues.events | self._cues.attributes
        thing = not things.isdisjoint({word, bare}) or first.endswith("ات") or self._names.is_place(word)
        words = [fold(one) for one in rest]
        relative = next((n for n, one in enumerate(words) if one in RELATIVES), len(words))
        long = len(rest) >= _LONG_NAME and relative == len(words)  # «أسامة … الذي ركلته المصورة»
        return not (thing or long) and PREPOSITIONS.isdisjoint(words[:relative])

    def asks_of_him(self, question: str) -> bool:
        """Return whether a question asks who somebody is, or for a fact of his life, by a pronoun: «شو شغلته؟»."""
        said = parse(question, self._language, self._cues)
        if not said.body:  # «ومن هو؟»
            return said.kind is QuestionKind.WHO and fold(said.question.split()[-1]) in COPULAS
        word = plain(said.body[-1].surface)
        noun = subjects.noun_alone(clitics.without_pronoun(word) or "", self._cues)
        return said.kind is not None and len(said.body) == 1 and fold(noun) in self._cues.personal | WORK

    def asked_office(self, question: str) -> tuple[tuple[str, ...], bool]:
        """Return the words of the office whose holder a question asks for, and whether it only points to that one.

        They are folded, without the article: «الوزير ده مين؟», «وزير الدفاع اسمه ايه؟»; none for any other question.
        """
        offices = self._language.offices | self._cues.sides
        said = [
            token.word if token.word in offices else clitics.without_conjunction(token.word, _AND)
            for token in tokens(question)
        ]
        asks = {self._language.question_words.get(word) for word in said}
        named = not _NAMED.isdisjoint(said) and QuestionKind.WHAT in asks
        points = self._cues.pointers | COPULAS
        passed = points | _NAMED | _OF | _WHO_LAST | self._language.question_words.keys() | self._cues.openers
        office = [word for word in said if word not in passed and not word.startswith(_HERS)]
        alone = (
            named and len(office) == 1 and clitics.is_definite(office[0]) and not self._names.knows(office[0])
        )
        holds = 0 < len(office) <= _OFFICE and self._is_office(office[0])
        who = QuestionKind.WHO in asks or not _WHO_LAST.isdisjoint(said[-1:])
        thing = alone and not holds and clitics.without_article(office[0]) in self._cues.attributes
        if thing or not (holds or alone) or not (named or who):
            return (), False
        bare = tuple(
            clitics.without_article(clitics.without_pronoun(word, ("ها", "هم")) or word) for word in office
        )
        return bare, holds and len(office) == 1 and not self._cues.pointers.isdisjoint(said)

    def _is_office(self, word: str) -> bool:
        """Return whether a word is an office, a side of what happened, or with the article what somebody does."""
        bare = clitics.without_article(word)
        if not (self._language.offices | self._cues.sides).isdisjoint({bare, word, f"ال{bare}"}):
            return True
        does = self._language.cues.get(QuestionKind.WHO, frozenset())
        named = self._names.is_place(word) or self._names.is_called(word)
        return clitics.is_definite(word) and not named and not does.isdisjoint({bare, bare.removesuffix("ه")})
