"""Bits that flip on the disk: an index is built anew, and no quotation is made of a damaged text."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.archive import versions
from bot.archive.library import BY_HAND, Library
from bot.operations.findings import Health
from bot.operations.integrity import soundness
from retrieval.bm25 import flatfiles
from retrieval.records import Article

if TYPE_CHECKING:
    from pathlib import Path

    from bot.configuration.settings import Settings

BRIDGE = Article(
    "1", "جسر الموصل", "افتتح الوزير جسر الموصل الجديد صباح الخميس. وبلغت كلفة الجسر مليوني دينار."
)
QUESTION = "كم بلغت كلفة جسر الموصل؟"


@pytest.fixture
async def stored(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An archive all of whose index files are large ones, which opening alone does not read."""
    monkeypatch.setattr(flatfiles, "SMALL", 0)
    others = [Article(f"{n}", f"خبر {n}", f"نص الخبر رقم {n} عن المدينة والناس فيها.") for n in range(2, 40)]
    async with Library.open(settings) as library:
        await library.add([BRIDGE, *others], BY_HAND)
    return settings


def large(settings: Settings) -> list[Path]:
    files = [
        file
        for file in settings.index.rglob("*")
        if file.is_file() and file.parent.name in ("corpus", "bm25")
    ]
    return [file for file in files if file.name != flatfiles.HEADER and file.stat().st_size]


def flipped(file: Path, seed: int) -> None:
    data = bytearray(file.read_bytes())
    data[random.Random(seed).randrange(len(data))] ^= 1 << seed % 8
    file.write_bytes(data)


async def answer(settings: Settings) -> list[str]:
    async with Library.open(settings) as library:
        return [quote.text for quote in (await library.ask(QUESTION)).quotes]


async def test_a_flipped_bit_in_whatever_file_of_an_index_has_it_built_anew(stored: Settings) -> None:
    expected = await answer(stored)
    assert expected
    number = len(large(stored))
    for place in range(number):
        file = sorted(large(stored))[place]
        before = file.read_bytes()
        flipped(file, place)
        [finding] = [one for one in soundness(stored) if one.subject == "index"]
        assert finding.state is Health.NOTE and "is not as it was written" in finding.says
        assert await answer(stored) == expected
        assert before in [other.read_bytes() for other in large(stored)]


async def test_a_bot_that_runs_finds_the_damage_of_its_index_and_mends_it(stored: Settings) -> None:
    async with Library.open(stored) as library:
        await library.stay()
        assert await library.index.verify()
        file = max(large(stored), key=lambda found: found.stat().st_size)
        data = file.read_bytes()
        file.write_bytes(data[:-64] + bytes(64))
        assert not await library.index.verify()
        assert await library.index.verify()
        assert (await library.ask(QUESTION)).quotes


@pytest.mark.parametrize(("before", "after"), [("مليوني", "مليونـ"), ("دينار", "دولار"), ("جسر", "حسر")])
async def test_nothing_is_quoted_of_an_article_whose_text_is_damaged(
    stored: Settings, before: str, after: str
) -> None:
    assert await answer(stored)
    assert [one.state for one in soundness(stored, deep=True) if one.subject == "texts"] == [Health.GOOD]
    old, new = before.encode(), after.encode()
    assert len(old) == len(new)
    with closing(sqlite3.connect(stored.archive)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = stored.archive.read_bytes()
    stored.archive.write_bytes(data.replace(old, new))
    async with Library.open(stored) as library:
        found = await library.ask(QUESTION)
        assert not [quote for quote in found.quotes if quote.article.id == "1"]
        assert await library.articles(["1"]) == {}
        assert await versions.quoted(library.database, "1", BRIDGE.text) is None
    [finding] = [one for one in soundness(stored, deep=True) if one.subject == "texts"]
    assert (finding.state, "damaged: 1" in finding.says) == (Health.WRONG, True)
