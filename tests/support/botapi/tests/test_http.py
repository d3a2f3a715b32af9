"""The server's HTTP side, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from tests.support.botapi import BotApi


async def test_methods_take_json_and_query_strings_under_any_case(server: BotApi) -> None:
    await server.user(7).says("/start")
    root = f"{server.base_url}{server.token}"
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{root}/sendmessage", json={"chat_id": 7, "text": "7"}) as answer:
            assert (await answer.json())["result"]["text"] == "7"
        async with session.get(f"{root}/getChat", params={"chat_id": "7"}) as answer:
            assert (await answer.json())["result"]["type"] == "private"


async def test_wrong_values_are_breaches(server: BotApi) -> None:
    url = f"{server.base_url}{server.token}/getChat"
    async with aiohttp.ClientSession() as session:
        with server.expecting_breach("wrong parameters: Expected `int`, got `str` - at `$.chat_id`"):
            await session.post(url, data={"chat_id": "@someone"})
        with server.expecting_breach("Object missing required field `chat_id`"):
            await session.post(url)


async def test_a_file_is_given_only_for_the_right_token_and_path(server: BotApi) -> None:
    document = (await server.user(7).sends_document("خبر.txt", b"news")).message.document
    assert document is not None
    path = server.world.files.describe(document.file_id).file_path
    async with aiohttp.ClientSession() as session:
        statuses = [
            (await session.get(f"{server.base_file_url}{token}/{name}")).status
            for token, name in ((server.token, path), ("1:wrong", path), (server.token, "documents/none"))
        ]
    assert statuses == [200, 401, 404]
