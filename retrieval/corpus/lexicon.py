"""Words → their forms as columns: what the index knows of each word, whatever text it stands in.

Words are looked at in lists, in other processes where there are many, and numbered together here.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from retrieval.arabic.analysis import Analyser
from retrieval.arrays import Ints, spread
from retrieval.bm25.vocabulary import Numbered, Vocabulary
from retrieval.corpus.columns import NO_TERM, OF_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from retrieval.arabic.analysis import Form
    from retrieval.arabic.language import Language


@dataclass(frozen=True, slots=True)
class LexiconNumbers:
    """What forms, terms, grams and outlets are numbered by: a form is its folded word and its stem."""

    forms: Vocabulary
    terms: Vocabulary
    grams: Vocabulary
    outlets: Vocabulary

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return how many there are of each."""
        return len(self.forms), len(self.terms), len(self.grams), len(self.outlets)

    def with_more(self, more: Sequence[Sequence[str]]) -> LexiconNumbers:
        """Return these and more of each, of which they know none."""
        forms, terms, grams, outlets = more
        return LexiconNumbers(
            self.forms.with_more(forms),
            self.terms.with_more(terms),
            self.grams.with_more(grams),
            self.outlets.with_more(outlets),
        )

    def added(self, firsts: Sequence[int]) -> tuple[list[str], ...]:
        """Return the names that were added by `with_more` from these numbers on."""
        all_ = (self.forms, self.terms, self.grams, self.outlets)
        return tuple(names.added(first) for names, first in zip(all_, firsts, strict=True))

    def compact(self) -> LexiconNumbers:
        """Return the same names as tries, fit to be mapped."""
        all_ = (self.forms, self.terms, self.grams, self.outlets)
        return LexiconNumbers(*(Vocabulary.of(list(names)) for names in all_))


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of W words in their order, as columns.

    `names` (W) distinguish forms, `flags` (W) are their `Flag` bits. `term_places` (W × 2) are the places in `terms` of
    a form's stem and root, -1 for none; `gram_places` those in `grams` of all forms' character grams one after the
    other, which end at `gram_ends` (W).
    """

    names: list[str]
    terms: list[str]
    grams: list[str]
    term_places: Ints
    flags: NDArray[np.uint16]
    gram_places: Ints
    gram_ends: Ints

    @classmethod
    def of(cls, forms: Sequence[Form]) -> Self:
        """Return these forms as columns."""
        terms, grams = Numbered(), Numbered()
        places = [terms[term] if term else NO_TERM for form in forms for term in (form.stem, form.root)]
        return cls(
            [f"{form.word}\0{form.stem}" for form in forms],
            terms.new,
            grams.new,
            np.array(places, np.int32).reshape(-1, 2),
            np.array([form.flags for form in forms], np.uint16),
            np.array([grams[gram] for form in forms for gram in form.grams], np.int32),
            np.cumsum([len(form.grams) for form in forms], dtype=np.int32),
        )


class FormMaker:
    """Finds the forms of words. It can be sent to another process."""

    def __init__(self, language: Language) -> None:
        self._analyser = Analyser(language)

    def __reduce__(self) -> tuple[type[FormMaker], tuple[Language]]:
        return FormMaker, (self._analyser.language,)

    def __call__(self, words: Iterable[str]) -> Forms:
        """Return the forms of `words`."""
        return Forms.of([self._analyser.form(word) for word in words])


class Lexicon:
    """Numbers forms, and their terms and grams, in the order they are first met.

    What is `known` keeps its number; only forms that are not join the columns.
    """

    def __init__(self, known: LexiconNumbers | None = None) -> None:
        self._forms = Numbered(known.forms if known else None)
        self._terms = Numbered(known.terms if known else None)
        self._grams = Numbered(known.grams if known else None)
        self._columns: tuple[array[int], ...] = (array("i"), array("H"), array("i"), array("q", [0]))

    def add(self, forms: Forms) -> Ints:
        """Return the numbers of some forms; those that are new are added to the columns."""
        last = self._forms.count - 1
        numbers = np.array([self._forms[name] for name in forms.names], np.int32)
        # New numbers ascend, and each is met first where it is higher than all before.
        new = np.flatnonzero(np.diff(np.maximum.accumulate(np.concatenate([[last], numbers]))))
        terms, flags, grams, gram_ends = self._columns
        terms.frombytes(_numbered(self._terms, forms.terms, forms.term_places[new]).tobytes())
        flags.frombytes(forms.flags[new].tobytes())
        ends = np.concatenate([[0], forms.gram_ends])
        held, _ = spread(np.stack([ends[new], ends[new + 1]], axis=1))
        gram_ends.frombytes((np.cumsum(ends[new + 1] - ends[new]) + len(grams)).tobytes())
        grams.frombytes(_numbered(self._grams, forms.grams, forms.gram_places[held]).tobytes())
        return numbers

    def names(self, outlets: Vocabulary) -> LexiconNumbers:
        """Return the vocabularies of what is known and what is new, and those `outlets`."""
        return LexiconNumbers(
            self._forms.vocabulary(), self._terms.vocabulary(), self._grams.vocabulary(), outlets
        )

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return the columns of the new forms by name; see `Corpus`."""
        terms, *others = map(np.array, self._columns)
        return dict(zip(OF_FORMS, (terms.reshape(-1, 2), *others), strict=True))


def _numbered(numbers: Numbered, names: Sequence[str], places: Ints) -> Ints:
    """Return the numbers of the names at `places`; new ones are numbered in this order."""
    found = np.full(len(names) + 1, NO_TERM, np.int32)
    for place in dict.fromkeys(places.ravel().tolist()):
        if place != NO_TERM:
            found[place] = numbers[names[place]]
    return found[places]
