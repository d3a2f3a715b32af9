"""What a turn is taken for, before anything is searched: rules over word lists, the surest first.

Precision comes first: a message is small talk, or asks of the bot, only where patterns fit all of it; whatever none
fits is a question for the archive.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.patterns import simple
from retrieval.dialogue import clauses, latin, script, splitting
from retrieval.dialogue.browsing import Browsing
from retrieval.dialogue.courtesy import manners, misspelt, without_courtesies
from retrieval.dialogue.lists import OF, ConversationLists
from retrieval.dialogue.turns import (
    AboutAnswer,
    AboutBot,
    AnswerPart,
    Browse,
    Comparison,
    Context,
    Follow,
    FollowRequest,
    Link,
    Manner,
    Manners,
    Narrowing,
    Odd,
    Oddity,
    Pasted,
    Questions,
    Topic,
    Turn,
)
from retrieval.dialogue.wordless import single, without_letters
from retrieval.interpretation.filters import without
from retrieval.query.declined import declined, subject
from retrieval.query.question_words import PREPOSITIONS, kind_of
from retrieval.query.tokens import tokens
from retrieval.records import Declined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.arabic.language import Language
    from retrieval.arabic.patterns import Match
    from retrieval.interpretation.filters import Facets
    from retrieval.interpretation.interpreter import Interpretation, Interpreter
    from retrieval.query.tokens import Token

_ORDINALS: Mapping[str, int] = {
    simple(word): number
    for number, line in enumerate(
        (
            "الأول واحد 1", "الثاني التاني اثنين 2", "الثالث التالت ثلاثة 3", "الرابع 4", "الخامس 5",
            "السادس 6", "السابع 7", "الثامن 8", "9", "10",
        ),
        1,
    )
    for word in line.split()
}  # fmt: skip
_OF_ARTICLE = {QuestionKind.WHEN: AnswerPart.DATE, QuestionKind.WHERE: AnswerPart.SOURCE}
_IN = "في"
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`
_DEFAULT_CONTEXT = Context()


class DialogueInterpreter:
    """Takes each turn for what it is; deterministic, and linear in what it is given."""

    def __init__(self, language: Language, lists: ConversationLists, questions: Interpreter) -> None:
        self.language = language
        self.lists = lists
        self._questions = questions
        self._browsing = Browsing(language, lists, questions)

    def interpret(self, said: str, context: Context, facets: Facets) -> Turn:
        """Return what `said` is after what the context tells, of an archive that `facets` describes."""
        if url := script.link(said):
            return Link(url)
        said = splitting.with_his(splitting.unjoined(said, self._questions.cues), self._questions.cues)
        words = tokens(said)
        if not any(token.word[0].isalpha() for token in words):
            return self._year(words, context, facets) or without_letters(said, words, context)
        if script.is_pasted(said):
            return Pasted(said.strip())
        kinds = manners(words, self.lists)
        if kinds or (len(words) == 1 and (kinds := misspelt(words[0], self.lists, facets.knows))):
            return self._courteous(kinds, said, context, facets)
        if len(words) == 1 and (odd := single(words[0])):
            return Odd(odd)
        core = without_courtesies(words, self.lists)
        # What was said less the courtesies around `core`, the mark at its end kept.
        end = len(said) if core[-1] is words[-1] else core[-1].end
        text = said[core[0].start : end].strip() if len(core) < len(words) else said
        return (
            self._browsing.narrowed(text, context, facets)
            or self._known(core, text, context, facets)
            or self._begun(core, text, context, facets)
            or self._introduced(core, text, context, facets)
            or self._parted(text, context, facets)
            or self._corrected(core, text, context, facets)
            or self._requested(core, text, context, facets)
            or self._foreign(text, context, facets)
            or self._asked(text, context, facets)
        )

    def _known(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what patterns know."""
        plainly = [simple(token.surface) for token in core]
        return (
            self._about(plainly, core, text, context, facets)
            or self._follow(plainly, core, text, facets)
            or self._browsing.asked(text, context, facets)
            or self._compared(text, facets)
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
            turn = self._known([first, *core[place + 1 :]], rest, context, facets)
            if turn is not None and not isinstance(turn, Declined):
                return turn
        asks = any(splitting.inquires(token.word, self.language) for token in core)
        return (
            None
            if asks
            else Manners((Manner.INTRODUCTION,), latin.is_foreign(text, self.language.transliteration))
        )

    def _parted(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what is said beside clauses of courtesy; or what all clauses say of the last answer."""
        rest = clauses.without_manners(text, self.lists)
        if rest != text:
            return self.interpret(rest, context, facets)
        parts = clauses.clauses(text)
        known = [self._known(tokens(part), part, context, facets) for part in parts] if len(parts) > 1 else []
        return known[-1] if known and all(isinstance(turn, AboutAnswer) for turn in known) else None

    def _corrected(self, core: Sequence[Token], text: str, context: Context, facets: Facets) -> Turn | None:
        """Return the last question of what a reader says to have meant, or the question that was meant."""
        meant = clauses.corrected(core, text, self.lists)
        if not meant:
            return None
        said = text[meant[0].start - core[0].start : meant[-1].end - core[0].start]
        asks = any(splitting.inquires(token.word, self.language) for token in meant)
        if context.listed and context.listed.subject and not asks:
            return replace(context.listed, subject=said)
        if asks or not context.question:
            return self._asked(said, context, facets)
        return Questions((self._questions.corrected(said, context.question, facets),), text)

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
                    or self._asked(rest, context, facets)
                )
        return None

    def _courteous(self, kinds: tuple[Manner, ...], said: str, context: Context, facets: Facets) -> Turn:
        """Return courtesy as such, unless a word of consent takes up what was offered."""
        if context.offered and kinds[0] in {Manner.YES, Manner.OK}:
            return self._asked(context.offered, _DEFAULT_CONTEXT, facets)
        return Manners(kinds, latin.is_foreign(said, self.language.transliteration))

    def _about(
        self, plainly: Sequence[str], core: Sequence[Token], text: str, context: Context, facets: Facets
    ) -> Turn | None:
        """Return what is asked of the bot, of its last answer, or what it has to refuse."""
        groups = self.lists.groups
        if groups["odd"].whole(plainly):
            return Odd(Oddity.INSULT)
        answer = groups["about_answer"]
        bare = [without_conjunction(plainly[0]), *plainly[1:]]
        # «مين كتب هالمقال»: what points is joined to the article.
        apart = [f"ال{word[3:]}" if word.startswith("هال") and len(word) > 5 else word for word in plainly]
        counted = plainly[:-1] if plainly[-1] in _ORDINALS else []  # «لخص المقال الثاني»
        busy = [word for word in apart if word not in self.lists.idle]
        if found := next(filter(None, map(answer.whole, (plainly, bare, apart, counted, busy))), None):
            return _of_answer(found, plainly, core, context)
        if found := groups["quoted"].whole(plainly):
            return Pasted(text[core[found.start].start - core[0].start :].strip(' «»"“”'))
        if topics := self._topics(bare) or self._topics(plainly) or self._topics(busy):
            return AboutBot(topics[0], latin.is_foreign(text, self.language.transliteration), topics[1:])
        return declined(core, self.language, facets.knows)

    def _topics(self, plainly: Sequence[str]) -> tuple[Topic, ...]:
        """Return what is asked of the bot, two things at most: «كم مقالا عندك وما مصادرها»."""
        patterns = self.lists.groups["about_bot"]
        if found := patterns.whole(plainly):
            return (Topic(found.label),)
        for place in range(1, len(plainly)):
            bare = without_conjunction(plainly[place], _AND)
            if bare != plainly[place]:
                both = patterns.whole(plainly[:place]), patterns.whole([bare, *plainly[place + 1 :]])
                if both[0] and both[1]:
                    return tuple(Topic(found.label) for found in both if found)
        return ()

    def _follow(
        self, plainly: Sequence[str], core: Sequence[Token], text: str, facets: Facets
    ) -> Follow | None:
        """Return what is to be followed, or no longer."""
        found = self.lists.groups["follow"].whole(plainly)
        if found is None:
            return None
        begin = core[0].start
        named = text[core[found.start].start - begin : core[found.end - 1].end - begin] if found.end else ""
        return Follow(FollowRequest(found.label), self.followed(named, facets) if named else Browse())

    def followed(self, said: str, facets: Facets) -> Browse:
        """Return what is to be followed by somebody who names it so: a section, an outlet, or a subject.

        A question is followed by what it is about.
        """
        listed = self._browsing.asked(said, _DEFAULT_CONTEXT, facets)
        if isinstance(listed, Browse) and (listed.subject or listed.section or listed.narrowings):
            return listed
        outlets = [one for one in self._questions.listed(said, facets) if one.scope.outlets]
        rest = without(said, outlets)
        words = list(without_courtesies(tokens(rest), self.lists))
        while outlets and words and words[-1].word in PREPOSITIONS:  # «روسيا في | الجزيرة»
            words.pop()
        if not words:
            return Browse()
        asks = said.rstrip().endswith(("؟", "?")) or words[0].word in self.language.question_words
        narrowings = tuple(Narrowing(said[one.span.start : one.span.end], one.scope) for one in outlets)
        about = None if asks else self._browsing.of(words, rest, narrowings, facets)
        return (
            about
            if isinstance(about, Browse)
            else Browse(subject(words, self.language, facets.knows) or said.strip())
        )

    def _compared(self, text: str, facets: Facets) -> Turn | None:
        said = tokens(text)
        found = self.lists.groups["comparison"].whole([simple(token.surface) for token in said])
        if found is None:
            return None
        part = text[said[found.start].start : said[-1].end]
        sides = splitting.sides(part, self.language, self._questions.cues)
        if sides is None:
            return None
        asked = tuple(self._questions.understand(side, None, facets) for side in sides)
        return Comparison(asked, self._questions.understand(text, None, facets))

    def _foreign(self, text: str, context: Context, facets: Facets) -> Turn | None:
        """Return what a text in Latin letters says in Arabic; if that is no question, `text` is asked as it is."""
        if not latin.is_latin(text):
            return None
        transliteration = self.language.transliteration
        heard = tokens(transliteration.heard(text))
        if kinds := manners(heard, self.lists):
            return Manners(kinds, latin=False)
        plainly = [simple(token.surface) for token in heard]
        if heard and (known := self._about(plainly, heard, text, context, facets)):
            return known
        question = latin.question(text, transliteration, self.lists.asking, follows=bool(context.question))
        if question and (listed := self._browsing.asked(question, context, facets)):
            return listed
        meant = self._questions.understand(
            question or transliteration.translated(text), context.question, facets
        )
        return Questions(
            (meant,),
            text,
            translated=True,
            unread=question is None,
            latin=latin.asks_foreign(text, transliteration),
        )

    def _asked(self, text: str, context: Context, facets: Facets) -> Turn:
        """Return the questions of a message; what is whole as it stands is left as it was said."""
        text = splitting.with_article(text)
        parts = splitting.questions(text, self.language, self._questions.cues)
        if len(parts) == 1:
            if not context.question and self._questions.vague(text):
                return self._bare(text, context)
            meant = self._understood(text, context.question, facets, context.older)
            bare = clauses.without_openers(text, self._questions.cues) if meant.question == text else text
            if bare != text:
                meant = self._understood(bare, context.question, facets, context.older)
            return Questions((meant,), bare)
        asked = []
        earlier = context.question
        for part in parts:
            asked.append(self._understood(part, earlier, facets))
            earlier = asked[-1].question
        return Questions(tuple(asked), text)

    def _year(self, words: Sequence[Token], context: Context, facets: Facets) -> Turn | None:
        """Return what a number alone asks that names a year: the last question within it, or what was published."""
        year = self._browsing.year(words[0].word, facets) if len(words) == 1 else None
        if year and context.question and not context.listed:
            return self._asked(f"{_IN} {words[0].word}", context, facets)
        return year

    def _bare(self, text: str, context: Context) -> Turn:
        """Return what a question that names nothing asks of the article spoken of, if any: «متى؟», «أين؟»."""
        kinds = (kind_of(token.word, self.language) for token in tokens(text))
        asked = next((_OF_ARTICLE[kind] for kind in kinds if kind in _OF_ARTICLE), None)
        return AboutAnswer(asked) if asked and context.opened else Odd(Oddity.VAGUE)

    def _understood(
        self, text: str, earlier: str | None, facets: Facets, older: str | None = None
    ) -> Interpretation:
        """Return what a question means; in front or behind its verb, the word that asks makes no difference."""
        cues = self._questions.cues
        before = earlier and splitting.fronted(earlier, self.language, cues)
        meant = self._questions.understand(text, before, facets, older)
        turned = splitting.fronted(text, self.language, cues)
        if meant.question != text or turned == text:
            return meant
        completed = self._questions.understand(turned, before, facets, older)
        if completed.question != turned:
            return completed
        leans, may_lean = meant.leans or completed.leans, meant.may_lean or completed.may_lean
        return replace(completed, question=text, filters=meant.filters, leans=leans, may_lean=may_lean)


def _of_answer(found: Match, plainly: Sequence[str], core: Sequence[Token], context: Context) -> Turn:
    """Return what is asked of an answer: of a number of what is shown, or of an article that is named."""
    part = AnswerPart(found.label.removesuffix(OF))
    if found.label.endswith(OF):
        return AboutAnswer(part, 0, " ".join(token.surface for token in core[found.start : found.end]))
    said = next((word for word in plainly if word in _ORDINALS), "")
    number = _ORDINALS.get(said, 0)
    # «الأول» is the first that one sees, 1 the one that has this number.
    before = context.first if said and not said.isdecimal() and number <= context.headlines else 0
    return AboutAnswer(part, before + number)
