"""Questions for the archive: each of a message, whole and with its filters; the sides of a comparison."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.patterns import simple
from retrieval.arabic.text import fold, plain
from retrieval.dialogue import clauses
from retrieval.dialogue.turns import (
    AboutAnswer,
    AnswerPart,
    Comparison,
    Context,
    Odd,
    Oddity,
    Questions,
    Turn,
)
from retrieval.dialogue.wording import idioms, splitting
from retrieval.interpretation.exchanging import BESIDE, BRACKETED, bracketed
from retrieval.query.question_words import kind_of
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.dialogue.browsing import Browsing
    from retrieval.dialogue.lists import ConversationLists
    from retrieval.interpretation.interpreter import Interpretation, Interpreter
    from retrieval.interpretation.narrowing.filters import Facets
    from retrieval.query.tokens import Token

_OF_ARTICLE = {QuestionKind.WHEN: AnswerPart.DATE, QuestionKind.WHERE: AnswerPart.SOURCE}
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_IN, _JOINS = "في", "و"
_BETWEEN, _WITHIN = folded("بين"), folded("في خلال سنة عام شهر يوم منذ قبل بعد")
_MORE_SO = folded("أكثر أقل")
_COMPARED = re.compile(r"ا\w{2,3}")  # «أعلى»
# What says of a thing how much it is what is compared, where no noun does: «أيهما أعلى: … أم …».
_MEASURES = {
    **dict.fromkeys(folded("أعلى"), "ارتفاع"),
    **dict.fromkeys(folded("أطول"), "طول"),
    **dict.fromkeys(folded("أكبر أصغر أوسع"), "مساحة"),
    **dict.fromkeys(folded("أغلى أرخص"), "سعر"),
    **dict.fromkeys(folded("أسرع"), "سرعة"),
    **dict.fromkeys(folded("أغنى"), "ثروة"),
    **dict.fromkeys(folded("أقدم"), "تأسيس"),
    **dict.fromkeys(folded("أثقل"), "وزن"),
    **dict.fromkeys(folded("أعمق"), "عمق"),
}
_AREA, _AGE, _OF_PERSONS = "مساحة", "عمر", folded("أكبر أصغر أغنى")
_APART = {*"،,:"}
_TO = ("ل", "ب", "من", "إلى", "في")
_SHORT = 3  # letters
_MARKS = " ؟?."
_MORE = 3  # words: «أعلى نسبة»


class Asking:
    """Knows the questions that a message asks."""

    def __init__(
        self, language: Language, lists: ConversationLists, questions: Interpreter, browsing: Browsing
    ) -> None:
        self._language = language
        self._lists = lists
        self._questions = questions
        self._browsing = browsing

    def asked(self, text: str, context: Context, facets: Facets) -> Turn:
        """Return the questions of a message; what is whole as it stands is left as it was said."""
        text = splitting.with_relative(splitting.with_article(text), self._language, self._questions.cues)
        first, *rest = tokens(text)
        if rest and first.word in self._questions.cues.openers and rest[0].word.startswith(_JOINS):
            text = text[rest[0].start :]  # «طيب وجونسون شو قال؟»
        text = idioms.pointing_first(text, self._language, self._questions.cues)
        parts = splitting.questions(text, self._language, self._questions.cues)
        if len(parts) == 1:
            told = context.told or not context.question
            if told and self._questions.vague(text) and (bare := self._bare(text, context)):
                return bare
            spoken_of = context.question or context.listed or context.opened
            if not spoken_of and self._questions.only_done(text):
                return Odd(Oddity.VAGUE)
            if self._browsing.happened(text, facets):  # «شصار بالموصل» is of no other thing
                context = Context()
            meant = self._understood(text, context.question, facets, context.older)
            whole = meant.question == text and not meant.turned
            without = clauses.without_openers(text, self._questions.cues) if whole else text
            if without != text:
                meant = self._understood(without, context.question, facets, context.older)
            return Questions((meant,), without)
        return Questions(self._several(parts, context, facets), text, parts=tuple(parts))

    def _several(self, parts: Sequence[str], context: Context, facets: Facets) -> tuple[Interpretation, ...]:
        """Return what each question of a message means; one that the first completes is of what that is of."""
        first = self._understood(parts[0], context.question, facets, context.older)
        asked = [first]
        for part in parts[1:]:
            of_before = asked[-1].in_context if asked[-1].leans else None
            before = of_before or asked[-1]  # «كم قتيل وكم جريح؟»
            meant = self._understood(part, before.question, facets)
            if meant.question != part and meant.may_lean is not first.may_lean:  # «وين الحفل ومتى؟»
                meant = replace(
                    meant,
                    about=first.about,
                    leans=first.leans,
                    may_lean=first.may_lean,
                    common=first.common,
                )
            asked.append(meant)
        return tuple(asked)

    def compared(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return the two things that a text compares, each as a question."""
        said = tokens(text)
        found = self._lists.groups["comparison"].whole([simple(token.surface) for token in said])
        if found is None:
            return None
        if found.label == "of_both":
            return self._of_both(text, context, facets)
        if found.label == "which":
            named = said[found.start - 1].word in _MEASURES.keys() | _MORE_SO if found.start else False
            return self._which(said[found.start - named : found.end], text, context, facets)
        part = text[said[found.start].start : said[-1].end].rstrip(_MARKS)
        if found.label == "won":
            sides = splitting.rivals(part, self._questions.cues)
        else:
            sides = self._periods(part, facets) or splitting.sides(part, self._language, self._questions.cues)
        if sides is None:
            return None
        asked = tuple(self._questions.understand(side, None, facets) for side in sides)
        return Comparison(asked, self._questions.understand(text, None, facets))

    def _of_both(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what the last two questions asked, or the two whom the last one names: «قارن بين الموقفين»."""
        asked: Sequence[str] = [self._alone(one) for one in (context.older, context.question) if one]
        if not self._questions.ask_alike(asked):
            asked = self._questions.asked_of_each(context.question or "")
        if asked:
            one, other = (self._questions.understand(side, None, facets) for side in asked)
            return Comparison((one, other), one)
        meant = self._understood(text, context.question, facets, context.older).question
        return self.compared(meant, Context(), facets) if meant != text else Odd(Oddity.VAGUE)

    def _alone(self, question: str) -> str:
        """Return a question without what it was taken to be of, and without the و that joined it to the one before."""
        first, asked = tokens(question)[:1], BRACKETED.sub("؟", question)
        words = [without_conjunction(token.word, _AND) for token in first]
        joined = [token for token, word in zip(first, words, strict=True) if word != token.word]
        asks = not self._language.question_words.keys().isdisjoint(words)
        return asked[joined[0].start + 1 :] if joined and asks else asked

    def _periods(self, part: str, facets: Facets) -> tuple[str, str] | None:
        """Return the same thing in each of two periods that are compared: «صادرات التمور في 2015 و2017»."""
        said = tokens(part)
        ends = (n for n in range(2, len(said)) if self._is_period(part[said[n].start :], facets, joined=True))
        end = next(ends, len(said))
        first = part[: said[end - 1].end]
        begins = (n for n in range(1, end) if self._is_period(first[said[n].start :], facets))
        begin = next(begins, end)
        of = said[: begin - 1 if said[begin - 1].word in _BETWEEN else begin]
        if begin == end or end == len(said) or not of:
            return None
        named = part[: of[-1].end]
        times = (first[said[begin].start :], part[said[end].start + len(_JOINS) :])
        one, other = (time if tokens(time)[0].word in _WITHIN else f"{_IN} {time}" for time in times)
        return f"{named} {one}", f"{named} {other}"

    def _is_period(self, text: str, facets: Facets, *, joined: bool = False) -> bool:
        """Return whether a text is a time and nothing else, behind «and» where it is `joined`."""
        if joined and not text.startswith(_JOINS):
            return False
        time = text.removeprefix(_JOINS) if joined else text
        return bool(self._questions.only(time, facets, listing=True) or self._browsing.year(time, facets))

    def _which(self, said: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return the two of which one is more, as they are named, or as the last two questions asked of them."""
        place = next((n for n, token in enumerate(said) if token.word in splitting.OR and n), None)
        whole = self._questions.understand(text, None, facets)
        if place is None:
            if len(said) > _MORE or not (context.older and context.question):
                return None
            pair = self._measured((context.older, context.question), said, facets)
            return Comparison(tuple(self._questions.understand(one, None, facets) for one in pair), whole)
        second = said[place + 1 :]
        if second and second[0].word in _MEASURES and said[0].word in _MEASURES:  # «مين اكبر … ولا اكبر …»
            each = (text[side[0].start : side[-1].end] for side in (said[:place], second))
            return Comparison(tuple(self._questions.understand(one, None, facets) for one in each), whole)
        alone = int(bool(_COMPARED.fullmatch(said[0].word)))  # «أيهما أعلى: برج إيفل أم …»
        asks = {self._language.question_words.get(token.word) for token in tokens(text)[:1]}
        called = (self._questions.is_name(side[0].word) for side in (said[alone:place], second) if side)
        persons = QuestionKind.WHO in asks or any(called)
        persons = persons and not any(self._questions.is_place(token.word) for token in said)
        whole_name = persons and said[0].word in _OF_PERSONS  # «مين أكبر كريستيانو رونالدو ولا ميسي»
        gaps = (n for n in range(1, place) if _APART & {*text[said[n - 1].end : said[n].start]})
        begin = alone if whole_name else max(alone, place - len(second), *gaps)
        first = said[begin:place]  # «أيهما أفضل هذا الموسم، الترجي أم النجم الساحلي؟»
        if not (first and second):
            return None
        said_of = said[: place - len(first)]
        more = next((n for n, token in enumerate(said_of) if token.word in _MORE_SO), 0)
        said_of = [token for n, token in enumerate(said_of) if not more or n >= more]  # «صحي أكثر»
        of = [_unaccusative(token) for token in said_of if not _COMPARED.fullmatch(token.word)]
        of = of or [_MEASURES[token.word] for token in said_of if token.word in _MEASURES]
        of = [_AGE] if of == [_AREA] and persons else of
        if not of:
            return None
        named = ([token.surface for token in side] for side in (first, second))
        behind = of[0].startswith(_TO) or of[0] in self._questions.cues.pointers  # «أقرب لقطر»
        sides = (" ".join([*side, *of] if behind else [*of, *side]) for side in named)
        same = context if fold(of[0]) in self._questions.cues.attributes else Context()
        return Comparison(tuple(self._side(side, same, facets) for side in sides), whole)

    def _measured(self, asked: Sequence[str], said: Sequence[Token], facets: Facets) -> Sequence[str]:
        """Return two questions, or where they ask of different things how much each is: «ارتفاع برج بيزا»."""
        measure = next((_MEASURES[token.word] for token in said if token.word in _MEASURES), "")
        if not measure or self._questions.ask_alike(asked):
            return asked
        return [f"{measure} {self._questions.about(one, facets).rpartition(BESIDE)[2]}" for one in asked]

    def _side(self, side: str, context: Context, facets: Facets) -> Interpretation:
        """Return what is asked of one of two, of the same thing as the last question if that asked it of another."""
        following = f"و{side}"
        meant = self._questions.understand(following, context.question, facets)
        return self._questions.understand(side, None, facets) if meant.question == following else meant

    def year(self, words: Sequence[Token], context: Context, facets: Facets) -> Turn | None:
        """Return what a number alone asks that names a year: the last question within it, or what was published."""
        year = self._browsing.year(words[0].word, facets) if len(words) == 1 else None
        if year and context.question and not context.listed:
            return self.asked(f"{_IN} {words[0].word}", context, facets)
        return year

    def _bare(self, text: str, context: Context) -> Turn | None:
        """Return what a question that names nothing asks of the article spoken of, if any: «متى؟», «أين؟»."""
        kinds = (kind_of(without_conjunction(token.word, _AND), self._language) for token in tokens(text))
        asked = next((_OF_ARTICLE[kind] for kind in kinds if kind in _OF_ARTICLE), None)
        if asked and (context.opened or context.told):
            return AboutAnswer(asked)
        return None if context.question else Odd(Oddity.VAGUE)

    def _fronted(self, earlier: str) -> str:
        """Return a question with the word that asks in front, and what it was of behind it as it was."""
        of = BRACKETED.search(earlier)
        asked = clauses.without_openers(earlier[: of.start()] if of else earlier, self._questions.cues)
        turned = splitting.fronted(asked, self._language, self._questions.cues)
        turned = splitting.counted(asked, self._language, self._questions.cues) if turned == asked else turned
        return bracketed(turned, of[1]) if of else turned

    def _understood(
        self, text: str, earlier: str | None, facets: Facets, older: str | None = None
    ) -> Interpretation:
        """Return what a question means; in front or behind its verb, the word that asks makes no difference."""
        cues = self._questions.cues
        before, older = (one and self._fronted(one) for one in (earlier, older))
        meant = self._questions.understand(text, before, facets, older)
        turned = splitting.fronted(text, self._language, cues)
        if meant.question != text or turned == text:
            return meant
        completed = self._questions.understand(turned, before, facets, older)
        if completed.question != turned and not self._questions.fronts(text):
            return completed
        leans, itself = meant.leans or completed.leans, meant.names_itself
        may_lean = meant.may_lean or (completed.may_lean and not itself)  # «حاملة الطائرات اسمها ايه؟»
        if splitting.names_speaker(text, self._language, cues):
            text = turned
        return replace(
            completed,
            question=text,
            filters=meant.filters,
            leans=leans,
            may_lean=may_lean,
            names_itself=itself,
        )


def _unaccusative(token: Token) -> str:
    """Return a noun without the ending of «أقوى موقفًا»."""
    bare = plain(token.surface)
    return bare[:-1] if bare.endswith("ا") and len(bare) > _SHORT else token.surface
