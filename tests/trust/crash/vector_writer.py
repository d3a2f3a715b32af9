"""Kills a process that writes vectors and compacts them as fast as it can, and looks at what it left; see `crash`.

What it had said it kept is there, each key with its own vectors, unless a compaction that had begun was to drop it.
"""

from __future__ import annotations

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.semantic.vectors import Vectors
from tests.support.processes import start
from tests.trust.crash.left import LossError

if TYPE_CHECKING:
    from retrieval.semantic.weights import Singles

ROOT = Path(__file__).parents[3]
DIMENSIONS, ENCODER = 384, "e5"
EVERY, KINDS = 25, 7
"""After so many passages those whose key is of one of so many kinds are dropped."""


def made(key: int) -> Singles:
    """The vectors of a passage and its sentences, other ones for each key."""
    dice = np.random.default_rng(key)
    drawn: Singles = dice.normal(size=(1 + key % 5, DIMENSIONS)).astype(np.float32)
    return drawn


def write(folder: Path, first: int) -> None:
    """Write vectors, and drop some now and then; say so before or after. Never returns."""
    with closing(Vectors(folder, ENCODER, DIMENSIONS, writing=True)) as vectors:
        key, kept = first, set(range(first))
        while True:
            vectors.add(key, made(key))
            print("kept", key, flush=True)
            kept.add(key)
            key += 1
            if key % EVERY == 0:
                print("drops", key // EVERY % KINDS, flush=True)
                vectors.compact([one for one in kept if one % KINDS != key // EVERY % KINDS])


async def run(kills: int, seed: int, folder: Path) -> int:
    """Kill so many writers, one after another; return how many vectors were compared; raises LossError."""
    dice, next_, compared = random.Random(seed), 0, 0
    kept = set[int]()
    for _ in range(kills):
        writer = await start("tests.trust.crash.vector_writer", folder, next_, stdout=PIPE)
        assert writer.stdout
        lines = [await writer.stdout.readline()]
        await asyncio.sleep(dice.uniform(0, 0.5))
        writer.kill()
        lines += (await writer.stdout.read()).splitlines(keepends=True)
        await writer.wait()
        for what, number in (line.split() for line in lines if line.endswith(b"\n")):
            if what == b"kept":
                kept.add(int(number))
                next_ = max(next_, int(number) + 1)
            else:
                kept = {key for key in kept if key % KINDS != int(number)}
        next_ += 1
        compared += _compared(folder, kept, next_)
    return compared


def _compared(folder: Path, kept: set[int], end: int) -> int:
    """Compare all that is left with what it should be, as who reads and who writes sees it."""
    for writing in (False, True):
        with closing(Vectors(folder, ENCODER, DIMENSIONS, writing=writing)) as vectors:
            held = {key: found for key in range(end) if (found := vectors.held(key))}
            if gone := kept - held.keys():
                raise LossError(f"vectors of {len(gone)} passages were kept and are gone")
            for key, found in held.items():
                there = np.concatenate([found.passage[None], found.sentences])
                if not np.array_equal(there, made(key).astype(np.float16)):
                    raise LossError(f"passage {key} has the vectors of another one")
    return len(held)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
