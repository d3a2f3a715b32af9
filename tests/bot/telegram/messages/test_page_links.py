"""Citations and buttons that lead to pages, where the pages have an address for readers."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

import aiohttp

from bot.configuration.environment import PublicSite
from tests.support.botapi import BotApi
from tests.support.serving.bot import running, settings_for

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Post

PUBLIC = "https://pages.example.org"
ASKED = "ماذا ورد عن دوافع واشنطن والتعاون الروسي الأمريكي في سوريا؟"


def links(post: Post) -> list[str]:
    return [entity.url for entity in post.message.entities or () if entity.url]


async def test_a_citation_leads_to_the_marked_passage_and_a_button_opens_it_in_telegram(
    stocked: Settings,
) -> None:
    async with BotApi() as server, aiohttp.ClientSession() as client:
        served = replace(settings_for(server, stocked), site=PublicSite(PUBLIC))
        async with running(served):
            reader = server.user(7)
            await reader.says(ASKED)
            answer = await reader.hears()
            page = links(answer)[0]
            assert page.startswith(f"{PUBLIC}/a/")
            url = f"http://127.0.0.1:{served.telegram.port}{page.removeprefix(PUBLIC)}"
            async with client.get(url) as shown:
                marks = re.findall(r"<mark[^>]*>(.*?)</mark>", await shown.text())
            assert " ".join(map(unescape, marks)).split() == answer.quotes[0].split()
            [opening, *_] = [button for button in answer.buttons if button.page]
            assert "في سياقه" in opening.text and (opening.page or "").startswith(f"{PUBLIC}/app?p=open")


async def test_in_groups_a_message_opens_the_article_since_telegram_opens_no_pages_there(
    stocked: Settings,
) -> None:
    async with BotApi() as server, running(replace(settings_for(server, stocked), site=PublicSite(PUBLIC))):
        member = server.user(7).within(server.group())
        await member.says(f"/ask {ASKED}")
        answer = await member.hears()
        assert links(answer)[0].startswith(PUBLIC)
        await member.presses(answer.button("في سياقه"))
        assert answer.quotes[0][:40] in (await member.hears()).text


async def test_without_an_address_everything_stays_as_it_was(stocked: Settings) -> None:
    async with BotApi() as server, running(settings_for(server, stocked)):
        reader = server.user(7)
        await reader.says(ASKED)
        answer = await reader.hears()
        assert not any(button.page for button in answer.buttons)
        assert not any("/a/" in link for link in links(answer))
