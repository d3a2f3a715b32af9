"""The conversation in a terminal or a pipe: lines in, quotes with their sources out."""

from __future__ import annotations

import sys
from dataclasses import fields
from typing import TYPE_CHECKING

from rich.console import Console

from bot.answering.replies import Exchange, Opened
from bot.answering.responder import Surface
from bot.errors import BotError
from bot.rendering.pages import PagedArticle
from bot.rendering.phrases import phrased
from bot.rendering.texts import one_line
from bot.terminal.prompt import piped, typed
from bot.terminal.replies import PAGE, show_page, show_reply, show_report
from bot.terminal.screen import Screen
from retrieval.dialogue.turns import AboutAnswer, AboutBot, AnswerPart, Browse, Sections, Topic
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from bot.answering.responder import Responder
    from bot.archive.changes.reports import LoadReport
    from bot.configuration.messages import Command, ConsoleCommandTexts, Messages
    from bot.progress import Progress
    from retrieval.dialogue.turns import Turn

    Reload = Callable[[Progress, int | None], Awaitable[LoadReport]]

QUOTES = 3
"""How many quotes an answer shows."""


async def run(
    responder: Responder,
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
    conversation = Conversation(responder, messages, screen, reload)
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


SURE = "--yes"
"""Said after /reload: more than a tenth of the archive may go."""


class Conversation:
    """One reader's turns and commands, with what was said last and the article that is open."""

    def __init__(self, responder: Responder, messages: Messages, screen: Screen, reload: Reload) -> None:
        self._responder = responder
        self._library = responder.inquiries.library
        self._reload_archive = reload
        self._messages = messages
        self._texts = messages.console
        self._screen = screen
        self._names = _names(messages.console.commands)
        self._exchange = Exchange()
        self._opened: PagedArticle | None = None

    async def hear(self, line: str) -> bool:
        """Answer one line; False once the reader wants to leave."""
        line = line.strip().lstrip("\u200e\u200f")
        typed, _, argument = line.removeprefix("/").partition(" ")
        # A command's Arabic name alone is the command, slash or not.
        bare = self._names.get(line) if not line.startswith("/") and not line.isascii() else None
        name = bare or self._names.get(typed.lower(), f"/{typed}") if line.startswith("/") or bare else ""
        if name == "quit":
            return False
        if name:
            await self._obey(name, "" if bare else argument.strip())
        else:
            await self._take(await self._responder.interpret(line, self._exchange))
        self._screen.gap()
        return True

    async def _obey(self, name: str, argument: str) -> None:  # noqa: C901  # one line for each command
        match name:
            case "open":
                await self._open(argument)
            case "more":
                await self._take(AboutAnswer(AnswerPart.MORE), self._exchange.quotes or self._exchange.listed)
            case "latest":
                await self._take(Browse())
            case "sections":
                await self._take(Sections())
            case "next":
                self._turn(1, self._messages.reading.last_page)
            case "back":
                self._turn(-1, self._messages.reading.first_page)
            case "sources":
                await self._take(AboutBot(Topic.SOURCES))
            case "reload":
                await self._reload(0 if argument != SURE else None)
            case "help":
                commands = [command for _, command in _each(self._texts.commands)]
                self._screen.say(self._texts.help)
                self._screen.table([(command.usage, command.help) for command in commands])
                others = (f"/{other}" for command in commands for other in command.also)
                self._screen.say(
                    self._texts.also.format(names=self._texts.separator.join(others)), quiet=True
                )
            case _:
                self._screen.say(self._texts.unknown_command.format(command=one_line(name)))

    async def _take(self, turn: Turn, shown: object = True) -> None:
        """Show the reply to a turn, or that nothing is shown which it could be about."""
        if not shown:
            self._screen.say(self._texts.no_quotes)
            return
        try:
            outcome = await self._responder.reply(turn, self._exchange, self._messages, Surface(QUOTES))
        except (BotError, RetrievalError) as error:
            self._screen.say(
                self._messages.answer.failed.format(reason=one_line(phrased(str(error), self._messages)))
            )
            return
        self._exchange = outcome.exchange
        if isinstance(outcome.reply, Opened):
            self._read(PagedArticle.at(outcome.reply.quote, PAGE))
        else:
            show_reply(outcome.reply, self._messages, self._screen)

    async def _open(self, argument: str) -> None:
        exchange = self._exchange
        shown = len(exchange.listed.articles) if exchange.listed else len(exchange.quotes)
        first = exchange.listed.first if exchange.listed else 0
        if not shown:
            self._screen.say(self._texts.no_quotes)
        elif not argument.isdecimal():
            self._screen.say(self._texts.number_missing)
        elif not first < int(argument[:9]) <= first + shown:
            quotes = self._messages.answer.quotes.of(shown)
            self._screen.say(self._texts.no_such_quote.format(number=argument[:9], quotes=quotes))
        else:
            await self._take(AboutAnswer(AnswerPart.READ, int(argument)))

    def _turn(self, by: int, at_the_end: str) -> None:
        if self._opened is None:
            self._screen.say(self._messages.reading.none_open)
        elif turned := self._opened.turned(by):
            self._read(turned)
        else:
            self._screen.say(at_the_end)

    def _read(self, opened: PagedArticle) -> None:
        self._opened = opened
        show_page(opened, self._messages, self._screen)

    async def _reload(self, may_go: int | None) -> None:
        try:
            with self._screen.progress() as progress:
                report = await self._reload_archive(progress, may_go)
        except (BotError, RetrievalError, OSError) as error:
            self._screen.say(
                self._messages.reload.failed.format(reason=one_line(phrased(str(error), self._messages)))
            )
        else:
            show_report(report, self._messages, self._screen)


def _each(commands: ConsoleCommandTexts) -> Iterator[tuple[str, Command]]:
    """Return every command with the name it has in a reader's typing and in `Conversation`."""
    return ((field.name, getattr(commands, field.name)) for field in fields(commands))


def _names(commands: ConsoleCommandTexts) -> dict[str, str]:
    """Return what may be typed after the slash → the command's own name."""
    return {typed: name for name, command in _each(commands) for typed in (name, *command.also)}
