"""One chat at a time, and nothing half done."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from telegram import CallbackQuery, Chat, Message, Update, User

from bot.journal.inbox import Inbox
from bot.journal.journal import Journal
from bot.telegram.transport.chat_order import ChatOrder

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.database.database import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Journal.open(tmp_path / "readers") as journal:
        yield journal.database


@pytest.fixture
def inbox(database: Database) -> Inbox:
    return Inbox(database)


GROUP = Message(1, None, Chat(-5, "group"))  # type: ignore[arg-type]  # no date needed


def update(number: int, chat: int) -> Update:
    return Update(number, Message(number, None, Chat(chat, "private")))  # type: ignore[arg-type]  # no date needed


async def test_a_slow_chat_holds_up_itself_alone(inbox: Inbox) -> None:
    order, gate, heard = ChatOrder(inbox), asyncio.Event(), list[int]()

    async def handle(number: int) -> None:
        if number == 1:
            await gate.wait()
        heard.append(number)
        if number == 3:
            gate.set()

    await asyncio.gather(
        *(
            order.process_update(update(number, chat), handle(number))
            for number, chat in ((1, 7), (2, 7), (3, 8))
        )
    )
    assert heard == [3, 1, 2]


async def test_thousands_of_presses_of_one_reader_keep_no_other_waiting(inbox: Inbox) -> None:
    order, gate, heard = ChatOrder(inbox), asyncio.Event(), list[int]()

    async def handle(number: int) -> None:
        if number < 2000:
            await gate.wait()
        heard.append(number)
        if number == 2000:
            gate.set()

    def pressed(number: int, reader: int) -> Update:
        return Update(
            number,
            callback_query=CallbackQuery(str(number), User(reader, "x", is_bot=False), "c", message=GROUP),
        )

    others = [order.process_update(pressed(number, 7), handle(number)) for number in range(2000)]
    await asyncio.gather(*others, order.process_update(pressed(2000, 8), handle(2000)))
    assert heard[0] == 2000 and len(heard) == 2001


async def test_what_is_cut_short_stays_in_the_inbox(inbox: Inbox, database: Database) -> None:
    order, begun = ChatOrder(inbox), asyncio.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    async def quick() -> None:
        raise AssertionError("this must not begin")

    await inbox.keep({1: "one", 2: "two", 3: "three"})
    tasks = [
        asyncio.create_task(order.process_update(update(1, 7), endless())),
        asyncio.create_task(order.process_update(update(2, 7), quick())),
    ]
    await begun.wait()
    await order.abandon()
    await order.process_update(update(3, 8), quick())
    assert all(task.cancelled() for task in tasks)
    assert await Inbox(database).resume() == ["one", "two", "three"]
