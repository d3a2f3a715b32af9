"""A whole python-telegram-bot application against the server, by long polling and by webhook."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.support.botapi import BotApi, ConnectionReset, Person
from tests.support.serving.bot import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    Way = Callable[[BotApi], AbstractAsyncContextManager[None]]

Context = ContextTypes.DEFAULT_TYPE


async def echo(update: Update, _: Context) -> None:
    assert update.message is not None
    more = InlineKeyboardMarkup([[InlineKeyboardButton("المزيد", callback_data="more")]])
    await update.message.reply_html(f"<b>قلت</b> {update.message.text}", do_quote=True, reply_markup=more)


async def pressed(update: Update, _: Context) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("تم")
    await query.edit_message_text("هذا كل شيء")


def build(server: BotApi) -> Application:  # type: ignore[type-arg]  # six parameters that say nothing here
    app = ApplicationBuilder().token(server.token).base_url(server.base_url).build()
    app.add_handler(MessageHandler(filters.TEXT, echo))
    app.add_handler(CallbackQueryHandler(pressed))
    return app


@asynccontextmanager
async def polling(server: BotApi) -> AsyncIterator[None]:
    async with build(server) as app:
        assert app.updater is not None
        await app.updater.start_polling(poll_interval=0, timeout=10)
        await app.start()
        yield
        await app.updater.stop()
        await app.stop()


@asynccontextmanager
async def webhook(server: BotApi) -> AsyncIterator[None]:
    port = free_port()
    async with build(server) as app:
        assert app.updater is not None
        url = f"http://127.0.0.1:{port}/hook"
        await app.updater.start_webhook("127.0.0.1", port, "hook", webhook_url=url, secret_token="s-1")
        await app.start()
        yield
        await app.updater.stop()
        await app.stop()


async def converses(reader: Person) -> None:
    asked = await reader.says("مرحبا")
    heard = await reader.hears()
    assert (heard.text, heard.bold) == ("قلت مرحبا", ["قلت"])
    assert heard.message.reply_to_message is not None
    assert heard.message.reply_to_message.message_id == asked.id
    press = await reader.presses(heard.button("المزيد"))
    assert (await press.answer()).text == "تم"
    assert (await reader.sees_change(heard)).text == "هذا كل شيء"


@pytest.mark.parametrize("way", [polling, webhook])
async def test_a_conversation_works_by_polling_and_by_webhook(server: BotApi, way: Way) -> None:
    async with way(server):
        await converses(server.user(7))
        await server.emptied()


async def test_many_chats_keep_their_order(server: BotApi) -> None:
    readers = [server.user(number) for number in range(1, 11)]
    async with polling(server):
        for word in ("أول", "ثان", "ثالث"):
            for reader in readers:
                await reader.says(word)
        for reader in readers:
            assert [(await reader.hears()).text for _ in range(3)] == ["قلت أول", "قلت ثان", "قلت ثالث"]


async def test_updates_are_not_lost_when_polls_break(server: BotApi) -> None:
    reader = server.user(7)
    server.fails("getUpdates", ConnectionReset())
    await reader.says("مرحبا")
    async with polling(server):
        assert (await reader.hears()).text == "قلت مرحبا"
