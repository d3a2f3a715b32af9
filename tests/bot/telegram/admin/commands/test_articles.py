"""The archive's articles, listed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.library import Library
from bot.loading.load import reload
from tests.support.newsroom import BRIDGE, PORT, SCHOOL, write
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

LONG = "كلمة أخرى من كلمات البحث الطويلة " * 6


async def test_the_list_shows_headline_outlet_date_and_an_id_to_copy_and_words_narrow_it(
    newsroom: Settings,
) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        await admin.says("/articles")
        heard = await admin.hears()
        assert heard.text.startswith("مقالان")
        assert heard.bold == ["توسعة ميناء المرجان", "افتتاح جسر الياسمين"]
        assert heard.stretches("code") == ["port", "bridge"]
        assert "جريدة النخيل · 1 مارس 2020" in heard.text
        for words, found in (("الياسمين", ["bridge"]), ("الوادي", ["port"]), ("BRIDGE", ["bridge"])):
            await admin.says(f"/articles {words}")
            assert (await admin.hears()).stretches("code") == found


async def test_what_is_not_there_is_told_so(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        for command in ("/articles <b>كوكب</b>", f"/articles {LONG}", "/remove <b>", f"/remove {LONG}"):
            await admin.says(command)
            heard = await admin.hears()
            assert heard.text.startswith("لا مقال في الأرشيف") and not heard.bold and len(heard.text) < 200
        await admin.says("/remove")
        assert "معرّف المقال" in (await admin.hears()).text


async def test_the_pages_turn_for_the_words_that_were_searched(loaded: Settings, folder: Path) -> None:
    many = [
        SCHOOL | {"id": f"school-{number:02}", "title": f"مدرسة <{number}> جديدة", "outlet": "Al Wadi & Co"}
        for number in range(18)
    ]
    write(folder, PORT, *many)
    async with Library.open(loaded) as library:
        await reload(library)
    async with talking(loaded) as server:
        admin = server.user(1)
        await admin.says("/articles مدرسة جديدة")
        first = await admin.hears()
        assert "18 مقالًا · الصفحة 1 من 3" in first.text and len(first.stretches("code")) == 6
        assert [button.text for button in first.buttons] == ["◀ التالية"]
        await admin.presses(first.button("التالية"))
        second = await admin.sees_change(first, "الصفحة 2 من 3")
        await admin.presses(second.button("التالية"))
        last = await admin.sees_change(second, "الصفحة 3 من 3")
        shown = [id_ for post in (first, second, last) for id_ in post.stretches("code")]
        assert sorted(shown) == [article["id"] for article in many]
        await admin.presses(last.button("السابقة"))
        assert (await admin.sees_change(last)).stretches("code") == second.stretches("code")


async def test_an_article_is_removed_once_that_is_confirmed_and_found_no_more(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        await admin.says("/remove bridge")
        asked = await admin.hears()
        assert BRIDGE["title"] in asked.bold
        await admin.presses(asked.button("إلغاء"))
        assert "لم يتغير شيء" in (await admin.sees_change(asked)).text
        await admin.says("/remove bridge")
        asked = await admin.hears()
        await admin.presses(asked.button("احذفه"))
        await admin.sees_change(asked, "حُذف المقال")
        await admin.says("كم بلغت كلفة جسر الياسمين؟")
        assert not (await admin.hears()).quotes
        again = await admin.forges(asked, asked.button("احذفه").data or "")
        assert "لم يعد" in ((await again.answer()).text or "")
        await admin.says("/audit")
        assert "/remove bridge" in (await admin.hears()).text
