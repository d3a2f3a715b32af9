"""Portions of articles → one corpus, in the order given: the same corpus however they were cut."""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.bm25.vocabulary import Numbered
from retrieval.corpus.columns import CUMULATIVE, OF_ARTICLES, UNKNOWN, Corpus
from retrieval.corpus.lexicon import Forms, Lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from retrieval.arabic.analysis import Form
    from retrieval.arrays import Ints
    from retrieval.corpus.lexicon import LexiconNumbers
    from retrieval.corpus.portions import Portion

    Defined = Callable[[Iterable[list[str]]], Iterable[Forms]]

_UNCHANGED = (
    "token_starts",
    "token_lengths",
    "piece_starts",
    "piece_ends",
    "piece_words",
    "piece_marks",
    "passage_keys",
    "headline_words",
    "published",
)
_TYPES = dict.fromkeys((*CUMULATIVE, "passage_pieces"), "q") | {
    "token_lengths": "B",
    "piece_words": "H",
    "piece_marks": "B",
    "passage_keys": "Q",
}
_WORDS = 10_000  # that are defined together: a fraction of a second's work
_TOKENS = 1 << 20  # that are given their forms together


class CorpusBuilder:
    """Takes portions one by one and numbers what they number anew; `finish` hands the arrays over.

    What is `known` keeps its number; only forms that are not join the columns.
    """

    def __init__(self, known: LexiconNumbers | None = None) -> None:
        self.ids: list[str] = []
        self._lexicon = Lexicon(known)
        self._words: dict[str, int] = {}
        self._compounds: dict[Form, int] = {}
        self._word_forms = array("i")
        self._compound_forms: dict[Form, int] = {}
        self._outlets = Numbered(known.outlets if known else None)
        self._series: dict[str, tuple[Ints, Ints]] = {}
        # Arrays that grow in place: in a list of parts, a million passages would be in memory twice.
        self._columns = {
            name: array(_TYPES.get(name, "i"), [0] if name in CUMULATIVE else []) for name in OF_ARTICLES
        }
        self._ends = dict.fromkeys(CUMULATIVE, 0)

    def add(self, portion: Portion) -> None:
        """Add the articles of one portion; their ids are not checked for being new."""
        words = self._numbers(portion)
        outlets = np.array([*(self._outlets[key] for key in portion.outlet_keys), UNKNOWN], np.int32)
        self._keep("token_forms", words[portion.token_forms])
        self._keep("title_forms", words[portion.title_forms])
        self._keep("outlets", outlets[portion.outlets])
        self._keep("passage_pieces", portion.passage_pieces + self._ends["article_piece_ends"])
        self._keep("passage_articles", portion.passage_articles + np.int32(len(self.ids)))
        for name in _UNCHANGED:
            self._keep(name, getattr(portion, name))
        for name in CUMULATIVE:
            ends = getattr(portion, name)
            self._keep(name, ends[1:] + self._ends[name])
            self._ends[name] += int(ends[-1])
        self.ids += portion.ids

    def define(self, defined: Defined) -> None:
        """Have the forms of all words found that were added since this was last done.

        `defined` takes lists of words and gives the forms of each list, in order.
        """
        words = islice(self._words, len(self._word_forms), None)
        for forms in defined(iter(lambda: list(islice(words, _WORDS)), [])):
            self._word_forms.frombytes(self._lexicon.add(forms).tobytes())
        # In an order that does not depend on how the articles were cut into portions.
        compounds = islice(self._compounds, len(self._compound_forms), None)
        new = sorted(compounds, key=lambda form: (form.word, form.stem))
        for form, number in zip(new, self._lexicon.add(Forms.of(new)).tolist(), strict=True):
            self._compound_forms[form] = number

    @property
    def names(self) -> LexiconNumbers:
        """Return all that is numbered, what was known before included."""
        return self._lexicon.names(self._outlets.vocabulary())

    def finish(self) -> Corpus:
        """Return the arrays of everything added, all of which must be defined; nothing can be added after."""
        joined: dict[str, NDArray[Any]] = {name: np.asarray(column) for name, column in self._columns.items()}
        joined["passage_pieces"] = joined["passage_pieces"].reshape(-1, 2)
        of_compounds = [self._compound_forms[form] for form in reversed(self._compounds)]
        numbers = np.concatenate([np.asarray(self._word_forms), np.array(of_compounds, np.int32)])
        for words in (joined["token_forms"], joined["title_forms"]):
            for first in range(0, len(words), _TOKENS):
                part = slice(first, first + _TOKENS)
                words[part] = numbers[words[part]]
        for done in (self._words, self._compounds, self._series):
            done.clear()
        return Corpus(**self._lexicon.columns(), **joined)

    def _numbers(self, portion: Portion) -> Ints:
        """Return the numbers of all words of the portion's series in their order, and of its forms from the end on."""
        words, forms = self._series.get(portion.series, (np.zeros(0, np.int32), np.zeros(0, np.int32)))
        more_words = [self._words.setdefault(word, len(self._words)) for word in portion.words]
        more_forms = [-1 - self._compounds.setdefault(form, len(self._compounds)) for form in portion.forms]
        words = np.concatenate([words, np.array(more_words, np.int32)])
        forms = np.concatenate([np.array(more_forms[::-1], np.int32), forms])
        self._series[portion.series] = words, forms
        return np.concatenate([words, forms])

    def _keep(self, name: str, values: NDArray[Any]) -> None:
        self._columns[name].frombytes(values.tobytes())
