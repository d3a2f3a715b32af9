"""Every regular expression of the program takes time in proportion to its input, whatever that is."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import time
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import pytest

import bot
import retrieval

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

SHORT, LONG = 500, 3_000
"""Characters of bait. What is linear takes 6 times as long for the longer one, what is quadratic 36 times."""
MOST = 15.0
TRIES = 3
NEGLIGIBLE = 0.002
"""Seconds for the longer bait below which a growth cannot be told from noise, nor harm anyone."""
ATOMS = (
    " ", "\n", "\t", "ا", "و", "a", "1", "٣", ".", "،", ":", "/", "-", "_", "<", "(", "«", "»", '"', "ـ", "\u064b",
    "\u200f", "د.", "a.", "1.", "1,", "12/", "t12:", "http://", "www.", "a@", "ال", "أي ", "كانون ", "ا ", "1 ",
    "\r\n", "&", "=", "<a ",
)  # fmt: skip


def names_of_modules() -> Iterator[str]:
    for package in (bot, retrieval):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.ispkg and not found.name.endswith("__main__"):
                yield found.name


ROOMS = sorted({name.rpartition(".")[0] for name in names_of_modules()})


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


def constants(module: ModuleType) -> Iterator[tuple[str, object]]:
    """Yield what a module holds by name, and what is made but when it is first asked for."""
    for name, value in vars(module).items():
        lazy = hasattr(value, "cache_info") and value.__module__ == module.__name__
        yield name, value() if lazy and not inspect.signature(value).parameters else value


@cache
def patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return every compiled pattern of the program, by the room and the name of where it stands first."""
    found: dict[re.Pattern[str], tuple[str, str]] = {}
    for module in map(importlib.import_module, names_of_modules()):
        for name, value in constants(module):
            for number, pattern in enumerate(patterns_in(value)):
                found.setdefault(
                    pattern, (module.__name__.rpartition(".")[0], f"{module.__name__}.{name}.{number}")
                )
    rooms: dict[str, dict[str, re.Pattern[str]]] = {room: {} for room in ROOMS}
    for pattern, (room, name) in found.items():
        rooms[room][name] = pattern
    return rooms


def seconds(pattern: re.Pattern[str], text: str, times: int = 3) -> float:
    """Processor time to find all matches: the best of several times."""
    took = []
    for _ in range(times):
        begun = time.thread_time()
        for _ in pattern.finditer(text):
            pass
        took.append(time.thread_time() - begun)
        if took[-1] < NEGLIGIBLE:
            break
    return min(took)


def baits() -> Iterator[tuple[str, str]]:
    """Yield what is repeated, and how it ends."""
    for atom, other in product(ATOMS, ("", " ", "\n")):
        yield atom + other, "\0"
    for atom in ATOMS:
        yield atom, ""


def test_the_patterns_are_found() -> None:
    assert sum(map(len, patterns().values())) > 150
    assert any("dates" in name for name in patterns()["retrieval.arabic"])


@pytest.mark.parametrize("room", ROOMS)
def test_each_pattern_of_a_room_takes_time_in_proportion_to_its_input(room: str) -> None:
    for name, pattern in patterns()[room].items():
        for piece, end in baits():
            long, short = (piece * (size // len(piece)) + end for size in (LONG, SHORT))
            if (took := seconds(pattern, long, 1)) > NEGLIGIBLE:
                growth, tries = took / seconds(pattern, short), 0
                while growth >= MOST and tries < TRIES:  # another process may have stood in the way
                    growth, tries = seconds(pattern, long) / seconds(pattern, short), tries + 1
                assert growth < MOST, (
                    f"{name}: {piece!r} repeated, then {end!r}: {growth:.0f} times as long for 6 times the text"
                )
