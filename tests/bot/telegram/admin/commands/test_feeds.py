"""/feeds: the sources of the web, visited while readers are answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.support.serving.bot import talking
from tests.support.web.newsroom import Newsroom, story

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

ADMIN = 1


@pytest.fixture
def listed(stocked: Settings, tmp_path: Path, newspaper: Newsroom) -> Settings:
    """Settings whose list of sources has the newsroom's feed, and one that does not exist."""
    folder = tmp_path / "config"
    folder.mkdir()
    (folder / "sources.toml").write_text(
        f'[[feed]]\nurl = "{newspaper.url("/feed")}"\noutlet = "الميناء <اليوم>"\n'
        f'[[feed]]\nurl = "{newspaper.server.url("/none", "gone.example")}"\n',
        encoding="utf-8",
    )
    return replace(stocked, config=folder)


async def test_sources_are_visited_and_what_came_of_it_is_shown(
    listed: Settings, newspaper: Newsroom
) -> None:
    newspaper.publishes(story(1), story(2))
    async with talking(listed, web=newspaper.server.web()) as server:
        admin, reader = server.user(ADMIN), server.user(7)
        heard = await admin.asks_until("/feeds", "المعروض فيه 2، والجديد منه 2")
        assert "الميناء <اليوم>" in heard.text
        assert "أحدث ما فيه بتاريخ 3 نوفمبر 2026" in heard.text
        assert "أجاب الخادم بأن الصفحة غير متاحة" in (await admin.asks_until("/feeds", "لم تنجح")).text
        await reader.says("كم استغرق العمل في السوق رقم 1؟")
        assert "4 أشهر" in (await reader.hears()).text


async def test_an_admin_has_a_source_visited_now_pauses_and_resumes_it(
    listed: Settings, newspaper: Newsroom
) -> None:
    newspaper.publishes(story(1))
    async with talking(listed, web=newspaper.server.web()) as server:
        admin = server.user(ADMIN)
        heard = await admin.asks_until("/feeds", "والجديد منه 1")
        newspaper.publishes(story(2), story(3))
        press = await admin.presses(heard.button("زيارة 1"))
        assert "أزوره حالما" in ((await press.answer()).text or "")
        heard = await admin.asks_until("/feeds", "والجديد منه 2")
        await admin.presses(heard.button("إيقاف 1"))
        heard = await admin.sees_change(heard)
        assert "الزيارات متوقفة" in heard.text
        await admin.presses(heard.button("استئناف 1"))
        assert "الزيارات متوقفة" not in (await admin.sees_change(heard)).text
        await admin.says("/audit")
        assert "/feeds" in (await admin.hears()).text


async def test_without_sources_it_says_where_to_list_them(stocked: Settings) -> None:
    async with talking(stocked) as server:
        admin = server.user(ADMIN)
        await admin.says("/feeds")
        assert "sources.toml" in (await admin.hears()).text


async def test_a_link_given_to_add_is_fetched_and_a_private_one_refused(
    stocked: Settings, newspaper: Newsroom
) -> None:
    newspaper.publishes(story(5))
    async with talking(stocked, web=newspaper.server.web()) as server:
        admin = server.user(ADMIN)
        await admin.says(f"/add {newspaper.url(story(5).path)}")
        assert story(5).title in (await admin.hears()).text
        await admin.says("/add http://169.254.169.254/secret")
        assert "العنوان يؤدي إلى شبكة داخلية" in (await admin.hears()).text
