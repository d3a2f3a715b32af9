"""Bytes of a fuzzer → the values that a target takes, always the same ones for the same bytes."""

from __future__ import annotations

import datetime
from typing import TypeVar

T = TypeVar("T")


class Grain:
    """Reads values off the front of `data`; once it is used up, the values are small and empty."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def number(self, most: int) -> int:
        """From 0 to `most`."""
        taken, self._data = self._data[:3], self._data[3:]
        return int.from_bytes(taken, "little") % (most + 1)

    def one_of(self, *choices: T) -> T:
        """One of them."""
        return choices[self.number(len(choices) - 1)]

    def rest(self) -> bytes:
        """All that is left."""
        taken, self._data = self._data, b""
        return taken

    def text(self) -> str:
        """Some text without lone surrogates, as articles have it."""
        return self._piece().decode(errors="replace")

    def wild(self) -> str:
        """Some text with lone surrogates among it, as JSON may bring it."""
        return self._piece().decode(errors="surrogateescape")

    def name(self) -> str | None:
        """A text or nothing."""
        return self.text() if self.number(3) else None

    def day(self) -> datetime.date | None:
        """A date or nothing."""
        number = self.number(10**7)
        return datetime.date.fromordinal(1 + number % 3_652_059) if number % 4 else None

    def _piece(self) -> bytes:
        length = self.number(2048)
        taken, self._data = self._data[:length], self._data[length:]
        return taken
