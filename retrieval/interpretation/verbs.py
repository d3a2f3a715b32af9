"""Questions that leave out who did something, or what was done, made whole: «وماذا قال؟», «ومن حضره؟», «ولماذا؟»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.grammar import extents, subjects
from retrieval.interpretation.grammar.ambiguity import FELL, Ambiguity
from retrieval.interpretation.grammar.ellipsis import SOME_OF, VERBAL, asks_for_it, looks_done
from retrieval.interpretation.grammar.names import is_feminine
from retrieval.query import question_words
from retrieval.query.question_words import PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition, parse, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.ellipsis import Omissions
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_PERSONAL = folded("أنا أنت نحن أنتم لي لك لنا لكم")
_PRONOUNS = folded("هو هي هم هما")
_SOMEBODY = folded("واحد شخص حد أحد نفر")
_PEOPLE = folded(
    "شخص شخصا أشخاص واحد نفر مواطن مواطنا متهم متهما مشتبه مهاجر مهاجرا عنصر عنصرا إرهابي إرهابيا طفل طفلا"
)
_IN_THE = "بال"
_CARRIED_OUT = folded("قام قامت قاموا يقوم")
PRICES = folded("بكم بكام بقديش بقداش بقداه بشحال بشكد بشقد بيش")
PRICE = "كم سعر"
_BEHIND = folded("وراه وراها وراهم وراءه وراءها وراءهم")
_OF_DEEDS = folded("مدة موعد بنود بند شروط مضمون محتوى تفاصيل مراحل مرحلة")
_WAS = folded("كان كانت يكون تكون")
_DURING = folded("في خلال أثناء")
_BESIDE = " مع "
_WHO = "من"
_THEY = folded("هم هما همه همة هوما هوم هني هنن")
_TITLES = folded("منصب وظيفة مهنة لقب صفة")
WORK, _WORK_OF = folded("شغل شغلة شغلانة خدمة"), "ما مهنة"
_STANDARD = folded("ماذا ما متى أين لماذا كيف هل من كم بماذا لمن")
_FLEES = folded("هرب هربوا فر فروا راح راحوا اختفى اختفوا سافر ظهر ظهروا مشى ذهب يهرب")  # who did it
_TOWARDS = folded(
    "إلى"
)  # what one verb leads to, and no other: «متى يلعب؟» after «هل تأهل المنتخب إلى المونديال؟»
_MEETS = folded("التقى التقت قابل قابلت اجتمع اجتمعت لاقى لاقت شاف شافت صافح استقبل استقبلت")


class VerbReadings:
    """Readings of questions that lack who did something or what was done."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames, omissions: Omissions) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self._omissions = omissions
        self._ambiguity = Ambiguity(language, cues, names)

    def pronoun_first(self, said: Utterance, before: Utterance) -> str | None:
        """Return «هو عمل ايه؟», where the word that asks comes later: a pronoun for what was spoken of.

        Before a noun that word only leads to it: «هو الاسد راح ليه».
        """
        if said.kind is not None or len(said.tokens) < said.head + 3:
            return None
        first, after, *rest = said.tokens[said.head :]
        pronoun = first.word.removeprefix("و") if said.head == 0 or said.joined else first.word
        asks = any(question_words.kind_of(token.word, self._language) for token in rest)
        acts = subjects.is_verb(rest[0].word, self._cues) and not subjects.is_verb(after.word, self._cues)
        named = acts or clitics.is_definite(after.word) or self._names.knows(after.word)  # «هو ميسي عمل ايه»
        meant = subjects.subject(before, self._names, self._cues)
        # «هما اتقابلوا كام مرة؟» is of no single thing.
        one = (
            pronoun in _THEY
            and clitics.is_definite(fold(meant))
            and not meant.endswith(("ين", "ون", "ات", "ا"))
        )
        if pronoun not in _PRONOUNS or not asks or named or not meant or one:
            return None
        asked = said.slice((after, *rest))
        # «هو عنده كام سنة؟» after «من هاجم المسجد؟», but not after «سيرينا كسبت مين؟»
        thing = clitics.is_definite(fold(meant)) or self._happens(meant)
        unknown = thing and self._asks_who_did(before)
        return f"{asked} ({before.slice(before.body)})" if unknown else f"{meant} {asked}"

    def pronoun_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وهل هو متزوج؟», «وأين هي الآن؟»: a pronoun alone for what was spoken of."""
        *asking, last = said.question.split() or [""]
        meant = subjects.subject(before, self._names, self._cues)
        if said.kind not in VERBAL or fold(last) not in _PRONOUNS or not said.body or not meant:
            return None
        if any(
            (clitics.is_definite(t.word) and t.word not in self._omissions.light) or self._names.knows(t.word)
            for t in said.body
        ):
            return None
        return " ".join([*asking, meant, said.slice(said.body)])

    def price(self, said: Utterance, before: Utterance) -> str | None:
        """Return «بقداش؟» after «نوكيا 3310», what was named and nothing asked of it."""
        alone = not said.body and fold(said.question) in PRICES
        return f"{PRICE} {before.slice(before.body)}" if alone and before.kind is None else None

    def question_word_alone(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ولماذا؟», «ومتى كان ذلك؟», «وما السبب؟»: nothing but what any event has."""
        rest = [token.word for token in said.body]
        if said.kind is None or not all(
            w in self._omissions.light or w in self._cues.attributes for w in rest
        ):
            return None
        if any(word in self._cues.verbs - self._cues.attributes - self._cues.events for word in rest):
            return None  # «فين راح؟», whose verb is a particle, too
        # An indefinite noun left hanging, «ما هي أهمية», is cut short rather than left out.
        nouns = [word for word in rest if word in self._cues.attributes]
        pointed = not self._cues.pointers.isdisjoint(rest)  # «وما أثر ذلك؟»
        hanging = bool(nouns) and not (pointed or any(map(clitics.is_definite, nouns)))
        if hanging or not (_PERSONAL | clitics.PREPOSITIONS.keys()).isdisjoint(rest):
            return None
        if before.kind is QuestionKind.WHO and before.body and before.body[0].word in SOME_OF:
            before = replace(before, head=before.head + 1)  # «من منهم يدعم الأكراد؟»
        done = self.done_by_somebody(before) if nouns else ""  # «كم كان عدد الضحايا؟» after «من نفذ الهجوم؟»
        was = self._was_or_measured(before)
        body = self._spoken_of(said, before) or done or was or self._with_object(before)
        plainly = set(rest) <= self._cues.pointers | self._cues.events
        if plainly and said.kind in VERBAL and (happened := self.happened(before)):
            events = said.slice([token for token in said.body if token.word in self._cues.events])
            was = "كانت" if is_feminine(happened, self._names) else "كان"
            placed = said.kind in {QuestionKind.WHEN, QuestionKind.WHERE}
            if events or placed:  # «متى وقع؟», «متى؟»
                return f"{said.question} {events or was} {happened}"
            body = happened
        if plainly and said.kind in VERBAL and (before.kind in VERBAL or self._is_verbal(before)):
            return f"{said.question} {body}"
        asked = " ".join(filter(None, [said.question, said.slice(said.body)]))
        return f"{asked} ({body})"

    def same_person(self, said: Utterance, before: Utterance) -> str | None:
        """Return what somebody is: «شو شغلته؟»; after «من وصف الأمر بذلك؟», again who did that: «ما منصبه؟»."""
        word = said.body[0].surface if len(said.body) == 1 else ""
        noun = subjects.noun_alone(clitics.without_pronoun(plain(word)) or "", self._cues)
        if said.kind is not QuestionKind.WHAT or fold(noun) not in _TITLES | WORK:
            return None
        if self._asks_who_did(before):
            return before.text.rstrip(" ؟?")
        meant = subjects.subject(before, self._names, self._cues) if fold(noun) in WORK else ""
        # As texts have it.
        return f"{_WORK_OF} {meant}" if meant and not self._names.is_place(fold(meant)) else None

    def _was_or_measured(self, before: Utterance) -> str:
        """Return what stands behind «كان», or behind the age or the like of somebody, in the question before."""
        first = before.body[0].word if before.body else ""
        was = subjects.subject(before, self._names, self._cues) if first in _WAS else ""
        if was or first not in self._cues.personal:
            return was  # «كم كان على متن الطائرة؟»
        return subjects.subject(before, self._names, self._cues, he=False)  # «كم عمر الطفل؟»

    def done_by_somebody(self, before: Utterance) -> str:
        """Return what somebody did who was asked for: «الهجوم» of «من نفذ الهجوم؟»."""
        did = self._asks_who_did(before)
        done = subjects.after_verb(before, self._names, self._cues) if did else ()
        if not done or is_preposition(done[0]):
            return ""
        carried = before.body[0].word in _CARRIED_OUT and done[0].word.startswith("ب")
        return before.text[done[0].start + int(carried) : done[-1].end]  # «من قام بانفجار تونس؟»

    def done(self, said: Utterance, before: Utterance) -> str | None:
        """Return «متى وقع؟» after «من نفذ الهجوم؟», of what was done."""
        done = self.done_by_somebody(before)
        events = [token for token in said.body if token.word in self._cues.events]
        plainly = all(token.word in self._cues.pointers | self._cues.events for token in said.body)
        if not (events and done and plainly) or said.kind not in VERBAL:
            return None
        happened = fold(done.split()[0]) in self._cues.happenings  # «متى كان ذلك؟» is of the attack itself
        if len(events) < len(said.body) and not happened:  # «وأين حدث ذلك؟»
            return f"{said.question} {said.slice(said.body)} ({before.slice(before.body)})"
        return f"{said.question} {said.slice(events)} {done}"

    def happened(self, before: Utterance) -> str:
        """Return that in which something was counted: «متى حدث تفجير الحافلة» after «كم قتيلا في تفجير الحافلة؟».

        What was spoken of by its name alone is that itself.
        """
        tokens = before.body
        if (
            before.kind is None
            and len(tokens) > 1
            and not (self._is_verbal(before) or self._omissions.tells(before))
            and not any(self._does(token) for token in tokens[1:])
        ):
            return before.slice(tokens)
        if before.kind is not QuestionKind.HOW_MANY:
            return ""
        if inside := next((token for token in tokens[1:] if token.word.startswith(_IN_THE)), None):
            return before.text[inside.start + 1 : tokens[-1].end]  # «كم واحد مات بالحريق؟»
        if self._is_verbal(before):
            return ""
        place = next((n for n, token in enumerate(tokens) if token.word in _DURING), None)
        meant = before.slice(tokens[place + 1 :]) if place else ""
        beside = [
            t
            for t in tokens[1:place]
            if self._names.knows(t.word) or t.surface.endswith("ة") or not looks_done(t.word)
        ]
        if place and self._omissions.names_a_thing(beside):  # «كم متفرجا يحضر | مباراة تونس في رادس؟»
            meant = extents.happening(before, self._cues)
        sides = self._cues.attributes - self._cues.personal
        acts = any(
            subjects.is_verb(token.word, self._cues) for token in tokens[1:]
        )  # «كم عاصمة دعت الاتحاد؟»
        if not place and tokens and tokens[0].word in sides and not acts:
            meant = subjects.subject(before, self._names, self._cues)  # «كم عدد ضحايا زلزال نيبال؟»
        if meant.isdecimal():  # «كم سائحا زار تونس في 2016؟»
            return ""
        return meant if meant and not self._names.is_place(fold(meant.split()[0])) else ""

    def _does(self, token: Token) -> bool:
        """Return whether a word inside what was said is what somebody does: «أردوغان بدو يلتقي الأسد»."""
        present = (
            token.word.startswith("ي") and len(token.word) > len("يدي") and not self._names.knows(token.word)
        )
        return token.word in self._cues.verbs or present

    def _spoken_of(self, said: Utterance, before: Utterance) -> str:
        """Return where something happened, for who asks who was there: «مين كان هناك؟» after «شو صار بفيتنام؟»."""
        happened = before.body and before.body[0].word in self._cues.events
        who = said.kind is QuestionKind.WHO and happened
        return subjects.subject(before, self._names, self._cues) if who else ""

    def _done(self, before: Utterance) -> str:
        """Return what was done in a question, without what stands in it for what was asked.

        Of «ما الذي اتفق عليه بوتين؟» that is «اتفق بوتين»; of «من أسس المدينة؟» it is that she was founded.
        """
        verb, *rest = subjects.body(before, self._cues) or (None,)
        if verb is None or not rest:
            return before.slice([verb] if verb else ())
        if before.relative and clitics.preposition(rest[0].surface):
            return f"{verb.surface} {before.slice(rest[1:])}".strip()
        past = verb.word in self._cues.verbs and not verb.word.startswith(("ي", "ت"))
        hers = past and not verb.word.endswith(("ت", "ا", "ي", "و")) and rest[0].surface.endswith("ة")
        ending = "ت" if hers and before.kind is QuestionKind.WHO else ""
        return f"{verb.surface}{ending} {before.text[rest[0].start : rest[-1].end]}"

    def _with_object(self, before: Utterance) -> str:
        """Return what was said of a question; «ذلك» stands for what was asked: «لماذا قال كيري ذلك عن سوريا»."""
        body = self._done(before)
        said_of = verbs_of_saying(self._language, self._cues)
        meant = subjects.subject(before, self._names, self._cues)
        verb = before.body[0] if before.body else None
        asks_what = before.kind is QuestionKind.WHAT and not subjects.is_nominal(before)
        done = verb is not None and verb.word in said_of and self._is_verbal(before)
        if verb is None or not (meant and asks_what and done):  # «ما رأي كيري؟»
            return body
        begun = f"{verb.surface} {meant}"
        behind = before.text[before.text.find(begun) + len(begun) :].split()
        if behind and fold(behind[0].strip("؟?")) not in PREPOSITIONS | {""}:
            return body  # «بماذا هدد داعش | الممثلة؟»
        return body.replace(begun, f"{begun} ذلك", 1) if body.startswith(begun) else body

    def who_did(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «هل قبض عليه؟» after «من نفذ الهجوم؟»: the pronoun is of whoever did that."""
        if (
            not self._asks_who_did(before)
            or said.kind is None
            or len(said.body) != 2
            or said.body[0].word not in self._cues.punished
        ):
            return None
        on = clitics.preposition(said.body[1].surface)
        if len(on) < 2 or said.body[1].word.endswith("ها"):
            return None
        done = before.slice(subjects.body(before, self._cues))
        return f"{said.question} {said.body[0].surface} {on} من {done}"

    def behind(self, said: Utterance, before: Utterance) -> str | None:
        """Return «شكون وراها؟», of what was done: «(قتل محمد الزواري)»."""
        alone = said.kind is QuestionKind.WHO and len(said.body) == 1 and said.body[0].word in _BEHIND
        if not alone or not self._is_verbal(before):
            return None
        return f"{said.question} {said.slice(said.body)} ({before.slice(before.body)})"

    def who_did_it(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ومن نفذه؟» after «كم قتيلا سقط في هجوم برلين؟», of what happened and nobody who was counted."""
        place = self._omissions.pronoun(said)
        asks = (said.kind, before.kind) == (QuestionKind.WHO, QuestionKind.HOW_MANY)
        inside = self.happened(before) if asks and place is not None else ""
        if place is None or not inside or not self._happens(inside):
            return None
        stem = clitics.without_pronoun(plain(said.body[place].surface)) or ""
        saved = {fold(stem), fold(clitics.verb_alone(stem))}
        return self._with_noun(said, place, inside) if self._cues.saved.isdisjoint(saved) else None

    def joined_pronoun(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «ومن حضره؟», «وما موقفه من تركيا؟», «ماذا قيل عنه؟»: a pronoun for what was spoken of."""
        place = self._omissions.pronoun(said)
        if place is None or self._omissions.tells(before) or _is_of_its_own(said, place, self._cues):
            return None
        before = self._less_relative(said, before) if place == 0 else before
        tokens, meant = said.body, self._stood_for(said, place, before)
        if not meant or fold(meant) in _SOMEBODY:
            return None
        if asks_for_it(said, place, meant):
            verb = plain(tokens[0].surface).removesuffix("ا").removesuffix("و")
            return f"{said.question} {verb} {said.slice(tokens[1:])} {meant}"
        stem = clitics.without_pronoun(plain(tokens[place].surface)) or ""
        noun = fold(subjects.noun_alone(stem, self._cues))
        people = not self._cues.saved.isdisjoint({fold(stem), fold(clitics.verb_alone(stem))})
        happened = people and self._happens(meant)  # «مين أنقذه (حادث الفيل)؟»
        aims = any(token.word.startswith("لل") for token in tokens[place + 1 : place + 2])
        # «ما شرطه للجلوس مع الرئيس؟» is of him who sits there, not of «لقاء بين الأسد وبوتين»
        if aims and f" {exchanging.BETWEEN} " in meant:
            meant = meant.partition(f" {exchanging.BETWEEN} ")[2].partition(" و")[0]
        unsure = self._ambiguity.may_be_another(said, place, meant, before)
        named = self._names.knows(fold(meant.split()[0])) or " و" in meant
        # «وكم مدته؟» after «متى توصل كيري ولافروف إلى اتفاق؟»
        unsure = unsure or (noun in _OF_DEEDS and named and self._is_verbal(before))
        life = any(token.word in self._cues.personal for token in before.body[:1])  # «شو اسم السفير؟»
        whole = meant if life else before.slice(subjects.body(before, self._cues))
        either = whole if unsure else self._of_either(noun, before)
        if about := meant if happened else "" if aims else either:
            return f"{said.question} {said.slice(tokens)} ({about})"
        # Who is asked for is not known yet: «كم عمره؟» after «من أوقف الهجوم؟».
        # And he is no «elections».
        clash = tokens[place].word.endswith("ه") and is_feminine(meant, self._names) is True
        unknown = tokens[place].word.endswith("هم") or noun in self._cues.personal or clash
        if before.kind is QuestionKind.WHO and unknown and self._is_verbal(before):
            return f"{said.question} {said.slice(tokens)} ({before.slice(before.body)})"
        # «شكون عصابة السرقة في المكنين؟»
        identity = before.kind is QuestionKind.WHO and not self._is_verbal(before)
        happens = self._happens(meant) or identity
        located = exchanging.located(meant, before, self._cues) if happens else meant
        return self._with_noun(said, place, located)

    def _less_relative(self, said: Utterance, before: Utterance) -> Utterance:
        """Return «من عطل القرار؟» for «من القاضي الذي عطل القرار؟», where it is asked of what one did to something.

        «لماذا أوقفه؟» is of the decision: who it is asked of stopped that, and «لماذا أوقفوه؟» is of him.
        """
        word = said.body[0].word
        place = next((n for n, token in enumerate(before.body) if token.word in RELATIVES), None)
        they = word.endswith(("وه", "وها"))
        asked = before.kind in {QuestionKind.WHO, None}
        if place is None or not asked or said.kind not in VERBAL or they:
            return before
        did = parse(f"{_WHO} {before.slice(before.body[place + 1 :])}", self._language, self._cues)
        done = subjects.after_verb(did, self._names, self._cues)
        thing = done[0].surface if done and not is_preposition(done[0]) else ""
        she = is_feminine(thing, self._names) is True
        return did if thing and she is word.endswith("ها") else before

    def _stood_for(self, said: Utterance, place: int, before: Utterance) -> str:
        """Return what the question before speaks of, that the pronoun of the word at `place` may stand for."""
        tokens, pronoun = said.body, said.body[place].word
        he = not pronoun.endswith(("ها", "هم", "هن"))
        meant = subjects.subject(before, self._names, self._cues, he=he)
        if tokens[0].word in subjects.STANCES and clitics.preposition(tokens[place].surface):
            meant = exchanging.topic(before, self._names, self._cues)  # «وما موقف تركيا منه؟»
        _, beside, other = meant.partition(_BESIDE)
        she = pronoun.endswith("ها") and self._names.is_place(fold(other.partition(" ")[0]))
        she = she and not clitics.is_definite(fold(meant))
        return other if beside and she else meant  # «ما مشكلة أمريكا مع كوبا؟»

    def _happens(self, meant: str) -> bool:
        """Return whether what was spoken of is what happened: «هجوم برلين»."""
        return fold(meant.split(maxsplit=1)[0]) in self._cues.happenings

    def _with_noun(self, said: Utterance, place: int, meant: str) -> str:
        """Return the question with a noun for the pronoun of the word at `place`, behind who acts on it."""
        tokens, word = said.body, said.body[place].surface
        nominal = subjects.is_nominal(said) or place == self._omissions.denied_of(said)
        noun = clitics.alone(word, self._cues.verbs, noun=nominal)
        if nominal and not clitics.preposition(word):
            noun = subjects.noun_alone(clitics.without_pronoun(plain(word)) or noun, self._cues)
        verb = clitics.verb_alone(noun)
        if fold(verb) in self._cues.verbs and fold(noun) not in self._cues.verbs:
            noun = verb  # «متى نفاه؟»
        behind = place + 1
        if self._acts(noun, said, tokens[behind:]):  # «هل ساعدتها روسيا؟»
            noun, behind = f"{noun} {tokens[behind].surface}", behind + 1
        parts = [said.question, said.slice(tokens[:place]), clitics.joined(noun, meant)]
        return " ".join(filter(None, [*parts, said.slice(tokens[behind:])]))

    def _acts(self, verb: str, said: Utterance, rest: Sequence[Token]) -> bool:
        """Return whether one name follows a verb whose object was a pronoun, of who did it."""
        does = said.kind is QuestionKind.WHETHER and verb.startswith(("ي", "ت", "س"))  # «هل تدعمها الصين؟»
        done = (does or fold(verb) in self._cues.verbs) and said.kind is not QuestionKind.WHO and bool(rest)
        one = done and (len(rest) == 1 or is_preposition(rest[1]))
        joined = (bool(rest) and rest[0].word.startswith(("بال", "لل"))) or fold(verb) in subjects.STANCES
        return one and not joined and (clitics.is_definite(rest[0].word) or self._names.knows(rest[0].word))

    def _of_either(self, noun: str, before: Utterance) -> str:
        """Return all that was spoken of where what `noun` is of may be who does it, or what it is done to."""
        about = subjects.whole(before, self._names, self._cues)
        verbal = self._is_verbal(before) and before.kind is not QuestionKind.WHO
        does_it = verbal and about.startswith(before.body[0].surface) and noun not in self._cues.personal
        return about if does_it or subjects.counts(before, self._cues) else ""

    def _asks_who_did(self, before: Utterance) -> bool:
        """Return whether it was asked who did something, who is not known yet."""
        return before.kind is QuestionKind.WHO and self._is_verbal(before)

    def _is_verbal(self, before: Utterance) -> bool:
        return subjects.begins_with_verb(before, self._names, self._cues)

    def missing_subject(self, said: Utterance, before: Utterance) -> str | None:
        """Complete «وماذا قال عن تركيا؟», «متى ولد؟»: a verb followed by no subject."""
        tokens = said.body
        if said.kind is None or not tokens or not self._omissions.lacks_subject(said):
            return None
        verb, rest = tokens[0], tokens[1:]
        asked = f"{said.question} {verb.surface}"
        lives = verb.word in self._cues.lives and self._asks_who_did(before)
        did = (
            self._asks_who_did(before) and before.body[0].word not in self._cues.events
        )  # «من كان قبل ترامب؟»
        first = clitics.without_conjunction(before.tokens[0].word)
        asks_first = question_words.kind_of(first, self._language) is not None  # not «مع من»
        if did and asks_first and said.kind is QuestionKind.WHAT:
            return None  # who won is not known: «وماذا قال؟» after «من فاز في الانتخابات؟»
        if (said.kind is QuestionKind.WHO and not self._omissions.holds(said)) or lives:
            return self._who_else(asked, said, before)
        joined = any(map(is_preposition, before.body[1:2])) or verb.surface.endswith("وا")
        if did and (verb.word in _FLEES or joined):
            # «لوين راح؟» after «من هرب من عين دراهم؟»
            return f"{asked} {said.slice(rest)} ({before.slice(before.body)})".replace("  ", " ")
        if subjects.counts(before, self._cues) or self._is_not_he(verb, before):
            about = subjects.whole(before, self._names, self._cues)
            return " ".join(filter(None, [asked, said.slice(rest), f"({about})"]))
        return self._with_subject(said, before)

    def _with_subject(self, said: Utterance, before: Utterance) -> str | None:
        """Give a verb the subject of the question before, or, where it says no more, all that this one was about."""
        verb, rest = said.body[0], list(said.body[1:])
        ends = all(token.word in self._cues.adverbs | self._cues.pointers for token in rest)
        whole = subjects.after_verb(before, self._names, self._cues)
        topical = verb.word not in self._cues.lives and not subjects.is_nominal(before)
        # What another verb is about is not what this one is about: «أين يعمل؟» after «ماذا قال … عن روسيا؟».
        other = bool(before.body) and before.body[0].word != verb.word
        led = self._cues.topics | _TOWARDS
        topical = topical and not (other and any(token.word in led for token in whole))
        says = self._language.cues.get(QuestionKind.QUOTATION, frozenset())
        topical = topical and not (other and (verb.word in says or self._visits(before, whole)))
        # «شو صار للسراج», «من طالب بإنزال العلم»
        for_him = bool(whole) and (
            whole[0].surface.startswith((subjects.FOR_THE, subjects.BY_DOING))
            or subjects.is_called_to(before, whole[0], self._names)
        )
        if ends and topical and whole and whole[0].word not in PREPOSITIONS:
            who = subjects.subject(before, self._names, self._cues)
            meant = who if for_him else before.slice(whole)
            points = [token for token in rest if token.word in self._cues.pointers]
            told = before.kind is not None and not self._asks_who_did(before)
            if points and who and told and f"{meant} ".startswith(f"{who} "):  # «متى قال كيري ذلك عن سوريا»
                meant = f"{who} {points[0].surface}{meant[len(who) :]}"
            rest = [token for token in rest if token not in points]
        else:
            meant = subjects.subject(before, self._names, self._cues)
        many = verb.surface.endswith(("وا", "و")) and verb.word not in self._cues.events
        if many and self._names.is_place(fold(meant)):
            return None  # «شو قالوا عن الحل؟» after «شو صار بفيتنام؟»
        happened = bool(before.body) and before.body[0].word in self._cues.events and not for_him
        within = "في" if verb.word in FELL and (happened or said.kind is QuestionKind.HOW_MANY) else ""
        asked = f"{said.question} {self._before_subject(verb, said)}"
        return " ".join(filter(None, [asked, within, meant, said.slice(rest)])) if meant else None

    def _before_subject(self, verb: Token, said: Utterance) -> str:
        """Return a verb as it stands before those who did it, in the singular: «أين اتفق ترامب وبوتين؟».

        Dialects have it in the plural there, too.
        """
        word = plain(verb.surface)
        both = word.endswith("ا") and not word.endswith("وا") and verb.word not in self._cues.verbs
        one = word[:-1] if both else word.removesuffix("وا")
        if one == word or _STANDARD.isdisjoint(fold(asking) for asking in said.question.split()):
            return verb.surface
        known = (form for form in (one, f"{one}ى", f"{one}ا") if fold(form) in self._cues.verbs)
        found = next(known, verb.surface)
        return f"{found[:-1]}ى" if both and found.endswith("ي") else found  # «التقيا»

    def _is_not_he(self, verb: Token, before: Utterance) -> bool:
        """Return whether many do something where one was spoken of by name: «وهل سيسمحون بذلك؟»."""
        meant = [fold(word) for word in subjects.subject(before, self._names, self._cues).split()] or [""]
        family = len(meant) == len(("الشاذلي", "العياري")) and clitics.is_definite(meant[-1])
        one = len(meant) == 1 and self._names.knows(meant[0]) and not self._names.is_place(meant[0])
        named = (family and meant[-1].endswith("ي")) or (one and not clitics.is_definite(meant[0]))
        thing = len(meant) == 1 or not clitics.is_definite(meant[0])  # «العاملة», «قاعدة أندروز»
        named = named or (thing and meant[0].endswith("ه") and not one)
        return verb.surface.endswith(("وا", "ون", "يا")) and named

    def _who_else(self, asked: str, said: Utterance, before: Utterance) -> str:
        """Return who did something, as it is asked, in what was spoken of."""
        body = subjects.body(before, self._cues)
        verb, who = said.body[0].word, subjects.subject(before, self._names, self._cues)
        there = any(token.word in self._cues.events for token in said.body[1:])
        if verb in _MEETS and who and not (there or self._asks_who_did(before)):  # «ومن التقى بعدها؟»
            return " ".join(filter(None, [asked, who, said.slice(said.body[1:])]))
        if body and body[0].word in self._cues.events:  # «ومن قتل؟» after «ماذا حدث في الموصل؟»
            return f"{asked} {before.slice(subjects.after_verb(before, self._names, self._cues))}"
        if subjects.counts(before, self._cues):  # «من ربح؟» after «كم هدفا سجل ميسي؟»
            return f"{asked} ({subjects.whole(before, self._names, self._cues)})"
        if subjects.is_nominal(before):  # «ومن خسر؟» after «كم نسبة المشاركة في الانتخابات؟»
            return f"{asked} ({subjects.subject(before, self._names, self._cues)})"
        return f"{asked} ({before.slice(body)})"

    def _visits(self, before: Utterance, whole: Sequence[Token]) -> bool:
        """Return whether a place stands right after who went there: «وماذا قال؟» after «متى زار كيري موسكو؟»."""
        who = subjects.subject(before, self._names, self._cues)
        return bool(who and whole) and f"{who} {whole[-1].surface}" == before.slice(whole)


def _is_of_its_own(said: Utterance, place: int, cues: Cues) -> bool:
    """Return whether a pronoun is of what its own question has: the people counted, or what two did together.

    «كم شخصا قبض عليهم؟», «ومتى التقيا قبلها؟»
    """
    counted = said.kind is QuestionKind.HOW_MANY and said.body[0].word in _PEOPLE
    theirs = counted and place > 1 and said.body[place].word.endswith("هم")
    return theirs or (exchanging.met(said) and said.body[place].word in cues.adverbs)
