"""Readers who wait for an answer, and the editor who gives it, while their bot is killed; see `notified`.

Whoever was told that their question waits hears of the editors' answer to it, once; every answer that the editor saw
saved stands in the archive.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.botapi import SilenceError
from tests.trust.crash.plan import LETTERS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from bot.configuration.settings import Settings
    from tests.support.botapi import BotApi, Person, Post

EDITOR = 2
ASKERS = 2
"""Readers who ask the same."""
_STANDING = "SELECT question, text FROM editorial WHERE withdrawn IS NULL"


@dataclass
class Desk:
    """One editor, and readers with a question each that the archive does not answer."""

    server: BotApi
    waiting: list[tuple[Person, str]] = field(default_factory=list)
    """Who was told that their question waits, with the word that no other question has."""
    saved: list[str] = field(default_factory=list)
    """Answers that the editor saw saved."""
    _asked: int = 0
    _written: int = 0

    async def work(self, dice: random.Random, within: float) -> None:
        """Let some readers ask and the editor answer; a bot that dies meanwhile leaves it at that."""
        word = "".join(dice.sample(LETTERS, 7))
        with suppress(SilenceError):
            for _ in range(ASKERS):
                await self._ask(word, within)
        with suppress(SilenceError):
            await self._answer(within)

    async def _ask(self, word: str, within: float) -> None:
        self._asked += 1
        reader = self.server.user(5000 + self._asked)
        await reader.says(f"من صمم برج {word}؟")
        heard = await reader.hears(within)
        wishes = [button for button in heard.buttons if "أعلموني" in button.text]
        if wishes:
            await reader.presses(wishes[0])
            await reader.hears(within)
            self.waiting.append((reader, word))

    async def _answer(self, within: float) -> None:
        editor = self.server.user(EDITOR, "سلمى")
        await editor.says("/unanswered")
        shown = await heard(editor, lambda post: "✍ 1" in labels(post), within)
        await editor.presses(shown.button("✍ 1"))
        group = await editor.sees_change(shown, "برج", within=within)
        await editor.presses(group.button("اكتب جوابًا"))
        await editor.hears(within)
        self._written += 1
        answer = f"جواب هيئة التحرير رقم {self._written}."
        await editor.says(answer)
        preview = await heard(editor, lambda post: answer in post.text and "حفظ" in labels(post), within)
        await editor.presses(preview.button("حفظ"))
        await editor.sees_change(preview, "حُفظ", within=within)
        self.saved.append(answer)

    @property
    def waited(self) -> int:
        """Return how many readers were told that their question waits."""
        return len(self.waiting)

    def due(self, settings: Settings) -> list[tuple[Person, list[str]]]:
        """Return who is to hear of which answers: questions to which some stand, and who waited for one of them.

        An editor who did not see an answer saved may write another to the same question.
        """
        with closing(sqlite3.connect(settings.archive)) as archive:
            standing = archive.execute(_STANDING).fetchall()
        answers = ((reader, [text for q, text in standing if word in q]) for reader, word in self.waiting)
        return [(reader, texts) for reader, texts in answers if texts]

    def told(self, settings: Settings) -> list[int]:
        """Return how often each of those was told."""
        return [
            sum(any(text in post.text for text in texts) for post in reader.chat() if "أجابت" in post.text)
            for reader, texts in self.due(settings)
        ]

    def lost(self, settings: Settings) -> list[str]:
        """Return the answers that were saved and do not stand."""
        with closing(sqlite3.connect(settings.archive)) as archive:
            standing = {text for _, text in archive.execute(_STANDING)}
        return [answer for answer in self.saved if answer not in standing]


async def heard(person: Person, wanted: Callable[[Post], bool], within: float) -> Post:
    """Return the next message of a kind, whatever comes before it; raises SilenceError."""
    while not wanted(post := await person.hears(within)):
        pass
    return post


def labels(post: Post) -> list[str]:
    """Return what stands on the buttons of a message."""
    return [button.text for button in post.buttons]
