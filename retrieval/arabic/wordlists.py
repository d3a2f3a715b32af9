"""Lists of words: in one string, separated by white space, folded for comparison."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from retrieval.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def folded(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(map(fold, words.split()))


def section(table: Mapping[str, object], name: str, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """The lists `keys` in the section `name` of a parsed file; raises ValueError naming what is missing or no list."""
    found = table.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(f"{name}: expected a table of word lists")
    return {key: frozenset(listed(found.get(key), f"{name}.{key}")) for key in keys}


def listed(value: object, name: str, spell: Callable[[str], str] = fold) -> tuple[str, ...]:
    """The words of the list `name` in order, each as `spell` has it; raises ValueError when `value` is no list."""
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected words in one string, separated by white space")
    return tuple(map(spell, value.split()))
