"""Telegram, or the way to it, failing in every way at once: each question is answered once, soon after.

What a single fault does is tested in tests/telegram (test_conversation, test_updates, test_limiter), what a dead
process does in tests/e2e. A send whose connection breaks after all of it left may have arrived: it is looked for first.
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import pytest

from tests.support.botapi import BotApi, ConnectionReset, HtmlPage, LostReply, Refused, Stall, TooManyRequests
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person
    from tests.support.botapi.faults import Fault

ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"
SOON = 25.0
"""Seconds of patience, on a busy machine."""
ON_POLLS: tuple[Fault, ...] = (
    ConnectionReset(), HtmlPage(502), HtmlPage(200), Refused(500, "Internal Server Error"), LostReply(),
    Refused(502, "Bad Gateway"), TooManyRequests(1), Refused(409, "Conflict: terminated by other getUpdates request"),
)  # fmt: skip
ON_SENDS: tuple[Fault, ...] = (
    TooManyRequests(1), Refused(500, "Internal Server Error"), Refused(502, "Bad Gateway"), HtmlPage(502),
    HtmlPage(200), ConnectionReset(), ConnectionReset(), Stall(0.3),
)  # fmt: skip


def answers(reader: Person) -> int:
    return sum(bool(post.quotes) for post in reader.chat())


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
async def test_every_question_is_answered_once_whatever_fails(stocked: Settings, seed: int) -> None:
    dice = random.Random(seed)
    async with talking(stocked) as server:
        server.fails("getUpdates", *dice.choices(ON_POLLS, k=4))
        server.fails("sendMessage", *dice.sample(ON_SENDS, 8))
        readers = [server.user(100 + number) for number in range(12)]
        for reader in readers:
            await reader.says(ASKED)
        for reader in readers:
            assert (await reader.hears(within=SOON)).quotes
        await server.emptied(within=SOON)
        assert [answers(reader) for reader in readers] == [1] * len(readers)


async def test_updates_out_of_order_and_doubled_are_answered_once_each(stocked: Settings) -> None:
    dice = random.Random(3)
    async with talking(stocked) as server:
        readers = [server.user(100 + number) for number in range(8)]
        with server.holding_updates() as held:
            for reader in readers:
                await reader.says(ASKED)
            held.extend(held[:])
            dice.shuffle(held)
        for reader in readers:
            assert (await reader.hears(within=SOON)).quotes
        for update in held[:4]:
            server.redelivers(update)
        await server.emptied(within=SOON)
        assert [answers(reader) for reader in readers] == [1] * len(readers)


async def test_what_is_asked_during_an_outage_is_answered_soon_after_it(stocked: Settings) -> None:
    async with BotApi() as server, running(settings_for(server, stocked)):
        readers = [server.user(100 + number) for number in range(6)]
        await readers[0].says(ASKED)
        await readers[0].hears(within=SOON)
        await server.goes_down()
        for reader in readers[1:]:
            await reader.says(ASKED)
        await server.comes_up()
        await asyncio.gather(*(reader.hears(within=SOON) for reader in readers[1:]))
        await server.emptied(within=SOON)
        assert [answers(reader) for reader in readers] == [1] * len(readers)


async def test_a_poll_that_jams_is_given_up_and_the_next_one_brings_what_came(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.transport.updates.POLL_SECONDS", 1)
    monkeypatch.setattr("bot.telegram.transport.updates.PATIENCE_SECONDS", 0.5)
    async with talking(stocked) as server:
        server.fails("getUpdates", Stall(), Stall())
        reader = server.user(7)
        await reader.says(ASKED)
        assert (await reader.hears(within=SOON)).quotes


async def test_answers_whose_receipts_are_lost_come_once(stocked: Settings) -> None:
    async with talking(stocked) as server:
        readers = [server.user(100 + number) for number in range(4)]
        with server.failing("sendMessage", LostReply()):
            for reader in readers:
                await reader.says(ASKED)
            for reader in readers:
                await reader.hears(within=SOON)
        for reader in readers:
            await reader.says("؟")
            assert not (await reader.hears(within=SOON)).quotes
        assert [answers(reader) for reader in readers] == [1] * len(readers)


async def test_a_send_that_stalls_is_given_up_and_made_again(
    stocked: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.handlers.READ_SECONDS", 2.0)
    async with talking(stocked) as server:
        server.fails("sendMessage", Stall())
        reader = server.user(7)
        await reader.says(ASKED)
        assert (await reader.hears(within=SOON)).quotes
        await server.emptied()
        assert answers(reader) == 1
