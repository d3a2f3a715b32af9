"""Which of many known questions ask for the same as another: their words meet, in any form, and so do their kinds."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.arabic.analysis import Analyser, Flag
from retrieval.arabic.language import QuestionKind
from retrieval.arabic.spelling import slips
from retrieval.arabic.text import fold_text
from retrieval.query.question import understand
from retrieval.ranking.query_terms import synonyms

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.arabic.language import Language
    from retrieval.query.question import QueryWord

EVERYDAY = 0.5
"""A word that proves less than this may be missing in one of two like questions, unless it names something."""
_NAMING = Flag.WHERE | Flag.WHO | Flag.NUMBER | Flag.MONTH


@dataclass(frozen=True, slots=True)
class _Word:
    """By what a word is met (stem, root, synonyms, other readings), and whether it may be missing."""

    views: frozenset[str]
    stem: str
    root: str
    light: bool

    def meets(self, other: _Word) -> bool:
        """Return whether both may stand for the same."""
        return (
            self.stem in other.views
            or other.stem in self.views
            or (bool(self.root) and self.root == other.root)
        )


@dataclass(frozen=True, slots=True)
class _Known:
    kind: QuestionKind
    words: tuple[_Word, ...]
    text: str


class KnownQuestions:
    """Questions by number; `knows` tells whether the archive holds a word: one that it lacks may be a misspelt one."""

    def __init__(self, language: Language, knows: Callable[[str], bool]) -> None:
        self._language = language
        self._analyser = Analyser(language)
        self._synonyms = synonyms(language)
        self._knows = knows
        self._known: dict[int, _Known] = {}
        self._by_view: dict[str, set[int]] = defaultdict(set)

    def put(self, number: int, question: str) -> None:
        """Know a question, in place of the one of that number, if there is one."""
        self.drop(number)
        known = self._known[number] = self._read(question)
        for word in known.words:
            for view in word.views:
                self._by_view[view].add(number)

    def drop(self, number: int) -> None:
        """Know a question no longer."""
        known = self._known.pop(number, None)
        for word in known.words if known else ():
            for view in word.views:
                self._by_view[view].discard(number)

    def alike(self, question: str) -> list[int]:
        """Return the numbers of the questions that ask for the same, the latest first.

        Of two kinds, as «متى» and «من», no questions are alike; one that has no kind is like those of any.
        """
        asked = self._read(question)
        met = {
            number for word in asked.words for view in word.views for number in self._by_view.get(view, ())
        }
        if not asked.words:
            met = set(self._known)
        kinds = {asked.kind, QuestionKind.WHAT}
        comparable = {
            number: known
            for number in met
            if (known := self._known[number]).kind in kinds or asked.kind is QuestionKind.WHAT
        }
        alike = (
            number
            for number, known in comparable.items()
            if asked.text == known.text and _met(asked, known) and _met(known, asked)
        )
        return sorted(alike, reverse=True)

    def _read(self, question: str) -> _Known:
        understood = understand(question, self._analyser, self._language)
        # What a question is compared by that has nothing but question words.
        plain = "" if understood.words else fold_text(question).text.strip(" ؟?")
        return _Known(understood.kind, tuple(map(self._word, understood.words)), plain)

    def _word(self, word: QueryWord) -> _Word:
        form = word.form
        views = {form.stem, form.root, *word.readings, *self._synonyms.get(form.stem, ())} - {""}
        if not self._knows(form.word) and form.stem not in self._synonyms:
            views.update(slips(form.stem))
        light = word.telling < EVERYDAY and not form.flags & _NAMING
        return _Word(frozenset(views), form.stem, form.root, light)


def _met(one: _Known, other: _Known) -> bool:
    """Return whether every word of one question stands for one of the other, but for everyday ones beside others."""
    missing = [word for word in one.words if not any(map(word.meets, other.words))]
    return all(word.light for word in missing) and 2 * len(missing) < max(len(one.words), 1)
