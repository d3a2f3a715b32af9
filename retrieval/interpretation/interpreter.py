"""What a reader means: the whole question, after the one before it, and the filters in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import AND, is_definite, without_conjunction, without_joined_article
from retrieval.arabic.language import QuestionKind, folded
from retrieval.arabic.text import fold
from retrieval.interpretation import exchanging
from retrieval.interpretation.corrections import Corrections
from retrieval.interpretation.echoes import Echoes
from retrieval.interpretation.exchanging import BRACKETED, bracketed
from retrieval.interpretation.followups import Followups
from retrieval.interpretation.grammar import own_names
from retrieval.interpretation.grammar.ellipsis import ANYBODY, looks_done
from retrieval.interpretation.grammar.names import KnownNames
from retrieval.interpretation.grammar.subjects import is_verb
from retrieval.interpretation.leaning import in_place
from retrieval.interpretation.narrowing.filters import Facets, Filter, FilterCues, Filters, narrowed, without
from retrieval.query import pointing
from retrieval.query.question_words import COPULAS, PREPOSITIONS
from retrieval.query.tokens import tokens
from retrieval.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Cues
    from retrieval.records import Scope

_COSTS = folded("حقه حقها حقو ثمنه ثمنها سعره سعرها سومه سومها تمنو ثمنو سعرو سومو")
_PRICED = "كم ثمنه؟"
_PERSON = 3  # words of a name
_EARLY = 2  # words, of which «هل» is one
_IN, _JOINED_IN = folded("في"), "ب"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A question as it was understood, and the filters that are spans of it.

    `about` is what was spoken of before, which a question that names nothing by itself (it `leans`) is of, and one that
    names nothing but «the company» (it `may_lean`, and that is the `common` noun) may be of. `after` is
    what stands in brackets at its end. What asks only what came after that is `turned` to it by 1, before it by -1.
    Whole as it seems, it may still go on from it (`goes_on`), though it `names_itself` what it is about.
    """

    question: str
    filters: tuple[Filter, ...] = ()
    about: str = field(default="", compare=False)
    leans: bool = field(default=False, compare=False)
    may_lean: bool = field(default=False, compare=False)
    common: str = field(default="", compare=False)
    after: str = field(default="", compare=False)
    turned: int = field(default=0, compare=False)
    goes_on: bool = field(default=False, compare=False)
    names_itself: bool = field(default=False, compare=False)

    @property
    def in_context(self) -> Interpretation | None:
        """Return the question with what was spoken of before, in brackets; None where nothing was or it has filters."""
        if not self.about or self.filters:
            return None
        return Interpretation(bracketed(self.question, self.about), after=self.about, turned=self.turned)

    @property
    def asked(self) -> str:
        """Return what the articles are asked: the question without its filters."""
        return without(self.question, self.filters)

    @property
    def widened(self) -> str:
        """Return what all articles are asked if the filtered ones do not answer: a date may belong to the question."""
        return without(self.question, [found for found in self.filters if not found.dated])

    @property
    def scope(self) -> Scope | None:
        """Return which articles are asked; None for all."""
        return narrowed(self.filters)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the filters in the reader's words."""
        return tuple(self.question[found.span.start : found.span.end] for found in self.filters)

    def keeping(self, filters: Sequence[Filter]) -> Interpretation:
        """Return the question with these of its filters alone."""
        gone = [found for found in self.filters if found not in filters]
        rest = without(self.question, gone)
        # Filters stand at the ends of a question, so that those after what is gone move by its length.
        kept: list[Filter] = []
        for found in filters:
            words = self.question[found.span.start : found.span.end]
            start = rest.rfind(words)
            kept.append(replace(found, span=Span(start, start + len(words))))
        return Interpretation(rest, tuple(kept))

    def dropping(self, number: int) -> str:
        """Return the question without one of its filters (counted from 0); whole when there is no such filter."""
        return without(self.question, self.filters[number : number + 1])


class Interpreter:
    """Understands questions; deterministic, and the same for every surface."""

    def __init__(self, language: Language, cues: Cues, filter_cues: FilterCues) -> None:
        self.cues = cues
        self._followups = Followups(language, cues)
        self._corrections = Corrections(language, cues, self._followups)
        self._filters = Filters(language, filter_cues)
        self._names = KnownNames.of(language)
        self.echoes = Echoes(language, cues, self._names)
        self._own_letters = language.own_letters
        self.language = language
        self._roles = cues.attributes | language.offices  # which many have: «متى صار وزير؟»

    def understand(
        self, said: str, earlier: str | None, facets: Facets, older: str | None = None
    ) -> Interpretation:
        """Return what `said` means after the questions `older` and `earlier`, of an archive that `facets` describes."""
        now = Interpretation(said, self._filters.find(said, facets))
        if not earlier:
            return now
        earlier = self._followups.earlier.straight(earlier)
        before = Interpretation(earlier, self._filters.find(earlier, facets))
        completed = None
        if only := self._filters.only(said, facets):
            dates = [found for found in self._filters.listed(before.asked, facets) if found.dated]
            again = any(found.dated for found in only)
            now, whole = Interpretation(said, only), without(before.asked, dates) if again else before.asked
        elif (turned := self._followups.leaning.turned(now.asked)) and (
            about := self._followups.earlier.about(before.asked)
        ):
            return replace(now, about=about, leans=True, may_lean=True, turned=turned)
        elif completed := self._followups.complete(now.asked, before.asked, facets.knows, older):
            whole = completed
        else:
            return self._leaning_on(now, before.asked)
        kinds = {found.dated for found in now.filters}
        pairs = zip(before.filters, before.labels, strict=True)
        # Of the earlier question, the filters for which there is no other of their kind now.
        kept = [label for found, label in pairs if found.dated not in kinds]
        of = BRACKETED.search(whole)
        after = of[1] if of else ""
        whole = whole[: of.start()] if of else whole
        question = " ".join([whole.rstrip(" ؟?"), *kept, *now.labels]) + "؟"
        filters = self._filters.find(question, facets)
        meant = Interpretation(bracketed(question, after) if of else question, filters, after=after)
        return self._of_before(meant, before.asked, said) if completed else meant

    def _leaning_on(self, now: Interpretation, earlier: str) -> Interpretation:
        """Return a whole question with what it may be of that was spoken of before."""
        about = self._followups.earlier.about(earlier, now.asked)
        known = {token.word for token in tokens(about)} - PREPOSITIONS - self._roles
        leaning = self._followups.leaning
        itself = not leaning.leans(now.asked)  # «وين شدوهم؟» after «الزوز اللي شدوهم»
        if itself and not known.isdisjoint(token.word for token in tokens(now.question)):
            return replace(now, goes_on=leaning.may_go_on(now.asked))  # what it is about is in it
        may_lean, common = leaning.may_lean(now.asked)
        if common and self._followups.asks_of_another(now.asked, earlier):
            return replace(now, goes_on=leaning.may_go_on(now.asked), common=common)  # «شكون وزير العدل؟»
        goes_on = bool(common) and leaning.goes_on(now.asked) and not in_place(now.asked, common)
        leans = leaning.leans(now.asked) or goes_on
        return replace(
            now,
            about=about,
            leans=leans,
            may_lean=leans or may_lean,
            common=common,
            goes_on=leaning.may_go_on(now.asked),
            names_itself=leaning.names_itself(now.asked),
        )

    def _of_before(self, meant: Interpretation, earlier: str, said: str) -> Interpretation:
        """Return what was meant, which may be of what was spoken of where it is a name alone: «والجزائر؟»."""
        alone = meant.question.rstrip("؟") == self._followups.only_about(said)  # «وماذا عن ماكرون؟»
        if not (alone or self._followups.names_alone(meant.question, earlier)):
            return meant
        about = self._followups.earlier.topic(earlier)
        return replace(meant, about=about, may_lean=bool(about), common=fold(meant.question.rstrip(" ؟?")))

    def corrected(
        self, meant: str, earlier: str, facets: Facets, instead: str = "", older: str | None = None
    ) -> Interpretation:
        """Return the question `earlier` of what a reader says to have meant, `instead` of a word if that is known.

        Or the `older` one, where that has what was meant in it.
        """
        earlier = self._followups.earlier.straight(earlier)
        before = Interpretation(earlier, self._filters.find(earlier, facets)).asked
        question = self._corrections.corrected(meant, before, instead, older)
        return Interpretation(question, self._filters.find(question, facets))

    def turned(self, question: str) -> int:
        """Return 1 for what asks only what came after what was spoken of, -1 for before it, 0 for any other."""
        return self._followups.leaning.turned(question)

    def names(self, word: str) -> bool:
        """Return whether a word alone may name something: no verb, nor one that follows on."""
        [token, *others] = tokens(word) or [None]
        joined = token is not None and without_conjunction(token.word, AND) != token.word
        joined = joined and token is not None and not token.word.startswith(self._own_letters)
        return token is not None and not (others or joined or is_verb(token.word, self.cues))

    def places(self, question: str) -> tuple[str, ...]:
        """Return the places that a question names, as it writes them."""
        named = ((token, without_conjunction(token.word, AND)) for token in tokens(question))
        return tuple(
            token.surface[len(token.word) - len(word) :]
            for token, word in named
            if self._names.is_place(word)
        )

    def named(self, question: str) -> tuple[str, ...]:
        """Return the words by which a question names something, without the article and its verbs."""
        return self._followups.leaning.named(question)

    def follows(self, question: str) -> bool:
        """Return whether a question is joined to what was said before: «وبقدر بيعه؟», «طيب وكم ثمنه؟»."""
        first = next((one.word for one in tokens(question)), "")
        own = first.startswith(self._own_letters) or first in self.language.question_words
        joined = without_conjunction(first, AND) != first and not own
        return joined or self._followups.leaning.goes_on(question)

    def definite(self, question: str) -> tuple[str, ...]:
        """Return the names and nouns with the article of a question, less this, but for whoever it may be.

        What only describes one before it, «الزلزال القديم», is none.
        """
        said = [without_conjunction(token.word, AND) for token in tokens(question)]
        named = (
            word
            for before, word in zip(("", *said), said, strict=False)
            if (is_definite(word) and not is_definite(before)) or self.is_place(word) or self.is_name(word)
        )
        return tuple(without_joined_article(word) for word in named if word not in ANYBODY)

    def priced(self, question: str) -> str:
        """Return a question that asks what something costs in words of dialects in the standard's: «قديش حقه»."""
        said = [token.word for token in tokens(question)]
        asks = any(self.language.question_words.get(word) is QuestionKind.HOW_MANY for word in said)
        return _PRICED if asks and not _COSTS.isdisjoint(said) else question

    def is_place(self, word: str) -> bool:
        """Return whether the word lists know a folded word as a place's name."""
        return self._names.is_place(word)

    def asked_places(self, question: str) -> tuple[list[str], list[str]]:
        """Return the places inside which a question asks of something, folded, and all of which it does."""
        return self._names.asked_places([token.word for token in tokens(question)])

    def place_meant(self, word: str) -> str:
        """Return the place that a folded word is, with what is joined to it or a slip; empty for none."""
        return self._names.place_meant(word)

    def roots_of_place(self, place: str) -> list[str]:
        """Return what words begin with that tell of a folded place or of its government."""
        return self._names.roots_of_place(place)

    def asks_who(self, question: str) -> bool:
        """Return whether a question asks who somebody is, or who did something."""
        return self._followups.asks(question, QuestionKind.WHO)

    def asks_who_did(self, question: str) -> bool:
        """Return whether a question asks who did something: «من نفذ الهجوم؟», but not «من هو كيري؟»."""
        return self._followups.persons.asks_who_did(question)

    def asks_when(self, question: str) -> bool:
        """Return whether a question asks when something was."""
        return self._followups.asks(question, QuestionKind.WHEN)

    def asks_where(self, question: str) -> bool:
        """Return whether a question asks where something was."""
        return self._followups.asks(question, QuestionKind.WHERE)

    def tells_where(self, text: str) -> bool:
        """Return whether something was inside a place by a text: «في برلين», «بمدينة بومباي»."""
        said = [token.word for token in tokens(text)]
        kinds = self.language.asked_nouns
        inside = (
            other if one in _IN else other.removeprefix(_JOINED_IN)
            for one, other in pairwise(["", *said])
            if one in _IN or other.startswith(_JOINED_IN)
        )
        return bool(self._names.asked_places(said)[0]) or any(
            kinds.get(word) is QuestionKind.WHERE for word in inside
        )

    def asks_of_speech(self, question: str) -> bool:
        """Return whether a question asks what somebody said or thinks."""
        return self._followups.persons.asks_of_speech(question)

    def asks_of_him(self, question: str) -> bool:
        """Return whether a question asks who somebody is whom it does not name, or for a fact of his life."""
        return self._followups.persons.asks_of_him(question)

    def asks_of_life(self, question: str) -> bool:
        """Return whether a question asks no more than what only a person has or lives: «شو وظيفته؟», «وين ولد؟»."""
        return self._followups.persons.asks_of_life(question)

    def is_of_person(self, earlier: str, said: str = "") -> bool:
        """Return whether what a question speaks of may be somebody of whom a later one, `said`, asks."""
        return self._followups.persons.is_of_person(earlier, said)

    def only_done(self, question: str) -> bool:
        """Return whether a question says no more than what was done and what it asks of that: «ونزل على ايه؟»."""
        return self._followups.only_done(question)

    def points_there(self, question: str) -> bool:
        """Return whether a question that names something points to a place that it does not name: «هناك»."""
        return self._followups.points_there(question)

    def stated_of(self, question: str) -> str:
        """Return the noun of which it is asked whether something is so, folded; empty where it is no first noun."""
        first = self.definite(question)[:1] if self._followups.states(question) else ()
        said = [token.word for token in tokens(question)][:_EARLY]
        return next((noun for noun in first if f"ال{noun}" in said), "")

    def fronts(self, question: str) -> bool:
        """Return whether what a question is of stands before the word that asks: «الشبكية الصناعية مين اخترعها؟»."""
        return self._followups.fronts(question)

    def noun_pointed_at(self, question: str) -> str:
        """Return the folded noun that a question points at, without the article: «هذا البرنامج»; empty for none."""
        return pointing.noun_of(question, self.language, self.cues)

    def own_name(self, question: str) -> str:
        """Return whom or what a question names by itself, «ومحمد صلاح؟»; empty where that is nothing."""
        return own_names.own_name(question, self._names, self.language, self.cues)

    def points_at_thing(self, question: str) -> bool:
        """Return whether a question points at what was spoken of: «في الموضوع», «عن ذلك»."""
        return own_names.points_at_thing(question, self.cues)

    def vague(self, question: str) -> bool:
        """Return whether a question names nothing at all: «ولماذا؟», «النتيجة؟»."""
        return self._followups.leaning.vague(question)

    def noun_of_place(self, question: str) -> str:
        """Return a folded noun that stands right before its place, «منتخب مصر», and is no office; empty without any."""
        pairs = pairwise(token.word for token in tokens(question))
        return next(
            (
                one
                for one, other in pairs
                if self._names.is_place(other)
                and not (self._names.knows(one) or is_definite(one) or one in self._roles | PREPOSITIONS)
                and not (is_verb(one, self.cues) or looks_done(one))
            ),
            "",
        )

    def asks_why(self, question: str) -> bool:
        """Return whether a question asks why something was."""
        return self._followups.asks_anywhere(question, QuestionKind.WHY)

    def asks_how_many(self, question: str) -> bool:
        """Return whether a question asks for a number."""
        return self._followups.asks(question, QuestionKind.HOW_MANY)

    def asked_office(self, question: str) -> tuple[tuple[str, ...], bool]:
        """Return the words of the office whose holder a question asks for, and whether it only points to that one."""
        return self._followups.persons.asked_office(question)

    def only_person(self, question: str) -> tuple[str, ...]:
        """Return the words of the name of whom a question asks who that is, and nothing else: «من هو بوتين؟».

        They are folded, without the article; none for any other question.
        """
        kinds = self.language.question_words
        said = [token.word for token in tokens(question)]
        rest = [word for word in said if word not in COPULAS and word not in kinds]
        name = tuple(map(without_joined_article, rest))
        who = any(kinds.get(word) is QuestionKind.WHO for word in said)
        who = who and (not self.asks_who_did(question) or not COPULAS.isdisjoint(said))  # «من ساند نادية؟»
        known = set(name) <= set(map(without_joined_article, self.named(question)))
        return name if who and known and 0 < len(name) <= _PERSON and self._roles.isdisjoint(name) else ()

    def called_otherwise(self, office: Sequence[str]) -> list[tuple[str, ...]]:
        """Return an office, folded words without the article, and what else it is called: «رئيس أمريكي»."""
        return self._names.called_otherwise(office)

    def country(self, word: str) -> str:
        """Return the place that a folded word names or is an adjective of; empty for any other."""
        return word if self._names.is_place(word) else self._names.nation(word)

    def is_name(self, word: str) -> bool:
        """Return whether the word lists know a folded word as the name of somebody."""
        roles = self._roles | self.cues.sides
        return self._names.knows(word) and not self._names.is_place(word) and word not in roles

    def points_back(self, question: str) -> bool:
        """Return whether a pronoun or pointing word of a question stands for what it does not name."""
        return self._followups.leaning.points_back(question)

    def only_about(self, question: str) -> str:
        """Return what a question only names beside «ماذا عن»; empty for any other."""
        return self._followups.only_about(question)

    def ask_alike(self, questions: Sequence[str]) -> bool:
        """Return whether two questions ask the same of two: «ما موقف روسيا من …؟», «ما موقف تركيا من …؟»."""
        asked = list(map(self._followups.earlier.before, questions))
        if len(asked) != len(("one", "other")) or len({one.kind for one in asked}) > 1:
            return False
        return bool(exchanging.sides(*asked))

    def asked_of_each(self, question: str) -> tuple[str, ...]:
        """Return a question of two, «ما موقف روسيا وتركيا من …؟», as it asks of each; empty where it is of no two."""
        before = self._followups.earlier.before(question)
        both = exchanging.pair(before, self._names, self.cues)
        each, between = both.split(" و"), f"{exchanging.BETWEEN} {both}"
        if len(each) == 1 or both not in question or between in question:
            return ()
        return tuple(question.replace(both, one, 1) for one in each)

    def about(self, earlier: str, facets: Facets) -> str:
        """Return what a question was about."""
        return self._followups.earlier.about(
            Interpretation(earlier, self._filters.find(earlier, facets)).asked
        )

    def about_her(self, earlier: str, older: str | None, facets: Facets, *, she: bool) -> str:
        """Return what «عنها», or «عنه», is of after the questions `older` and `earlier`."""
        asked = Interpretation(earlier, self._filters.find(earlier, facets)).asked
        return self._followups.earlier.about_her(asked, older, she=she)

    def listed(self, text: str, facets: Facets) -> tuple[Filter, ...]:
        """Return the filters of what may ask for a list of articles."""
        return self._filters.listed(text, facets)

    def only(self, text: str, facets: Facets, *, listing: bool = False) -> tuple[Filter, ...]:
        """Return the filter that a text consists of; of a `listing` it may be a month alone."""
        return self._filters.only(text, facets, listing=listing)

    def outlet(self, name: str, facets: Facets) -> str | None:
        """Return the outlet of the archive that is called so."""
        return self._filters.outlet(name, facets)
