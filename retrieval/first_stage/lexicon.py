"""All that is known of an archive's words and nothing of where they stand: names, forms and statistics, as bytes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from retrieval.bm25.postings import Statistics
from retrieval.bm25.vocabulary import Vocabulary
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.columns import OF_FORMS
from retrieval.corpus.lexicon import LexiconNumbers
from retrieval.corpus.merging import with_all_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from retrieval.arrays import Floats
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.segments import Segments

_NAMED = ("forms", "terms", "grams", "outlets")  # as `LexiconNumbers` has them


@dataclass(frozen=True, slots=True)
class ArchiveLexicon:
    """The words of an archive: `forms` is a corpus of no articles, `statistics` and `gram_counts` those that stand."""

    names: LexiconNumbers
    forms: Corpus
    statistics: Statistics
    gram_counts: Floats

    @classmethod
    def of(cls, segments: Segments) -> ArchiveLexicon:
        """Return what segments know of their words."""
        forms = with_all_forms([part.corpus for part in segments.segments], CorpusBuilder().finish())
        return cls(segments.names, forms, segments.index.whole, segments.gram_counts)

    def encode(self) -> bytes:
        """Return all of it as bytes."""
        names, arrays = self.names.compact(), self._counts(None)
        for what in _NAMED:
            vocabulary: Vocabulary = getattr(names, what)
            arrays |= {f"{what}_keys": vocabulary.keys, f"{what}_rows": vocabulary.rows}
        arrays |= {name: np.ravel(getattr(self.forms, name)) for name in OF_FORMS}
        return _packed(arrays)

    @classmethod
    def decode(cls, content: bytes) -> ArchiveLexicon:
        """Return what `encode` gave."""
        arrays = _unpacked(content)
        names = LexiconNumbers(
            *(Vocabulary(arrays[f"{what}_keys"], arrays[f"{what}_rows"]) for what in _NAMED)
        )
        columns: dict[str, Any] = {name: arrays[name] for name in OF_FORMS}
        columns["form_terms"] = columns["form_terms"].reshape(-1, 2)
        forms = replace(CorpusBuilder().finish(), **columns)
        nothing = cls(names, forms, Statistics.nothing(0), np.zeros(0))
        return nothing._counted(arrays, names)

    def difference(self, before: ArchiveLexicon) -> bytes | None:
        """Return what is to be told to who knows this archive as it was `before`.

        None where names were put together.
        """
        try:
            more = [
                names.since(len(old)) for names, old in zip(_all(self.names), _all(before.names), strict=True)
            ]
        except ValueError:
            return None
        arrays = self._counts(before)
        for what, names in zip(_NAMED, more, strict=True):
            arrays[f"new_{what}"] = np.frombuffer(msgspec.msgpack.encode(names), np.uint8)
        first, grams = len(before.forms.form_flags), int(before.forms.gram_ends[-1])
        arrays |= {
            "form_terms": self.forms.form_terms[first:].ravel(),
            "form_flags": self.forms.form_flags[first:],
            "grams": self.forms.grams[grams:],
            "gram_ends": self.forms.gram_ends[first:] - grams,
        }
        return _packed(arrays)

    def with_difference(self, content: bytes) -> ArchiveLexicon:
        """Return this as it is after what `difference` gave."""
        arrays = _unpacked(content)
        more = [msgspec.msgpack.decode(arrays[f"new_{what}"].tobytes(), type=list[str]) for what in _NAMED]
        added: dict[str, Any] = {name: arrays[name] for name in OF_FORMS}
        added["form_terms"] = added["form_terms"].reshape(-1, 2)
        forms = with_all_forms([self.forms, replace(self.forms, **added)], self.forms)
        return replace(self, forms=forms)._counted(arrays, self.names.with_more(more))

    def _counts(self, before: ArchiveLexicon | None) -> dict[str, NDArray[Any]]:
        """Return the counts that differ from those `before`."""
        old = before.statistics.frequencies if before else np.zeros(0, np.int64)
        old_grams = before.gram_counts if before else np.zeros(0)
        terms, frequencies = _changed(old, self.statistics.frequencies)
        grams, counts = _changed(old_grams, self.gram_counts)
        return {
            "collection": np.array([self.statistics.documents, self.statistics.tokens], np.int64),
            "counted_terms": terms,
            "frequencies": frequencies.astype(np.int32),
            "counted_grams": grams,
            "gram_counts": counts,
        }

    def _counted(self, arrays: Mapping[str, NDArray[Any]], names: LexiconNumbers) -> ArchiveLexicon:
        """Return this with those counts that are in `arrays`."""
        frequencies, grams = np.zeros(len(names.terms), np.int64), np.zeros(len(names.grams))
        frequencies[: len(self.statistics.frequencies)] = self.statistics.frequencies
        grams[: len(self.gram_counts)] = self.gram_counts
        frequencies[arrays["counted_terms"]] = arrays["frequencies"]
        grams[arrays["counted_grams"]] = arrays["gram_counts"]
        documents, tokens = arrays["collection"].tolist()
        statistics = Statistics(documents, tokens, frequencies)
        return replace(self, names=names, statistics=statistics, gram_counts=grams)


def _all(names: LexiconNumbers) -> tuple[Vocabulary, ...]:
    return names.forms, names.terms, names.grams, names.outlets


def _changed(before: NDArray[Any], now: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return where counts differ, what is new included, and what they are there."""
    padded = np.zeros(len(now), before.dtype)
    padded[: len(before)] = before
    places = np.flatnonzero(padded != now).astype(np.int32)
    return places, now[places]


def _packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    content = {
        name: (array.dtype.str, np.ascontiguousarray(array).tobytes()) for name, array in arrays.items()
    }
    return zlib.compress(msgspec.msgpack.encode(content), 1)


def _unpacked(content: bytes) -> dict[str, NDArray[Any]]:
    arrays = msgspec.msgpack.decode(zlib.decompress(content), type=dict[str, tuple[str, bytes]])
    return {name: np.frombuffer(data, np.dtype(kind)) for name, (kind, data) in arrays.items()}
