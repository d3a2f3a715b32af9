"""A short run of every fuzz target, the same each time, without the fuzzer."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.targets import Target, targets

TARGETS = targets()
INPUTS = 40
PIECES = (
    "الوزير",
    "<b>",
    "&",
    "\u202e",
    "\u0301",
    "؟",
    "\\ud800",
    "٢٠١٦",
    "[[",
    "{",
    '"',
    "\n",
    "\0",
    "9" * 40,
)


def mutated(seed: bytes, dice: random.Random) -> bytes:
    """`seed` with some bytes turned, cut out, doubled, or something put in between."""
    data = bytearray(seed[:3000])
    for _ in range(dice.randrange(1, 8)):
        place = dice.randrange(len(data) + 1)
        match dice.randrange(4):
            case 0 if data:
                data[place % len(data)] = dice.randrange(256)
            case 1:
                del data[place : place + dice.randrange(60)]
            case 2:
                data[place:place] = data[place : place + 200]
            case _:
                data[place:place] = dice.choice(PIECES).encode()
    return bytes(data)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS.keys())
def test_no_input_breaks_a_target(target: Target) -> None:
    dice = random.Random(20)
    for data in (b"", *target.seeds[:3]):
        target.run(data)
    for _ in range(INPUTS):
        target.run(mutated(dice.choice(target.seeds), dice))
