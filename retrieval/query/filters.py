"""Filters in plain words at an edge of a question, «منذ مارس 2023», «من صحيفة…» → which articles to ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.arabic.clitics import AND, without_conjunction
from retrieval.arabic.language import QuestionKind, section
from retrieval.arabic.text import fold
from retrieval.query.outlets import Outlets
from retrieval.query.periods import Calendar
from retrieval.query.tokens import tokens
from retrieval.records import Scope, Span

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from retrieval.arabic.language import Language
    from retrieval.query.tokens import Token

# Words of one filter, and filters of one question at most.
_LONGEST, _MOST = 9, 8

_FROM = fold("من")


@dataclass(frozen=True, slots=True)
class FilterCues:
    """The word lists by which a filter is known, folded; see config/language.toml."""

    reporting: frozenset[str]
    outlet_kinds: frozenset[str]
    outlet_tails: frozenset[str]
    of_outlets: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> FilterCues:
        """Take a parsed `language.toml`; raises ValueError naming the list that is missing or no string."""
        return cls(**section(table, "filters", cls.__slots__))


@dataclass(frozen=True, slots=True)
class Filter:
    """A part of a question that says which articles to ask, and which these are."""

    span: Span
    scope: Scope

    @property
    def dated(self) -> bool:
        """Return whether the filter is about time."""
        return not self.scope.outlets


@dataclass(frozen=True, slots=True)
class Facets:
    """What an archive can be narrowed by: its outlets' names, and its oldest date; None where nothing is dated."""

    outlets: tuple[str, ...] = ()
    oldest: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is known while one question is read."""

    calendar: Calendar
    outlets: Outlets

    def scope(self, said: Sequence[Token], *, reported: bool) -> Scope | None:
        """Return what the words as a whole leave; None when they are no filter, or may be none."""
        if scope := self.calendar.scope(said, reported=reported):
            return scope
        outlet = self.outlets.named([token.word for token in said], reported=reported)
        return Scope(outlets=(outlet,)) if outlet else None


class Filters:
    """Finds filters in questions; deterministic, linear in what it is given."""

    def __init__(self, language: Language, cues: FilterCues) -> None:
        self._language = language
        self._cues = cues
        self._reporting = cues.reporting | language.cues.get(QuestionKind.QUOTATION, frozenset())

    def find(self, question: str, facets: Facets) -> tuple[Filter, ...]:
        """Return the filters at either end of a question, in order; none when nothing to look for is left."""
        said, reading = list(tokens(question)), self._reading(question, facets)
        found: list[Filter] = []
        while said and len(found) < _MOST and (last := self._last(said, reading)):
            found.insert(0, last)
            said = [token for token in said if token.end <= last.span.start]
        if first := self._first(said, reading):
            found.insert(0, first)
            said = [token for token in said if token.start >= first.span.end]
        if not found:
            return ()
        light = self._language.stop_words | self._language.question_words.keys() | self._reporting
        return tuple(found) if any(light.isdisjoint(_readings(token)) for token in said) else ()

    def only(self, text: str, facets: Facets) -> tuple[Filter, ...]:
        """Return the filter that a text consists of, «ومنذ 2015؟»; none when it says anything else."""
        said = list(tokens(text))
        if not 1 < len(said) <= _LONGEST:
            return ()
        if said[0].word.startswith("و") and len(said[0].word) > 1:
            said[0] = replace(said[0], word=without_conjunction(said[0].word), start=said[0].start + 1)
        scope = self._reading(text, facets).scope(said, reported=True)
        return (Filter(Span(said[0].start, said[-1].end), scope),) if scope else ()

    def _reading(self, question: str, facets: Facets) -> _Reading:
        outlets = _outlets(facets.outlets, self._cues.outlet_kinds, self._cues.outlet_tails)
        return _Reading(Calendar(question, facets.oldest), outlets)

    def _last(self, said: Sequence[Token], reading: _Reading) -> Filter | None:
        """Return the filter that the question ends in."""
        reported = self._reports(said)
        for start in range(max(1, len(said) - _LONGEST), len(said) - 1):
            scope = reading.scope(said[start:], reported=reported)
            about_outlets = any(token.word in self._cues.of_outlets for token in said[:start])
            if scope and not (scope.outlets and about_outlets):
                return Filter(Span(said[start].start, said[-1].end), scope)
        return None

    def _first(self, said: Sequence[Token], reading: _Reading) -> Filter | None:
        """Return a filter that a question word follows."""
        reported = self._reports(said)
        for end in range(min(_LONGEST, len(said) - 1), 1, -1):
            asks = said[end].word in self._language.question_words and said[0].word != _FROM
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
        rest = f"{rest[: found.span.start].rstrip(' ،,')}{rest[found.span.end :]}"
    return rest.strip(" ،,:")


def narrowed(filters: Sequence[Filter]) -> Scope | None:
    """Return the articles that all of `filters` leave; None when there is no filter."""
    if not filters:
        return None
    first = max((f.scope.first for f in filters if f.scope.first), default=None)
    last = min((f.scope.last for f in filters if f.scope.last), default=None)
    return Scope(first, last, tuple(name for found in filters for name in found.scope.outlets))
