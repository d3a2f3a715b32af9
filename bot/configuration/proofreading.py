"""Whether a table of texts is what its dataclass declares: no text missing or unknown, each with its {words}."""

from __future__ import annotations

import string
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from bot.configuration.message_types import Slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def problems(kind: type, table: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    """What is wrong in a table of texts for the dataclass `kind`, one sentence each; `prefix` names the table."""
    hints = get_type_hints(kind, include_extras=True)
    yield from (f"{prefix}{key}: there is no such text" for key in table if key not in hints)
    for field in fields(kind):
        if field.name in table:
            yield from _wrong(hints[field.name], table[field.name], prefix + field.name)
        elif field.default is MISSING:
            yield f"{prefix}{field.name}: is missing"


def _wrong(hint: Any, value: object, key: str) -> Iterator[str]:  # noqa: ANN401  # what get_type_hints gives
    if is_dataclass(hint) and isinstance(hint, type):
        yield from problems(hint, value, f"{key}.") if isinstance(value, dict) else [f"{key}: is no table"]
    elif isinstance(value, list) and all(isinstance(part, str) for part in value):
        yield from () if hint == tuple[str, ...] else [f"{key}: is a list instead of a text"]
    elif not isinstance(value, str) or hint == tuple[str, ...]:
        yield f"{key}: is not of the right form"
    else:
        yield from _misfilled(value, next(iter(getattr(hint, "__metadata__", ())), Slots()), key)


def _misfilled(text: str, slots: Slots, key: str) -> Iterator[str]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        yield f"{key}: {error}"
        return
    found = {name for _, name, _, _ in parts if name is not None}
    if any(form or conversion for _, _, form, conversion in parts):
        yield f"{key}: a word in braces stands alone, without : or !"
    yield from (f"{key}: {{{name}}} is missing" for name in sorted(slots - found))
    yield from (f"{key}: nothing fills in {{{name}}}" for name in sorted(found - slots))
