"""What the bot did: every call it made, and every rule it broke."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.objects.errors import ApiError, Breach, BreachError
from tests.support.botapi.updates.waiting import Bell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(slots=True, eq=False)
class Call:
    """One call of a method; `outcome` is "ok", an error's text, or "under way"."""

    method: str
    parameters: Mapping[str, str]
    outcome: str = "under way"

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={_short(value)}" for name, value in self.parameters.items())
        return f"{self.method}({shown}) → {self.outcome}"


class Journal:
    """The record of one server's life."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.breaches: list[Breach] = []
        self.bell = Bell()

    def begin(self, method: str, parameters: Mapping[str, str]) -> Call:
        """Note a call when it arrives."""
        call = Call(method, parameters)
        self.calls.append(call)
        self.bell.ring()
        return call

    def end(self, call: Call, error: ApiError | None = None) -> None:
        """Note how a call ended."""
        call.outcome = "ok" if error is None else f"{error.code} {error.description}"
        if error is not None and error.breach:
            shown = ", ".join(f"{name}={_short(value, 200)}" for name, value in call.parameters.items())
            self.breaches.append(Breach(call.method, shown, error.description))
        self.bell.ring()

    @contextmanager
    def expecting(self, words: str, least: int = 1) -> Iterator[None]:
        """Run what is inside while breaches whose description holds `words` are wanted, so many at least."""
        before = len(self.breaches)
        yield
        wanted = [breach for breach in self.breaches[before:] if words in breach.description]
        if len(wanted) < least:
            raise AssertionError(f"the bot was expected to break a rule ({words}), but did not")
        self.breaches = [breach for breach in self.breaches if breach not in wanted]

    def verify(self) -> None:
        """Raise BreachError when the bot broke a rule that nobody expected it to break."""
        if self.breaches:
            lines = "\n".join(f"  {breach}" for breach in self.breaches)
            raise BreachError(f"the bot broke {len(self.breaches)} rule(s) of the Bot API:\n{lines}")


def _short(value: str, limit: int = 80) -> str:
    shown = _unescaped(value) if value.startswith(("{", "[")) else value
    return repr(shown if len(shown) <= limit else f"{shown[:limit]}…")


def _unescaped(value: str) -> str:
    """Return JSON with its letters readable, and what is not JSON as it is."""
    try:
        return msgspec.json.encode(msgspec.json.decode(value)).decode()
    except msgspec.DecodeError:
        return value
