"""Vectors of meaning in an engine: the writer puts there what it has read, any bot gets those of the best passages.

They stand under the keys of their passages, which name what these say, so that all editions of an archive share them.
To compare a question with all of them is left to who has them on its own disk.
"""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import numpy as np

from bot.engine.layout import lexicon_index, packed, unpacked
from retrieval.semantic.meaning import SAMPLED
from retrieval.semantic.vectors import Held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from bot.engine.client import Engine
    from retrieval.semantic.vector_files import Halves
    from retrieval.semantic.vectors import Vectors
    from retrieval.semantic.weights import Singles

BULK = 250
MOST_LOOSE = 2_000
"""Passages that this bot read itself and remembers: 8 MB."""
FRESH = 60.0
"""Seconds after which it is looked how many vectors there are, and what their mean is."""
_MEAN = "mean"


class EngineVectors:
    """The vectors in an engine, as `Meaning` asks for them; several threads may use it."""

    def __init__(self, engine: Engine, alias: str, fingerprint: str, dimensions: int) -> None:
        self._engine, self._dimensions = engine, dimensions
        self.index = f"{alias}-vectors-{fingerprint}"
        self._loose: dict[int, Held] = {}
        self._put: set[int] = set()
        self._known, self._mean, self._looked = 0, np.zeros((0, dimensions), np.float32), -FRESH

    def __len__(self) -> int:
        """Return how many there were when the mean was last written."""
        if time.monotonic() - self._looked > FRESH:
            self._looked = time.monotonic()
            found = self._engine.ask("GET", f"/{self.index}/_doc/{_MEAN}")
            if found:
                self._known = int(found["_source"]["known"])
                self._mean = np.frombuffer(unpacked(found["_source"]), "<f4")[None]
        return self._known

    def __contains__(self, key: int) -> bool:
        return self.held_all([key])[0] is not None

    def held_all(self, keys: Sequence[int]) -> list[Held | None]:
        """Return the vectors of the passages with those keys, None for those without; one request."""
        asked = {"ids": [_name(key) for key in keys if key not in self._loose]}
        answer = (
            self._engine.ask("POST", f"/{self.index}/_mget?realtime=false", asked) if asked["ids"] else None
        )
        found = {one["_id"]: one["_source"] for one in (answer or {}).get("docs", ()) if one.get("found")}
        held = dict(self._loose)
        for key in keys:
            if key not in held and (document := found.get(_name(key))):
                halves = np.frombuffer(unpacked(document), "<f2").reshape(-1, self._dimensions)
                held[key] = Held(halves[0], halves[1:])
        return [held.get(key) for key in keys]

    def add(self, key: int, vectors: Singles | Halves) -> None:
        """Remember the vectors (1 + S × D) of a passage and its sentences that were made here."""
        halves = np.ascontiguousarray(vectors, "<f2")
        if len(self._loose) >= MOST_LOOSE:
            self._loose.pop(next(iter(self._loose)), None)
        self._loose[key] = Held(halves[0], halves[1:])

    def nearest(self, vector: Singles, most: int) -> tuple[NDArray[np.uint64], Singles]:
        """Return nothing: all vectors are compared only where they are on the disk."""
        del vector, most
        return np.zeros(0, np.uint64), np.zeros(0, np.float32)

    def sample(self, most: int) -> Singles:
        """Return one vector, the mean of a sample of all; see `Vectors.sample`."""
        del most
        return self._mean

    def put(self, vectors: Vectors, keys: NDArray[np.uint64]) -> None:
        """Write those of the passages with `keys` that `vectors` has and the engine lacks, and the mean of all."""
        if self._engine.ask("GET", f"/{self.index}/_settings") is None:
            self._engine.ask("PUT", f"/{self.index}", lexicon_index())
            self._put.clear()  # a purge has deleted all of them
        known = keys[vectors.known(keys)].tolist()
        new = [key for key in known if key not in self._put]
        if not new:
            return
        for first in range(0, len(new), BULK):
            batch = new[first : first + BULK]
            asked = {"docs": [{"_id": _name(key), "_source": False} for key in batch]}
            answer = self._engine.ask("POST", f"/{self.index}/_mget", asked)
            there = {one["_id"] for one in answer["docs"] if one.get("found")}
            lacking = [key for key in batch if _name(key) not in there]
            self._engine.bulk(self.index, list(_actions(vectors, lacking)))
            self._put.update(batch)
        mean = np.ascontiguousarray(vectors.sample(SAMPLED).mean(axis=0), "<f4")
        document = packed(mean.tobytes()) | {"known": len(known)}
        self._engine.ask("PUT", f"/{self.index}/_doc/{_MEAN}", document)
        self._engine.ask("POST", f"/{self.index}/_refresh")


def _actions(vectors: Vectors, keys: Iterable[int]) -> Iterator[tuple[dict[str, object], dict[str, str]]]:
    for key in keys:
        held = vectors.held(key)
        if held is not None:
            halves = np.concatenate([held.passage[None], held.sentences])
            content = base64.b64encode(np.ascontiguousarray(halves, "<f2").tobytes()).decode()
            yield {"index": {"_id": _name(key)}}, {"content": content}


def _name(key: int) -> str:
    return f"{key:016x}"
