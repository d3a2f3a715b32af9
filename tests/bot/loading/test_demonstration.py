"""The articles that ship go as soon as an editor adds their own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.__main__ import main
from bot.archive.library import BY_HAND, Library
from bot.loading.demonstration import leave
from bot.progress import silent
from retrieval.records import Article
from tests.support.serving.bot import talking

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from bot.configuration.settings import Settings

OWN = Article("own", "جسر جديد", "افتتح الوزير الجسر الجديد في المدينة يوم الاثنين الماضي.")


async def held(settings: Settings) -> set[str]:
    async with Library.open(settings) as library:
        return {article.id async for article in library.store.stream()}


def test_it_goes_with_a_word_when_an_editor_loads_a_folder_and_comes_back_when_that_is_undone(
    stocked: Settings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shipped = asyncio.run(held(stocked))

    def isnad(*arguments: str) -> str:
        assert main([*arguments, "--archive", str(stocked.archive)]) == 0
        return capsys.readouterr().err

    assert len(shipped) == 5 and "أُخرجت مقالات التجربة" in isnad("load", str(folder))
    own = asyncio.run(held(stocked))
    assert len(own) == 2 and not own & shipped
    assert "مقالات التجربة" not in isnad("load", str(folder))
    isnad("rollback")
    assert asyncio.run(held(stocked)) == shipped


async def test_it_stays_as_long_as_there_is_nothing_else(stocked: Settings) -> None:
    async with Library.open(stocked) as library:
        assert not await leave(library, silent)
        await library.add([OWN], BY_HAND)
        assert await leave(library, silent)
        assert not await leave(library, silent)
    assert await held(stocked) == {OWN.id}


async def test_an_admin_who_adds_an_article_is_told_and_start_offers_none_of_it(stocked: Settings) -> None:
    async with talking(stocked) as server:
        admin = server.user(1)
        await admin.says(f"/add {OWN.title}\n{OWN.text}")
        preview = await admin.hears()
        await admin.presses(preview.button("حفظ"))
        await admin.sees_change(preview, "مقالات التجربة", 20)
        await admin.says("/start")
        greeting = await admin.hears()
        assert not [button for button in greeting.buttons if "لوكيانوف" in button.text]
        await admin.says("من هو فيودور لوكيانوف؟")
        assert not (await admin.hears()).quotes
