"""What an earlier question was about, as far as a later one can leave it out: «زوجة ترامب» of «من هي زوجة ترامب؟»."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation import exchanging
from retrieval.interpretation.grammar import extents, subjects
from retrieval.interpretation.grammar.ellipsis import ANYBODY, CARRIED_OUT
from retrieval.interpretation.grammar.names import KnownNames, is_feminine
from retrieval.query.question_words import COPULAS, WHICH
from retrieval.query.tokens import is_preposition, parse, tokens, verbs_of_saying

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.ellipsis import Omissions
    from retrieval.interpretation.leaning import Leaning
    from retrieval.interpretation.verbs import VerbReadings
    from retrieval.query.tokens import Cues, Utterance

_REMEMBERED = 512  # questions
_FOR, _SHORT_NAME = "ل", 3  # letters
_HE_IS, _WHO_IS = 2, "من هو"  # words
_OWN = 3  # letters of a word whose و is its own
_TOPIC, _WHOLE = 6, 7  # words that say what was spoken of, the most of them
_HOW_LONG = "مدة"
_LASTS = (subjects.LASTS | folded("بدأ بدأت يبدأ تبدأ سيبدأ ستبدأ انتهى انتهت ينتهي تنتهي")) - folded(
    "كان كانت"
)
_ON = fold("على")
# What somebody does or meets with, which is no «he» of whom something is asked: «متى استقال؟».
_DEEDS = folded("استقالة إقالة وفاة زيارة محاكمة إدانة إصابة عودة مغادرة تبرئة مشاركة خسارة هزيمة ترقية")
# What is done to something, which is no «her»: «كم جثة لقاو فيها؟» after «اكتشاف مقبرة جماعية».
_HIS_DEEDS = folded(
    "اكتشاف افتتاح إنشاء بناء غلق إغلاق حرق قصف حجز بيع شراء إطلاق إسقاط اغتيال خطف اختطاف قتل مقتل توقيف إيقاف"
)
_THERE_IS = folded("فما فمة ثمة كاين كاينة كاينين أكو")
_KIN = folded("والدي والد والدة أب أم أبو زوجة زوج عائلة أهل ابن بنت أخ أخت")
_NO_HE = ("ة", "ات", "ين", "ون", "ي", "ا", "اء")  # how nouns of women and of many, and adjectives end
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`


class EarlierQuestions:
    """Tells what earlier questions were about."""

    def __init__(
        self, language: Language, cues: Cues, omissions: Omissions, leaning: Leaning, verbs: VerbReadings
    ) -> None:
        self._language = language
        self._cues = cues
        self._names = KnownNames.of(language)
        self._omissions = omissions
        self._leaning = leaning
        self._verbs = verbs

    def straight(self, earlier: str) -> str:
        """Return the question before, or where that asked what came after something, what happened there."""
        bracketed = exchanging.BRACKETED.search(earlier)
        if bracketed is None or not self._leaning.turned(earlier[: bracketed.start()]):
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
            _, common = self._leaning.may_lean(asked)
            noun = subjects.named(self._parsed(asked), common, self._cues)
            # Of what stands between, «الرضيع، الأمهات، حريق لندن», nobody speaks any more.
            _, _, first = of.rpartition(exchanging.BESIDE)
            return f"{noun}{exchanging.BESIDE}{first}" if noun and noun not in of else of
        before = self.before(self._fronted_topic(earlier))
        if before.kind is QuestionKind.HOW_MANY and (happened := self._verbs.happened(before)):
            # «كم قتيلا في الهجوم», «كم واحد مات في الحريق»
            anybody = before.body[0].word in self._cues.sides | subjects.PERSONS
            counted = subjects.counts(before, self._cues) and not anybody
            whole = subjects.whole(before, self._names, self._cues) if counted else ""
            short = len(whole.split()) <= _WHOLE
            return whole if short and happened in whole else happened
        if subjects.counts(before, self._cues):
            does = [token.word.startswith(("ي", "ت", "سي", "ست")) for token in before.body[1:2]]
            # «كم تلميذا يجتاز | امتحان البكالوريا؟»
            happening = extents.happening(before, self._cues) if does == [True] else ""
            return happening or subjects.whole(before, self._names, self._cues)
        # Who is asked for is not known: «كم عمره» after «من أوقف الهجوم؟» is of who stopped it.
        who = before.kind is QuestionKind.WHO and subjects.begins_with_verb(before, self._names, self._cues)
        meant = subjects.subject(before, self._names, self._cues)
        if which := self.asked_which(before):
            return which
        if meant and not who and fold(meant) not in ANYBODY:
            topic = self.said_on(before) if said and not self._asks_of_speaker(said) else ""
            whole = subjects.with_surroundings(before, meant, self._names, self._cues)
            return (
                self._owner(meant, said)
                or (topic if whole == meant else "")
                or self._without_to(before, whole)
            )
        rest = [token for token in before.body if token.word not in self._omissions.light]
        topic = before.slice(extents.cut(rest, _TOPIC))
        return self._verbs.done_by_somebody(before) or self._without_to(before, topic)

    def _without_to(self, before: Utterance, name: str) -> str:
        """Return a name less the ل of «ماذا حدث لسمير الوافي؟»."""
        word = fold(name.partition(" ")[0])
        happened = len(before.body) > 1 and before.body[0].word in self._cues.events
        to = happened and before.body[1].word == word and word.startswith(_FOR) and len(word) > _SHORT_NAME
        return name[1:] if to and not (word.startswith(_FOR * 2) or self._names.knows(word)) else name

    def said_on(self, before: Utterance) -> str:
        """Return who said something and on what where a question asks that, «كيري عن سوريا»; empty for any other."""
        says = verbs_of_saying(self._language, self._cues)
        on = exchanging.said_on(before, self._cues)
        asks = before.kind is QuestionKind.WHAT and bool(on) and before.body[0].word in says
        return before.slice(extents.cut(before.body[1:], _TOPIC)) if asks else ""

    def _asks_of_speaker(self, said: str) -> bool:
        """Return whether a question asks who somebody is, or has a verb of saying."""
        says = self._language.cues.get(QuestionKind.QUOTATION, frozenset())
        who = self._parsed(said).kind is QuestionKind.WHO
        return who or any(token.word in says for token in tokens(said))

    def asked_which(self, before: Utterance) -> str:
        """Return what is asked for with what describes it: «أي | فيلم تونسي فاز بالجائزة؟»; empty for any other."""
        asks = before.tokens[before.asking : before.head]
        first, *behind = before.body[:2] or [None]
        if len(asks) != len(("أي", "فيلم")) or first is None or asks[0].word not in WHICH or not behind:
            return ""
        noun, word = asks[1], first.word
        agrees = noun.surface.endswith("ة") is first.surface.endswith("ية") and word.endswith(("ي", "يه"))
        described = agrees and not subjects.is_verb(word, self._cues)
        cut = extents.cut((noun, *before.body), _TOPIC)
        return before.slice(cut) if described and not first.surface.endswith("ى") else ""

    def about_her(self, earlier: str, older: str | None, *, she: bool) -> str:
        """Return what «عنها», or «عنه», is of after two questions: «تونس», not who spoke of it."""
        asked = [earlier, *([older] if older else [])]
        named = [self.about(asked[0])]
        for one in (exchanging.BRACKETED.sub("", one) for one in asked):
            named += [exchanging.topic(self.before(one), self._names, self._cues), self.about(one)]
        # A woman is «her», and so are a place and a thing that is feminine.
        hers = (
            (name, is_feminine(name, self._names) is True or self._names.begins_with_place(name))
            for name in named
            if name
        )
        return next((name for name, is_hers in hers if is_hers is she), named[0])

    def topic(self, earlier: str) -> str:
        """Return what somebody spoke of where that was asked, «قال … على المصالحة»; else what a question was about."""
        before = self.before(earlier)
        said_of = verbs_of_saying(self._language, self._cues)
        speaks = bool(before.body) and before.body[0].word in said_of
        topics = self._cues.topics | {_ON}
        leads = (n for n, token in enumerate(before.body) if token.word in topics and is_preposition(token))
        place = next(leads, None)
        return before.slice(before.body[place + 1 :]) if speaks and place else self.about(earlier)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019  # there is one of these for as long as the process
    def before(self, earlier: str) -> Utterance:
        """Return the earlier question as words; «طيب ومؤتمر سوتشي» without what joined it to one before."""
        said = self._parsed(earlier)
        if who := subjects.introduced(said, self._cues, self._language):
            return self._parsed(f"{_WHO_IS} {who}")
        if said.kind is None and len(said.tokens) > _HE_IS and said.tokens[0].word in COPULAS:
            said = self._parsed(earlier[said.tokens[1].start :])  # «هو القذافي خرج؟»
        if len(said.body) > 1 and said.body[0].word in _THERE_IS:
            return self.before(said.text[said.body[1].start :])  # «فمة قانون جديد في بريطانيا؟»
        return self._unjoined(self._verb_first(self._lasting(said)))

    def followed(self, said: Utterance, earlier: str, older: str | None) -> Utterance:
        """Return the question that `said` follows: the earlier one, its object, or an `older` one."""
        return self._happened_before(said, self._agreeing(said, self.before(earlier), older), older)

    def _parsed(self, text: str) -> Utterance:
        return parse(text, self._language, self._cues)

    def _lasting(self, said: Utterance) -> Utterance:
        """Return what asks how many hours something lasted as what asks how long: «كم ساعة كانت الهدنة؟»."""
        unit = subjects.counted_time(said, self._cues)
        if not unit:
            return said
        verb = said.body[len(unit)]
        asked = _HOW_LONG if verb.word in subjects.LASTS else verb.surface
        return self._parsed(f"{said.text[: unit[0].start]}{asked}{said.text[verb.end :]}")

    def _verb_first(self, said: Utterance) -> Utterance:
        """Return what asks of a place that does something with its verb before it: «ليش الصين سكّرت الجسر الزجاجي؟»."""
        if not subjects.acts_behind_place(said, self._names, self._cues):
            return said
        place, act, *_ = said.body
        front, behind = said.text[: place.start], said.text[act.end :]
        return self._parsed(f"{front}{act.surface} {place.surface}{behind}")

    def _unjoined(self, said: Utterance) -> Utterance:
        """Return what asks nothing without the conjunction before its first word."""
        joined = said.joined or (said.body and said.body[0].word.startswith("و"))
        if said.kind is not None or not joined or not said.body:
            return said
        first = said.body[0]
        own = clitics.begins_itself(first.word, self._language.own_letters) or len(first.word) <= _OWN
        letters = 0 if own else len(first.surface) - len(clitics.without_conjunction(first.surface, _AND))
        return self._parsed(said.text[first.start + letters :])

    def _agreeing(self, said: Utterance, before: Utterance, older: str | None) -> Utterance:
        """Return the earlier question, or where its subject is of another gender, its object or an older question."""
        feminine = self._omissions.feminine(said)
        first = said.body[0].word if said.body else ""
        lasts = len(said.body) == 1 and first in _LASTS
        told = (
            feminine is not None or lasts
        )  # few questions tell, and for the others nothing need be found out
        topic = exchanging.said_on(before, self._cues) if told and self.said_on(before) else ""
        if topic and lasts:
            return self.before(topic)  # «متى يبدأ؟» after «ماذا قال الوزير عن الإضراب؟»
        carried = first in CARRIED_OUT
        thing = subjects.object_of(before, self._names, self._cues) if told or carried else ""
        if carried and thing and feminine is is_feminine(thing, self._names):
            return self.before(thing)  # «ومتى سيتم رفعها؟» after «متى أعلنت تونس حالة الطوارئ؟»
        who = before.kind is QuestionKind.WHO and subjects.begins_with_verb(before, self._names, self._cues)
        if (
            feminine is None
            or who
            or not (
                (whose := self._owner(subjects.subject(before, self._names, self._cues), said.text))
                or self._clash(before, feminine)
                or self._he_with_article(before, feminine)
            )
        ):
            return before
        if topic and not self._clash(self.before(topic), feminine):
            return self.before(topic)
        noun = self._feminine_noun(before) if feminine else self._his_noun(said, before)
        if noun:
            return noun
        # «زوجة كيري»; of an office no more than its holder: «وزير المالية»
        whose = f"{_WHO_IS} {whose}" if whose else ""
        others = [self.before(text) for text in (whose, thing, older) if text]
        return next((other for other in others if not self._clash(other, feminine)), before)

    def _happened_before(self, said: Utterance, before: Utterance, older: str | None) -> Utterance:
        """Return an older question for «في أي مدينة؟» after «من هما الوزيران؟»: of what these did."""
        if older and asks_why_alone(said) and before.body[:1] and before.body[0].word in self._cues.lives:
            return self.before(older)  # «ليه؟» after «وين ولد؟» is of what he did
        identity = before.kind is QuestionKind.WHO and any(
            t.word in COPULAS for t in before.tokens[: before.head]
        )
        placed = said.kind in {QuestionKind.WHEN, QuestionKind.WHERE} and self._leaning.vague(said.text)
        if not (older and identity and placed):
            return before
        other = self.before(older)
        meant = subjects.subject(before, self._names, self._cues)
        did = subjects.begins_with_verb(other, self._names, self._cues)
        return other if did and meant and meant in other.text else before

    def _fronted_topic(self, earlier: str) -> str:
        """Return what stands before the word that asks, «انفجار بغداد كم واحد مات؟»; else the whole question."""
        said, asks, stop = tokens(earlier), self._language.question_words, self._language.stop_words
        place = next((n for n, one in enumerate(said) if one.word in asks and one.word not in stop), 0)
        before = said[: place if place > 1 else 0]
        acts = any(subjects.is_verb(token.word, self._cues) for token in before)
        return earlier[: before[-1].end] if before and not acts else earlier

    def _owner(self, meant: str, said: str) -> str:
        """Return whose wife it is that was spoken of, where he is meant: «متى تم تنصيبه؟» after «من هي زوجة ترامب؟»."""
        noun, _, owner = meant.partition(" ")
        deed, named = fold(noun) in _HIS_DEEDS, fold(noun) in self._cues.attributes or fold(noun) in _DEEDS
        hers = named and is_feminine(noun, self._names) is True
        if not (deed or hers):
            return ""
        asked = self._parsed(said)
        he = self._omissions.feminine(asked) is False or any(map(self._leaning.is_his, asked.body))
        she = self._omissions.feminine(asked) is True and is_feminine(owner, self._names) is True
        return owner if (he and hers) or (she and deed) else ""

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
        return self._parsed(noun.surface) if noun else None

    def drawn_from(self, followed: Utterance, earlier: str) -> str:
        """Return what was asked where no more than its last noun, who may be anybody, is followed; else empty."""
        before = self.before(earlier)
        last = before.body[-1].surface if len(before.body) > 1 else ""
        he = last == followed.text and not last.endswith(_NO_HE)
        acts = he and subjects.begins_with_verb(before, self._names, self._cues)
        return before.slice(before.body) if acts and clitics.is_definite(fold(last)) else ""

    def _his_noun(self, said: Utterance, before: Utterance) -> Utterance | None:
        """Return the last word of what somebody did where it is a «he»: «أجازت المحكمة وقف علاج الرضيع»."""
        acts = subjects.begins_with_verb(before, self._names, self._cues)
        whose = (clitics.without_pronoun(plain(token.surface)) or "" for token in said.body[:2])
        personal = any(
            fold(subjects.noun_alone(one, self._cues)) in self._cues.personal | _KIN for one in whose
        )
        noun = before.body[-1]
        others = self._cues.attributes | self._cues.things | self._cues.events
        he = noun.word.startswith(clitics.ARTICLE) and not noun.surface.endswith(_NO_HE)
        known = noun.word in others or self._names.knows(noun.word)
        return self._parsed(noun.surface) if acts and personal and he and not known else None

    def _clash(self, before: Utterance, feminine: bool) -> bool:
        meant = subjects.subject(before, self._names, self._cues)
        found = is_feminine(meant, self._names)
        verb = before.body[0].word if before.body else ""
        if found is None and self._names.is_place(fold(meant)) and verb.endswith("ت"):
            found = True if verb in self._cues.verbs else None  # «كيف ردت إسرائيل»
        if found is None and f"{verb}ت" in self._cues.verbs and self.said_on(before):
            found = False  # «ماذا قال جلول عن الكاميرات؟»
        return found is not None and found is not feminine


def asks_why_alone(said: Utterance) -> bool:
    """Return whether a question asks why and no more: «وليش؟»."""
    return said.kind is QuestionKind.WHY and not said.body
