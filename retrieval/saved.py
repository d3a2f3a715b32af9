"""An archive on disk: the flat arrays of its forward index and of its inverted index, in one folder."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from retrieval import analysis, flatfiles
from retrieval.content import Content
from retrieval.corpus import Corpus
from retrieval.errors import DamagedIndex
from retrieval.flatfiles import FlatFiles
from retrieval.index import BM25
from retrieval.language import Language
from retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

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
    """Names everything that decides what the same articles are indexed as."""
    # How questions in Latin letters are read changes no index.
    indexing = [getattr(language, name) for name in _LANGUAGE]
    told = msgspec.json.encode(
        (analysis.VERSION, indexing, tuning.passages, tuning.bm25), order="deterministic"
    )
    return hashlib.blake2b(told, digest_size=16).hexdigest()


def save_to(folder: Path, content: Content, made: str) -> None:
    """Write `content` to `folder`, all or nothing; what stood there before is replaced."""
    aside, before = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    for leftover in (aside, before):
        shutil.rmtree(leftover, ignore_errors=True)
    aside.mkdir(mode=0o700, parents=True)
    content.index.save(aside / "bm25")
    arrays = _arrays(content, made) | {"bm25": _header(aside / "bm25")}
    flatfiles.save(aside / "corpus", KIND, VERSION, FlatFiles(arrays, {}))
    if folder.exists():
        folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before, ignore_errors=True)


def open_from(folder: Path, made: str) -> Content:
    """Map what `save_to` wrote; raises DamagedIndex when it is torn, foreign, or was `made` in another way."""
    files = flatfiles.mapped(folder / "corpus", KIND, VERSION)
    arrays = files.arrays
    if missing := sorted(set(_NAMES) - set(arrays)):
        raise DamagedIndex(str(folder), f"lacks {', '.join(missing)}")
    if _text(arrays["recipe"]) != made:
        raise DamagedIndex(str(folder), "was made with other word lists or settings")
    if arrays["bm25"].tobytes() != _header(folder / "bm25").tobytes():
        raise DamagedIndex(str(folder), "is made of two archives' halves")
    return Content(
        _text(arrays["fingerprint"]),
        _strings(arrays["ids"], arrays["id_ends"]),
        _strings(arrays["outlet_keys"], arrays["outlet_key_ends"]),
        Corpus(**_corpus_columns(arrays)),
        BM25.open(folder / "bm25"),
        Vocabulary(arrays["form_keys"], arrays["form_rows"]),
        Vocabulary(arrays["gram_keys"], arrays["gram_rows"]),
        arrays["gram_counts"],
        files,
    )


def _header(folder: Path) -> NDArray[np.uint8]:
    """What tells one saved index from another: its header, which holds the checksums of its files."""
    try:
        return _bytes((folder / flatfiles.HEADER).read_bytes())
    except OSError as error:
        raise DamagedIndex(str(folder), f"cannot be read: {error.strerror}") from error


def _arrays(content: Content, made: str) -> dict[str, NDArray[np.generic]]:
    ids, id_ends = _joined(content.ids)
    outlets, outlet_ends = _joined(content.outlets)
    return {
        **{name: np.ravel(getattr(content.corpus, name)) for name in _COLUMNS},
        "form_keys": content.forms.keys,
        "form_rows": content.forms.rows,
        "gram_keys": content.grams.keys,
        "gram_rows": content.grams.rows,
        "gram_counts": content.gram_counts,
        "ids": ids,
        "id_ends": id_ends,
        "outlet_keys": outlets,
        "outlet_key_ends": outlet_ends,
        "fingerprint": _bytes(content.fingerprint.encode()),
        "recipe": _bytes(made.encode()),
    }


def _corpus_columns(arrays: Mapping[str, NDArray[np.generic]]) -> dict[str, Any]:
    return {name: arrays[name].reshape(-1, 2) if name in _PAIRS else arrays[name] for name in _COLUMNS}


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, dtype=np.uint8)


def _text(content: NDArray[np.generic]) -> str:
    return content.tobytes().decode()


def _joined(names: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    return _bytes(b"".join(encoded)), np.cumsum([len(name) for name in encoded], dtype=np.int64)


def _strings(content: NDArray[np.generic], ends: NDArray[np.generic]) -> list[str]:
    joined, places = content.tobytes(), [0, *ends.tolist()]
    return [joined[start:end].decode("utf-8", "surrogatepass") for start, end in itertools.pairwise(places)]
