"""Which of many standing subjects an article names: percolation, a search whose index holds the questions.

A subject stands in the index under one of its words, that which the fewest others stand under, so that an article meets
few of those that it does not name. Percolation is how Elasticsearch calls this; see Yan and García-Molina, "Index
structures for selective dissemination of information under the Boolean model" (1994).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from retrieval.arabic.text import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.arabic.analysis import Analyser, Form
    from retrieval.records import Article
    from retrieval.tuning import PassageLimits

Subject = tuple[frozenset[str], ...]
"""For each word of a subject the stems that stand for it; see `Archive.stems`."""


class Percolator:
    """The subjects that stand, each once."""

    def __init__(self, analyser: Analyser, passages: PassageLimits) -> None:
        self._analyser = analyser
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

    def named(self, article: Article) -> set[Subject]:
        """Return the subjects all of whose words stand in one passage of an article, whose headline is part of each."""
        title, text = self._stems(article.title), self._stems(article.text)
        met = {
            subject
            for stem in {*title, *text}
            for subject in self._under.get(stem, ())
            if len(subject) == 1
            or all(not word.isdisjoint(title) or not word.isdisjoint(text) for word in subject)
        }
        alone = {subject for subject in met if len(subject) == 1}
        left = met - alone
        passages = list(self._cut(title, text)) if left else []
        return alone | {
            subject
            for subject in left
            if any(all(not word.isdisjoint(passage) for word in subject) for passage in passages)
        }

    def _cut(self, title: list[str], text: list[str]) -> Iterator[frozenset[str]]:
        """Yield the stems of each passage with those of the headline."""
        for start in range(
            0, max(1, len(text) - self._passages.passage + self._passages.step), self._passages.step
        ):
            yield frozenset((*title, *text[start : start + self._passages.passage]))

    def _stems(self, text: str) -> list[str]:
        """Return the stem of each word in order, "" for a stop word."""
        known: dict[str, Form] = {}
        raw = [text[start:end] for start, end in words(text)]
        for word in raw:
            if word not in known:
                known[word] = self._analyser.form(word)
        forms = [known[word] for word in raw]
        for place, form in self._analyser.compounds([form.word for form in forms]):
            forms[place] = form
        return [form.stem for form in forms]
