"""Which of many standing subjects an article names: percolation, a search whose index holds the questions.

A subject stands in the index under one of its words, that which the fewest others stand under, so that an article meets
few of those that it does not name. Percolation is how Elasticsearch calls this; see Yan and García-Molina, "Index
structures for selective dissemination of information under the Boolean model" (1994).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from retrieval.arabic.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.arabic.analysis import Analyser
    from retrieval.tuning import PassageLimits

Subject = tuple[frozenset[str], ...]
"""For each word of a subject the stems that stand for it; see `Archive.stems`."""


class TextStems:
    """The stems of a text's words; each distinct word is analysed once."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser

    def of(self, text: str) -> list[str]:
        """Return the stem of each word in order, "" for a stop word."""
        raw = [text[start:end] for start, end in words(text)]
        known = {word: self._analyser.form(word) for word in set(raw)}
        forms = [known[word] for word in raw]
        for place, form in self._analyser.compounds([form.word for form in forms]):
            forms[place] = form
        return [form.stem for form in forms]


class Percolator:
    """The subjects that stand, each once."""

    def __init__(self, passages: PassageLimits) -> None:
        self._passages = passages
        self._places: dict[Subject, frozenset[str]] = {}
        self._under: dict[str, set[Subject]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._places)

    def put(self, subject: Subject) -> None:
        """Let a subject stand; one without words is never named."""
        if subject and subject not in self._places:
            place = min(subject, key=lambda word: sum(len(self._under[stem]) for stem in word))
            self._places[subject] = place
            for stem in place:
                self._under[stem].add(subject)

    def drop(self, subject: Subject) -> None:
        """Let a subject stand no longer."""
        for stem in self._places.pop(subject, ()):
            self._under[stem].discard(subject)

    def named(self, title: Sequence[str], text: Sequence[str]) -> set[Subject]:
        """Return the subjects all of whose words stand in one passage, given the stems of headline and text.

        The headline is part of every passage.
        """
        held = frozenset((*title, *text))
        met = {subject for stem in held for subject in self._under.get(stem, ())}
        likely = [subject for subject in met if not any(word.isdisjoint(held) for word in subject)]
        length, step = self._passages.passage, self._passages.step
        starts = range(0, max(1, len(text) - length + step), step)
        passages = [frozenset((*title, *text[start : start + length])) for start in starts]
        return {
            subject
            for subject in likely
            if len(subject) == 1
            or any(not any(word.isdisjoint(passage) for word in subject) for passage in passages)
        }


class PartPercolator:
    """Subjects, half of whose words are enough: what an article may answer is asked of the archive."""

    def __init__(self) -> None:
        self._under: dict[str, set[tuple[Subject, int]]] = defaultdict(set)

    def put(self, subject: Subject) -> None:
        """Let a subject stand."""
        for place, word in enumerate(subject):
            for stem in word:
                self._under[stem].add((subject, place))

    def drop(self, subject: Subject) -> None:
        """Let a subject stand no longer."""
        for place, word in enumerate(subject):
            for stem in word:
                self._under[stem].discard((subject, place))

    def met(self, title: Sequence[str], text: Sequence[str]) -> set[Subject]:
        """Return the subjects of whose words at least half stand in headline or text, given their stems."""
        places = {place for stem in {*title, *text} for place in self._under.get(stem, ())}
        counts = Counter(subject for subject, _ in places)
        return {subject for subject, count in counts.items() if 2 * count >= len(subject)}
