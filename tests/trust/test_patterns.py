"""Every regular expression of the program takes time in proportion to its input, whatever that is."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from dataclasses import fields, is_dataclass
from itertools import product
from typing import TYPE_CHECKING

import pytest

import bot
import retrieval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SHORT, LONG = 500, 4_000
"""Characters of bait. What is linear takes 8 times as long for the longer one, what is quadratic 64 times."""
MOST = 24.0
NEGLIGIBLE = 0.003
"""Seconds for the longer bait below which a growth cannot be told from noise, nor harm anyone."""
ATOMS = (
    " ", "\n", "\t", "ا", "و", "a", "1", "٣", ".", "،", ":", "/", "-", "_", "<", "(", "«", "»", '"', "ـ", "\u064b",
    "\u200f", "د.", "a.", "1.", "1,", "12/", "t12:", "http://", "www.", "a@", "ال", "أي ", "كانون ", "ا ", "1 ",
    "\r\n", "&", "=", "<a ",
)  # fmt: skip


def modules() -> Iterator[ModuleType]:
    for package in (bot, retrieval):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__"):
                yield importlib.import_module(found.name)


def patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The text patterns among a module's constants, also inside tuples, dicts and dataclasses."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for item in value:
            yield from patterns_in(item, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        yield from patterns_in(tuple(value.values()), depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        yield from patterns_in(tuple(getattr(value, field.name) for field in fields(value)), depth + 1)


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the program, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(patterns_in(value)):
                if pattern not in found.values():
                    found[f"{module.__name__}.{name}.{number}"] = pattern
    return found


PATTERNS = patterns()


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor time to find all matches: the best of three."""
    took = []
    for _ in range(3):
        begun = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        took.append(time.thread_time() - begun)
        if took[-1] < NEGLIGIBLE:
            break
    return min(took)


def baits() -> Iterator[tuple[str, str]]:
    """What is repeated, and how it ends."""
    for atom, other in product(ATOMS, ("", " ", "\n")):
        yield atom + other, "\0"
    for atom in ATOMS:
        yield atom, ""


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion_to_its_input(name: str) -> None:
    pattern = PATTERNS[name]
    for piece, end in baits():
        long = piece * (LONG // len(piece)) + end
        took = seconds(pattern, long)
        if took > NEGLIGIBLE:
            growth = took / seconds(pattern, piece * (SHORT // len(piece)) + end)
            assert growth < MOST, (
                f"{piece!r} repeated, then {end!r}: {growth:.0f} times as long for 8 times the text"
            )
