"""A segment on disk: the flat arrays of its forward index and of its inverted index, in one folder."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from contextlib import suppress
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from retrieval.arabic import analysis
from retrieval.arabic.language import Language
from retrieval.bm25 import flatfiles
from retrieval.bm25.flatfiles import FlatFiles
from retrieval.bm25.index import BM25
from retrieval.bm25.vocabulary import Vocabulary
from retrieval.corpus.columns import Corpus
from retrieval.corpus.lexicon import LexiconNumbers
from retrieval.corpus.segment import Counts, Segment
from retrieval.errors import DamagedIndex
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.arrays import Longs
    from retrieval.bm25.weights import Parameters
    from retrieval.tuning import PassageLimits, Tuning

KIND, VERSION = "isnad-corpus", 8
_OF_QUESTIONS = {"thesaurus", "transliteration", "refusals"}  # which change no index
_LANGUAGE = tuple(field.name for field in fields(Language) if field.name not in _OF_QUESTIONS)
_COLUMNS = tuple(column.name for column in fields(Corpus))
_NUMBERED = ("forms", "terms", "grams", "outlets")  # as `LexiconNumbers` has them
_TRIES = ("forms", "grams", "outlets")  # of a segment that follows no other; its index has the terms
_NAMES = (
    *_COLUMNS,
    *(f"{what}_{part}" for what in _TRIES for part in ("keys", "rows")),
    *(f"new_{what}{part}" for what in _NUMBERED for part in ("", "_ends")),
    "ids",
    "id_ends",
    "firsts",
    "counted_grams",
    "gram_counts",
    "bm25",
)
_PAIRS = ("form_terms", "passage_pieces")  # arrays of two columns; the files are flat


def recipe(language: Language, tuning: Tuning) -> str:
    """Return a name for all that decides what the same articles are indexed as."""
    return _recipe(language, tuning.passages, tuning.bm25)


@lru_cache(maxsize=4)
def _recipe(language: Language, passages: PassageLimits, bm25: Parameters) -> str:
    indexing = [getattr(language, name) for name in _LANGUAGE]
    decisive = (analysis.VERSION, indexing, passages, bm25)
    encoded = msgspec.json.encode(decisive, order="deterministic")
    return hashlib.blake2b(encoded, digest_size=16).hexdigest()


def save_to(folder: Path, segment: Segment) -> str:
    """Write `segment` to a folder in `folder` and return its name, which is a checksum of all it holds."""
    written = folder / "new"
    with replacing(written) as aside:
        aside.mkdir(mode=0o700)
        segment.index.save(aside / "bm25")
        arrays = _arrays(segment) | {"bm25": _bytes(flatfiles.header(aside / "bm25"))}
        flatfiles.save(aside / "corpus", KIND, VERSION, FlatFiles(arrays, {}))
    name = _name(written)
    # One of this name that stands there may be damaged.
    shutil.rmtree(folder / "old", ignore_errors=True)
    with suppress(FileNotFoundError):
        (folder / name).rename(folder / "old")
    written.rename(folder / name)
    shutil.rmtree(folder / "old", ignore_errors=True)
    return name


def open_from(folder: Path, before: LexiconNumbers | None = None) -> Segment:
    """Map what `save_to` wrote, to follow the segment with the names `before`.

    Raises DamagedIndex when it is torn, foreign, or follows other segments.
    """
    files = flatfiles.mapped(folder / "corpus", KIND, VERSION)
    arrays = files.arrays
    if missing := sorted(set(_NAMES) - set(arrays)):
        raise DamagedIndex(str(folder), f"lacks {', '.join(missing)}")
    if arrays["bm25"].tobytes() != flatfiles.header(folder / "bm25"):
        raise DamagedIndex(str(folder), "is made of two archives' halves")
    firsts = tuple(arrays["firsts"].tolist())
    if _name(folder) != folder.name or firsts != (before.counts if before else (0, 0, 0, 0)):
        raise DamagedIndex(str(folder), "does not follow the segments before it")
    pairs = {name: arrays[name].reshape(-1, 2) for name in _PAIRS}
    columns: dict[str, Any] = {name: arrays[name] for name in _COLUMNS} | pairs
    more = [_strings(arrays[f"new_{what}"], arrays[f"new_{what}_ends"]) for what in _NUMBERED]
    names = before.with_more(more) if before else None
    index = BM25.open(folder / "bm25", names.terms if names else None)
    if names is None:
        # A segment that follows no other: its index has all terms.
        forms, grams, outlets = (
            Vocabulary(arrays[f"{what}_keys"], arrays[f"{what}_rows"]) for what in _TRIES
        )
        terms = index.vocabulary
        assert isinstance(terms, Vocabulary)  # noqa: S101  # as it follows no other
        names = LexiconNumbers(forms, terms, grams, outlets)
    return Segment(
        _strings(arrays["ids"], arrays["id_ends"]),
        Corpus(**columns),
        index,
        names,
        firsts,
        Counts(arrays["counted_grams"], arrays["gram_counts"]),
        files,
        folder.name,
    )


def verify(folder: Path) -> None:
    """Compare all that `save_to` wrote with its checksums; raises DamagedIndex where it differs."""
    flatfiles.verify(folder / "corpus", KIND, VERSION)
    BM25.verify(folder / "bm25")


def _name(folder: Path) -> str:
    """Return a checksum of a segment's headers, which hold the checksums of its files."""
    return hashlib.blake2b(flatfiles.header(folder / "corpus"), digest_size=16).hexdigest()


def _arrays(segment: Segment) -> dict[str, NDArray[Any]]:
    first = not any(segment.firsts)
    arrays: dict[str, NDArray[Any]] = {name: np.ravel(getattr(segment.corpus, name)) for name in _COLUMNS}
    for what in _TRIES:
        names = getattr(segment.names, what) if first else Vocabulary.of([])
        arrays |= {f"{what}_keys": names.keys, f"{what}_rows": names.rows}
    more = [[]] * len(_NUMBERED) if first else segment.names.added(segment.firsts)
    for what, names in zip(_NUMBERED, more, strict=True):
        arrays[f"new_{what}"], arrays[f"new_{what}_ends"] = _joined(names)
    arrays["ids"], arrays["id_ends"] = _joined(segment.ids)
    arrays["firsts"] = np.array(segment.firsts, np.int64)
    arrays["counted_grams"], arrays["gram_counts"] = segment.gram_counts.numbers, segment.gram_counts.counts
    return arrays


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)


def _joined(names: Sequence[str]) -> tuple[NDArray[np.uint8], Longs]:
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    return _bytes(b"".join(encoded)), np.cumsum([len(name) for name in encoded], dtype=np.int64)


def _strings(content: NDArray[np.generic], ends: NDArray[np.generic]) -> list[str]:
    joined, places = content.tobytes(), [0, *ends.tolist()]
    return [joined[start:end].decode("utf-8", "surrogatepass") for start, end in itertools.pairwise(places)]
