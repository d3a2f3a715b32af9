"""What admins have sent and not yet saved."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.database.database import Database
from bot.database.journal_migrations import JOURNAL
from bot.journal.drafts import KEPT_SECONDS, Drafts, Field, Misfit
from retrieval.records import Article, SetAside, Span

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.support.clock import Clock

ARTICLE = Article(
    "a1", "عنوان", "جملة.\nجملة.", "جريدة النخيل", "سلمى", datetime.date(2020, 3, 1), headings=(Span(0, 5),)
)
ADMIN, OTHER = 1, 2


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "readers", JOURNAL) as database:
        yield database


@pytest.fixture
def drafts(database: Database, clock: Clock) -> Drafts:
    return Drafts(database, clock)


async def test_a_draft_is_found_again_by_its_admin_alone(drafts: Drafts) -> None:
    aside = SetAside("ملف", "سبب", 3)
    kept = await drafts.keep(ADMIN, "ملف", [ARTICLE, aside])
    assert await drafts.find(ADMIN, kept.token) == kept
    assert (kept.articles, kept.set_aside) == ((ARTICLE,), (aside,))
    assert await drafts.find(OTHER, kept.token) is None
    assert not await drafts.drop(OTHER, kept.token)


async def test_a_draft_lasts_a_day(drafts: Drafts, clock: Clock) -> None:
    kept = await drafts.keep(ADMIN, "", [ARTICLE])
    await drafts.wait_for(ADMIN, kept.token, Field.TITLE)
    clock.now = KEPT_SECONDS
    assert await drafts.find(ADMIN, kept.token) is None
    assert await drafts.awaited(ADMIN) is None


async def test_a_dropped_draft_is_gone(drafts: Drafts) -> None:
    kept = await drafts.keep(ADMIN, "", [ARTICLE])
    assert await drafts.drop(ADMIN, kept.token)
    assert await drafts.find(ADMIN, kept.token) is None


async def test_one_field_is_awaited_at_a_time(drafts: Drafts) -> None:
    first, second = [await drafts.keep(ADMIN, "", [ARTICLE]) for _ in range(2)]
    assert await drafts.awaited(ADMIN) is None
    await drafts.wait_for(ADMIN, first.token, Field.TITLE)
    await drafts.wait_for(ADMIN, second.token, Field.OUTLET)
    assert await drafts.awaited(ADMIN) == (second, Field.OUTLET)
    assert await drafts.awaited(OTHER) is None
    await drafts.wait_for(ADMIN, "", None)
    assert await drafts.awaited(ADMIN) is None


@pytest.mark.parametrize(
    ("field", "value", "mended"),
    [
        (Field.TITLE, "  عنوان \n آخر ", replace(ARTICLE, title="عنوان آخر")),
        (Field.OUTLET, "صوت الوادي", replace(ARTICLE, outlet="صوت الوادي")),
        (Field.OUTLET, "-", replace(ARTICLE, outlet=None)),
        (Field.AUTHOR, "-", replace(ARTICLE, author=None)),
        (Field.PUBLISHED, "٢٨ أيلول 2014", replace(ARTICLE, published=datetime.date(2014, 9, 28))),
        (Field.PUBLISHED, "2014-09-28", replace(ARTICLE, published=datetime.date(2014, 9, 28))),
        (Field.PUBLISHED, "-", replace(ARTICLE, published=None)),
    ],
)
async def test_a_mended_field_stays_mended(drafts: Drafts, field: Field, value: str, mended: Article) -> None:
    kept = await drafts.keep(ADMIN, "", [ARTICLE])
    await drafts.wait_for(ADMIN, kept.token, field)
    assert (await drafts.mend(kept, field, value)).articles == (mended,)
    again = await drafts.find(ADMIN, kept.token)
    assert again and again.articles == (mended,)
    assert await drafts.awaited(ADMIN) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (Field.TITLE, ""),
        (Field.TITLE, "-"),
        (Field.TITLE, "ع" * 301),
        (Field.PUBLISHED, "غدًا"),
        (Field.PUBLISHED, "سبتمبر 2014"),
        (Field.PUBLISHED, "31 فبراير 2014"),
        (Field.PUBLISHED, "بين 1 مارس 2014 و 2 مارس 2014"),
        (Field.AUTHOR, "س" * 301),
    ],
)
async def test_what_does_not_fit_changes_nothing(drafts: Drafts, field: Field, value: str) -> None:
    kept = await drafts.keep(ADMIN, "", [ARTICLE])
    await drafts.wait_for(ADMIN, kept.token, field)
    with pytest.raises(Misfit):
        await drafts.mend(kept, field, value)
    assert await drafts.awaited(ADMIN) == (kept, field)
