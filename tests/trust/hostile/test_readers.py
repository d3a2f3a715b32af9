"""Readers who mean harm: floods, texts of anything, forged buttons, guessed commands and codes."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.telegram.transport.http_server import SECRET_HEADER
from retrieval.dialogue.wording.script import PASTED_CHARACTERS
from tests.support.botapi import BotApi
from tests.support.corpora import seed_archive, seeds
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

QUESTION = "ما الاسم الجديد لجبهة النصرة؟"
FAILED = "تعذّر عليّ"
"""How the bot's apology for a failure of its own begins."""

SOON = 20.0
"""Seconds of patience, on a busy machine."""

HOSTILE = {
    "endless word": "ا" * 4096,
    "words of one letter": "ب " * 2048,
    "overrides": "\u202e\u2066سوريا\u2069" * 500,
    "nothing to be seen": "\u200b\u200c\u200d\u2060\ufeff" * 800,
    "marks on one letter": "ب" + "\u064b\u0301" * 2000,
    "families": "👨‍👩‍👧‍👦" * 300,
    "flags": "🇸🇾" * 900,
    "ligatures": "ﷺ" * 4096,
    "markup": "<b><a href='tg://user?id=1'>سوريا</a></b>" * 80,
    "broken markup": "</blockquote><b>سوريا</i>&amp;&#1;&lt",
    "markdown": "*سوريا* _[x](https://evil.example)_ `'" * 90,
    "sql": "سوريا'; DROP TABLE questions; --",
    "json": '{"question": "سوريا"}' * 100,
    "format": "{question} {0.__class__} %s %n سوريا",
    "path": "../../../../etc/passwd سوريا",
    "nulls": "سو\x00ريا\x01\x1b[31m",
    "lines": "\n" * 2000 + "سوريا" + "\r" * 2000,
    "digits": "٣" * 2000 + "9" * 2000,
    "hashtags": "#سوريا " * 500,
    "links": "https://evil.example/?a=<script> " * 100,
    "long and ordinary": "ماذا قال الوزير عن سوريا وروسيا " * 120,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_question_costs_much_more_than_an_ordinary_one(text: str) -> None:
    archive = seed_archive()
    held = {article.id: article for article in seeds()}

    def cost(question: str) -> float:
        took = []
        for _ in range(3):
            begun = time.thread_time()
            archive.answer(archive.find(question), held)
            took.append(time.thread_time() - begun)
        return min(took)

    cost(QUESTION)
    assert cost(text[:PASTED_CHARACTERS]) < 20 * cost(QUESTION)


async def test_every_text_gets_one_reply_and_none_an_apology(stocked: Settings) -> None:
    async with talking(stocked) as server:
        readers = [server.user(100 + number) for number in range(len(HOSTILE))]
        for reader, text in zip(readers, HOSTILE.values(), strict=True):
            await reader.says(text[:4096])
        posts = [await reader.hears(SOON) for reader in readers]
        await server.emptied()
        assert [post.text for post in posts if FAILED in post.text] == []
        assert [len(said(reader)) for reader in readers] == [1] * len(readers)
        assert not any("evil.example" in str(post.entities) for post in posts)


def said(reader: Person) -> list[Post]:
    """Return what the bot has said to a reader."""
    return [post for post in reader.chat() if post.message.from_ and post.message.from_.is_bot]


async def test_lone_surrogates_in_an_update_are_answered_like_anything_else(stocked: Settings) -> None:
    async with BotApi() as server:
        settings = settings_for(server, stocked)
        async with running(settings, "webhook"), aiohttp.ClientSession() as client:
            reader = server.user(7)
            await reader.says("؟")
            await reader.hears(SOON)
            headers = {SECRET_HEADER: str((await server.called("setWebhook")).parameters["secret_token"])}
            url = f"http://127.0.0.1:{settings.telegram.port}/telegram"
            for number, text in enumerate(("\ud800 سوريا", "سوريا \udfff\ud800؟", "\ud83d")):
                async with client.post(url, data=update(900 + number, text), headers=headers) as answer:
                    assert answer.status == 200
                assert FAILED not in (await reader.hears(SOON)).text


def update(number: int, text: str) -> str:
    """JSON as Telegram sends it, but with half a surrogate pair in words and name."""
    chat = {"id": 7, "type": "private", "first_name": "\udc00"}
    sender = {"id": 7, "is_bot": False, "first_name": "\udc00"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": text}
    return json.dumps({"update_id": 10**6 + number, "message": message})


HALF_COMMANDS = (
    "/start " + "A" * 64, "/start ' OR 1=1 --", "/start \u202e", "/start@isnad_test_bot x", "/START", "/start/start",
    "/", "//", "/\u202estart", "/@",
)  # fmt: skip


async def test_any_payload_and_any_half_command_gets_a_kind_word(stocked: Settings) -> None:
    async with talking(stocked) as server:
        readers = [server.user(100 + number) for number in range(len(HALF_COMMANDS))]
        for reader, words in zip(readers, HALF_COMMANDS, strict=True):
            await reader.says(words)
        heard = [(await reader.hears(SOON)).text for reader in readers]
    assert not any(FAILED in text for text in heard)


async def test_guessed_commands_of_admins_are_not_there_and_change_nothing(stocked: Settings) -> None:
    async with talking(stocked) as server:
        before = stocked.archive.read_bytes()
        for number, name in enumerate(ADMINS_COMMANDS):
            reader = server.user(200 + number)
            await reader.says(f"/{name} bridge")
            assert "لا أعرف هذا الأمر" in (await reader.hears(SOON)).text
        assert stocked.archive.read_bytes() == before


ADMINS_COMMANDS = (
    "reload", "rollback", "add", "remove", "articles", "stats", "unanswered", "log", "feeds", "channel", "invite",
    "ban", "unban", "members", "close", "open",
)  # fmt: skip


async def test_forged_presses_are_answered_and_do_nothing(stocked: Settings) -> None:
    dice = random.Random(5)
    async with talking(stocked) as server:
        reader = server.user(7)
        await reader.says(QUESTION)
        heard = await reader.hears(SOON)
        before = stocked.archive.read_bytes()
        for data in forged(dice):
            press = await reader.forges(heard, data)
            assert FAILED not in ((await press.answer(SOON)).text or "")
        assert stocked.archive.read_bytes() == before


def forged(dice: random.Random) -> list[str]:
    """Callback data as a modified client may send it: 1 to 64 bytes."""
    whole = [
        "admin:rollback::0", "admin:reload:x:1", "admin:remove:bridge:0", "admin:refresh:AAAA:0", "admin:::", "admin:",
        "open:" + "A" * 12 + ":0:0", "open:" + "A" * 12 + ":9999:999999", "turn:x:1:1", "speak:ar\n:0", "drop:AA:1",
        "try:__", "more:AAAAAAAAAAAA:٣", "\u202e", "good:" + "é" * 20, "%s%n", "{}", "'; --", "\x00",
    ]  # fmt: skip
    made = ("".join(dice.choices("abmoprdetunh:0123456789-_/<ا", k=dice.randrange(1, 30))) for _ in range(30))
    return [*whole, *made]


async def test_a_flood_from_many_readers_is_answered_once_each(stocked: Settings) -> None:
    async with talking(stocked) as server:
        readers = [server.user(1000 + number) for number in range(30)]
        await asyncio.gather(*(reader.says(QUESTION) for reader in readers for _ in range(2)))
        for reader in readers:
            for _ in range(2):
                await reader.hears(SOON)
        await server.emptied()
        assert [len(said(reader)) for reader in readers] == [2] * len(readers)
