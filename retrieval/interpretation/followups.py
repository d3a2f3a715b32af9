"""A question that leaves out what it is about, made whole by the one before it: «ومتى كان ذلك؟».

Only what cannot stand alone is touched. The patterns are of the surface (a question word with nothing after it, a verb
without its subject, a pronoun without its noun, a pointing word) and each has to fit entirely; what none of them
fits is complete. The words come from config/language.toml.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.alike import OthersAlike
from retrieval.interpretation.earlier import EarlierQuestions, asks_why_alone
from retrieval.interpretation.grammar import subjects
from retrieval.interpretation.grammar.ellipsis import THERE, Omissions
from retrieval.interpretation.grammar.names import KnownNames, agreeing
from retrieval.interpretation.grammar.own_names import is_pointing
from retrieval.interpretation.leaning import Leaning
from retrieval.interpretation.nouns import NounReadings
from retrieval.interpretation.persons import PersonalQuestions
from retrieval.interpretation.verbs import VerbReadings
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import parse, tokens, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Utterance

_MINISTERS = folded("وزير وزيرة")
_HE_IS = 2  # words
_LONG = 6  # letters of a word whose هم is hardly its own
_LONGEST = 10  # words of a question that leaves something out; who says more has said what it is about

_INVOLVED = ("دخله", "دخلو", "علاقته", "دوره")  # «شو دخلها؟»
_ABOUT = folded("عن على بخصوص")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`


class Followups:
    """Knows the questions that leave something out; deterministic, linear in what it is given."""

    def __init__(self, language: Language, cues: Cues) -> None:
        self._language = language
        self._cues = cues
        self._names = KnownNames.of(language)
        self._omissions = Omissions(language, cues, self._names)
        self.nouns = NounReadings(language, cues, self._names, self._omissions)
        verbs = self._verbs = VerbReadings(language, cues, self._names, self._omissions)
        nouns = self.nouns
        alike = self.alike = OthersAlike(language, cues, self._names, self._omissions)
        # The surest first.
        self._readings = (
            nouns.there, alike.other_group, verbs.same_person, alike.opinion_of_another, alike.reply_of_another,
            verbs.pronoun_first, nouns.neighbour, nouns.identity, nouns.owned, nouns.attribute_alone,
            alike.same_of_another, alike.asked_of_another, nouns.the_reverse, nouns.pointed_at, nouns.topic_of_another,
            verbs.pronoun_alone, verbs.done, verbs.price, nouns.located, verbs.question_word_alone, alike.elsewhere,
            alike.another_time, alike.another_alike, alike.substitution, nouns.demonstrative, nouns.named_alone,
            verbs.who_did, verbs.behind, verbs.who_did_it, nouns.described, verbs.joined_pronoun,
            verbs.missing_subject, nouns.missing_topic,
        )  # fmt: skip
        self.leaning = Leaning(language, cues, self._names, self._omissions)
        self.earlier = EarlierQuestions(language, cues, self._omissions, self.leaning, verbs)
        self.persons = PersonalQuestions(language, cues, self._names, self.earlier.before)

    def complete(
        self,
        question: str,
        earlier: str,
        knows: Callable[[str], bool] | None = None,
        older: str | None = None,
    ) -> str | None:
        """Return the whole question that `question` asks after `earlier`; None when it is whole as it stands.

        `knows` tells whether the archive holds a word: no other loses its ending to a pronoun. The question of an
        `older` turn is meant where what the earlier one is about does not agree in gender.
        """
        if bracketed := exchanging.BRACKETED.search(earlier):
            return self._complete_bracketed(question, f"{earlier[: bracketed.start()]}؟", bracketed[1], knows)
        if older and exchanging.BRACKETED.search(older):
            older = None  # what it is of is no part of its words
        said = parse(question, self._language, self._cues)
        short = 0 < len(said.tokens) <= _LONGEST
        before = self.earlier.followed(said, earlier, older) if short else None
        if not before or not subjects.body(before, self._cues) or self.persons.of_nobody(said, before):
            return None
        asked = list(map(self.earlier.before, filter(None, (earlier, older))))
        if of_them := exchanging.of_them(said, asked, self._names, self._language, self._cues):
            return f"{of_them}؟"
        pair = exchanging.pair(before, self._names, self._cues) if exchanging.met(said) else ""
        if other := pair or subjects.other_of_pair(said, before, self._names, self._cues):
            before = self.earlier.before(other)  # «ماذا طلب الأسد منه؟» after «بوتين والأسد»
        readings = (reading(said, before) for reading in self._readings)
        between = exchanging.between(said, before, asked, self._names, self._cues)
        whole = between if exchanging.asks_between(said) else next(filter(None, readings), None)
        if whole is None or (knows is not None and self._makes_up(whole, said, before, knows)):
            return None
        if of := self.earlier.drawn_from(before, earlier):  # «ما اسمه؟» of «علاج الرضيع»
            return exchanging.bracketed(agreeing(whole, self._names), of)
        return f"{agreeing(whole, self._names)}؟"

    def _complete_bracketed(
        self, question: str, asked: str, brackets: str, knows: Callable[[str], bool] | None
    ) -> str | None:
        """Return the whole question after one that was `asked` of what it has in brackets, the last of it first."""
        of = brackets.rpartition(exchanging.BESIDE)[2]
        both = [parse(one, self._language, self._cues) for one in (question, asked)]
        if not all(one.tokens for one in both):
            return None
        if there := self.nouns.there(*both):  # «وفي قفصة» after «شحال حجزو في بنزرت (الزطلة)»
            return f"{there}؟"
        placed = self.alike.place_instead(*both) or self.alike.elsewhere(*both)
        within = exchanging.bracketed(placed, of) if placed else None
        if other := self.alike.another_alike(both[0], self.earlier.before(of)):
            return exchanging.bracketed(asked, other)  # «ومباراة الترجي؟» after «على أي قناة (مباراة النجم)؟»
        within = within or self._complete_of_person(question, asked, brackets, knows)
        return within or self._complete_in_context(question, asked, of, knows)

    def _makes_up(self, whole: str, said: Utterance, before: Utterance, knows: Callable[[str], bool]) -> bool:
        """Return whether a whole question has a word that nobody wrote and neither the lists nor the archive hold."""
        written = {token.word for token in (*said.tokens, *before.tokens)}
        listed = self._cues.attributes | self._cues.verbs | self._language.stop_words
        listed = listed | self._language.question_words.keys() | self._cues.events | PREPOSITIONS
        # «ها» is hardly ever a word's own.
        clear = {form for token in said.tokens for form in _without_ha(token.word)}
        made = {token.word for token in tokens(whole)} - written - listed - clear
        return any(not self._names.knows(word) and not knows(clitics.without_to(word)) for word in made)

    def _complete_of_person(
        self, question: str, asked: str, of: str, knows: Callable[[str], bool] | None
    ) -> str | None:
        """Return the whole question of who was spoken of last: «شكون قتله» after «كم عمره (المنفذ، هجوم برلين)؟»."""
        said, before = (parse(one, self._language, self._cues) for one in (question, asked))
        if self._omissions.denied_of(said) is not None:
            return self.complete(question, of, knows)  # «لم تسلم جثته»
        where = said.kind is QuestionKind.WHERE and not said.body and self._is_personal(before)
        if where or (asks_why_alone(said) and self.persons.asks_of_life(asked)):
            # «منين هو» after «كم عمره (الهجوم)؟», «ليش؟» after «أين ولد (نفذ هجوم برلين)؟»
            return exchanging.bracketed(question, of)
        last, _, rest = of.partition(exchanging.BESIDE)
        noun = fold(last)
        if not rest or " " in last or noun not in self._cues.sides or not self.leaning.leans(asked):
            return None
        completed = self.complete(question, last, knows)
        whole = completed and exchanging.BRACKETED.search(completed) is None
        return exchanging.bracketed(completed, rest) if completed and whole else None

    def _complete_in_context(
        self, question: str, asked: str, of: str, knows: Callable[[str], bool] | None
    ) -> str | None:
        """Return the whole question after one that was `asked` of what stands in brackets."""
        said, meant = parse(question, self._language, self._cues), self.earlier.before(of)
        counted = parse(asked, self._language, self._cues)
        # «من كشف عن ذلك؟» is of all that somebody did.
        pointed = None if self._may_be_clause(of) else self.nouns.pointed_at(said, meant)
        # «متى وقع؟» after «كم قتيلا (الهجوم)؟» is of the attack, not of how many it killed.
        alone = counted.kind is QuestionKind.HOW_MANY and not self._verbs.happened(counted)
        if whole := pointed or (self._verbs.question_word_alone(said, meant) if alone else None):
            return f"{whole}؟"  # «وما موقف النهضة من الموضوع؟»
        # «وماذا قال؟» after «من انتقده (الجينز)؟» is of whoever did that.
        who = counted.kind is QuestionKind.WHO and self._omissions.pronoun(counted) is not None
        who = who and bool(said.body) and self._omissions.lacks_subject(said)
        if who or (self.leaning.names_nothing(asked) and not self.leaning.vague(question)):
            return exchanging.bracketed(question, of) if who else self._complete_beyond(said, of, knows)
        completed = self.complete(question, asked, knows, of)
        if completed is None:  # «ليش» after «من متى (المياه في دمشق)؟»
            again = said.kind is not None and not said.body and self.leaning.vague(asked)
            return exchanging.bracketed(question, of) if again else None
        _, common = self.leaning.may_lean(asked)
        if common:  # «كم عمره؟» after «من السائق (حادث الحافلة)؟»
            noun = subjects.named(counted, common, self._cues) or common
            return exchanging.bracketed(question, f"{noun}{exchanging.BESIDE}{of}")
        if inner := exchanging.BRACKETED.search(completed):
            points = all(token.word in self._omissions.light for token in tokens(inner[1]))  # «حدث ذلك»
            return exchanging.bracketed(
                completed[: inner.start()], of if points else f"{inner[1]}{exchanging.BESIDE}{of}"
            )
        return exchanging.bracketed(completed, of)

    def _complete_beyond(self, said: Utterance, of: str, knows: Callable[[str], bool] | None) -> str | None:
        """Return the whole question after one that named nothing, of what that was of: «ومن اللي سواها (هجوم نيس)»."""
        happened = fold(of.split(maxsplit=1)[0]) in self._cues.happenings or self._may_be_clause(of)
        personal = self._is_personal(said) and (happened or exchanging.BESIDE in of)
        completed = None if personal else self.complete(said.text, of, knows)  # «كم عمر صياد؟»
        if completed and _share_a_word(completed, of) and self._may_be_clause(of):  # «سقطت المرأة من الجسر»
            return exchanging.bracketed(said.text, of)
        alone = completed is None or exchanging.BRACKETED.search(completed) or _share_a_word(completed, of)
        return completed if completed is None or alone else exchanging.bracketed(completed, of)

    def _is_personal(self, said: Utterance) -> bool:
        """Return whether a question is of somebody's age, name or the like: «كم عمره؟»."""
        stems = (clitics.without_pronoun(plain(token.surface)) or "" for token in said.body[:2])
        return any(fold(clitics.noun_alone(stem)) in self._cues.personal for stem in stems)

    def _may_be_clause(self, of: str) -> bool:
        """Return whether what was spoken of may be what somebody did rather than a thing: «غضب الجزائريون من …»."""
        first, *rest = parse(of, self._language, self._cues).body[:3] or [None]
        if first is None or len(rest) < 2 or first.word in self._cues.attributes | self._cues.verbs:
            return False
        return not (clitics.is_definite(first.word) or self._names.knows(first.word))

    def names_alone(self, question: str, earlier: str) -> bool:
        """Return whether nothing is left of a question but a place or what has the article, after one that asked."""
        said, before = parse(question, self._language, self._cues), self.earlier.before(earlier)
        words = [token.word for token in said.tokens]
        named = len(words) == 1 and self._names.knows(words[0])
        rest = words[1:] if words[0] in self._language.bodies else words
        named = named or (0 < len(rest) <= len(words) <= _HE_IS and all(map(clitics.is_definite, rest)))
        return named and before.kind is not None

    def asks(self, question: str, kind: QuestionKind) -> bool:
        """Return whether a question asks for that: who did something, when it was."""
        asked = parse(question, self._language, self._cues).kind
        behind = asked is None and self.only_done(question)  # «ونزل لقداش؟»
        return asked is kind or (behind and self.asks_anywhere(question, kind))

    def asks_anywhere(self, question: str, kind: QuestionKind) -> bool:
        """Return whether a word that asks for that stands anywhere in a question: «إيران ليش ضربت داعش؟»."""
        return any(self._language.question_words.get(token.word) is kind for token in tokens(question))

    def only_done(self, question: str) -> bool:
        """Return whether a question says no more than what was done and what it asks of that: «ونزل على ايه؟»."""
        return self._omissions.only_done(parse(question, self._language, self._cues))

    def states(self, question: str) -> bool:
        """Return whether it is asked only whether something is so: «هل القهوة مفيدة؟», «القهوة مفيدة ولا لأ؟»."""
        return parse(question, self._language, self._cues).kind in {None, QuestionKind.WHETHER}

    def fronts(self, question: str) -> bool:
        """Return whether what a question is of stands before the word that asks."""
        return self.leaning.fronts(parse(question, self._language, self._cues))

    def points_there(self, question: str) -> bool:
        """Return whether a question points to a place, «هناك», and names something else."""
        point = self._omissions.there(parse(question, self._language, self._cues))
        return point is not None and point.word in THERE

    def only_about(self, question: str) -> str:
        """Return what a question only names: «وماذا عن غزة؟», «وإسرائيل شو دخلها؟»; empty for any other."""
        said = parse(question, self._language, self._cues)
        if said.kind is QuestionKind.WHAT and len(said.body) > 1 and said.body[0].word in _ABOUT:
            return said.slice(said.body[1:])
        words, asking = [token.word for token in said.tokens], self._language.question_words
        asks = next(
            (n for n, word in enumerate(words[: _HE_IS + 1]) if asking.get(word) is QuestionKind.WHAT), 0
        )
        involved, *behind = [*words[asks + 1 :], ""]
        points = all(not one or one in PREPOSITIONS or is_pointing(one, self._cues) for one in behind)
        if not (asks and involved.startswith(_INVOLVED) and points):
            return ""  # «والأكراد شو دخلهم بالموضوع؟»
        name = clitics.without_conjunction(words[0], _AND)
        roles = self._cues.attributes | self._cues.sides | self._cues.things | self._language.offices
        noun = roles.isdisjoint({name, clitics.without_article(name)})  # «والمدرب شو دخله؟» is of some team
        known = noun and (clitics.is_definite(name) or self._names.knows(name))
        letters = len(words[0]) - len(name)
        return said.slice(said.tokens[:asks])[letters:] if known else ""

    def asks_of_another(self, question: str, earlier: str) -> bool:
        """Return whether a question asks who holds an office, «من هو رئيس الحكومة؟», after what some person said."""
        said, before = parse(question, self._language, self._cues), self.earlier.before(earlier)
        if said.kind is QuestionKind.WHO and len(said.body) > 1 and said.body[0].word in _MINISTERS:
            return True  # «من وزير الفلاحة؟»
        office = [token.word for token in said.body[:2]]
        whole = len(office) > 1 and office[0] in self._language.offices and clitics.is_definite(office[1])
        acts = subjects.begins_with_verb(before, self._names, self._cues)
        acts = acts and before.body[0].word not in self._cues.events  # «من كان قبله؟»
        identity = before.kind is QuestionKind.WHO and not acts
        if said.kind is QuestionKind.WHO and whole and identity:
            return True  # «ومن هو رئيس الحكومة؟» after «من هو السبسي؟»
        said_of = verbs_of_saying(self._language, self._cues)
        if said.kind is not QuestionKind.WHO or not before.body or before.body[0].word not in said_of:
            return False
        who = fold(subjects.subject(before, self._names, self._cues).split(" ")[0])
        return bool(who) and not clitics.is_definite(who) and not self._names.is_place(who)


def _share_a_word(one: str, other: str) -> bool:
    return not {token.word for token in tokens(one)}.isdisjoint(token.word for token in tokens(other))


def _without_ha(word: str) -> tuple[str, ...]:
    """Return what a word may be without «ها», or a long one without «هم», by itself."""
    rest = word.removesuffix("ها") if len(word) < _LONG else word.removesuffix("ها").removesuffix("هم")
    return (rest, f"{rest[:-1]}ه") if rest != word else ()
