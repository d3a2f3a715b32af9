"""What is said to Isnad about itself: of the last answer, of the bot, of what is to be followed, or what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic.clitics import without_conjunction, without_joined_article
from retrieval.arabic.language import folded
from retrieval.arabic.patterns import simple
from retrieval.dialogue.courtesy import without_calling, without_courtesies
from retrieval.dialogue.lists import OF, ConversationLists
from retrieval.dialogue.ordinals import ORDINALS, ordinal, ranks
from retrieval.dialogue.turns import (
    AboutAnswer,
    AboutBot,
    AnswerPart,
    Browse,
    Context,
    Follow,
    FollowRequest,
    Narrowing,
    Odd,
    Oddity,
    Pasted,
    Topic,
    Turn,
)
from retrieval.dialogue.wording import authors, latin
from retrieval.interpretation.exchanging import BESIDE
from retrieval.interpretation.narrowing.filters import without
from retrieval.query.declined import declined, subject
from retrieval.query.question_words import PREPOSITIONS
from retrieval.query.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.arabic.patterns import Match
    from retrieval.dialogue.browsing import Browsing
    from retrieval.interpretation.interpreter import Interpreter
    from retrieval.interpretation.narrowing.filters import Facets
    from retrieval.query.tokens import Token

_ALL = folded("كلها كلهم كلهن جميعها")
_LAST = folded("الأخير الأخيرة")
_MAY_BE = ("تكون", "يكون")
_LOOSELY = (AnswerPart.SOURCE, AnswerPart.SHORTER, AnswerPart.EXPLAIN)
_NEWEST = frozenset(map(simple, ("آخر", "أخر", "أحدث")))
_HIS_ARTICLE = folded("مقاله مقالها مقالو مقالته مقالتها مقالتو")
_WHOLE = folded("كامل كاملا كاملة كله كلو كلها الكل بالكامل بأكمله الكامل البداية")
# What is written by somebody else than the article that tells of it.
_WORKS = folded("كتاب كتابا رواية ديوان قصيدة أغنية مسرحية سيناريو نشيد مسلسل فيلم لحن مذكرات قاموس موسوعة")
_AND = {"و": 2}  # see `clitics.CONJUNCTIONS`

_THIS = "هال"  # «هالموضوع»


class Addressing:
    """Knows what is asked of Isnad itself, and what it is told to do."""

    def __init__(
        self, language: Language, lists: ConversationLists, questions: Interpreter, browsing: Browsing
    ) -> None:
        self._language = language
        self._lists = lists
        self._questions = questions
        self._browsing = browsing

    def about(
        self, plainly: Sequence[str], core: Sequence[Token], text: str, context: Context, facets: Facets
    ) -> Turn | None:
        """Return what is asked of the bot, of its last answer, or what it has to refuse."""
        groups = self._lists.groups
        if groups["odd"].whole(plainly) or groups["odd"].whole(without_calling(plainly, self._lists)):
            return Odd(Oddity.INSULT)
        answer = groups["about_answer"]
        bare = [without_conjunction(plainly[0]), *plainly[1:]]
        # «مين كتب هالمقال»: what points is joined to the article.
        apart = [f"ال{word[3:]}" if word.startswith("هال") and len(word) > 5 else word for word in plainly]
        # «لخص المقال الثاني», «ومتى نشر الأول؟»
        counted = [each[:-1] if plainly[-1] in ORDINALS else [] for each in (plainly, bare)]
        busy = [word for word in apart if word not in self._lists.idle]
        led = [
            busy[n:] for n in (1, 2) if self._lists.leads.issuperset(busy[:n])
        ]  # «هو انت | عندك كام مقال؟»
        asked = [words for words in led if len(words) > 1]  # «هو كمان» is of somebody
        found = next(filter(None, map(answer.whole, (plainly, bare, apart, *counted, busy, *asked))), None)
        known = facets.knows or self._questions.is_place
        by = authors.with_by_apart(core, self._lists.given_names, known)
        if found is None and by is not core:
            found = answer.whole([simple(token.surface) for token in by])
            core = by if found else core
        works = (without_joined_article(token.word) for token in tokens(context.question or ""))
        his = len(core) == len(("من", "ألفه")) and core[-1].word.endswith(("ه", "ها", "و"))
        if his and found and found.label == AnswerPart.AUTHOR and not _WORKS.isdisjoint(works):
            found = None  # «من ألّفه؟» after «ما اسم الكتاب الذي منعته ألمانيا؟»
        if turn := _of_answer(found, plainly, core, context) if found else self._loosely(bare, plainly):
            return Browse() if _is_newest(turn, plainly, context) else turn
        if found := groups["quoted"].whole(plainly):
            return Pasted(text[core[found.start].start - core[0].start :].strip(' «»"“”'))
        follows = bare[0] != plainly[0] and context.question
        if follows and bare[-1] in _MAY_BE:  # «ومن تكون؟»
            return None
        wordings = dict.fromkeys(map(tuple, (bare, plainly, busy, *led)))  # one for most of those who ask
        first = next((word for word in bare if word not in self._language.question_words), "")
        of_it = context.question and first in _ALL  # «هل كلها من تونس؟»
        if not of_it and (topics := next(filter(None, map(self._topics, wordings)), None)):
            return AboutBot(topics[0], latin.is_foreign(text, self._language.transliteration), topics[1:])
        behind = [core[n:] for n in (0, 1, 2) if n < len(core) and self._lists.leads.issuperset(plainly[:n])]
        # «هو انت | رأيك ايه في بوتين»
        return next(filter(None, (declined(one, self._language, facets.knows) for one in behind)), None)

    def _loosely(self, *said: Sequence[str]) -> AboutAnswer | None:
        """Return what is asked of the last answer in any order: «الكلام هذا منين جبتو؟», «طولت، لخصلي بجملة»."""
        fits = (part for part in _LOOSELY if any(map(self._lists.any_order[part].fits, said)))
        found = next(fits, None)  # what is unclear is complained of
        return AboutAnswer(found, disputed=found is AnswerPart.EXPLAIN) if found else None

    def _topics(self, plainly: Sequence[str]) -> tuple[Topic, ...]:
        """Return what is asked of the bot, two things at most: «كم مقالا عندك وما مصادرها»."""
        patterns = self._lists.groups["about_bot"]
        if not patterns.begins(plainly):
            return ()
        if found := patterns.whole(plainly):
            return (Topic(found.label),)
        for place in range(1, len(plainly)):
            bare = without_conjunction(plainly[place], _AND)
            if bare != plainly[place]:
                both = patterns.whole(plainly[:place]), patterns.whole([bare, *plainly[place + 1 :]])
                if both[0] and both[1]:
                    return tuple(Topic(found.label) for found in both if found)
        return ()

    def follow(
        self, plainly: Sequence[str], core: Sequence[Token], text: str, context: Context, facets: Facets
    ) -> Follow | None:
        """Return what is to be followed, or no longer; «this matter» is what was spoken of."""
        found = self._lists.groups["follow"].whole(plainly)
        if found is None:
            return None
        begin = core[0].start
        named = text[core[found.start].start - begin : core[found.end - 1].end - begin] if found.end else ""
        if self._points(named) or (not named and found.label == FollowRequest.BEGIN):
            about = self._questions.about(context.question, facets) if context.question else ""
            return Follow(FollowRequest(found.label), Browse(about.rpartition(BESIDE)[2]))
        return Follow(FollowRequest(found.label), self.followed(named, facets) if named else Browse())

    def _points(self, named: str) -> bool:
        """Return whether words only point to what was spoken of: «هذا الموضوع», «هالقضية»."""
        cues = self._questions.cues
        words = [token.word.removeprefix(_THIS) for token in tokens(named)]
        bare = {f"ال{word}" for word in words} | set(words)
        things = [word in cues.pointers or bool({word, f"ال{word}"} & cues.things) for word in words]
        return bool(bare) and all(things)

    def followed(self, said: str, facets: Facets) -> Browse:
        """Return what is to be followed by somebody who names it so: a section, an outlet, or a subject.

        A question is followed by what it is about.
        """
        listed = self._browsing.asked(said, Context(), facets)
        if isinstance(listed, Browse) and (listed.subject or listed.section or listed.narrowings):
            return listed
        outlets = [one for one in self._questions.listed(said, facets) if one.scope.outlets]
        rest = without(said, outlets)
        words = list(without_courtesies(tokens(rest), self._lists))
        while outlets and words and words[-1].word in PREPOSITIONS:  # «روسيا في | الجزيرة»
            words.pop()
        if not words:
            return Browse()
        asks = said.rstrip().endswith(("؟", "?")) or words[0].word in self._language.question_words
        narrowings = tuple(Narrowing(said[one.span.start : one.span.end], one.scope) for one in outlets)
        about = None if asks else self._browsing.of(words, rest, narrowings, facets)
        return (
            about
            if isinstance(about, Browse)
            else Browse(subject(words, self._language, facets.knows) or said.strip())
        )


def _is_newest(turn: Turn, plainly: Sequence[str], context: Context) -> bool:
    """Return whether the last article is to be read where none is shown: «عطيني آخر خبر» asks for the newest."""
    reads = isinstance(turn, AboutAnswer) and turn.part is AnswerPart.READ and not turn.number
    shown = context.quotes or context.headlines or context.opened
    return reads and not shown and not _NEWEST.isdisjoint(plainly)


def _of_answer(found: Match, plainly: Sequence[str], core: Sequence[Token], context: Context) -> Turn:
    """Return what is asked of an answer: of a number of what is shown, or of an article that is named."""
    part = AnswerPart(found.label.removesuffix(OF))
    if found.label.endswith(OF):
        return AboutAnswer(part, 0, " ".join(token.surface for token in core[found.start : found.end]))
    said = next(filter(ordinal, plainly), "")
    number = ordinal(said) or (0 if _LAST.isdisjoint(plainly) else context.headlines or context.quotes)
    # «الأول» is the first that one sees, 1 the one that has this number.
    before = context.first if number and not said.isdecimal() and number <= context.headlines else 0
    his, whole = (not words.isdisjoint(plainly) for words in (_HIS_ARTICLE, _WHOLE))
    return AboutAnswer(part, before + number, ranks=ranks(plainly), his=his, whole=whole)
