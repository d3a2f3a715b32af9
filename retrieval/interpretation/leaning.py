"""Whether a question says by itself what it is of, or leans on what was spoken of before."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic import clitics
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold, plain
from retrieval.interpretation.grammar import statements, subjects, turning
from retrieval.interpretation.grammar.ellipsis import (
    ANYBODY,
    SOME_OF,
    VERBAL,
    looks_done,
    pointing_there,
)
from retrieval.interpretation.grammar.subjects import STANCES
from retrieval.query import question_words
from retrieval.query.question_words import COPULAS, PREPOSITIONS, RELATIVES
from retrieval.query.tokens import is_preposition, parse, tokens, verbs_of_saying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.interpretation.grammar.ellipsis import Omissions
    from retrieval.interpretation.grammar.names import KnownNames
    from retrieval.query.tokens import Cues, Token, Utterance

_ASKED = 512  # questions remembered
_SHORT = 5  # words of a question that may name nothing
_LONG = 8  # words of one in which a pronoun stands for nothing
_TENS = folded("سنين سنوات شهور أشهر أيام ساعات دقائق خمس ثلاث أربع ست سبع ثمان تسع عشر عشرين ثلاثين")
_JOINED = 7  # words of one that follows on by و
_OF_WHICH = folded("من ديال")
_FOR = folded("مقابل بسبب لصالح لفائدة ضد بخصوص بشأن بمقابل قصاد نظير")
_HOW_LONG = folded("لمدة قد")  # «لمدة قد ايه؟»
_WHICH = folded("أي أية")
_DOING = 4  # words
_OWN = 3  # letters of a word whose ه is its own
_NOUN = 2  # words of a noun alone, with its adjective
# What place somebody came in.
_RANKS = folded(
    "أولا ثانيا ثالثا رابعا خامسا سادسا سابعا ثامنا تاسعا عاشرا أخيرا أول ثاني تاني ثالث تالت رابع خامس سادس أخير"
)
_CAME = folded("جاء جاءت جاؤوا جا جات جه جت جاي كان حل حلت")
_HE = folded("هو هي هم هما همه")
_TYPED, _THIS = "يه", "هال"
_PRONOUNS = ("ه", "ها", "هم", "هن")
_CARRIED_OUT = folded("تم تمت يتم تتم سيتم ستتم جرى جرت يجري")
_BEHIND = folded("وراء ورا خلف")  # «من وراء الهجوم؟»
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_INSIDE = folded("في ف فى")
_CAUSES, _OF_CAUSES = folded("السبب المسؤول المتسبب المذنب"), (QuestionKind.WHO, QuestionKind.WHAT)
_REST = folded("باقي بقية بقيت سائر")  # «وباقي الإخوة؟»
_CONCERNED = folded(
    "المعني المعنية المعنيين المعنيون المذكور المذكورة المذكورين المقصود المقصودة المقصودين المشمول المشمولة المشمولين"
    " المستهدف المستهدفة المستهدفين المتضرر المتضررة المتضررين المتأثرة المشاركة المشاركين الحاضرة الحاضرين"
)
_CURRENCY = fold("عملة")
_NEVER = folded("ما لم لا مش")
_PRICED = folded("سعر ثمن سوم تسعيرة قيمة كلفة تكلفة بكم بكام بقديش بقداش بقداه بشحال بشكد بيش")
_UNITS = folded(
    "كيلو كيلوغرام كيلوجرام كيلوغرامات كلغ لتر ليتر طن متر برميل غرام جرام قنطار صندوق علبة قارورة كيس رطل وحدة"
    " قطعة حبة واحد واحدة"
)


class Leaning:
    """Knows the questions that name nothing, or little."""

    def __init__(self, language: Language, cues: Cues, names: KnownNames, omissions: Omissions) -> None:
        self._language = language
        self._cues = cues
        self._names = names
        self._omissions = omissions
        self._roles = cues.attributes | language.offices
        self._common = cues.attributes | cues.sides | omissions.light
        self._unnamed = cues.doing | cues.later | omissions.light
        self._happened = cues.events | omissions.light | COPULAS | PREPOSITIONS | _NEVER
        self._measures = language.cues.get(QuestionKind.HOW_MANY, frozenset()) | _TENS
        # «الدينار» is one wherever it is spoken of.
        self._currencies = frozenset(map(fold, language.thesaurus.members.get(_CURRENCY, ())))

    def vague(self, question: str) -> bool:
        """Return whether a question names nothing by itself."""
        said = parse(question, self._language, self._cues)
        body = [token.word for token in said.body]
        alone = [clitics.without_conjunction(word, _AND) for word in body]
        if said.kind is None:
            return len(alone) == 1 and alone[0] in self._cues.attributes and clitics.is_definite(alone[0])
        if said.kind in _OF_CAUSES and len(alone) == 1 and alone[0] in _CAUSES:
            return True  # «مين السبب؟»
        return bool(said.tokens) and set(body) - COPULAS <= self._omissions.light

    @lru_cache(maxsize=_ASKED)  # noqa: B019  # there is one of these for as long as the process
    def turned(self, question: str) -> int:
        """Return 1 for what asks only what came after what was spoken of, -1 for before it, 0 for any other."""
        return turning.turned(parse(question, self._language, self._cues), self._language, self._cues)

    @lru_cache(maxsize=_ASKED)  # noqa: B019
    def leans(self, question: str) -> bool:
        """Return whether a question names nothing by itself, so that it is of what was spoken of: «متى انخطفوا؟».

        A word that no list knows and that looks like a verb is what was done; any other, or one with «هو» before it or
        an article, names something.
        """
        said = parse(question, self._language, self._cues)
        if subjects.introduced(said, self._cues, self._language):
            return False
        lacks = (
            self._omissions.describes_her(said)
            or self._uncounted(said)
            or self._omissions.only_done(said)
            or self._prices_unit(said)
        )
        states = statements.leaves_out(said, self._language, self._cues, self._names)
        if states or lacks or self._points(said):
            return True
        first = clitics.without_conjunction(said.tokens[0].word, _AND) if said.tokens else ""
        if not 1 < len(said.tokens) <= (_JOINED if first in _HE else _SHORT):
            return False
        asks = [token for token in said.tokens if question_words.kind_of(token.word, self._language)]
        light = RELATIVES | self._cues.things | self._cues.sides | _HOW_LONG
        said_of = [t for t in said.tokens if t not in asks and light.isdisjoint({t.word, t.word[1:]})]
        said_of = [t for t in said_of if not t.word.startswith(_THIS) or len(t.word) <= _SHORT]  # «هالخبر»
        rest = [self._bare(t) for t in said_of if not _dangles(t)]  # «من دعا إليه؟»
        left = [token.word for token in self._omissions.naming(rest)]
        which = {after.word for one, after in pairwise(said.tokens) if one.word in _WHICH}
        if left and self._cues.states.issuperset(left):
            left = []  # «كان محبوس فين؟»
        if self._asks_what_did(said, asks, rest):
            return True  # «والكويت شو عملت؟»
        if first in _HE and question.rstrip().endswith(("؟", "?")) and len(set(left) - which) <= 1:
            return True  # «هما عايشين؟», «هو كان بيلعب في أي نادي هناك؟»
        named = any(map(self._is_named, rest)) or self._holds_name(said)
        return not named and self._leaves_nothing(said, asks, rest, left)

    def _asks_what_did(self, said: Utterance, asks: Sequence[Token], rest: Sequence[Token]) -> bool:
        """Return whether it is only asked what somebody did, or has to do, in what was spoken of."""
        first = clitics.without_conjunction(said.tokens[0].word, _AND)
        follows = said.joined or first != said.tokens[0].word
        says = verbs_of_saying(self._language, self._cues)
        does = any(token.word in self._cues.doing | says for token in said.tokens[1:])
        involved = does and said.tokens[-1].word in self._cues.doing  # «إسرائيل شو دخلها؟»
        involved = involved and said.tokens[-1].surface.endswith(_PRONOUNS)
        passed = self._unnamed | says
        nouns = [token for token in rest if token not in asks and token.word not in passed]
        name, behind = said.tokens[:_NOUN], said.tokens[_NOUN : _NOUN + 1]  # «وتيريزا ماي شو عملت؟»
        full_name = (
            bool(asks) and behind == (asks[0],) and [t.start for t in nouns] == [t.start for t in name]
        )
        few = len(said.tokens) <= _DOING and (len(nouns) <= 1 or full_name)
        return (follows or involved) and does and bool(asks) and few

    def _is_named(self, token: Token) -> bool:
        """Return whether a word is definite, a known name, or a copula, which stands between what is named."""
        light = self._omissions.light  # «ماذا يعمل الآن؟»
        known = self._names.knows(token.word) and token.word not in self._cues.states
        anybody = token.word in ANYBODY  # «شحال ديال الناس ماتوا؟»
        named = _is_definite(token) and token.word not in light and not anybody
        return named or token.word in COPULAS or known

    def _leaves_nothing(
        self, said: Utterance, asks: Sequence[Token], rest: Sequence[Token], left: list[str]
    ) -> bool:
        """Return whether a question says no more than what was done, beside what it asks for: «واش شدو اللي قتلوه».

        Of the words of the `rest` those that are `left` name something by themselves or are verbs.
        """
        where = question_words.kind_of(asks[0].word, self._language) is QuestionKind.WHERE if asks else False
        which = [after.word for one, after in pairwise(said.tokens) if one.word in _WHICH]
        left = [word for word in left if word not in which]  # «في أي مركز جاءتا؟»
        counts = [token.word for token in said.body if token.word not in _OF_WHICH][:1]
        if said.kind is QuestionKind.HOW_MANY and left[:1] == counts:
            left = left[1:]  # «كم سنة قضى هناك؟», «كم جهاز سحبوا»
        bound = {token.word for token in rest if len(token.word) > _OWN and token.surface.endswith(_PRONOUNS)}
        # «وين راح كيري؟»: what follows a verb is a name, unless it is what he went on to do.
        names = {b.word for a, b in pairwise(rest) if subjects.is_verb(a.word, self._cues)}
        names = {word for word in names if not word.startswith(("ي", "ت"))} - bound
        bitten = {token.word for token in rest if token.surface.endswith("ه")}  # «وين عضه»
        short = [w for w in left if where and len(w) == _OWN and w not in bitten]
        done = [w for w in left if w in bound or (looks_done(w) and w not in short)]
        names |= {b.word for a, b in pairwise(said.body) if a.word in _INSIDE} - bound  # «كم حاج مات في منى»
        done = [word for word in done if word not in names]
        counted = int(said.kind is QuestionKind.WHETHER)  # «واش عايش»
        most = 2 if bound else 1  # «واش شدو اللي قتلوه»
        return bool(asks or which) and len(done) <= most and len(left) - len(done) <= counted

    def _holds_name(self, said: Utterance) -> bool:
        """Return whether a name that no list knows stands in a question: «هل مات شيمون بيريز؟», «مين مؤسس آبل؟».

        It is two words without an article that no list knows, the first of which looks like no verb, or stands behind
        what somebody is of something.
        """
        if said.kind is QuestionKind.HOW_MANY:
            return False
        unknown = {
            token.start
            for token in self._omissions.naming(said.body)
            if not (clitics.is_definite(token.word) or self._is_owned(token) or self._names.knows(token.word))
            and token.word not in self._language.question_words
        }
        who = said.kind is QuestionKind.WHO
        return any(
            (one.start in unknown and not looks_done(one.word))
            or (who and one.word in self._roles and not subjects.is_verb(other.word, self._cues))
            for one, other in pairwise(said.body)
            if other.start in unknown
        )

    def names_nothing(self, question: str) -> bool:
        """Return whether a question leans on what was spoken of, or may, though it has no common noun, either."""
        may_lean, common = self.may_lean(question)
        return self.leans(question) or (may_lean and not common)

    def _points(self, said: Utterance) -> bool:
        """Return whether all that is asked of only points, «من كم سنة ما صار هالشي؟», or is a place in a ranking.

        What is counted names nothing, nor does a phrase of a preposition: «على هامش ماذا؟».
        """
        [*others, rank] = [clitics.without_conjunction(token.word, _AND) for token in said.body] or [""]
        came = len(others) <= 1 and _CAME.issuperset(others) and (bool(others) or rank in _RANKS)
        if said.kind is QuestionKind.WHO and came and clitics.without_article(rank) in _RANKS:
            return True
        words = [token.word for token in said.tokens]
        asks = [n for n, word in enumerate(words) if question_words.kind_of(word, self._language)]
        if not asks or not 1 < len(words) <= _JOINED or said.relative:
            return False
        led = clitics.without_conjunction(words[0], _AND)
        if len(words) == len(("مقابل", "ماذا")) == asks[-1] + 1 and led in _FOR:
            return True
        if len(words) == len(("على", "هامش", "ماذا")) == asks[-1] + 1 and is_preposition(said.tokens[0]):
            return not (clitics.is_definite(words[1]) or self._names.knows(words[1]))
        points = words[-1] in self._cues.pointers and not clitics.is_definite(words[-1])
        counts = said.kind is QuestionKind.HOW_MANY
        counted = [n + 1 for n in asks if counts]
        rest = (word for n, word in enumerate(words) if n not in (*asks, *counted))
        return points and all(word in self._happened for word in rest)

    def _uncounted(self, said: Utterance) -> bool:
        """Return whether it is asked how many there are, or they did something to, and not of what: «شحال حجزو»."""
        verb, *rest = said.body or (None,)
        if verb is None or said.kind is not QuestionKind.HOW_MANY or len(said.body) > _DOING:
            return False
        if not rest and not (clitics.is_definite(verb.word) or self._names.is_place(verb.word)):
            return True  # «كم عسكري؟»
        they = verb.word.endswith(("وا", "و")) and looks_done(verb.word) and not self._names.knows(verb.word)
        return they and (not rest or is_preposition(rest[0]))

    def _prices_unit(self, said: Utterance) -> bool:
        """Return whether a price is asked by what is weighed or measured, and not of what: «بقداش الكيلو؟»."""
        words = {clitics.without_article(token.word) for token in said.body}
        asks = _PRICED | self._language.question_words.keys()
        priced = not asks.isdisjoint(token.word for token in said.tokens)
        return priced and not words.isdisjoint(_UNITS) and words <= _UNITS | asks | self._happened

    def _bare(self, token: Token) -> Token:
        """Return a word without و where that leaves one that names nothing: «وإلى»."""
        word = clitics.without_conjunction(token.word, _AND)
        known = word in PREPOSITIONS or subjects.is_verb(word, self._cues) or word in self._omissions.light
        return replace(token, word=word) if known else token

    def _is_owned(self, token: Token) -> bool:
        """Return whether a word seems to end in a pronoun that is not its own, as «الشماليه», typed so, has none."""
        own = token.word in self._cues.own_endings or self._names.knows(token.word)
        own = own or (clitics.is_definite(token.word) and token.surface.endswith(_TYPED))
        return not own and len(token.word) > _OWN and token.surface.endswith(_PRONOUNS)

    def is_his(self, token: Token) -> bool:
        """Return whether a word ends in the pronoun of a man: «تنصيبه»."""
        return token.surface.endswith("ه") and self._is_owned(token) and not clitics.is_definite(token.word)

    def may_go_on(self, question: str) -> bool:
        """Return whether a question is short, and follows on or names no place and nobody that is known."""
        said = parse(question, self._language, self._cues)
        first = clitics.without_conjunction(said.tokens[0].word, _AND) if said.tokens else ""
        follows = said.joined or bool(said.tokens and first != said.tokens[0].word)
        # «هل هددتها إسرائيل؟», but not «مباراة تونس ومصر شكون ربحها»
        fronted = said.kind is None and any(t.word in self._language.question_words for t in said.tokens[1:])
        follows = follows or (not fronted and any(map(self._is_owned, said.body)))
        named = any(self._names.knows(token.word) for token in said.body)
        longest = _JOINED if said.joined else _SHORT
        return 0 < len(said.tokens) <= longest and (follows or not (named or self._holds_name(said)))

    def names_itself(self, question: str) -> bool:
        """Return whether a question names somebody or something as what it is about: «من هو بيسكوف؟».

        That is a name, or what is described: «الطفل الذي…».
        """
        said = parse(question, self._language, self._cues)
        if self.fronts(said) or (not said.joined and self._holds_name(said)) or self._names_two(said):
            return True
        lacks = statements.leaves_out(said, self._language, self._cues, self._names)
        if said.joined or lacks or any(map(self._is_owned, said.body)) or any(map(_dangles, said.body)):
            return False
        named = tokens(subjects.subject(said, self._names, self._cues))
        if not named:
            return False
        word = named[0].word
        described = len(named) > 1 and named[1].word in RELATIVES
        # «من هو عمر حسن؟» asks for nobody's age
        anybody = word in self._common and not (said.kind is QuestionKind.WHO and word in self._cues.personal)
        name = self._names.knows(word) or not clitics.is_definite(word)
        return described or (name and not anybody)

    def _names_two(self, said: Utterance) -> bool:
        """Return whether a question that goes on names two, of whom one is known: «ومتى التقى بوتين الأسد؟»."""
        known = [token for token in said.body if self._names.knows(token.word)]
        common = self._common | self._cues.events | self._cues.things
        nouns = [t for t in said.body if t not in known and _is_definite(t) and t.word not in common]
        pointed = any(self._is_owned(t) or _dangles(t) or t.word in self._cues.pointers for t in said.body)
        return said.joined and bool(known) and len(known) + len(nouns) > 1 and not pointed

    def fronts(self, said: Utterance) -> bool:
        """Return whether a noun with its owner stands before the word that asks: «حاملة الطائرات اسمها ايه؟».

        Or it stands there as it is described, and what is asked of it has its pronoun: «الشبكية الصناعية مين اخترعها؟».
        """
        definite = [clitics.is_definite(token.word) for token in said.tokens[:2]]
        asks = any(token.word in self._language.question_words for token in said.tokens[2:])
        joined = any(clitics.without_conjunction(one.word, _AND) != one.word for one in said.tokens[:1])
        resumed = definite == [True, True] and self._is_owned(said.tokens[-1])
        noun = definite == [False, True] and not subjects.is_verb(said.tokens[0].word, self._cues)
        return said.kind is None and asks and (noun or resumed) and not joined

    def goes_on(self, question: str) -> bool:
        """Return whether a question is joined by و to what came before it."""
        return parse(question, self._language, self._cues).joined

    @lru_cache(maxsize=_ASKED)  # noqa: B019
    def may_lean(self, question: str) -> tuple[bool, str]:
        """Return whether a question may be of what was spoken of, though it names something: «متى أقيل المدرب؟».

        It names nothing but a common noun with the article, which is returned, too, without it, and what was done; or
        it asks what somebody said, or thinks, but not of what; or a pronoun behind a preposition stands for nothing.
        """
        said = parse(question, self._language, self._cues)
        asks = said.kind is not None or question.rstrip().endswith(("؟", "?"))  # «تكلم عنه ترامب؟»
        if noun := self._nouns_alone(said, asks=asks):
            return True, noun
        if subjects.introduced(said, self._cues, self._language):
            return False, ""
        longest = _LONG if any(map(_dangles, said.body)) else _SHORT + 1  # «كان فيها كم واحدا قبل عشر سنين؟»
        if not asks or not 1 < len(said.tokens) <= longest or self.fronts(said):
            return False, ""
        named = [token for token in self._named(said) if token.word not in self._measures]
        common = [token for token in named if _is_definite(token) and not self._names_one(token.word)]
        if said.kind in VERBAL and (_acted_on(named) or _describes(named)):  # «متى صادق البرلمان؟»
            named = named[1:]
        common = common or self._last_attribute(said)  # «وما جنسيات الضحايا؟»
        others = [
            t
            for t in named
            if t not in common and (self._names.knows(t.word) or not looks_done(t.word))  # «تطاوين»
        ]
        if there := bool(pointing_there(said.body)):  # «كم حربا خاضتها موسكو هناك؟»
            counted = said.body[: int(said.kind is QuestionKind.HOW_MANY)]
            others = [token for token in others if token not in counted]
        # «ما عنوان فيلمه الجديد؟»; ه may be ة without its dots.
        owned = [token for token in others if self._is_owned(token)]
        others = [token for token in others if token not in owned]
        # «هل هددتها إسرائيل؟»
        owned += [
            t for t in named if looks_done(t.word) and t.word.endswith(("ها", "هم")) and self._is_owned(t)
        ]
        clear = any(token.word.endswith(("ها", "هم")) for token in owned)
        dangling = there or any(map(_dangles, said.body)) or (bool(owned) and (clear or not others))
        described = len(common) == _NOUN and common == named[-_NOUN:]
        concerned = common[-1:] and common[-1].word in _CONCERNED  # «وما الأحياء المعنية؟»
        described = described and (concerned or len({one.word.endswith("ه") for one in common}) == 1)
        alone = ""
        if (len(common) == 1 or described) and not others:  # «وما هي المادة المستعملة؟»
            alone = clitics.without_joined_article(common[0].word)
        return self._asks_what_was_said(said) or bool(alone) or (dangling and len(others) <= 1), alone

    def _last_attribute(self, said: Utterance) -> list[Token]:
        """Return the last word of a question where it is an attribute with the article, and no name."""
        return [
            token
            for token in said.body[-1:]
            if clitics.is_definite(token.word)
            and not self._cues.attributes.isdisjoint({token.word, clitics.without_article(token.word)})
            and not self._names.knows(token.word)
        ]

    def _nouns_alone(self, said: Utterance, *, asks: bool) -> str:
        """Return the first of one or two nouns with the article that are all of a question: «والتصدير؟»."""
        words = [clitics.without_conjunction(token.word, _AND) for token in said.tokens]
        joined = bool(words) and said.tokens[0].word != words[0]  # but not «التمساح والسائحة»
        if not 0 < len(words) <= _NOUN or not (
            asks or joined or words[0] in self._cues.attributes | self._cues.sides
        ):
            return ""
        sides = (self._cues.attributes - self._language.offices) | _REST
        if len(words) == _NOUN and joined and words[0] in sides:
            words = words[1:]  # «ونتيجة التحقيق؟»
        nouns = all(clitics.is_definite(word) and not self._names_one(word) for word in words)
        return clitics.without_joined_article(words[0]) if nouns else ""

    def _names_one(self, word: str) -> bool:
        """Return whether a word with the article names what it is of by itself: a known name, or a currency."""
        return self._names.knows(word) or clitics.without_article(word) in self._currencies

    @lru_cache(maxsize=_ASKED)  # noqa: B019
    def points_back(self, question: str) -> bool:
        """Return whether a pronoun or pointing word stands for what its question does not name: «أين بنوا له نصبا؟»."""
        said = parse(question, self._language, self._cues)
        for place, token in enumerate(said.body):
            word = plain(token.surface)
            pronoun = _dangles(token) or (self._is_owned(token) and word.endswith(("ها", "هم", "هما", "هن")))
            before = [one for one in said.body[:place] if self._may_be_meant(one, word)]
            if (pronoun or token.word in self._cues.pointers) and not before:
                return True
        return False

    def _may_be_meant(self, noun: Token, pronoun: str) -> bool:
        """Return whether a word before a pronoun may be what that stands for: by its number and gender."""
        word = plain(noun.surface)
        many = pronoun.endswith(("هم", "هما", "هن"))
        acts = subjects.is_verb(noun.word, self._cues) or looks_done(noun.word)
        if noun.word in PREPOSITIONS or (acts and not self._names.knows(noun.word)):
            return False
        return not many or word.endswith(("ين", "ون", "ات"))

    def named(self, question: str) -> tuple[str, ...]:
        """Return the words by which a question names something, without the article and its verbs."""
        named = self._named(parse(question, self._language, self._cues))
        nouns = (token for token in named if self._names.knows(token.word) or not looks_done(token.word))
        return tuple(clitics.without_joined_article(token.word) for token in nouns)  # «تركيا» is a name

    def _named(self, said: Utterance) -> list[Token]:
        """Return the words that name something; «تم القبض» is a verb in two words."""
        body = said.body
        carried = len(body) > 1 and body[0].word in _CARRIED_OUT and _is_definite(body[1])
        passed = RELATIVES | ANYBODY | _BEHIND
        named = [token for token in body[2 if carried else 0 :] if token.word not in passed]
        return [token for token in self._omissions.naming(named) if not self._asks_too(token.word)]

    def _asks_too(self, word: str) -> bool:
        """Return whether a word asks behind another one, «متى وأين الحفل؟», or at the end, «بعت الرسالة لمين؟»."""
        bare = clitics.without_conjunction(word, _AND)
        return bare in self._language.question_words and bare not in self._language.stop_words

    def _asks_what_was_said(self, said: Utterance) -> bool:
        """Return whether it is asked what somebody said or thinks, but not of what: «ما موقف النهضة؟»."""
        says = verbs_of_saying(self._language, self._cues)
        first = said.body[0].word if said.body else ""
        asks = first in STANCES or (first in says and said.kind is QuestionKind.WHAT)
        they = first.endswith(("وا", "و")) and subjects.is_verb(first, self._cues)  # «وشو قالوا عن الحل؟»
        return (asks and not any(map(is_preposition, said.body))) or (
            they and any(map(is_preposition, said.body[1:2]))
        )


def in_place(question: str, noun: str) -> bool:
    """Return whether a question asks what is in a place of that folded name: «وشنو وقع في الحسيمة؟»."""
    return f"في ال{noun}" in " ".join(token.word for token in tokens(question))


def _dangles(token: Token) -> bool:
    """Return whether a word is a preposition with a pronoun that stands for what is not named: «إليه»."""
    return bool(clitics.preposition(token.surface)) and token.word not in SOME_OF


def _is_definite(token: Token) -> bool:
    """Return whether a word has the article: «المدرب», but not «ألفة»."""
    return clitics.is_definite(token.word) and not token.surface.startswith(("أ", "إ", "آ"))


def _describes(named: Sequence[Token]) -> bool:
    """Return whether the first of two words says what was done to the other, with the article: «منشورة الدراسة»."""
    words = [token.word for token in named]
    done = len(words) == _NOUN and words[0].startswith("م") and clitics.is_definite(words[1])
    return done and all(token.surface.endswith("ة") for token in named)


def _acted_on(named: Sequence[Token]) -> bool:
    """Return whether the first of two words has the shape of «صادق», which the other, with the article, then did."""
    if len(named) != _NOUN:
        return False
    verb, noun = named
    return len(verb.word) == len("صادق") and verb.word[1] == "ا" and _is_definite(noun)
