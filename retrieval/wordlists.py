"""Lists of words: in one string, separated by white space, folded for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.arabic import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def folded(listed: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(map(fold, listed.split()))


def section(table: Mapping[str, object], name: str, keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """The lists `keys` in the section `name` of a parsed file; raises ValueError naming what is missing or no list."""
    found = table.get(name)
    if not isinstance(found, dict):
        raise ValueError(f"{name}: expected a table of word lists")
    lists: dict[str, frozenset[str]] = {}
    for key in keys:
        listed = found.get(key)
        if not isinstance(listed, str):
            raise ValueError(f"{name}.{key}: expected words in one string, separated by white space")
        lists[key] = folded(listed)
    return lists
