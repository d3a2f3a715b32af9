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
from retrieval.interpretation import exchanging, subjects
from retrieval.interpretation.ellipsis import ANYBODY, CARRIED_OUT, THERE, Omissions
from retrieval.interpretation.leaning import Leaning
from retrieval.interpretation.names import KnownNames, agreeing, is_feminine
from retrieval.interpretation.nouns import NounReadings
from retrieval.interpretation.persons import PersonalQuestions
from retrieval.interpretation.verbs import VerbReadings
from retrieval.query.question_words import COPULAS, PREPOSITIONS
from retrieval.query.tokens import is_preposition, parse, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues, Utterance

_MINISTERS = folded("وزير وزيرة")
_HE_IS, _WHO_IS = 2, "من هو"  # words
_LONG = 6  # letters of a word whose هم is hardly its own
_OWN = 3  # letters of a word whose و is its own
_TOPIC = 6  # words that say what was spoken of
_LONGEST = 10  # words of a question that leaves something out; who says more has said what it is about

_INVOLVED = ("دخله", "دخلو", "علاقته", "علاقتها")  # «شو دخلها؟»
_HOW_LONG = "مدة"
_ON, _ABOUT = fold("على"), folded("عن على بخصوص")
_THERE_IS = folded("فما فمة ثمة كاين كاينة كاينين أكو")
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
        # The surest first.
        self._readings = (
            nouns.there, verbs.same_person, nouns.opinion_of_another,
            verbs.pronoun_first, nouns.neighbour, nouns.identity, nouns.owned, nouns.attribute_alone,
            nouns.same_of_another, nouns.the_reverse, nouns.pointed_at, nouns.topic_of_another,
            verbs.pronoun_alone, verbs.done, verbs.price, verbs.located, verbs.question_word_alone, nouns.elsewhere,
            nouns.another_time, nouns.substitution, nouns.demonstrative, verbs.who_did, verbs.behind,
            verbs.who_did_it, verbs.joined_pronoun, verbs.missing_subject, nouns.missing_topic,
        )  # fmt: skip
        self.leaning = Leaning(language, cues, self._names, self._omissions)
        self.persons = PersonalQuestions(language, cues, self._names, self.before)

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
            asked, of = f"{earlier[: bracketed.start()]}؟", bracketed[1].rpartition(exchanging.BESIDE)[2]
            # «وفي قفصة» after «شحال حجزو في بنزرت (الزطلة)»
            both = [parse(one, self._language, self._cues) for one in (question, asked)]
            if there := self.nouns.there(*both):
                return f"{there}؟"
            placed = self.nouns.elsewhere(*both)
            within = exchanging.bracketed(placed, of) if placed else None
            within = within or self._complete_of_person(question, asked, bracketed[1], knows)
            return within or self._complete_in_context(question, asked, of, knows)
        if older and exchanging.BRACKETED.search(older):
            older = None  # what it is of is no part of its words
        said = parse(question, self._language, self._cues)
        before = self._happened_before(said, self._agreeing(said, self.before(earlier), older), older)
        # «شو وظيفته؟» after «تعاون بين روسيا وأمريكا» is of nobody.
        of_nobody = self.persons.asks_of_life(question) and not self.persons.is_of_person(
            before.text, question
        )
        long = not said.tokens or len(said.tokens) > _LONGEST
        if long or of_nobody or not subjects.body(before, self._cues):
            return None
        pair = exchanging.pair(before, self._names, self._cues) if exchanging.met(said) else ""
        if other := pair or subjects.other_of_pair(said, before, self._names, self._cues):
            before = self.before(other)  # «ماذا طلب الأسد منه؟» after «بوتين والأسد»
        if exchanging.asks_between(said):
            readings = iter([exchanging.between(said, before, self._names, self._cues)])
        else:
            readings = (reading(said, before) for reading in self._readings)
        whole = next(filter(None, readings), None)
        if whole is None or (knows is not None and self._makes_up(whole, said, before, knows)):
            return None
        return f"{agreeing(whole, self._names)}؟"

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
        if where or (self._asks_why_alone(said) and self.persons.asks_of_life(asked)):
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
        said, meant = parse(question, self._language, self._cues), self.before(of)
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
        completed = None if self._is_personal(said) else self.complete(said.text, of, knows)
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

    def straight(self, earlier: str) -> str:
        """Return the question before, or where that asked what came after something, what happened there."""
        bracketed = exchanging.BRACKETED.search(earlier)
        if bracketed is None or not self.leaning.turned(earlier[: bracketed.start()]):
            return earlier
        of = bracketed[1]
        done = subjects.is_verb(fold(of.split()[0]), self._cues)
        if fold(of.split(maxsplit=1)[0]) in self._cues.doing:
            return f"ماذا {of}؟"
        return f"{of}؟" if done else f"ماذا حدث في {of}؟"

    def about(self, earlier: str, said: str = "") -> str:
        """Return what a question was about, as far as a later one, `said`, can leave it out."""
        if bracketed := exchanging.BRACKETED.search(earlier):
            asked, of = f"{earlier[: bracketed.start()]}؟", bracketed[1]
            _, common = self.leaning.may_lean(asked)
            noun = subjects.named(parse(asked, self._language, self._cues), common, self._cues)
            # Of what stands between, «الرضيع، الأمهات، حريق لندن», nobody speaks any more.
            _, _, first = of.rpartition(exchanging.BESIDE)
            return f"{noun}{exchanging.BESIDE}{first}" if noun and noun not in of else of
        before = self.before(self._fronted_topic(earlier))
        if before.kind is QuestionKind.HOW_MANY and (happened := self._verbs.happened(before)):
            # «كم قتيلا في الهجوم», «كم واحد مات في الحريق»
            anybody = before.body[0].word in self._cues.sides | subjects.PERSONS
            counted = subjects.counts(before, self._cues) and not anybody
            whole = subjects.whole(before, self._names, self._cues) if counted else ""
            return whole if happened in whole else happened
        if subjects.counts(before, self._cues):
            return subjects.whole(before, self._names, self._cues)
        # Who is asked for is not known: «كم عمره» after «من أوقف الهجوم؟» is of who stopped it.
        who = before.kind is QuestionKind.WHO and subjects.begins_with_verb(before, self._names, self._cues)
        meant = subjects.subject(before, self._names, self._cues)
        if meant and not who and fold(meant) not in ANYBODY:
            return self._owner(meant, said) or subjects.with_surroundings(
                before, meant, self._names, self._cues
            )
        if done := self._verbs.done_by_somebody(before):
            return done
        rest = [token for token in before.body if token.word not in self._omissions.light]
        return before.slice(rest[:_TOPIC])

    def _fronted_topic(self, earlier: str) -> str:
        """Return what stands before the word that asks, «انفجار بغداد كم واحد مات؟»; else the whole question."""
        said, asks = tokens(earlier), self._language.question_words.keys() - self._language.stop_words
        place = next((n for n, token in enumerate(said) if token.word in asks), 0)
        before = said[: place if place > 1 else 0]
        acts = any(subjects.is_verb(token.word, self._cues) for token in before)
        return earlier[: before[-1].end] if before and not acts else earlier

    def about_her(self, earlier: str, older: str | None, *, she: bool) -> str:
        """Return what «عنها», or «عنه», is of after two questions: «تونس», not who spoke of it."""
        asked = [earlier, *([older] if older else [])]
        named = [self.about(asked[0])]
        for one in (exchanging.BRACKETED.sub("", one) for one in asked):
            named += [exchanging.topic(self.before(one), self._names, self._cues), self.about(one)]
        # A woman is «her», and so are a place and a thing that is feminine.
        hers = (
            (name, is_feminine(name, self._names) is True or self.begins_with_place(name))
            for name in named
            if name
        )
        return next((name for name, is_hers in hers if is_hers is she), named[0])

    def begins_with_place(self, name: str) -> bool:
        """Return whether the first word of a name is a place."""
        return self._names.is_place(fold(name.split(maxsplit=1)[0]))

    def _owner(self, meant: str, said: str) -> str:
        """Return whose wife it is that was spoken of, where he is meant: «متى تم تنصيبه؟» after «من هي زوجة ترامب؟»."""
        noun, _, owner = meant.partition(" ")
        asked = parse(said, self._language, self._cues)
        he = self._omissions.feminine(asked) is False or any(map(self.leaning.is_his, asked.body))
        hers = fold(noun) in self._cues.attributes and is_feminine(noun, self._names)
        return owner if he and hers else ""

    def names_alone(self, question: str, earlier: str) -> bool:
        """Return whether nothing is left of a question but a place or what has the article, after one that asked."""
        said, before = parse(question, self._language, self._cues), self.before(earlier)
        words = [token.word for token in said.tokens]
        named = len(words) == 1 and self._names.is_place(words[0])
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
        words = [token.word for token in said.tokens]
        if len(words) != len(("إسرائيل", "شو", "دخلها")) or not words[2].startswith(_INVOLVED):
            return ""
        name = clitics.without_conjunction(words[0], _AND)
        asks = self._language.question_words.get(words[1]) is QuestionKind.WHAT and self._names.knows(name)
        return said.tokens[0].surface[len(words[0]) - len(name) :] if asks else ""

    def topic(self, earlier: str) -> str:
        """Return what somebody spoke of where that was asked, «قال … على المصالحة»; else what a question was about."""
        before = self.before(earlier)
        said_of = self._language.cues.get(QuestionKind.QUOTATION, frozenset()) & self._cues.verbs
        speaks = bool(before.body) and before.body[0].word in said_of
        topics = self._cues.topics | {_ON}
        leads = (n for n, token in enumerate(before.body) if token.word in topics and is_preposition(token))
        place = next(leads, None)
        return before.slice(before.body[place + 1 :]) if speaks and place else self.about(earlier)

    def asks_of_another(self, question: str, earlier: str) -> bool:
        """Return whether a question asks who holds an office, «من هو رئيس الحكومة؟», after what some person said."""
        said, before = parse(question, self._language, self._cues), self.before(earlier)
        if said.kind is QuestionKind.WHO and len(said.body) > 1 and said.body[0].word in _MINISTERS:
            return True  # «من وزير الفلاحة؟»
        said_of = self._language.cues.get(QuestionKind.QUOTATION, frozenset()) & self._cues.verbs
        if said.kind is not QuestionKind.WHO or not before.body or before.body[0].word not in said_of:
            return False
        who = fold(subjects.subject(before, self._names, self._cues).split(" ")[0])
        return bool(who) and not clitics.is_definite(who) and not self._names.is_place(who)

    def before(self, earlier: str) -> Utterance:
        """Return the earlier question as words; «طيب ومؤتمر سوتشي» without what joined it to one before."""
        said = parse(earlier, self._language, self._cues)
        if who := subjects.introduced(said, self._cues, self._language):
            return parse(f"{_WHO_IS} {who}", self._language, self._cues)
        if said.kind is None and len(said.tokens) > _HE_IS and said.tokens[0].word in COPULAS:
            said = parse(earlier[said.tokens[1].start :], self._language, self._cues)  # «هو القذافي خرج؟»
        if len(said.body) > 1 and said.body[0].word in _THERE_IS:
            return self.before(earlier[said.body[1].start :])  # «فمة قانون جديد في بريطانيا؟»
        if unit := subjects.counted_time(said, self._cues):
            verb = said.body[len(unit)]
            lasts = verb.word in subjects.LASTS  # «كم ساعة كانت الهدنة؟»
            asked = _HOW_LONG if lasts else verb.surface
            text = f"{earlier[: unit[0].start]}{asked}{earlier[verb.end :]}"
            said = parse(text, self._language, self._cues)
        if subjects.acts_behind_place(said, self._names, self._cues):  # «ليش الصين سكّرت الجسر الزجاجي؟»
            place, act, *_ = said.body
            behind = earlier[act.end :]
            said = parse(
                f"{earlier[: place.start]}{act.surface} {place.surface}{behind}", self._language, self._cues
            )
        joined = said.joined or (said.body and said.body[0].word.startswith("و"))
        if said.kind is not None or not joined or not said.body:
            return said
        first = said.body[0]
        own = first.word.startswith(self._language.own_letters) or len(first.word) <= _OWN
        start = first.start + (
            0 if own else len(first.surface) - len(clitics.without_conjunction(first.surface, _AND))
        )
        return parse(earlier[start:], self._language, self._cues)

    def _agreeing(self, said: Utterance, before: Utterance, older: str | None) -> Utterance:
        """Return the earlier question, or where its subject is of another gender, its object or an older question."""
        feminine = self._omissions.feminine(said)
        thing = subjects.object_of(before, self._names, self._cues)
        if (
            said.body[:1]
            and said.body[0].word in CARRIED_OUT
            and thing
            and feminine is is_feminine(thing, self._names)
        ):
            return self.before(thing)  # «ومتى سيتم رفعها؟» after «متى أعلنت تونس حالة الطوارئ؟»
        who = before.kind is QuestionKind.WHO and subjects.begins_with_verb(before, self._names, self._cues)
        if (
            feminine is None
            or who
            or not (self._clash(before, feminine) or self._he_with_article(before, feminine))
        ):
            return before
        if feminine and (noun := self._feminine_noun(before)):
            return noun
        whose = self._owner(subjects.subject(before, self._names, self._cues), said.text)  # «زوجة كيري»
        others = [self.before(text) for text in (whose, thing, older) if text]
        return next((other for other in others if not self._clash(other, feminine)), before)

    def _happened_before(self, said: Utterance, before: Utterance, older: str | None) -> Utterance:
        """Return an older question for «في أي مدينة؟» after «من هما الوزيران؟»: of what these did."""
        if (
            older
            and self._asks_why_alone(said)
            and before.body[:1]
            and before.body[0].word in self._cues.lives
        ):
            return self.before(older)  # «ليه؟» after «وين ولد؟» is of what he did
        identity = before.kind is QuestionKind.WHO and any(
            t.word in COPULAS for t in before.tokens[: before.head]
        )
        placed = said.kind in {QuestionKind.WHEN, QuestionKind.WHERE} and self.leaning.vague(said.text)
        if not (older and identity and placed):
            return before
        other = self.before(older)
        meant = subjects.subject(before, self._names, self._cues)
        did = subjects.begins_with_verb(other, self._names, self._cues)
        return other if did and meant and meant in other.text else before

    def _asks_why_alone(self, said: Utterance) -> bool:
        """Return whether a question asks why and no more: «وليش؟»."""
        return said.kind is QuestionKind.WHY and not said.body

    def _he_with_article(self, before: Utterance, feminine: bool) -> bool:
        """Return whether «she» cannot be the noun with the article that a question speaks of: «القس»."""
        word = fold(subjects.subject(before, self._names, self._cues))
        alone = " " not in word and word.startswith("ال") and not word.endswith("ه")
        return (
            feminine and alone and not self._names.is_place(word) and self._feminine_noun(before) is not None
        )

    def _feminine_noun(self, before: Utterance) -> Utterance | None:
        """Return the last noun of a question that is feminine by its ending and has the article: «الماسة»."""
        nouns = (t for t in reversed(before.body) if clitics.is_definite(t.word) and t.surface.endswith("ة"))
        noun = next(nouns, None)
        return parse(noun.surface, self._language, self._cues) if noun else None

    def _clash(self, before: Utterance, feminine: bool) -> bool:
        meant = subjects.subject(before, self._names, self._cues)
        found = is_feminine(meant, self._names)
        verb = before.body[0].word if before.body else ""
        if found is None and self._names.is_place(fold(meant)) and verb.endswith("ت"):
            found = True if verb in self._cues.verbs else None  # «كيف ردت إسرائيل»
        return found is not None and found is not feminine


def _share_a_word(one: str, other: str) -> bool:
    return not {token.word for token in tokens(one)}.isdisjoint(token.word for token in tokens(other))


def _without_ha(word: str) -> tuple[str, ...]:
    """Return what a word may be without «ها», or a long one without «هم», by itself."""
    rest = word.removesuffix("ها") if len(word) < _LONG else word.removesuffix("ها").removesuffix("هم")
    return (rest, f"{rest[:-1]}ه") if rest != word else ()
