"""Asking: what a reader means is completed from the question before, narrowed by its filters, and asked."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from bot.configuration import settings as configuration
from retrieval.query.filters import Facets
from retrieval.query.interpreter import Interpretation, Interpreter
from retrieval.records import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.archive.listing import Holdings
    from bot.configuration.settings import Settings
    from retrieval.arabic.language import Language
    from retrieval.records import Answer, Scope

_FRESH_SECONDS = 60.0


class Asks(Protocol):
    """The part of the library that answers."""

    async def ask(self, question: str, limit: int | None = ..., scope: Scope | None = ...) -> Answer: ...  # noqa: D102

    async def holdings(self) -> Holdings: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to what was meant, under that question; `completed` when it is not what was said.

    `widened` when the articles that the filters left had no answer, and others did.
    """

    meant: Interpretation
    answer: Answer
    completed: bool = False
    widened: bool = False


class Inquiries:
    """Asks an archive what readers mean; the same for every surface."""

    def __init__(
        self, library: Asks, interpreter: Interpreter, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.library = library
        self._interpreter = interpreter
        self._clock = clock
        self._facets = Facets()
        self._until: float | None = None

    async def ask(self, said: str, earlier: str | None = None, limit: int | None = None) -> Response:
        """Return the answer to `said`, which may lean on the question `earlier`; raises what `Library.ask` does."""
        meant = self._interpreter.understand(said, earlier, await self._known())
        answer = await self.library.ask(meant.asked, limit, meant.scope)
        widened = False
        if meant.filters and answer.verdict is Verdict.NOT_FOUND:
            answer = await self.library.ask(meant.widened, limit, None)
            widened = answer.verdict is Verdict.ANSWERED
        named = replace(answer, question=meant.question)
        return Response(meant, named, meant.question != said, widened)

    async def dropping(self, question: str, number: int) -> str:
        """Return a question without one of its filters (counted from 0)."""
        return self._interpreter.understand(question, None, await self._known()).dropping(number)

    async def _known(self) -> Facets:
        """Return what the archive can be narrowed by, looked up once a minute."""
        now = self._clock()
        if self._until is None or now >= self._until:
            held = await self.library.holdings()
            self._facets = Facets(tuple(name for name, _ in held.outlets), held.first)
            self._until = now + _FRESH_SECONDS
        return self._facets


def interpreter(settings: Settings, language: Language) -> Interpreter:
    """Return what understands questions; raises SettingsError when one of its word lists is wrong."""

    def build(table: Mapping[str, object]) -> Interpreter:
        return Interpreter.from_table(language, table)

    return configuration.plain_data(settings, "language.toml", build)
