"""What the sentences of Isnad are made of: texts with slots, and counted nouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Self


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
        """The noun with the number `n`, as in مقتطفان, 3 مقتطفات, 11 مقتطفًا, 100 مقتطف."""
        exact = {0: self.zero, 1: self.one, 2: self.two}.get(n)
        many = self.few if 3 <= n % 100 <= 10 else self.many if n % 100 >= 11 else None
        return (exact or many or self.other).format(n=n)
