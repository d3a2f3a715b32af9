"""Kills a serving bot at random moments while readers ask and vote, and counts what became of every question.

A question that was under way when its process died is taken up again after the restart, so that none is lost. One
reply can come twice: when the process dies after Telegram took it and before that was written down.
"""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.support import processes
from tests.support.botapi import BotApi, SilenceError
from tests.support.serving.bot import free_port
from tests.trust.crash.left import LossError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post
    from tests.support.processes import Started

ROOT = Path(__file__).parents[3]
ASKED = "ما الاسم الجديد لجبهة النصرة؟"
PATIENCE = 30.0
"""Seconds within which the last process has answered everything."""


@dataclass
class Crowd:
    """Readers, each with one question, and what they saw."""

    server: BotApi
    readers: list[Person] = field(default_factory=list)
    thanked: int = 0
    """Votes that the bot said thanks for."""

    async def ask(self) -> None:
        """A reader who has never asked before asks."""
        reader = self.server.user(1000 + len(self.readers))
        self.readers.append(reader)
        await reader.says(ASKED)

    async def vote(self, reader: Person, within: float) -> None:
        """The reader waits for the answer and likes it; a bot that dies meanwhile leaves it at that."""
        with suppress(SilenceError):
            post = await reader.hears(within=within)
            press = await reader.presses(post.button("👍"))
            if (await press.answer(within)).text:
                self.thanked += 1

    def answers(self) -> list[int]:
        """Return how many answers each reader has got."""
        return [len(answers(reader)) for reader in self.readers]


def answers(reader: Person) -> list[Post]:
    """All that the bot has answered a reader."""
    return [post for post in reader.chat() if post.quotes]


async def start(server: BotApi, settings: Settings) -> Started:
    """The bot as a process of its own."""
    port = free_port()
    environ = os.environ | {
        "ISNAD_TELEGRAM_TOKEN": server.token,
        "ISNAD_ADMINS": "1,2",
        "ISNAD_BOT_API_URL": server.url,
        "ISNAD_ARCHIVE": str(settings.archive),
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
    }
    with log_of(settings).open("wb") as log:
        return await processes.start(
            "bot", "serve", environ=environ, folder=settings.archive.parent, stderr=log
        )


def log_of(settings: Settings) -> Path:
    """Return where the last bot has written its log."""
    return settings.archive.with_name("log")


async def killed(
    server: BotApi, settings: Settings, seconds: float, doing: Callable[[], Awaitable[None]]
) -> None:
    """One process, beside which the same is done again and again, until it is killed so long after its first call."""
    called = len(server.calls)
    process = await start(server, settings)
    await server.journal.bell.until(lambda: len(server.calls) > called or None, PATIENCE)
    try:
        async with asyncio.timeout(seconds):
            while True:
                await doing()
    except TimeoutError:
        if process.returncode is not None:
            log = log_of(settings).read_text(encoding="utf-8")
            raise LossError(f"the bot ended of itself with {process.returncode}:\n{log[-3000:]}") from None
        process.kill()
    await process.wait()


async def run(kills: int, seed: int, settings: Settings, longest: float = 1.5) -> Crowd:
    """Kill so many bots, let a last one finish, and give what the readers saw.

    Before anything was read by the encoder an answer takes up to .7 s: what four bots in a row begin and die over is
    given up, as it is meant to be, so that they live long enough for some answers.
    """
    dice = random.Random(seed)
    async with BotApi() as server:
        crowd = Crowd(server)

        async def ask_and_vote() -> None:
            await crowd.ask()
            await crowd.vote(crowd.readers[-1], longest)

        for _ in range(kills):
            for _ in range(dice.randrange(3)):
                await crowd.ask()
            await killed(server, settings, dice.uniform(0, longest), ask_and_vote)
        await crowd.ask()
        process = await start(server, settings)
        await server.journal.bell.until(lambda: min(crowd.answers()) > 0 or None, PATIENCE)
        await server.emptied()
        process.terminate()
        await process.wait()
    return crowd


def votes(settings: Settings) -> int:
    """The votes that stand in the journal."""
    with closing(sqlite3.connect(settings.journal)) as journal:
        [(count,)] = journal.execute("SELECT count(*) FROM feedback")
        return int(count)
