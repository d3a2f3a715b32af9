"""Portions of articles → one corpus, in the order given: the same corpus however they were cut."""

from __future__ import annotations

from array import array
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.corpus import CUMULATIVE, NO_TERM, OF_ARTICLES, OF_FORMS, UNKNOWN, Corpus, Ints, Longs
from retrieval.numbering import Numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.analysis import Form
    from retrieval.building import Portion
    from retrieval.vocabulary import Vocabulary

_UNCHANGED = (
    "token_starts",
    "token_lengths",
    "piece_starts",
    "piece_ends",
    "piece_words",
    "piece_marks",
    "headline_words",
    "published",
)
_TYPES = dict.fromkeys((*CUMULATIVE, "passage_pieces"), "q") | {
    "token_lengths": "B",
    "piece_words": "H",
    "piece_marks": "B",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What forms, terms and grams are numbered by: a form is its folded word and its stem."""

    forms: Vocabulary
    terms: Vocabulary
    grams: Vocabulary


class CorpusBuilder:
    """Takes portions one by one and numbers what they number anew; `finish` hands the arrays over.

    What is `known` keeps its number; only forms that are not join the columns.
    """

    def __init__(self, known: Names | None = None) -> None:
        self.ids: list[str] = []
        self._forms = _Forms(known)
        self._outlets = Numbered()
        self._series: dict[str, Ints] = {}
        # Arrays that grow in place: in a list of parts, a million passages would be in memory twice.
        self._columns = {
            name: array(_TYPES.get(name, "i"), [0] if name in CUMULATIVE else []) for name in OF_ARTICLES
        }
        self._ends = dict.fromkeys(CUMULATIVE, 0)

    def add(self, portion: Portion) -> None:
        """Add the articles of one portion; their ids are not checked for being new."""
        forms = self._numbers(portion)
        outlets = np.array([*(self._outlets[key] for key in portion.outlet_keys), UNKNOWN], np.int32)
        self._keep("token_forms", forms[portion.token_forms])
        self._keep("title_forms", forms[portion.title_forms])
        self._keep("outlets", outlets[portion.outlets])
        self._keep("passage_pieces", portion.passage_pieces + self._ends["article_piece_ends"])
        self._keep("passage_articles", portion.passage_articles + np.int32(len(self.ids)))
        for name in _UNCHANGED:
            self._keep(name, getattr(portion, name))
        for name in CUMULATIVE:
            self._extend(name, getattr(portion, name))
        self.ids += portion.ids

    @property
    def names(self) -> Names:
        """All that is numbered, what was known before included."""
        return self._forms.names()

    @property
    def outlets(self) -> list[str]:
        """The keys of outlets: number → key."""
        return self._outlets.new

    def finish(self) -> Corpus:
        """The arrays of everything added; nothing can be added after."""
        joined: dict[str, NDArray[Any]] = {name: np.asarray(column) for name, column in self._columns.items()}
        joined["passage_pieces"] = joined["passage_pieces"].reshape(-1, 2)
        return Corpus(**dict(zip(OF_FORMS, self._forms.arrays(), strict=True)), **joined)

    def copy(self) -> CorpusBuilder:
        """The same articles, to be added to apart; portions of series begun before are not for it."""
        other = CorpusBuilder()
        other.ids, other._outlets = self.ids.copy(), self._outlets.copy()
        other._forms = self._forms.copy()
        other._columns = {name: copy(column) for name, column in self._columns.items()}
        other._ends = self._ends.copy()
        return other

    def _numbers(self, portion: Portion) -> Ints:
        """The numbers of all forms of the portion's series."""
        known = self._series.get(portion.series, np.zeros(0, np.int32))
        new = np.array([self._forms.number(form) for form in portion.forms], np.int32)
        self._series[portion.series] = numbers = np.concatenate([known, new])
        return numbers

    def _keep(self, name: str, values: NDArray[Any]) -> None:
        self._columns[name].frombytes(values.tobytes())

    def _extend(self, name: str, ends: Longs) -> None:
        """Add ranges that follow those there are."""
        self._keep(name, ends[1:] + self._ends[name])
        self._ends[name] += int(ends[-1])


class _Forms:
    """Numbers forms, and their terms and grams, in the order they are first met."""

    def __init__(self, known: Names | None) -> None:
        self.forms = Numbered(known.forms if known else None)
        self.terms = Numbered(known.terms if known else None)
        self.grams = Numbered(known.grams if known else None)
        self._columns: tuple[array[int], ...] = (array("i"), array("H"), array("i"), array("q", [0]))

    def number(self, form: Form) -> int:
        """The number of `form`; a new one is added to the columns."""
        number = self.forms[f"{form.word}\0{form.stem}"]
        terms, flags, grams, gram_ends = self._columns
        if len(self.forms.new) > len(flags):
            terms.extend([self.terms[term] if term else NO_TERM for term in (form.stem, form.root)])
            flags.append(int(form.flags))
            grams.extend([self.grams[gram] for gram in form.grams])
            gram_ends.append(len(grams))
        return number

    def copy(self) -> _Forms:
        other = _Forms(None)
        other.forms, other.terms, other.grams = self.forms.copy(), self.terms.copy(), self.grams.copy()
        other._columns = tuple(map(copy, self._columns))
        return other

    def names(self) -> Names:
        """The vocabularies of what is known and what is new."""
        return Names(self.forms.vocabulary(), self.terms.vocabulary(), self.grams.vocabulary())

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """The columns that tell of forms: see `Corpus`."""
        terms, *others = map(np.array, self._columns)
        return terms.reshape(-1, 2), *others
