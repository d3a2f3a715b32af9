"""An archive on disk: the flat arrays of its forward index and of its inverted index, in one folder."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval import analysis, flatfiles
from retrieval.corpus import Corpus
from retrieval.errors import DamagedIndex
from retrieval.flatfiles import FlatFiles
from retrieval.index import BM25
from retrieval.language import Language
from retrieval.ranges import Floats
from retrieval.tuning import Tuning
from retrieval.vocabulary import Vocabulary

KIND, VERSION = "isnad-corpus", 1
_PAIRS = ("form_terms", "passage_pieces")  # arrays of two columns; the files are flat


@dataclass(frozen=True, slots=True)
class Content:
    """All that an archive holds; `ids` are its articles in order, `fingerprint` what its caller named them by."""

    fingerprint: str
    ids: list[str]
    corpus: Corpus
    index: BM25
    grams: Vocabulary
    gram_weights: Floats


def recipe(language: Language, tuning: Tuning) -> str:
    """Names everything that decides what the same articles are indexed as."""
    told = repr((analysis.VERSION, _settled(language), tuning.passages, tuning.bm25))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def save_to(folder: Path, content: Content, made: str) -> None:
    """Write `content` to `folder`, all or nothing; what stood there before is replaced."""
    aside, before = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    for leftover in (aside, before):
        shutil.rmtree(leftover, ignore_errors=True)
    content.index.save(aside / "bm25")
    flatfiles.save(aside / "corpus", KIND, VERSION, FlatFiles(_arrays(content, made), {}))
    if folder.exists():
        folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)


def open_from(folder: Path, made: str) -> Content:
    """Map what `save_to` wrote; raises DamagedIndex when it is torn, foreign, or was `made` in another way."""
    arrays = flatfiles.mapped(folder / "corpus", KIND, VERSION).arrays
    if _text(arrays["recipe"]) != made:
        raise DamagedIndex(str(folder), "was made with other word lists or settings")
    return Content(
        _text(arrays["fingerprint"]),
        _strings(arrays["ids"], arrays["id_ends"]),
        Corpus(**{name: _shaped(name, arrays[name]) for name in _columns()}),
        BM25.open(folder / "bm25"),
        Vocabulary(arrays["gram_keys"], arrays["gram_rows"]),
        arrays["gram_weights"],
    )


def _settled(language: Language) -> object:
    """The language's lists in an order that does not change from run to run."""
    return [(name, repr(sorted(map(str, value)))) for name, value in asdict(language).items()]


def _columns() -> list[str]:
    return [column.name for column in fields(Corpus)]


def _arrays(content: Content, made: str) -> dict[str, NDArray[np.generic]]:
    names = [identifier.encode() for identifier in content.ids]
    return {
        **{name: np.ravel(getattr(content.corpus, name)) for name in _columns()},
        "gram_keys": content.grams.keys,
        "gram_rows": content.grams.rows,
        "gram_weights": content.gram_weights,
        "ids": _bytes(b"".join(names)),
        "id_ends": np.cumsum([len(name) for name in names], dtype=np.int64),
        "fingerprint": _bytes(content.fingerprint.encode()),
        "recipe": _bytes(made.encode()),
    }


def _shaped(name: str, array: NDArray[np.generic]) -> NDArray[np.generic]:
    return array.reshape(-1, 2) if name in _PAIRS else array


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)


def _text(content: NDArray[np.generic]) -> str:
    return content.tobytes().decode()


def _strings(content: NDArray[np.generic], ends: NDArray[np.generic]) -> list[str]:
    joined, places = content.tobytes(), [0, *ends.tolist()]
    return [joined[start:end].decode() for start, end in zip(places, places[1:], strict=False)]
