"""Filters in plain words at an edge of a question, «منذ مارس 2023», «من صحيفة…» → which articles to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from retrieval.arabic.clitics import AND, without_conjunction
from retrieval.arabic.language import QuestionKind, section
from retrieval.arabic.text import fold
from retrieval.interpretation.narrowing import outlets
from retrieval.interpretation.narrowing.outlets import Outlets
from retrieval.interpretation.narrowing.periods import (
    DAY,
    LEADS,
    MONTH,
    PERIODS,
    TO,
    Calendar,
    Today,
    month_alone,
)
from retrieval.query.tokens import tokens
from retrieval.records import Scope, Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Token

# Words of one filter, and filters of one question at most.
_LONGEST, _MOST = 9, 8
_REMEMBERED = 512  # questions

_FROM = fold("من")


@dataclass(frozen=True, slots=True)
class FilterCues:
    """The word lists by which a filter is known, folded; see config/language.toml."""

    reporting: frozenset[str]
    happening: frozenset[str]
    outlet_kinds: frozenset[str]
    outlet_tails: frozenset[str]
    of_outlets: frozenset[str]
    closing: frozenset[str]
    periods: Mapping[str, str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> FilterCues:
        """Take a parsed `language.toml`; raises ValueError naming the list that is missing or of the wrong shape."""
        lists = section(table, "filters", [name for name in cls.__slots__ if name != "periods"])
        # What times are called, folded → which they are.
        value = table.get("periods")
        if not isinstance(value, Mapping) or set(value) != set(PERIODS):
            raise ValueError(f"periods: expected lists of what these are called: {', '.join(PERIODS)}")
        if not all(isinstance(name, str) for called in value.values() for name in called):
            raise ValueError("periods: expected lists of strings")
        periods = {
            " ".join(map(fold, name.split())): period for period, called in value.items() for name in called
        }
        return cls(**lists, periods=periods)


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of a question that says which articles to ask, and which these are.

    Behind it there may be so many characters (`tail`) that only close what is said: «في 2015 | بس».
    """

    span: Span
    scope: Scope
    tail: int = 0

    @property
    def dated(self) -> bool:
        """Return whether the filter is about time."""
        return not self.scope.outlets


@dataclass(frozen=True, slots=True)
class Facets:
    """What an archive can be narrowed by: its outlets' names, its sections, and its oldest date, None if undated.

    `newest` is its newest date, `today` is the day of the question; `knows` tells whether the archive holds a word,
    `spelt` which of its words one in Latin letters sounds like.
    """

    outlets: tuple[str, ...] = ()
    oldest: datetime.date | None = None
    today: datetime.date | None = None
    sections: tuple[str, ...] = ()
    knows: Callable[[str], bool] | None = None
    spelt: Callable[[str], str | None] | None = None
    newest: datetime.date | None = None

    @property
    def closed(self) -> Facets:
        """Return the same without what looks into the archive, which what is remembered would keep open."""
        return Facets(self.outlets, self.oldest, self.today, self.sections, newest=self.newest)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known while one question is read."""

    calendar: Calendar
    outlets: Outlets
    leads: frozenset[str]
    listing: bool = False

    def scope(self, said: Sequence[Token], *, reported: bool, happened: bool = False) -> Scope | None:
        """Return what the words as a whole leave; None when they are no filter, or may be none."""
        listing = self.listing
        if not listing and said[0].word not in self.leads:
            return None  # as most words of a question, each of which might begin a filter
        if scope := self.calendar.scope(said, reported=reported, happened=happened, listing=listing):
            return scope
        if len(said) < 2:
            return None
        words = [token.word for token in said]
        outlet = self.outlets.named(words, reported=reported, listing=self.listing)
        return Scope(outlets=(outlet,)) if outlet else None


class Filters:
    """Finds filters in questions; deterministic, linear in what it is given."""

    def __init__(self, language: Language, cues: FilterCues) -> None:
        self._language = language
        self._cues = cues
        self._reporting = cues.reporting | language.cues.get(QuestionKind.QUOTATION, frozenset())
        self._leads = LEADS | outlets.LEADS | {name.split(" ")[0] for name in cues.periods}
        self._light = language.stop_words | language.question_words.keys() | self._reporting

    def find(self, question: str, facets: Facets) -> tuple[Filter, ...]:
        """Return the filters at either end of a question, in order; none when nothing to look for is left."""
        found, said = self._found(question, facets, reported=False)
        return found if any(self._light.isdisjoint(_readings(token)) for token in said) else ()

    def listed(self, text: str, facets: Facets) -> tuple[Filter, ...]:
        """Return the filters of what may ask for a list of articles, whatever is left beside them."""
        return self._found(text, facets, reported=True)[0]

    def outlet(self, name: str, facets: Facets) -> str | None:
        """Return the outlet of the archive that is called so."""
        return self._outlets(facets).called([token.word for token in tokens(name)])

    def _found(
        self, question: str, facets: Facets, *, reported: bool
    ) -> tuple[tuple[Filter, ...], tuple[Token, ...]]:
        """Return the filters at either end of a question, and the words between them."""
        return self._at_ends(question, facets.closed, reported=reported)

    # A turn is asked for its filters several times over, and so is the question before it.
    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019  # there is one of these for as long as the process
    def _at_ends(
        self, question: str, facets: Facets, *, reported: bool
    ) -> tuple[tuple[Filter, ...], tuple[Token, ...]]:
        said, reading = list(tokens(question)), self._reading(question, facets, listing=reported)
        found: list[Filter] = []
        while said and len(found) < _MOST and (last := self._last(said, reading, reported=reported)):
            found.insert(0, last)
            said = [token for token in said if token.end <= last.span.start]
        if first := self._first(said, reading, reported=reported):
            found.insert(0, first)
            said = [token for token in said if token.start >= first.span.end]
        return tuple(found), tuple(said)

    def only(self, text: str, facets: Facets, *, listing: bool = False) -> tuple[Filter, ...]:
        """Return the filter that a text consists of, «ومنذ 2015؟»; none when it says anything else.

        Of a `listing` it may be a month alone, «مارس».
        """
        said = self._closed(tokens(text))
        if not 1 <= len(said) <= _LONGEST:
            return ()
        if said[0].word.startswith("و") and len(said[0].word) > 1:
            said[0] = replace(said[0], word=without_conjunction(said[0].word), start=said[0].start + 1)
        scope = self._reading(text, facets.closed, listing=listing).scope(said, reported=True)
        if scope is None and listing and (days := month_alone([t.word for t in said], facets.newest)):
            scope = Scope(days.first, days.last)
        return (Filter(Span(said[0].start, said[-1].end), scope),) if scope else ()

    def _reading(self, question: str, facets: Facets, *, listing: bool = False) -> _Reading:
        calendar = self._calendar(question, facets)
        return _Reading(calendar, self._outlets(facets), self._leads, listing)

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019  # there is one of these for as long as the process
    def _calendar(self, question: str, facets: Facets) -> Calendar:
        return Calendar(question, facets.oldest, Today(facets.today, self._cues.periods), facets.newest)

    def _outlets(self, facets: Facets) -> Outlets:
        return _outlets(facets.outlets, self._cues.outlet_kinds, self._cues.outlet_tails)

    def _closed(self, said: Sequence[Token]) -> list[Token]:
        """Return words less those at their end that only close what is said."""
        told = list(said)
        while told and told[-1].word in self._cues.closing:
            told.pop()
        return told

    def _last(self, said: Sequence[Token], reading: _Reading, *, reported: bool) -> Filter | None:
        """Return the filter that the question ends in."""
        reported = reported or self._reports(said)
        happened = any(token.word in self._cues.happening for token in said)
        told = self._closed(said)
        for start in range(max(1, len(told) - _LONGEST), len(told)):
            scope = reading.scope(told[start:], reported=reported, happened=happened)
            # What outlets there are is no filter of what they say.
            if scope and not (scope.outlets and any(t.word in self._cues.of_outlets for t in said[:start])):
                span = Span(said[start].start, told[-1].end)
                return Filter(span, scope, said[-1].end - span.end)
        return None

    def _first(self, said: Sequence[Token], reading: _Reading, *, reported: bool) -> Filter | None:
        """Return a filter that a question word follows."""
        reported = reported or self._reports(said)
        for end in range(min(_LONGEST, len(said) - 1), 0, -1):
            # «من سنة 2014 إلى 2015 ماذا حدث؟», but «من 2015؟» may ask who.
            led = said[0].word != _FROM or not TO.isdisjoint(token.word for token in said[1:end])
            asks = led and said[end].word in self._language.question_words
            if asks and (scope := reading.scope(said[:end], reported=reported)):
                return Filter(Span(said[0].start, said[end - 1].end), scope)
        return None

    def _reports(self, said: Sequence[Token]) -> bool:
        """Return whether a question is about what was said or written."""
        return any(not self._reporting.isdisjoint(_readings(token)) for token in said)


def _readings(token: Token) -> tuple[str, str]:
    """Return the word, and what it is without و."""
    return token.word, without_conjunction(token.word, AND)


_outlets = lru_cache(maxsize=4)(Outlets)  # the same for every question until the archive's outlets change


def without(question: str, filters: Sequence[Filter]) -> str:
    """Return the question less `filters`, its punctuation in order."""
    rest = question
    for found in sorted(filters, key=lambda found: found.span, reverse=True):
        rest = f"{rest[: found.span.start].rstrip(' ،,')}{rest[found.span.end + found.tail :]}"
    return rest.strip(" ،,:")


class Narrows(Protocol):
    """What has a scope."""

    @property
    def scope(self) -> Scope: ...  # noqa: D102


def narrowed(filters: Sequence[Narrows]) -> Scope | None:
    """Return the articles that all of `filters` leave; None when there is no filter."""
    if not filters:
        return None
    first = max((f.scope.first for f in filters if f.scope.first), default=None)
    last = min((f.scope.last for f in filters if f.scope.last), default=None)
    outlets = tuple(name for found in filters for name in found.scope.outlets)
    return Scope(first, last, outlets, tuple(id_ for found in filters for id_ in found.scope.articles))


def is_long(filters: Sequence[Filter], facets: Facets) -> bool:
    """Return whether filters are of several days that an archive has articles of, or of a later time.

    A month alone is as good as a day: what happened in it is reported then.
    """
    scope = narrowed([one for one in filters if one.dated]) or Scope()
    if facets.oldest is None or scope.first is None or scope.last is None:
        return False
    later = facets.newest is not None and scope.first > facets.newest
    month = scope.last - scope.first <= MONTH and scope.first.day == 1 == (scope.last + DAY).day
    return later or (scope.first < scope.last and not month and scope.last >= facets.oldest)
