"""What a question leaves out: the noun of a pronoun, or the subject of a verb.

The patterns are of the surface, and each has to fit entirely; see `retrieval.interpretation.followups`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_REMEMBERED = 512  # questions
_RESUMED = 3  # words: what is counted, a verb, and a pronoun
DENIED = folded("لم لن لا ما")
_OF_DENIED = 2  # words: «لم تسلم»
_THIS_YEAR = folded("العام السنة الموسم الشهر الأسبوع هالعام هالسنة هالموسم هالشهر")
_SHORT = 4  # words after those that ask; «وما موقف تركيا منه؟» has three
VERBAL = frozenset(
    {QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.WHY, QuestionKind.HOW, QuestionKind.WHETHER}
)
"""Questions that a verb follows, or may."""
# How verbs of dialects begin, and how those end that many did, or that were done to somebody.
_DONE = ("ات", "ان", "است", "بي", "بت", "هي", "هت", "حي", "حت")
_DOES, _LONG_DEED = ("كي", "كت"), 5  # in Moroccan, letters: «كيري» is a name
_DONE_TO = ("وا", "وه", "وها", "وهم", "ها", "هم", "تا")
_SHORT_PLURAL = 5  # letters of «طلبو»; names in ـو are longer
_HE_OR_SHE = {"هو": False, "هي": True}
_IN = folded("في")
_WAS = folded("كان")
_TIMES = folded("آخر أول لأول مرة المرة للمرة مرات الأخيرة الأولى الثانية أخرى ثانية مجددا")  # «آخر مرة»
_BECAME = folded("صار صارت صاروا أصبح أصبحت أصبحوا بقى بقت ولى ولات رجع رجعت طلع طلعت")
_DEMANDS = folded(
    "طلب طلبت طلبوا طالب طالبت طالبوا عرض عرضت عرضوا اقترح اقترحت وعد وعدت أراد أرادت يريد تريد"
)
_EARNED = folded(
    "جاب جابت جابوا ربح ربحت ربحوا كسب كسبت كسبوا حقق حققت حققوا باع باعت باعوا دفع دفعت دفعوا خسر خسرت خسروا"
    " سجل سجلت سجلوا صرف صرفت صرفوا"
)
CARRIED_OUT = folded(
    "أعيد أعيدت يعاد تعاد سيعاد ستعاد تم تمت يتم تتم سيتم ستتم جرى جرت يجري تجري سيجري ستجري"
)
_HERS = 4  # letters of a verb of hers
_ADJECTIVE = 6  # letters from which a word in ـية is an adjective
_SHORTEST = 3  # letters of a verb that is told by its first one, at the least but one
_HOLDS, _TALKS = (
    folded("أجرى أجرت أجريا أجروا عقد عقدت عقدا عقدوا خاض خاضت خاضوا بدأ بدأت بدأوا"),
    ("ات", "ا"),
)
ANYBODY = folded("الناس العالم الجميع الشعب المواطنون المواطنين السكان الأهالي")
"""Whoever it may be: «لماذا يتظاهر الناس في …؟»."""
THERE = folded("هناك هنالك هناكا هنيك تما تمه تماك تمك لهيه غادي هونيك")
_WILL = folded("غادي")
_IN_IT = folded("فيها بيها")
SOME_OF = folded("منهم منها منهن منهما منا")
IMPERSONAL = folded("يمكن يجب يجوز ينبغي يوجد توجد يمكنني يمكنك يحق يشار يقصد يطلق")
_DEGREES = folded("واحد شخص أشخاص نفر ناس حد أهم أبرز أول آخر أكبر أكثر أشهر جميع كل بعض باقي بقية أغلب معظم")


class Omissions:
    """Knows what questions leave out; `light` are the words that any event has, which name nothing."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self.light = cues.pointers | cues.events | cues.adverbs | language.stop_words
        self._active = cues.verbs - cues.passives
        self._vague = self.light | cues.attributes | cues.verbs | _DEGREES | IMPERSONAL

    def tells(self, before: Utterance) -> bool:
        """Return whether what was said is a sentence, of which a pronoun may be of any noun: «الصين ترسل أطباء»."""
        pairs = list(zip(before.body, before.body[1:], strict=False))
        return before.kind is None and any(
            (clitics.is_definite(noun.word) or self._names.knows(noun.word))
            and not (clitics.is_definite(verb.word) or self._names.knows(verb.word))
            and len(verb.word) > _SHORTEST
            and (verb.word in self._cues.verbs or verb.word.startswith(("ي", "ت")))
            and not verb.surface.endswith("ة")
            for noun, verb in pairs[:2]
        )

    def there(self, said: Utterance) -> Token | None:
        """Return the word that points to a place in a question that names something else: «هناك», «فيها»."""
        counted = int(said.kind is QuestionKind.HOW_MANY)
        point = next(iter(pointing_there(said.tokens)), None)
        last = said.tokens[-1:] if said.kind is not None or said.head == 0 else ()
        if point is None and len(said.tokens) > _SHORT and last and last[0].word in _IN_IT:
            point = last[0] if self._names.knows(said.tokens[-2].word) else None
        named = [token for token in self.naming(said.body[counted:]) if token.word not in THERE | ANYBODY]
        nouns = (token.word.startswith("ال") or self._names.knows(token.word) for token in named)
        return point if any(nouns) else None

    def names_a_thing(self, tokens: Sequence[Token]) -> bool:
        """Return whether one of the words says by itself what is spoken of."""
        return bool(self.naming(tokens))

    def naming(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the words that are neither vague nor prepositions with their pronouns."""
        return [
            token
            for token in tokens
            if token.word not in self._vague and not clitics.preposition(token.surface)
        ]

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019  # there is one of these for as long as the process
    def pronoun(self, said: Utterance) -> int | None:  # noqa: PLR0911  # one for each pattern
        """Return the place in the body of a word whose pronoun stands for what was spoken of."""
        tokens = said.body
        asks_who = said.kind is QuestionKind.WHO  # «من الذي دعا إليه؟» is of what he called for
        if said.kind is None or (said.relative and not asks_who) or _resumes(said):
            return None
        sure = len(tokens) - 1 if self._dangles(said) else self.denied_of(said)
        if sure is not None:
            return sure
        # After a verb that lacks its subject, the pronoun of a preposition is that subject's.
        acts = bool(tokens) and tokens[0].word in self._active and said.kind is not QuestionKind.WHO
        for place, token in enumerate(tokens[:3]):
            if token.word in RELATIVES or (place == 1 and is_preposition(token) and acts):
                return None
            before, after = tokens[:place], tokens[place + 1 :]
            counted = int(said.kind is QuestionKind.HOW_MANY and place > 0)
            if clitics.preposition(token.surface):
                has = place == 0 and said.kind is QuestionKind.WHETHER  # «هل له شركاء في سويسرا؟»
                after = tuple(one for one in after if one.word not in _THIS_YEAR)  # «كم صدرنا منه هذا العام؟»
                return place if has or not self.names_a_thing((*before[counted:], *after)) else None
            if self._owns(token, said, before, after):
                return place
            first = place == 0 and (
                said.kind is QuestionKind.HOW_MANY or (said.joined and said.kind is not QuestionKind.WHO)
            )
            if not (first or token.word in self._vague or token.word in CARRIED_OUT):
                return None
        return None

    def denied_of(self, said: Utterance) -> int | None:
        """Return the place of whose it is that something was not done to: «لماذا لم تسلم جثته إلى بلاده؟»."""
        if said.kind not in VERBAL or len(said.body) <= _OF_DENIED or said.body[0].word not in DENIED:
            return None
        others = [token for token in said.body[_OF_DENIED + 1 :] if not self._is_bound(token)]
        whose = self._is_bound(said.body[_OF_DENIED]) and not self.names_a_thing(others)
        return _OF_DENIED if whose else None

    def _is_bound(self, token: Token) -> bool:
        """Return whether a word ends in a pronoun that is not its own."""
        own = self._names.knows(token.word) or token.word in self._cues.own_endings
        stem = clitics.without_pronoun(plain(token.surface))
        return stem is not None and not (own or clitics.is_definite(token.word))

    def _dangles(self, said: Utterance) -> bool:
        """Return whether a last word is a preposition with its pronoun, or ends in «ها» after nothing feminine."""
        if not 1 < len(said.body) <= _SHORT:
            return False
        *before, last = said.body
        whole = not (RELATIVES | self._cues.pointers).isdisjoint(token.word for token in before)
        if not whole and said.kind is not QuestionKind.WHO and clitics.preposition(last.surface):
            return True
        word = plain(last.surface)
        owned = (
            word.endswith("ها")
            and clitics.without_pronoun(word, ("ها",))
            and not self._names.knows(last.word)
        )
        feminine = any(
            is_feminine(plain(token.surface), self._names) or self._names.knows(token.word)
            for token in before
        )
        definite = clitics.is_definite(before[0].word) and last.word not in self._cues.own_endings
        definite = definite and before[0].word not in self._cues.verbs  # «التقى»
        return bool(owned) and definite and not feminine

    def _owns(self, token: Token, said: Utterance, before: Sequence[Token], after: Sequence[Token]) -> bool:
        """Return whether the word ends in a pronoun that nothing in its question explains."""
        word = plain(token.surface)
        stem = clitics.without_pronoun(word)
        if stem is None or clitics.is_definite(token.word) or token.word in self._cues.own_endings:
            return False
        own = self._language.stop_words | self._cues.states  # «رايحه»
        if self._names.knows(token.word) or token.word in own:
            return False
        if token.word in self._cues.adverbs and not self._cues.verbs.isdisjoint(one.word for one in before):
            return False  # «من التقى بعدها؟»
        again = len(before) == 1 and before[0].word in CARRIED_OUT and not after  # «متى أعيد فتحه؟»
        if again or (said.joined and not self.names_a_thing(before)):
            return True
        stems = {fold(stem), fold(clitics.noun_alone(stem)), fold(clitics.verb_alone(stem))}
        noun = not stems.isdisjoint(self._cues.attributes | self._cues.verbs | self._cues.events)
        leads = bool(after) and (is_preposition(after[0]) or after[0].word.startswith(("ب", "لل", "فال")))
        listed = not stems.isdisjoint(self._cues.attributes | subjects.STANCES)
        if listed and leads and not before and said.kind in {QuestionKind.WHAT, QuestionKind.HOW_MANY}:
            return True  # «ما رأيه بروسيا؟», «كم سعره في مصر؟»
        clear = word.endswith(clitics.CLEAR_PRONOUNS) and len(stem) >= 2
        alone = said.kind is QuestionKind.WHO and len(said.body) == 1 and word.endswith("ه")  # «من ذبحه؟»
        clear = clear or (alone and len(stem) >= _SHORTEST)
        return (noun or clear) and not self.names_a_thing((*before, *after))

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def feminine(self, said: Utterance) -> bool | None:
        """Return whether what is left out is feminine, by its pronoun or its verb; None if neither tells."""
        he = next((t.word for t in said.tokens[: said.asking + 1] if t.word in _HE_OR_SHE), "")
        if he and said.kind is None:
            return _HE_OR_SHE[he]  # «هو فين دلوقتي؟»
        if (place := self.pronoun(said)) is not None:
            word = plain(said.body[place].surface)
            return True if word.endswith("ها") else False if word.endswith(("ه", "و")) else None
        if not said.body or said.kind is QuestionKind.WHO or not self.lacks_subject(said):
            return None
        verb = said.body[0].word
        if verb.endswith("ت"):
            return True if verb[:-1] in self._cues.verbs else None
        return False if f"{verb}ت" in self._cues.verbs else None

    def only_done(self, said: Utterance) -> bool:
        """Return whether no more is said than «and» what was done, with what is asked behind it: «ونزل على ايه؟».

        «وطلع بعدها؟» asks so without a word that does.
        """
        if not 1 < len(said.tokens) <= _SHORT or said.kind is not None:
            return False
        first, *behind = said.tokens
        word = clitics.without_conjunction(first.word, {"و": 2})
        passed = PREPOSITIONS | self._cues.pointers | self._cues.adverbs
        asked = behind[-1].word in self._language.question_words
        rest = behind[:-1] if asked else behind
        asks = asked or said.text.rstrip().endswith(("؟", "?"))
        if word == first.word or not asks or not passed.issuperset(token.word for token in rest):
            return False
        noun = clitics.is_definite(word) or self._names.knows(word) or first.surface.endswith("ة")
        noun = noun or word in self._cues.attributes | self._cues.sides | self._language.offices
        own = first.word.startswith(self._language.own_letters) or word in self._language.stop_words
        return (subjects.is_verb(word, self._cues) or looks_done(word)) and not (noun or own)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019
    def lacks_subject(self, said: Utterance) -> bool:
        """Return whether the body is a verb and what may follow it when its subject is left out."""
        moved = not said.relative and (self.describes_her(said) or self._moves(said) or self.holds(said))
        verb, *rest = said.body
        became = bool(rest) and subjects.is_predicate(verb, rest[0], self._names)
        became = became and said.kind is not QuestionKind.WHO  # «من أصبح رئيسا؟»
        return moved or became or self._ends_without_subject(said)

    def _ends_without_subject(self, said: Utterance) -> bool:
        """Return whether nothing, or what leads on, follows the verb that the body begins with."""
        verb, *rest = said.body
        known = subjects.is_verb(verb.word, self._cues)
        if said.relative or (said.kind is QuestionKind.WHAT and self._may_be_subject(said, verb)):
            return False
        ends = all(token.word in self._cues.adverbs | self._cues.pointers | _TIMES for token in rest)
        alone = not rest and said.kind in VERBAL and verb.word.startswith("ي") and len(verb.word) > 3
        if not known and not ((said.joined or alone) and self._may_be_verb(verb)):
            return False
        if said.kind in {QuestionKind.WHO, QuestionKind.HOW_MANY}:
            # «وكام جاب في الصين؟»
            inside = said.kind is QuestionKind.HOW_MANY and len(rest) > 1 and rest[0].word in _IN
            return (known and ends) or (inside and verb.word in _EARNED)
        if ends:
            verbal = said.kind in VERBAL or _behind_preposition(said)
            done = _looks_like_verb(verb.word) or _behind_preposition(said)
            return known or ((said.joined or alone) and verbal and done)
        if subjects.is_nominal(said):
            return False
        # Whether what comes after a verb is something else than its subject.
        word = rest[0].word
        definite = clitics.is_definite(word)
        joined = word.startswith(("ب", "ل")) and (definite or self._names.knows(word[1:]))
        leads_on = is_preposition(rest[0]) or joined or (word in self._cues.adverbs and not definite)
        said_of = verbs_of_saying(self._language, self._cues)
        does = said.kind is QuestionKind.WHAT and verb.word in self._cues.doing | said_of | _DEMANDS
        goes = said.joined and len(rest) == 1 and self._goes_there(verb, rest[0])
        return goes or (leads_on and (said.joined or (known and (does or rest[0].word in self._cues.topics))))

    def holds(self, said: Utterance) -> bool:
        """Return whether nothing follows a verb but what he held, with whom being asked: «مع من أجرى محادثات؟»."""
        if not _behind_preposition(said) or len(said.body) != len(("أجرى", "محادثات")):
            return False
        verb, held = said.body
        talks = held.word.endswith(_TALKS) and not clitics.is_definite(held.word)
        return verb.word in _HOLDS and talks and not self._names.knows(held.word)

    def _goes_there(self, verb: Token, place: Token) -> bool:
        """Return whether a place follows a verb of his, who goes there: «وهل سيزور موسكو؟»."""
        hers = verb.word.startswith(("ت", "ست")) or verb.word.endswith("ت")
        return verb.word in subjects.GOES and not hers and self._names.is_place(place.word)

    def describes_her(self, said: Utterance) -> bool:
        """Return whether all that follows a verb of hers is what she is: «متى صنفت إرهابية؟», «أين كانت متجهة؟»."""
        if said.kind not in VERBAL or len(said.body) != len(("صنفت", "إرهابية")):
            return False
        verb, what = said.body
        word = what.word
        if verb.word in _WAS:  # «من أين كان عائدا؟»
            return word.endswith("ا") and len(word) >= _HERS and not self._names.knows(word)
        if verb.word in _BECAME:  # «وليش صار مشهور؟»
            role = word in self._cues.attributes | self._language.offices
            return len(word) >= _HERS and not (clitics.is_definite(word) or self._names.knows(word) or role)
        if not verb.word.endswith("ت") or len(verb.word) < _HERS:
            return False
        was = verb.word in self._cues.events and word.startswith("م")
        described = was or (word.endswith("يه") and len(word) >= _ADJECTIVE and not word.startswith("م"))
        own = clitics.is_definite(word) or self._names.knows(word) or self._names.knows(verb.word)
        return described and what.surface.endswith("ة") and not own

    def _moves(self, said: Utterance) -> bool:
        """Return whether a verb of three letters is followed by where, or with whom: «متى رجع من برلين؟»."""
        verb, *rest = said.body
        asks = said.kind in {QuestionKind.WHEN, QuestionKind.WHERE, QuestionKind.WHY}
        known = subjects.is_verb(verb.word, self._cues) or (
            len(verb.word) == _SHORTEST and self._may_be_verb(verb) and verb.word not in self._cues.attributes
        )
        leads = bool(rest) and is_preposition(rest[0]) and rest[0].word not in _IN
        return asks and known and leads

    def _may_be_verb(self, token: Token) -> bool:
        """Return whether a word that no list knows for a verb could be one."""
        word = token.word
        own = word in self._language.stop_words or word in IMPERSONAL or word in self._cues.events
        named = clitics.is_definite(word) or self._names.knows(word)
        return not (own or named or word.startswith(("ن", "ا")))

    def _may_be_subject(self, said: Utterance, verb: Token) -> bool:
        """Return whether «ماذا» itself may do what the verb says: «ماذا يعيش في البحر؟»."""
        asked = said.tokens[said.head - 1].word.startswith("ب") or _behind_preposition(said)
        others = self._cues.lives | self._cues.passives
        both = verb.word.endswith("ا") and not verb.word.endswith("وا")  # «ناقشا»
        known = verb.word in self._cues.verbs or (both and subjects.is_verb(verb.word, self._cues))
        return not asked and (verb.word in others or not known)


def _behind_preposition(said: Utterance) -> bool:
    """Return whether the word that asks stands behind a preposition, so that it is no subject: «على ماذا اعترض؟»."""
    return said.head - said.asking > 1 and said.tokens[said.asking].word.removeprefix("و") in PREPOSITIONS


def pointing_there(said: Sequence[Token]) -> list[Token]:
    """Return the words that point to a place; «غادي» before a verb says that it will be: «غادي يكون»."""
    behind = [token.word for token in said[1:]] + [""]
    return [
        token
        for token, after in zip(said, behind, strict=False)
        if token.word in THERE and not (token.word in _WILL and after.startswith(("ي", "ت", "ن")))
    ]


def _resumes(said: Utterance) -> bool:
    """Return whether the last pronoun stands for what is counted: «كم زيارة قاموا بها؟»."""
    tokens = said.body
    if said.kind is not QuestionKind.HOW_MANY or len(tokens) < _RESUMED:
        return False
    acts = any(token.word.endswith("وا") for token in tokens[1:-1])
    return acts and tokens[-1].word.endswith("ها") and tokens[0].surface.endswith("ة")


def looks_done(word: str) -> bool:
    """Return whether an unknown word has the shape of what somebody did, in standard Arabic or a dialect."""
    if word.endswith("و") and len(word) <= _SHORT_PLURAL:
        return True
    does = word.startswith(_DOES) and len(word) >= _LONG_DEED
    return len(word) == 3 or (
        len(word) > 3
        and (_looks_like_verb(word) or does or word.startswith(_DONE) or word.endswith(_DONE_TO))
    )


def _looks_like_verb(word: str) -> bool:
    """Return whether an unknown word after a question word is a verb, not a name: short, or of a verb's shape."""
    return len(word) == 3 or word.endswith("ت") or (word.startswith(("ي", "ت", "سي", "ست")) and len(word) > 3)


def asks_for_it(said: Utterance, place: int, meant: str) -> bool:
    """Return whether a pronoun is that of what is asked for, not of the two who did it: «شو اتفقوا عليه؟»."""
    last, pair = said.body[place], any(word.startswith("و") for word in meant.split()[1:])
    behind = bool(clitics.preposition(last.surface)) and last.word.endswith("ه")
    many = said.kind is QuestionKind.WHAT and said.body[0].word.endswith(("و", "وا"))
    return pair and behind and many and place == 1
