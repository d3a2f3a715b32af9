"""TOML tables → dataclasses, strictly, finding every problem instead of stopping at the first."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

import msgspec

from bot.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TomlTable:
    """One table of a settings file; `name` is its dotted name, empty for the file as a whole."""

    file: str
    name: str
    values: Mapping[str, object]

    def key(self, name: str) -> str:
        """Return the dotted name of one of the table's keys."""
        return f"{self.name}.{name}" if self.name else name


def fill(kind: type[T], table: TomlTable, problems: list[Problem]) -> T:
    """Return a `kind`, a dataclass whose fields all have defaults, with the values of `table`.

    Fields may be such dataclasses themselves. What is wrong joins `problems`, the default takes its place.
    """
    types = hints(kind)  # type: ignore[arg-type]  # mypy asks whether instances can be hashed
    known = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # typeshed cannot say "a dataclass type"
    for name in table.values:
        if name in known:
            continue
        close = difflib.get_close_matches(name, known, n=1)
        remedy = f"did you mean {close[0]}?" if close else f"remove it; there are {', '.join(known)}"
        problems.append(Problem(table.file, table.key(name), "there is no such setting", remedy))
    found = len(problems)
    values = {name: _value(types[name], name, table, problems) for name in known if name in table.values}
    if len(problems) > found:
        return kind()
    try:
        return kind(**values)
    except ValueError as error:
        problems.append(Problem(table.file, table.name, str(error), "correct it"))
        return kind()


@cache
def hints(kind: type) -> dict[str, Any]:
    """Return the types of a class's fields by name, with what is annotated to them; to find them takes a while."""
    return get_type_hints(kind, include_extras=True)


def _value(hint: type[T], name: str, table: TomlTable, problems: list[Problem]) -> T | None:
    value, key = table.values[name], table.key(name)
    if is_dataclass(hint) and isinstance(value, dict):
        return fill(hint, TomlTable(table.file, key, value), problems)
    try:
        converted = msgspec.convert(value, hint)
    except msgspec.ValidationError as error:
        problems.append(Problem(table.file, key, str(error), f"correct the value {value!r}"))
        return None
    if isinstance(converted, float) and not math.isfinite(converted):
        problems.append(Problem(table.file, key, "Expected a finite number", f"correct the value {value!r}"))
    return converted
