"""What the sentences of Isnad are made of: texts with slots, and counted nouns."""

from __future__ import annotations

import string
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar

from bot.configuration.tables import hints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

T = TypeVar("T")


class Slots(frozenset[str]):
    """The words in braces that a text has to hold, and no others."""

    def __new__(cls, *names: str) -> Self:  # noqa: D102
        return super().__new__(cls, names)


Number = Annotated[str, Slots("n")]


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun in the plural categories of CLDR; a language leaves out those it does not have."""

    other: Number
    zero: str | None = None
    one: str | None = None
    two: str | None = None
    few: Annotated[str | None, Slots("n")] = None
    many: Annotated[str | None, Slots("n")] = None

    def of(self, n: int) -> str:
        """Return the noun with the number `n`, as in مقتطفان, 3 مقتطفات, 11 مقتطفًا, 100 مقتطف."""
        exact = {0: self.zero, 1: self.one, 2: self.two}.get(n)
        many = self.few if 3 <= n % 100 <= 10 else self.many if n % 100 >= 11 else None
        return (exact or many or self.other).format(n=n)


def problems(kind: type, table: Mapping[str, object], prefix: str = "") -> Iterator[str]:
    """Yield what is wrong in a table of texts for the dataclass `kind`, one sentence each; `prefix` names the table."""
    types = hints(kind)
    # What the program fills in beside the texts is nobody's to write.
    texts = [field for field in fields(kind) if field.metadata.get("is_text", True)]
    names = {field.name for field in texts}
    yield from (f"{prefix}{key}: there is no such text" for key in table if key not in names)
    for field in texts:
        if field.name in table:
            yield from _wrong(types[field.name], table[field.name], prefix + field.name)
        elif field.default is MISSING:
            yield f"{prefix}{field.name}: is missing"


def texts_of(kind: type[T], table: Mapping[str, object]) -> T:
    """Return the texts of a table without `problems` as the dataclass `kind`; raises ValueError as that does."""
    types = hints(kind)  # type: ignore[arg-type]  # mypy asks whether instances can be hashed
    return kind(**{name: _text(types[name], value) for name, value in table.items()})


def _text(hint: Any, value: Any) -> object:  # noqa: ANN401  # as below
    if isinstance(value, dict):
        return texts_of(hint, value)
    return tuple(value) if isinstance(value, list) else value


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
