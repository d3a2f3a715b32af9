"""How updates reach the real client: long polling with offsets and conflicts, webhooks with retries."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from telegram.error import BadRequest, Conflict

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot

    from tests.support.botapi import BotApi


async def ids(bot: Bot, offset: int = 0, timeout: int = 0) -> list[int]:  # noqa: ASYNC109 - the API's name
    return [update.update_id for update in await bot.get_updates(offset, timeout=timeout)]


async def test_updates_come_again_until_a_higher_offset_confirms_them(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    await reader.says("أول")
    await reader.says("ثان")
    first, second = await ids(bot)
    assert await ids(bot, first) == [first, second]
    assert await ids(bot, second) == [second]
    assert await ids(bot) == [second]
    assert await ids(bot, second + 1) == []


async def test_a_negative_offset_keeps_only_the_last(server: BotApi, bot: Bot) -> None:
    for word in ("أول", "ثان", "ثالث"):
        await server.user(7).says(word)
    updates = await bot.get_updates(-1)
    assert [update.message.text for update in updates if update.message] == ["ثالث"]
    assert len(await ids(bot)) == 1


async def test_a_long_poll_ends_with_the_next_update(server: BotApi, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await server.journal.bell.until(lambda: server.calls[1:] or None, 2)
    await server.user(7).says("سؤال")
    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "سؤال"


async def test_a_second_poller_ends_the_first_with_a_conflict(server: BotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await server.journal.bell.until(lambda: server.calls[1:] or None, 2)
    assert await ids(bot) == []
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await first


async def test_polling_while_a_webhook_is_set_is_a_conflict(server: BotApi, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "http://127.0.0.1:9/hook"
    await bot.delete_webhook()
    assert await ids(bot) == []
    assert server.breaches == []


async def test_only_allowed_kinds_are_sent_and_the_choice_is_remembered(server: BotApi, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    reader = server.user(7)
    asked = await reader.says("سؤال")
    await reader.edits(asked, "سؤال آخر")
    (update,) = await bot.get_updates()
    assert update.message is not None
    await bot.get_updates(update.update_id + 1, allowed_updates=[])
    await reader.edits(asked, "سؤال ثالث")
    (update,) = await bot.get_updates()
    assert update.edited_message is not None


async def test_held_updates_can_be_reordered_and_doubled(server: BotApi, bot: Bot) -> None:
    reader = server.user(7)
    with server.holding_updates() as held:
        await reader.says("أول")
        await reader.says("ثان")
        assert await ids(bot) == []
        held.reverse()
        held.append(held[0])
    texts = [update.message.text for update in await bot.get_updates() if update.message]
    assert texts == ["ثان", "أول", "ثان"]


async def test_a_confirmed_update_can_come_again(server: BotApi, bot: Bot) -> None:
    with server.holding_updates() as held:
        await server.user(7).says("سؤال")
    (first,) = await ids(bot)
    assert await ids(bot, first + 1) == []
    server.redelivers(held[0])
    assert await ids(bot, first + 1) == [first]
    assert await ids(bot, first + 1) == []


class Receiver:
    """A webhook that answers with the given statuses, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: list[tuple[str | None, str]] = []
        self.more = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), body["message"]["text"]))
        self.more.set()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5):
            while len(self.got) < count:
                self.more.clear()
                await self.more.wait()


@asynccontextmanager
async def listening(receiver: Receiver) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_with_the_secret(server: BotApi, bot: Bot) -> None:
    receiver = Receiver()
    async with listening(receiver) as url:
        await bot.set_webhook(url, secret_token="s-1")
        for number in range(5):
            await server.user(7).says(str(number))
        await receiver.until(5)
        assert receiver.got == [("s-1", str(number)) for number in range(5)]
        await server.emptied()
        assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_a_refused_delivery_is_tried_again_while_other_chats_go_on(server: BotApi, bot: Bot) -> None:
    receiver = Receiver(500, 200)
    async with listening(receiver) as url:
        await bot.set_webhook(url)
        await server.user(7).says("أول")
        await receiver.until(1)
        await server.user(7).says("ثان")
        await server.user(8).says("غيره")
        await receiver.until(4)
        assert [text for _, text in receiver.got] == ["أول", "غيره", "أول", "ثان"]
        assert (await bot.get_webhook_info()).last_error_message == (
            "Wrong response from the webhook: 500 Internal Server Error"
        )


async def test_what_a_webhook_did_not_take_is_left_for_polling(server: BotApi, bot: Bot) -> None:
    receiver = Receiver(500)
    async with listening(receiver) as url:
        await bot.set_webhook(url)
        await server.user(7).says("سؤال")
        await receiver.until(1)
        await bot.delete_webhook()
    assert len(await ids(bot)) == 1


async def test_a_webhook_may_begin_with_a_clean_slate(server: BotApi, bot: Bot) -> None:
    await server.user(7).says("قديم")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await ids(bot) == []


@pytest.mark.parametrize(
    ("url", "secret", "words"),
    [
        ("ftp://example.org", None, "invalid webhook URL specified"),
        ("https://example.org", "سر", "secret token contains unallowed characters"),
    ],
)
async def test_an_unsound_webhook_is_a_breach(
    server: BotApi, bot: Bot, url: str, secret: str | None, words: str
) -> None:
    with server.expecting_breach(words), pytest.raises(BadRequest):
        await bot.set_webhook(url, secret_token=secret)
