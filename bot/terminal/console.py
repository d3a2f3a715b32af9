"""The conversation in a terminal or a pipe: lines in, quotes with their sources out."""

from __future__ import annotations

import sys
from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Console

from bot.errors import BotError
from bot.rendering.pages import Opened
from bot.rendering.texts import holdings, one_line
from bot.terminal.answers import show, show_meaning, show_report
from bot.terminal.prompt import piped, typed
from bot.terminal.screen import Screen
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from bot.answering.inquiries import Inquiries, Response
    from bot.archive.reports import LoadReport
    from bot.configuration.messages import Command, ConsoleCommandTexts, Messages
    from bot.progress import Progress
    from retrieval.records import Quote

    Reload = Callable[[Progress], Awaitable[LoadReport]]

QUOTES = 3
"""How many quotes an answer shows, and /more adds."""
PAGE = 1500
"""Characters to a page of an opened article: about a screenful."""


async def run(
    inquiries: Inquiries,
    messages: Messages,
    reload: Reload,
    *,
    bidi: bool = False,
    history: Path | None = None,
) -> None:
    """Converse on this process's terminal, or over the lines of its standard input.

    `history` is the file that keeps what was typed for the next time.
    """
    guided = sys.stdin.isatty() and sys.stdout.isatty()
    screen = Screen(Console(), messages, bidi=bidi, guided=guided)
    conversation = Conversation(inquiries, messages, screen, reload)
    with screen.directed():
        if guided:
            await _receive(conversation, messages, screen, history)
        else:
            await converse(conversation, piped(sys.stdin))


async def converse(conversation: Conversation, lines: AsyncIterator[str]) -> None:
    """Answer every line until the lines end or one says /quit."""
    async for line in lines:
        if not await conversation.hear(line):
            return


async def _receive(
    conversation: Conversation, messages: Messages, screen: Screen, history: Path | None
) -> None:
    texts = messages.console
    screen.say(texts.welcome)
    screen.say(texts.hint, quiet=True)
    screen.gap()
    commands = [f"/{name}" for name in _names(texts.commands)]
    try:
        await converse(conversation, typed(texts.prompt, commands, history, bidi=screen.bidi))
    finally:
        # Also when Ctrl-C interrupts an answer or a reload.
        screen.say(texts.farewell)


class Conversation:
    """One reader's questions and commands, with the quotes that are shown and the article that is open."""

    def __init__(self, inquiries: Inquiries, messages: Messages, screen: Screen, reload: Reload) -> None:
        self._library = inquiries.library
        self._reload_archive = reload
        self._inquiries = inquiries
        self._messages = messages
        self._texts = messages.console
        self._screen = screen
        self._names = _names(messages.console.commands)
        self._question = ""
        self._shown: list[Quote] = []
        self._opened: Opened | None = None

    async def hear(self, line: str) -> bool:
        """Answer one line; False once the reader wants to leave."""
        line = line.strip().lstrip("\u200e\u200f")
        if line.startswith("/"):
            typed, _, argument = line.partition(" ")
            name = self._names.get(typed[1:].lower(), typed)
            if name == "quit":
                return False
            await self._obey(name, argument.strip())
        else:
            await self._ask(line)
        self._screen.gap()
        return True

    async def _obey(self, name: str, argument: str) -> None:
        match name:
            case "open":
                self._open(argument)
            case "more":
                await self._more()
            case "next":
                self._turn(1, self._messages.reading.last_page)
            case "back":
                self._turn(-1, self._messages.reading.first_page)
            case "sources":
                await self._sources()
            case "reload":
                await self._reload()
            case "help":
                self._help()
            case _:
                self._screen.say(self._texts.unknown_command.format(command=one_line(name)))

    async def _ask(self, question: str) -> None:
        if not any(map(str.isalpha, question)):
            self._screen.say(self._messages.answer.no_words)
            return
        response = await self._response(question, self._question or None, QUOTES)
        if response is None:
            return
        self._question, self._shown = response.meant.question, list(response.answer.quotes)
        show_meaning(response, self._messages, self._screen)
        show(response.answer, self._messages, self._screen)
        if self._shown:
            self._screen.guide(self._texts.next_steps)

    async def _response(self, question: str, earlier: str | None, limit: int) -> Response | None:
        """Return the archive's answer; None, having said why, when there is none."""
        try:
            return await self._inquiries.ask(question, earlier, limit)
        except (BotError, RetrievalError) as error:
            self._screen.say(self._messages.answer.failed.format(reason=one_line(str(error))))
        return None

    async def _more(self) -> None:
        if not self._shown:
            self._screen.say(self._texts.no_quotes)
            return
        response = await self._response(self._question, None, len(self._shown) + QUOTES)
        if response is None:
            return
        known = {(quote.article.id, quote.start, quote.end) for quote in self._shown}
        fresh = [
            quote
            for quote in response.answer.quotes
            if (quote.article.id, quote.start, quote.end) not in known
        ]
        for number, quote in enumerate(fresh, len(self._shown) + 1):
            if quote is not fresh[0]:
                self._screen.gap()
            self._screen.quote(number, quote)
        if not fresh:
            self._screen.say(self._texts.no_more)
        self._shown.extend(fresh)

    def _open(self, argument: str) -> None:
        if not self._shown:
            self._screen.say(self._texts.no_quotes)
        elif not argument.isdecimal():
            self._screen.say(self._texts.number_missing)
        elif not 1 <= int(argument[:9]) <= len(self._shown):
            quotes = self._messages.answer.quotes.of(len(self._shown))
            self._screen.say(self._texts.no_such_quote.format(number=argument[:9], quotes=quotes))
        else:
            self._read(Opened.at(self._shown[int(argument) - 1], PAGE))

    def _turn(self, by: int, at_the_end: str) -> None:
        if self._opened is None:
            self._screen.say(self._messages.reading.none_open)
        elif turned := self._opened.turned(by):
            self._read(turned)
        else:
            self._screen.say(at_the_end)

    def _read(self, opened: Opened) -> None:
        self._opened = opened
        texts = self._messages.reading
        title = texts.page.format(page=opened.index + 1, pages=len(opened.pages))
        self._screen.page(title, opened.quote, opened.pages[opened.index])
        if len(opened.pages) > 1:
            self._screen.guide(texts.turn)

    async def _sources(self) -> None:
        held, texts = await self._library.holdings(), self._messages.sources
        self._screen.say(holdings(held, self._messages))
        for outlet, count in held.outlets:
            line = texts.outlet.format(outlet=one_line(outlet), articles=texts.articles.of(count))
            self._screen.say(line, quiet=True)

    async def _reload(self) -> None:
        try:
            with self._screen.progress() as progress:
                report = await self._reload_archive(progress)
        except (BotError, RetrievalError, OSError) as error:
            self._screen.say(self._messages.reload.failed.format(reason=one_line(str(error))))
        else:
            show_report(report, self._messages, self._screen)

    def _help(self) -> None:
        commands = [command for _, command in _each(self._texts.commands)]
        self._screen.say(self._texts.help)
        self._screen.table([(command.usage, command.help) for command in commands])
        names = self._texts.separator.join(f"/{other}" for command in commands for other in command.also)
        self._screen.say(self._texts.also.format(names=names), quiet=True)


def _each(commands: ConsoleCommandTexts) -> Iterator[tuple[str, Command]]:
    """Return every command with the name it has in a reader's typing and in `Conversation`."""
    return ((field.name, getattr(commands, field.name)) for field in fields(commands))


def _names(commands: ConsoleCommandTexts) -> dict[str, str]:
    """Return what may be typed after the slash → the command's own name."""
    return {typed: name for name, command in _each(commands) for typed in (name, *command.also)}
