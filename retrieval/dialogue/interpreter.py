"""What a turn is taken for, before anything is searched: rules over word lists, the surest first.

Precision comes first: a message is small talk, or asks of the bot, only where patterns fit all of it; whatever none
fits is a question for the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import is_definite, without_conjunction
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.patterns import simple
from retrieval.dialogue import clauses
from retrieval.dialogue.addressing import Addressing
from retrieval.dialogue.asking import Asking
from retrieval.dialogue.browsing import Browsing
from retrieval.dialogue.courtesy import manners, manners_of, misspelt, without_courtesies
from retrieval.dialogue.turns import (
    AboutAnswer,
    AnswerPart,
    Browse,
    Context,
    Link,
    Manner,
    Manners,
    Odd,
    Pasted,
    Questions,
    Turn,
)
from retrieval.dialogue.wording import dialects, latin, script, splitting, sums
from retrieval.dialogue.wordless import single, without_letters
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import tokens
from retrieval.records import Declined, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.dialogue.lists import ConversationLists
    from retrieval.interpretation.interpreter import Interpreter
    from retrieval.interpretation.narrowing.filters import Facets
    from retrieval.query.tokens import Token

_NAMED = 3  # words
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_ASKS = "؟"
_DEFAULT_CONTEXT = Context()


class DialogueInterpreter:
    """Takes each turn for what it is; deterministic, and linear in what it is given."""

    def __init__(self, language: Language, lists: ConversationLists, questions: Interpreter) -> None:
        self.language = language
        self.lists = lists
        self._questions = questions
        self._browsing = Browsing(language, lists, questions)
        self._addressing = Addressing(language, lists, questions, self._browsing)
        self._asking = Asking(language, lists, questions, self._browsing)

    def interpret(self, said: str, context: Context, facets: Facets) -> Turn:
        """Return what `said` is after what the context tells, of an archive that `facets` describes."""
        if url := script.link(said):
            return Link(url)
        said = splitting.with_year(said) if context.question or context.listed else said
        said = dialects.spelled(said, self.language, self._questions.cues)
        words = [token for token in tokens(said) if token.word]  # «ـ» is none
        of_sum = Declined(Refusal.REQUEST, "") if sums.is_sum(said, words) else None
        if of_sum or not any(token.word[0].isalpha() for token in words):
            return (
                of_sum or self._asking.year(words, context, facets) or without_letters(said, words, context)
            )
        if script.is_pasted(said):
            return Pasted(said.strip())
        core = without_courtesies(words, self.lists)
        kinds = manners(words, self.lists) or (len(core) < len(words) and manners(core, self.lists))
        if not kinds and len(words) == 1:
            kinds = misspelt(words[0], self.lists, self.language, facets.knows)
        if kinds and not self._doubts(kinds, words, said, context):
            return self._courteous(kinds, said, context, facets)
        if len(words) == 1 and (odd := single(words[0])):
            return Odd(odd)
        # What was said less the courtesies around `core`, the mark at its end kept.
        end = len(said) if core[-1] is words[-1] else core[-1].end
        text = said[core[0].start : end].strip() if len(core) < len(words) else said
        told = clauses.received(text, self.lists, self.language)
        return (
            (Pasted(told) if told else None)
            or self._returned(text, context, facets)
            or self._browsing.narrowed(text, context, facets)
            or self._pointing(words, text, context, facets)
            or self._known(core, text, context, facets)
            or self._begun(core, text, context, facets)
            or self._introduced(core, text, context, facets)
            or self._of_answer(text, context, facets)
            or self._corrected(core, text, context, facets)
            or self._disputed(text, context, facets)
            or self._parted(text, context, facets)
            or self._requested(core, text, context, facets)
            or self._foreign(text, context, facets)
            or self._asking.asked(text, context, facets)
        )

    def _doubts(self, kinds: tuple[Manner, ...], words: Sequence[Token], said: str, context: Context) -> bool:
        """Return whether what would be praise asks if an answer is right, or a complaint only finds it unclear.

        Those are «هالحكي صحيح؟» and, after an answer, «كلامك معقد».
        """
        plainly = [simple(token.surface) for token in words]
        if kinds == (Manner.COMPLAINT,):
            return bool(context.quotes) and self.lists.any_order[AnswerPart.EXPLAIN].fits(plainly)
        found = self.lists.groups["about_answer"].whole(plainly)
        sure = found is not None and found.label == AnswerPart.SURE
        return sure and said.rstrip().endswith(("؟", "?"))

    def _returned(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what is asked of something that a reader turns or goes back to, or of that by its name alone."""
        if text != (other := clauses.behind_change(text, self.lists)):
            return self.interpret(other, _DEFAULT_CONTEXT, facets)
        subject, rest = clauses.returned(text, self.lists, self.language)
        if not subject:
            return None
        before = Context(f"{subject}؟", context.quotes) if rest else _DEFAULT_CONTEXT
        return self.interpret(rest or f"{subject}؟", before, facets)

    def _turned(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what is asked of what came after an answer, or before it: «ثم ماذا حدث؟»."""
        if not (context.question and context.quotes) or context.listed or not self._questions.turned(text):
            return None
        asks = self._questions.cues.events | self.language.question_words.keys()
        asked = any(token.word in asks for token in tokens(text))
        return self._asking.asked(text, context, facets) if asked else None

    def _pointing(self, words: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what is asked of what an answer tells of: «شنوة هذي», which greets nobody."""
        spoken_of = context.question and context.quotes and not context.listed
        if not spoken_of or len(words) != len(("شنوة", "هذي")):
            return None
        asks = self.language.question_words.get(words[0].word) is QuestionKind.WHAT
        points = words[1].word in self._questions.cues.pointers
        return self._asking.asked(text, context, facets) if asks and points else None

    def _known(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what patterns know."""
        plainly = [simple(token.surface) for token in core]
        return (
            self._addressing.about(plainly, core, text, context, facets)
            or self._addressing.follow(plainly, core, text, context, facets)
            or self._browsing.counted(text, context, facets)
            or self._turned(text, context, facets)
            or self._browsing.asked(text, context, facets)
            or self._asking.compared(text, context, facets)
        )

    def _begun(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what patterns know behind words that only begin it: «طيب لخص المقال»."""
        openers = self._questions.cues.openers
        count = next((n for n, token in enumerate(core) if token.word not in openers), 0)
        if not count:
            return None
        return self._known(core[count:], text[core[count].start - core[0].start :], context, facets)

    def _introduced(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what patterns know behind who a reader says to be, or that as courtesy if nothing is asked."""
        plainly = [simple(token.surface) for token in core]
        if not self.lists.introductions.whole(plainly):
            return None
        for place in range(2, len(core)):
            first = replace(core[place], surface=without_conjunction(core[place].surface, _AND))
            rest = text[core[place].end - len(first.surface) - core[0].start :]
            behind = [first, *core[place + 1 :]]
            leads = self.lists.requests.leading([simple(token.surface) for token in behind])
            turn = self._known(behind, rest, context, facets)
            turn = turn or (self._requested(behind, rest, context, facets) if leads else None)
            if turn is not None and not isinstance(turn, Declined):
                return turn
        asks = any(splitting.inquires(token.word, self.language) for token in core)
        return (
            None
            if asks
            else Manners((Manner.INTRODUCTION,), latin.is_foreign(text, self.language.transliteration))
        )

    def _parted(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what is said beside clauses of courtesy, or behind how somebody is."""
        rest = clauses.without_manners(text, self.lists)
        rest = clauses.behind_feeling(text, self.lists, self.language) if rest == text else rest
        return self.interpret(rest, context, facets) if rest else None

    def _of_answer(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what all clauses say of the last answer, or complain of: «مو صحيح، من وين جبت هالكلام؟»."""
        if context.quotes and not context.listed and clauses.counters(text):
            return Manners((Manner.COMPLAINT,), reasoned=True)  # «قالوا 12»
        parts: Sequence[str] = clauses.clauses(text)
        if len(parts) == 1 and context.quotes and not (parts := clauses.joined(text, self.lists)):
            rest = clauses.behind_complaint(text, self.lists, anyhow=True)
            parts = [text[: -len(rest)], rest] if len(tokens(rest)) > 1 else []
        if len(parts) < len(("complaint", "rest")):
            return None
        turns = [self._clause(part, context, facets) for part in parts]
        courteous = [turn for turn in turns if isinstance(turn, Manners)]
        asked = [turn for turn in turns if isinstance(turn, AboutAnswer)]
        if len(courteous) + len(asked) < len(turns):
            complains = courteous == turns[:1] and turns[0] == Manners((Manner.COMPLAINT,))
            rest = text[text.index(parts[0]) + len(parts[0]) :].lstrip(" ،,؛;.!\n") if complains else ""
            begins = (splitting.inquires(token.word, self.language) for token in tokens(rest)[:2])
            # «مو هيك قصدي، شو قال بوتين؟» corrects nothing
            return self.interpret(rest, context, facets) if _ASKS in rest or any(begins) else None
        said = tuple(dict.fromkeys(kind for turn in courteous for kind in turn.kinds))
        return replace(asked[-1], disputed=Manner.COMPLAINT in said) if asked else Manners(said)

    def _clause(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what a clause of a message is by itself: courtesy, or what patterns know."""
        kinds = manners(tokens(text), self.lists)
        return Manners(kinds) if kinds else self._known(tokens(text), text, context, facets)

    def _disputed(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return a complaint with its reason: «جوابك غلط، الماسة كانت في جنوب افريقيا» asks for nothing."""
        reason = clauses.behind_complaint(text, self.lists) if context.quotes and not context.listed else ""
        said = tokens(reason)
        asks = _ASKS in reason or any(splitting.inquires(token.word, self.language) for token in said)
        if len(said) <= _NAMED or asks or self.lists.requests.leading([simple(t.surface) for t in said]):
            return None
        # «كلامك ناشف كتير، ما فهمت شي» says of nothing that it is wrong.
        parts = (self._clause(part, context, facets) for part in clauses.clauses(reason))
        if asked := next((part for part in parts if isinstance(part, AboutAnswer)), None):
            return replace(asked, disputed=True)
        known = self._known(said, reason, context, facets)
        return None if known else Manners((Manner.COMPLAINT,), reasoned=True)

    def _corrected(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return the last question of what a reader says to have meant, or the question that was meant."""
        subject, asked_of_it = clauses.asked_of_meant(text, self.lists, self.language)
        if subject:
            return self.interpret(asked_of_it, Context(f"{subject}؟", context.quotes), facets)
        meant = clauses.corrected(core, text, self.lists) or self._named_behind_no(core, context, facets)
        if not meant:
            return None
        said = text[meant[0].start - core[0].start : meant[-1].end - core[0].start]
        asks = any(splitting.inquires(token.word, self.language) for token in meant)
        if context.listed and context.listed.subject and not asks:
            return replace(context.listed, subject=said)
        known = self._known(meant, said, context, facets) if len(meant) > 1 else None
        if isinstance(known, AboutAnswer):  # «مش مفيد، هات المصدر»
            return known
        if asks or not context.question:
            return self._asking.asked(said, context, facets)
        wrong = clauses.denied(core, self.lists)
        instead = text[wrong[0].start - core[0].start : wrong[-1].end - core[0].start] if wrong else ""
        asked = self._questions.corrected(said, context.question, facets, instead, context.older)
        return Questions((asked,), text)

    def _named_behind_no(self, core: Sequence[Token], context: Context, facets: Facets) -> tuple[Token, ...]:
        """Return what is asked or named after «no» alone: «لأ موسكو», «لا في فيتنام», «لا بل عن تركيا شو قالوا»."""
        rest = clauses.behind_no(core)
        if not rest or not context.question or context.listed:
            return ()
        if any(splitting.inquires(token.word, self.language) for token in rest[1:]):
            return tuple(rest)
        named = rest[1:2] if rest[0].word in PREPOSITIONS else rest[:1]
        known = facets.knows or (lambda _: False)
        places = any(self._questions.is_place(token.word) for token in named)
        nouns = any(is_definite(token.word) and known(token.word) for token in named)
        return tuple(rest) if len(rest) <= _NAMED and (places or nouns) else ()

    def _requested(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what is asked behind words that only lead to it: «بدي أعرف …», also after other talk."""
        plainly = [simple(token.surface) for token in core]
        for place in range(len(core) - 1):
            if splitting.inquires(core[place].word, self.language) and place:
                return None
            found = self.lists.requests.leading(plainly[place:])
            begin = place + found[0][0] if found else len(core)
            if begin < len(core) and (place == 0 or found[0][0] > 1):
                rest = text[core[begin].start - core[0].start :]
                return (
                    self._known(core[begin:], rest, context, facets)
                    or self._begun(core[begin:], rest, context, facets)
                    or self._foreign(rest, context, facets)
                    or self._asking.asked(rest, context, facets)
                )
        return None

    def alone(self, said: str, facets: Facets) -> Browse | None:
        """Return the list of what a message only names, or asks what happened to it."""
        return self._browsing.alone(said, facets)

    def named(self, subject: str, facets: Facets) -> Browse | None:
        """Return the list of a subject; None where it names nothing."""
        said = tokens(subject)
        return self._browsing.of(said, subject, (), facets) if said else None

    def followed(self, said: str, facets: Facets) -> Browse:
        """Return what is to be followed by somebody who names it so."""
        return self._addressing.followed(said, facets)

    def _courteous(self, kinds: tuple[Manner, ...], said: str, context: Context, facets: Facets) -> Turn:
        """Return courtesy as such, unless a word of consent takes up what was offered."""
        if context.offered and kinds[0] in {Manner.YES, Manner.OK}:
            return self._asking.asked(context.offered, _DEFAULT_CONTEXT, facets)
        return Manners(kinds, latin.is_foreign(said, self.language.transliteration))

    def _foreign(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what a text in Latin letters says in Arabic; if that is no question, `text` is asked as it is."""
        if not latin.is_latin(text):
            return None
        transliteration = self.language.transliteration
        if kinds := manners_of(latin.words_of(text), self.lists):  # «kif 7alak»
            return Manners(kinds, latin.is_foreign(text, transliteration))
        arabic = transliteration.heard(text)
        heard = tokens(arabic)
        if kinds := manners(heard, self.lists):
            return Manners(kinds, latin=False)
        if known := self._heard(heard, arabic, context, facets):
            return known
        asking = self.lists.asking
        question = latin.question(text, transliteration, asking, facets.spelt, follows=bool(context.question))
        if question and (known := self._heard(tokens(question), question, context, facets)):
            return known
        meant = self._questions.understand(
            question or latin.partly(text, transliteration, asking), context.question, facets
        )
        return Questions(
            (meant,),
            text,
            translated=True,
            unread=question is None,
            named="" if question else latin.named(text, transliteration, asking),
            latin=latin.asks_foreign(text, transliteration),
        )

    def _heard(self, heard: Sequence[Token], arabic: str, context: Context, facets: Facets) -> Turn | None:
        """Return what patterns know of what is heard in Latin letters, if anything is: of «.la» nothing is."""
        if not heard:
            return None
        return self._known(heard, arabic, context, facets) or self._begun(heard, arabic, context, facets)
