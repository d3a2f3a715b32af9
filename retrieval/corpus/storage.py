"""An archive on disk: the flat arrays of its forward index and of its inverted index, in one folder."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import fields
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
from retrieval.corpus.segment import Segment
from retrieval.errors import DamagedIndex
from retrieval.replacing import replacing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.arrays import Longs
    from retrieval.tuning import Tuning

KIND, VERSION = "isnad-corpus", 4
_LANGUAGE = tuple(field.name for field in fields(Language) if field.name != "transliteration")
_COLUMNS = tuple(column.name for column in fields(Corpus))
_NAMES = (
    *_COLUMNS,
    "form_keys",
    "form_rows",
    "gram_keys",
    "gram_rows",
    "gram_counts",
    "ids",
    "id_ends",
    "outlet_keys",
    "outlet_key_ends",
    "fingerprint",
    "recipe",
    "bm25",
)
_PAIRS = ("form_terms", "passage_pieces")  # arrays of two columns; the files are flat


def recipe(language: Language, tuning: Tuning) -> str:
    """Return a name for all that decides what the same articles are indexed as."""
    # How questions in Latin letters are read changes no index.
    indexing = [getattr(language, name) for name in _LANGUAGE]
    decisive = (analysis.VERSION, indexing, tuning.passages, tuning.bm25)
    encoded = msgspec.json.encode(decisive, order="deterministic")
    return hashlib.blake2b(encoded, digest_size=16).hexdigest()


def save_to(folder: Path, segment: Segment, made: str) -> None:
    """Write `segment` to `folder`, all or nothing; what stood there before is replaced."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with replacing(folder) as aside:
        aside.mkdir(mode=0o700)
        segment.index.save(aside / "bm25")
        arrays = _arrays(segment, made) | {"bm25": _bytes(flatfiles.header(aside / "bm25"))}
        flatfiles.save(aside / "corpus", KIND, VERSION, FlatFiles(arrays, {}))


def open_from(folder: Path, made: str) -> Segment:
    """Map what `save_to` wrote; raises DamagedIndex when it is torn, foreign, or was `made` in another way."""
    files = flatfiles.mapped(folder / "corpus", KIND, VERSION)
    arrays = files.arrays
    if missing := sorted(set(_NAMES) - set(arrays)):
        raise DamagedIndex(str(folder), f"lacks {', '.join(missing)}")
    if _text(arrays["recipe"]) != made:
        raise DamagedIndex(str(folder), "was made with other word lists or settings")
    if arrays["bm25"].tobytes() != flatfiles.header(folder / "bm25"):
        raise DamagedIndex(str(folder), "is made of two archives' halves")
    pairs = {name: arrays[name].reshape(-1, 2) for name in _PAIRS}
    columns: dict[str, Any] = {name: arrays[name] for name in _COLUMNS} | pairs
    return Segment(
        _text(arrays["fingerprint"]),
        _strings(arrays["ids"], arrays["id_ends"]),
        _strings(arrays["outlet_keys"], arrays["outlet_key_ends"]),
        Corpus(**columns),
        BM25.open(folder / "bm25"),
        Vocabulary(arrays["form_keys"], arrays["form_rows"]),
        Vocabulary(arrays["gram_keys"], arrays["gram_rows"]),
        arrays["gram_counts"],
        files,
    )


def _arrays(segment: Segment, made: str) -> dict[str, NDArray[np.generic]]:
    ids, id_ends = _joined(segment.ids)
    outlets, outlet_ends = _joined(segment.outlets)
    return {
        **{name: np.ravel(getattr(segment.corpus, name)) for name in _COLUMNS},
        "form_keys": segment.forms.keys,
        "form_rows": segment.forms.rows,
        "gram_keys": segment.grams.keys,
        "gram_rows": segment.grams.rows,
        "gram_counts": segment.gram_counts,
        "ids": ids,
        "id_ends": id_ends,
        "outlet_keys": outlets,
        "outlet_key_ends": outlet_ends,
        "fingerprint": _bytes(segment.fingerprint.encode()),
        "recipe": _bytes(made.encode()),
    }


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)


def _text(content: NDArray[np.generic]) -> str:
    return content.tobytes().decode()


def _joined(names: Sequence[str]) -> tuple[NDArray[np.uint8], Longs]:
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    return _bytes(b"".join(encoded)), np.cumsum([len(name) for name in encoded], dtype=np.int64)


def _strings(content: NDArray[np.generic], ends: NDArray[np.generic]) -> list[str]:
    joined, places = content.tobytes(), [0, *ends.tolist()]
    return [joined[start:end].decode("utf-8", "surrogatepass") for start, end in itertools.pairwise(places)]
