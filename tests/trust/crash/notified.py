"""Kills a serving bot at random moments while editors add articles and answer questions; counts what readers were told.

A message that was under way when its process died may have arrived or not: the next one looks for it, and sends it only
where it is not found. So every follower hears of every article that the archive holds, once, and whoever waits for an
answer hears of the editors' answer, once (see `desk`).
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.archive.library import Library
from tests.support.botapi import BotApi, SilenceError
from tests.trust.crash.desk import Desk
from tests.trust.crash.served import killed, start

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person
    from tests.support.processes import Started

FOLLOWERS = 12
SUBJECT = "المرصد"
PATIENCE = 60.0
UNHURRIED = 5.0
"""Seconds that the two editors wait for a bot that nobody kills; there may be nothing left to answer."""
_NAMED = re.compile(r"كوكب رقم (\d+)")
_PLACES = (
    "الشمال",
    "الجنوب",
    "الساحل",
    "الجبل",
    "الصحراء",
    "الوادي",
    "الميناء",
    "المطار",
    "السوق",
    "الجامعة",
)


@dataclass
class Readership:
    """Followers of one subject, and the editor who adds articles about it."""

    server: BotApi
    editor: Person
    desk: Desk
    followers: list[Person] = field(default_factory=list)
    added: int = 0

    async def begin(self) -> None:
        """Let everybody follow the subject, and see that they do."""
        for number in range(FOLLOWERS):
            follower = self.server.user(1000 + number)
            await follower.says(f"/follow {SUBJECT}")
            await follower.hears(PATIENCE)
            self.followers.append(follower)

    async def add(self, dice: random.Random, within: float) -> None:
        """The editor adds one more article; a bot that dies meanwhile leaves it at that."""
        self.added += 1
        words = " ".join(dice.choices(_PLACES, k=8))
        text = f"كوكب رقم {self.added}\nأعلن {SUBJECT} الفلكي في {words} رصد كوكب رقم {self.added} قرب {words[::-1]}."
        await self.editor.says(f"/add {text}")
        with suppress(SilenceError):
            post = await self.editor.hears(within)
            while "حفظ" not in [button.text for button in post.buttons]:
                post = await self.editor.hears(within)
            await self.editor.presses(post.button("حفظ"))
            await self.editor.sees_change(post, within=within)

    async def work(self, dice: random.Random, within: float) -> None:
        """One editor adds an article, the other answers a question."""
        await asyncio.gather(self.add(dice, within), self.desk.work(dice, within))

    def heard(self) -> list[Counter[int]]:
        """Return how often each follower was told of each article."""
        return [
            Counter(
                int(number) for post in follower.chat() for number in dict.fromkeys(_NAMED.findall(post.text))
            )
            for follower in self.followers
        ]


async def run(kills: int, seed: int, settings: Settings, longest: float = 1.5) -> Readership:
    """Kill so many bots, let a last one finish, and give what the followers heard."""
    dice = random.Random(seed)
    # Who dies between answering a press and writing that down answers it once more.
    async with BotApi() as server:
        with server.expecting_breach("query is too old", least=0):
            readers = Readership(server, server.user(1), Desk(server))
            process = await start(server, settings)
            await readers.begin()
            await _ended(process)
            server.doubts()
            for _ in range(kills):
                await killed(server, settings, dice.uniform(0, longest), partial(readers.work, dice, longest))
            process = await start(server, settings)
            await readers.work(dice, UNHURRIED)
            await server.emptied()
            before: set[int] = set()
            # What earlier processes left in hand may be added meanwhile, and even while this one is ending: the next
            # one tells of that.
            while (held := await _held(settings)) != before:
                await server.journal.bell.until(partial(_all_told, readers, held, settings), PATIENCE)
                before = held
                if await _held(settings) == held:
                    await _ended(process)
                    process = await start(server, settings)
            await _ended(process)
    return readers


async def lost_and_doubled(readers: Readership, settings: Settings) -> tuple[int, int, int]:
    """Return how many messages were due, how many never came (or answers do not stand), and how many came twice."""
    held, heard, answers = await _held(settings), readers.heard(), readers.desk.told(settings)
    counts = [*(each[number] for each in heard for number in held), *answers]
    lost = counts.count(0) + len(readers.desk.lost(settings))
    return len(counts), lost, sum(max(0, count - 1) for count in counts)


async def _held(settings: Settings) -> set[int]:
    async with Library.open(settings) as library:
        titles = [article.title async for article in library.store.stream()]
    return {int(found[1]) for title in titles if (found := _NAMED.search(title))}


def _all_told(readers: Readership, held: set[int], settings: Settings) -> bool | None:
    followed = all(held <= counts.keys() for counts in readers.heard())
    return (followed and all(readers.desk.told(settings))) or None


async def _ended(process: Started) -> None:
    process.terminate()
    await process.wait()
