"""Whether a pronoun may as well be of another noun than of what was spoken of; what is not sure is not merged."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.query.tokens import verbs_of_saying

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Utterance

FELL = folded("قتل أصيب مات ماتوا جرح توفي اعتقل")
"""What only people suffer; «وكم أصيب؟» is asked of what happened."""
_INSIDE = folded("في خلال أثناء")
# Who are «they» after what they did.
_FORCES = folded("شرطة جيش قوات حكومة سلطات وحدات فرقة فرق حرس")
_THEM = "هم"


class Ambiguity:
    """Knows the pronouns that may be of more than one noun of the question before."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames) -> None:
        self._says = verbs_of_saying(language, cues)
        self._people = cues.sides | cues.attributes | language.offices | cues.happenings
        self._cues = cues
        self._names = names

    def may_be_another(self, said: Utterance, place: int, meant: str, before: Utterance) -> bool:
        """Return whether the pronoun of the word at `place` is not surely of what is `meant`.

        «شكون قتله» is not of «منزل قاتل الشاب», «مين يسوقها» may be of «سيارة», «شنو قال عليهم» is of nobody named.
        """
        word, first = said.body[place], said.body[0].word
        if place and clitics.preposition(word.surface):
            hers = is_feminine(meant, self._names)  # «متى وقعت عليه؟» is not of «أمريكا»
            if word.word.endswith("ه") and hers and before.kind is not QuestionKind.WHO:
                return True
            return self.are_they(first, meant, before) or (word.word.endswith(_THEM) and first in self._says)
        hers = word.word.endswith("ها") and self.acts_on_her(meant, before)
        verb = clitics.verb_alone(clitics.without_pronoun(plain(word.surface)) or "")
        if hers:
            return True
        if subjects.is_nominal(said) or fold(verb) in self._cues.attributes:
            return False
        hers = word.word.endswith("ها") and holds_another(before, meant)
        spoke = before.body[0].word in self._says and self.asks_who(said, before)  # «مين نظمه؟»
        again = word.word in fold(meant).split()  # «وين شدوهم» of «الزوز اللي شدوهم»
        return hers or spoke or again or (fold(verb) in FELL and self.is_of_thing(meant))

    def acts_on_her(self, meant: str, before: Utterance) -> bool:
        """Return whether who is meant acts on something feminine, as she is: «الحكومة» on «زيادة الأجور»."""
        thing = subjects.object_of(before, self._names, self._cues)
        acts = meant in before.text and thing not in meant and " " in thing
        return acts and all(one.split(maxsplit=1)[0].endswith("ة") for one in (thing, meant))

    def asks_who(self, said: Utterance, before: Utterance) -> bool:
        """Return whether it is asked who did something, after what somebody said of something else."""
        return said.kind is QuestionKind.WHO and any(token.word in self._cues.topics for token in before.body)

    def are_they(self, verb: str, meant: str, before: Utterance) -> bool:
        """Return whether those who acted are they who did something else: «ماذا وجدوا معها» of the police."""
        acts = (
            subjects.begins_with_verb(before, self._names, self._cues) and before.kind is not QuestionKind.WHO
        )
        return (
            acts
            and verb.endswith("وا")
            and clitics.without_article(fold(meant.split(maxsplit=1)[0])) in _FORCES
        )

    def is_of_thing(self, meant: str) -> bool:
        """Return whether a noun with its owner is nobody that is known: «منزل قاتل الشاب»."""
        noun, *owner = map(fold, meant.split())
        named = clitics.is_definite(noun) or self._names.knows(noun)
        return bool(owner) and not (named or noun in self._people)


def holds_another(before: Utterance, meant: str) -> bool:
    """Return whether something feminine that is not `meant` stands in a question behind «في»: «في سيارة»."""
    inside = [noun for lead, noun in pairwise(before.body) if lead.word in _INSIDE]
    others = [noun for noun in inside if noun.surface.endswith("ة") and noun.surface not in meant.split()]
    return any(not clitics.is_definite(noun.word) for noun in others)
