"""The names that the word lists know, of places and people, and the gender of a noun."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.spelling import slips
from retrieval.arabic.text import fold, plain
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from retrieval.arabic.language import Language

_IN, _INSIDE = folded("في ف"), ("ب", "ف")
_MASCULINE = folded("العراق لبنان المغرب الأردن اليمن السودان الصومال")  # countries
_SAID = folded("قال رد علق صرح أعلن أكد أضاف")  # which nobody does to a place
_WOMEN = folded("بنت أم أخت ست مرا عروس حامل عجوز")  # who have no ending of women
_ROOT, _LONG = 3, 6  # letters
_JOINED = ("ل", "ب", "و")
_OF_PLACE = ("يه", "يين", "يون", "ي")


class KnownNames:
    """The names that the word lists know, of places and people, and the gender of a noun."""

    def __init__(self, language: Language) -> None:
        common = language.stop_words | frozenset(language.asked_nouns)
        spelled = {word for group in language.spellings for word in group}
        self._spellings = {word: group for group in reversed(language.spellings) for word in group}
        self._places = language.cues.get(QuestionKind.WHERE, frozenset()) - common
        self._governments, self._aliases = language.governments, language.aliases
        self._no_nouns = PREPOSITIONS | language.question_words.keys()
        self._spelled = spelled - self._places - common
        self._men = language.men
        self._known = (self._places | language.cues.get(QuestionKind.WHO, frozenset()) | spelled) - common

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, language: Language) -> KnownNames:
        """Return the names of a language, found once."""
        return cls(language)

    def knows(self, word: str) -> bool:
        """Return whether the folded word is a name, with or without the article."""
        return _is_among(self._known, word)

    def is_place(self, word: str) -> bool:
        """Return whether the folded word is a place's name, with or without the article."""
        return _is_among(self._places, word)

    def begins_with_place(self, name: str) -> bool:
        """Return whether the first word of a name is a place."""
        return self.is_place(fold(name.split(maxsplit=1)[0]))

    def is_masculine(self, word: str) -> bool:
        """Return whether the folded word is a country that is a «he»."""
        return word in _MASCULINE

    def governs(self, word: str) -> bool:
        """Return whether the folded word is a country's name, or its government's by its capital."""
        return word in self._governments

    def is_man(self, word: str) -> bool:
        """Return whether the folded word is the name of a man that ends as a noun of women does."""
        return word in self._men

    def asked_places(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """Return the places inside which folded words ask of something, and all: one ends them, too, «حريق مكة»."""
        joined = (word[1:] for word in words if word.startswith(_INSIDE) and not self.is_place(word))
        inside = (after for one, after in pairwise(words) if one in _IN)
        within = list(filter(self.is_place, dict.fromkeys((*inside, *joined))))
        last = words[-1] if len(words) > 1 and words[-2] not in self._no_nouns else ""
        ends = last if self.is_place(last) else self.place_of(last)
        return within, list(dict.fromkeys((*within, *filter(None, [ends]))))

    def place_of(self, word: str) -> str:
        """Return the place that an adjective is of, «الجزائر» for «الجزائرية»; empty for any other word."""
        ending = next((end for end in _OF_PLACE if word.endswith(end)), "")
        stem = clitics.without_article(word).removesuffix(ending)
        named = (f"{article}{stem}{end}" for end in ("", "ا", "يا", "ه") for article in ("", "ال"))
        if not (ending and clitics.is_definite(word) and len(stem) >= _ROOT):
            return ""
        return next(filter(self.is_place, named), "")

    def place_meant(self, word: str) -> str:
        """Return the place that a folded word is, or a long one with a slip or what is joined to it: «موسكوا»."""
        joined = (word, word[1:]) if word.startswith(_JOINED) else (word,)
        spelled = self._spellings.get(word, ())
        slipped = slips(word) if len(word) >= _LONG and not self.knows(word) else ()
        return next(filter(self.is_place, (*joined, *spelled, *slipped)), "")

    def nation(self, word: str) -> str:
        """Return the country whose people a folded word is: «روسي», «الروس»; empty for any other, and for a country."""
        people = f"ال{clitics.without_article(word)}"
        return "" if self.is_place(word) else self.place_of(people) or self.place_of(f"{people}ي")

    def roots_of_place(self, place: str) -> list[str]:
        """Return what a folded place, or its government, has in common with what is of it: «أمريكا» and «الأمريكي»."""
        others = (*self._governments.get(place, ()), *self._aliases.get(place, ()))  # «الولايات المتحدة»
        governed = (place, *map(fold, others))
        named = dict.fromkeys(word for one in governed for word in (one, *self._spellings.get(one, ())))
        roots = [(one, one.removesuffix("يا").removesuffix("ا").removesuffix("ه")) for one in named]
        return [root if len(root) >= _ROOT else one for one, root in roots]

    def called_otherwise(self, office: Sequence[str]) -> list[tuple[str, ...]]:
        """Return an office, folded words without the article, and the same of a place by its adjective: «رئيس أمريكي».

        «الولايات المتحدة» is «أمريكا».
        """
        head, *of = office
        called = [
            fold(one) for one in self._aliases.get(" ".join(f"ال{word}" for word in of), ()) if " " not in one
        ]
        of = called or of
        places = [(word, place) for word in of for place in (word, f"ال{word}") if self.is_place(place)][:1]
        adjectives = [
            [f"{root}ي" if one == word else one for one in of]
            for word, place in places
            for root in map(clitics.without_article, self.roots_of_place(place))
        ]
        return list(dict.fromkeys([tuple(office), *((head, *others) for others in adjectives)]))

    def is_called(self, word: str) -> bool:
        """Return whether the folded word is what somebody known is called, of whose name there are spellings."""
        return word in self._spelled


def _is_among(names: AbstractSet[str], word: str) -> bool:
    return word in names or (clitics.is_definite(word) and clitics.without_article(word) in names)


def is_feminine(noun: str, names: KnownNames) -> bool | None:
    """Return whether a noun is feminine by its ending or its adjective's; None where neither tells."""
    first, *rest = [plain(word) for word in noun.split()[:2]] or [""]
    if names.is_man(fold(first)):
        return False
    if clitics.without_article(fold(first)) in _WOMEN:
        return True
    if first.endswith(("ة", "ات")) or (first.endswith("ا") and names.is_place(fold(first))):
        return True
    if fold("".join(rest)) in RELATIVES:  # «البنت | اللي»
        return None
    if not (rest and clitics.is_definite(fold(first)) and clitics.is_definite(fold(rest[0]))):
        return None
    return True if rest[0].endswith("ة") else False if rest[0].endswith("ي") else None


def agreeing(question: str, names: KnownNames) -> str:
    """Return a question whose verb of saying is that of the place behind it: «ماذا قالت أمريكا؟»."""
    for verb, place in pairwise(tokens(question)):
        his = verb.word.removesuffix("ت")
        if his not in _SAID or not names.is_place(place.word):
            continue
        bare = verb.surface[: -1 if his != verb.word else None]
        said = bare if place.word in _MASCULINE else f"{bare}ت"
        return f"{question[: verb.start]}{said}{question[verb.end :]}"
    return question
