"""Texts → vectors the closer, the nearer their meaning, whatever their words and language.

multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"): questions and passages are marked as such,
and a text's vector is the mean of the states of its pieces. All vectors here have length 1, so that their product is
the cosine.
"""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from retrieval.bm25 import flatfiles
from retrieval.bm25.flatfiles import FlatFiles
from retrieval.bm25.vocabulary import Vocabulary
from retrieval.semantic.tokenizer import Tokenizer
from retrieval.semantic.weights import INPUT, SHA256, SIZES, TOGETHER, Singles, Weights

# From 1.29 on it tells its maker of each process and session, unless that is forbidden before it is loaded.
os.putenv("ORT_DISABLE_TELEMETRY", "1")
import onnxruntime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

KIND, VERSION = f"isnad-encoder-{TOGETHER}", 2  # a graph reads so many texts together
_VECTORS = 1  # raise it whenever the same text would have another vector: all are then made anew
_GRAPH = "graph"
_QUESTION, _PASSAGE = "query:", "passage:"
_ENOUGH = 256  # pieces: to read more of them together saves nothing more


class Encoder(Protocol):
    """Makes vectors of D numbers; what another `fingerprint` names is not to be compared with them."""

    @property
    def fingerprint(self) -> str:
        """Return what names the model and all that decides its vectors."""

    @property
    def dimensions(self) -> int:
        """Return how many numbers a vector has: D."""

    def questions(self, texts: Sequence[str]) -> Singles:
        """Return the vectors (N × D) of questions; several take less time together, and have the same vectors."""

    def passage(self, headline: str, sentences: Sequence[str]) -> Singles:
        """Return the vectors (1 + S × D) of a passage and of each of its S sentences, read in it."""


class E5:
    """multilingual-e5-small, run by onnxruntime on one core (its one importer)."""

    fingerprint = f"{SHA256[:16]}-{_VECTORS}"

    def __init__(self, weights: Weights, tokenizer: Tokenizer, graph: Path) -> None:
        self._weights = weights
        self._tokenizer = tokenizer
        # Options for one thread, the caller's, so that its priority holds; no memory kept between
        # texts.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3  # errors
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        hidden = weights.shape.hidden
        # A token stands at a place and in a text of the first of two kinds.
        self._places = weights.plain("emb.pos").reshape(-1, hidden) + weights.plain("emb.type")[:hidden]
        self._scale, self._shift = weights.plain("emb.ln.w"), weights.plain("emb.ln.b")

    @classmethod
    def open(cls, weights: Path, folder: Path) -> E5:
        """Open the encoder that `prepare` made in `folder` of the file `weights`.

        Raises DamagedIndex where there is none that is sound, OSError where the weights cannot be read.
        """
        files = flatfiles.mapped(folder, KIND, VERSION)
        read = Weights.open(weights)
        vocabulary = Vocabulary(files.arrays["keys"], files.arrays["rows"])
        tokenizer = Tokenizer(vocabulary, read.scores, read.special, read.replacements)
        return cls(read, tokenizer, folder / _GRAPH)

    @property
    def dimensions(self) -> int:
        """Return how many numbers a vector has."""
        return self._weights.shape.hidden

    def question(self, text: str) -> Singles:
        """Return the vector (D) of a question."""
        vector: Singles = self.questions([text])[0]
        return vector

    def questions(self, texts: Sequence[str]) -> Singles:
        """Return the vectors (N × D) of questions; several take less time together, and have the same vectors."""
        parts = [[self._tokenizer.pieces(f"{_QUESTION} {text}")] for text in texts]
        states = [one for few in _portions(map(self._numbers, parts)) for one in self._states(few)]
        return np.concatenate([_means(one, of) for one, of in zip(states, parts, strict=True)])

    def passage(self, headline: str, sentences: Sequence[str]) -> Singles:
        """Return the vectors (1 + S × D) of a passage and of each of its S sentences.

        A sentence's is the mean of the states of its pieces where it stands; what lies beyond the most that the encoder
        reads has the passage's.
        """
        parts = [self._tokenizer.pieces(text) for text in (f"{_PASSAGE} {headline}", *sentences)]
        return _means(self._states([self._numbers(parts)])[0], parts)

    def _numbers(self, parts: Sequence[Sequence[int]]) -> NDArray[np.int64]:
        """Return the numbers (L) of the pieces of a text that is made of these parts, as many as are read."""
        special, most = self._weights.special, self._weights.shape.positions - 2
        numbers = list(itertools.chain.from_iterable(parts))[:most]
        return np.array([special.begin, *numbers, special.end])

    def _states(self, texts: Sequence[NDArray[np.int64]]) -> list[Singles]:
        """Return the states (L × D) of the pieces of each of the `texts`, at most `TOGETHER`, by number."""
        sizes = np.zeros(TOGETHER, np.int64)
        sizes[: len(texts)] = [len(numbers) for numbers in texts]
        embedded = np.concatenate([self._embedded(numbers) for numbers in texts])
        states: Singles = self._session.run(None, {INPUT: embedded[None], SIZES: sizes})[0][0]
        return np.split(states, np.cumsum(sizes[: len(texts) - 1]))

    def _embedded(self, numbers: NDArray[np.int64]) -> Singles:
        """Return what the first layer takes (L × D) for the pieces of those `numbers` (L)."""
        embedded: Singles = self._weights.embeddings(numbers) + self._places[: len(numbers)]
        embedded -= embedded.mean(axis=1, keepdims=True)
        embedded /= np.sqrt(np.square(embedded).mean(axis=1, keepdims=True) + self._weights.shape.epsilon)
        return embedded * self._scale + self._shift


def _means(states: Singles, parts: Sequence[Sequence[int]]) -> Singles:
    """Return the mean of a text's `states` (L × D), and of each but the first of the parts that it is made of."""
    ends = np.minimum(np.cumsum([0, *map(len, parts)]), len(states) - 2) + 1
    whole = states.mean(axis=0)
    means = [
        states[first:end].mean(axis=0) if first < end else whole
        for first, end in itertools.pairwise(ends[1:].tolist())
    ]
    found = np.stack([whole, *means])
    unit: Singles = found / np.linalg.norm(found, axis=1, keepdims=True)
    return unit


def _portions(texts: Iterable[NDArray[np.int64]]) -> Iterator[list[NDArray[np.int64]]]:
    """Yield the texts, as many together as are worth it."""
    portion: list[NDArray[np.int64]] = []
    for numbers in texts:
        many = len(portion) == TOGETHER or sum(map(len, portion)) + len(numbers) > _ENOUGH
        if portion and many:
            yield portion
            portion = []
        portion.append(numbers)
    if portion:
        yield portion


def prepare(weights: Path, folder: Path) -> None:
    """Make what `E5.open` wants of the file `weights`, which is the one that `SHA256` names, in `folder`.

    It takes a second and 15 MB. Raises OSError where files cannot be read or written.
    """
    # Only who prepares pays for the import.
    from retrieval.semantic.graph import graph  # noqa: PLC0415

    read = Weights.open(weights)
    vocabulary = Vocabulary.of_keys(read.pieces())
    made = np.frombuffer(graph(read), np.uint8)
    arrays: dict[str, NDArray[Any]] = {"keys": vocabulary.keys, "rows": vocabulary.rows, _GRAPH: made}
    flatfiles.save(folder, KIND, VERSION, FlatFiles(arrays, {}))
