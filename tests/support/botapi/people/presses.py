"""What a person holds after pressing a button or typing an inline query: a wait for the bot's answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.botapi.people.watching import PATIENCE, Watch

if TYPE_CHECKING:
    from tests.support.botapi.objects.parameters import AnswerCallbackQuery, AnswerInlineQuery
    from tests.support.botapi.objects.schema import InlineQueryResultArticle
    from tests.support.botapi.state.world import PressedButton, TypedQuery


@dataclass(frozen=True, slots=True)
class Press:
    """A button pressed."""

    pressed: PressedButton
    watch: Watch

    async def answer(self, within: float = PATIENCE) -> AnswerCallbackQuery:
        """Return the bot's answer (`text`, `show_alert`, `url`); raises SilenceError when there is none."""
        return await self.watch.room(
            self.pressed.room, lambda: self.pressed.answer, "an answer to a press", within
        )

    def expires(self) -> None:
        """Let the press become too old to be answered."""
        self.pressed.expired = True


@dataclass(frozen=True, slots=True)
class Result:
    """One inline result on offer; its text is parsed already."""

    article: InlineQueryResultArticle
    query: str

    @property
    def title(self) -> str:
        """Return the bold first line."""
        return self.article.title

    @property
    def description(self) -> str:
        """Return the snippet beneath."""
        return self.article.description or ""

    @property
    def text(self) -> str:
        """Return the plain text that picking it would send."""
        return self.article.input_message_content.message_text


@dataclass(frozen=True, slots=True)
class Typing:
    """An inline query typed."""

    typed: TypedQuery
    watch: Watch

    async def answer(self, within: float = PATIENCE) -> AnswerInlineQuery:
        """Return the bot's whole answer, with `cache_time`, `is_personal`, `next_offset` and `button`."""
        wanted = f"an answer to the inline query «{self.typed.query}»"
        return await self.watch.until(self.typed.bell, lambda: self.typed.answer, wanted, within)

    async def results(self, within: float = PATIENCE) -> list[Result]:
        """Return the results on offer, in order."""
        await self.answer(within)
        return [Result(article, self.typed.query) for article in self.typed.results]

    def expires(self) -> None:
        """Let the query become too old to be answered."""
        self.typed.expired = True
