from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.archive.changes.generation import Batch
from bot.archive.store import ArchiveState, Store
from tests.support.corpora import article

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.records import Article


async def put(store: Store, *articles: Article) -> ArchiveState:
    await store.take(Batch("here", articles), continuing=False)
    return await store.state()


async def test_what_came_is_given_in_order_and_what_went_by_id_a_new_version_is_both(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        before = await put(store, article("kept", "بغداد"), article("gone", "حلب"), article("newer", "نهر"))
        await put(store, article("first", "جسر"), article("newer", "نهر دجلة"))
        await put(store, article("second", "ميناء"))
        await store.remove(["gone"])
        now = await store.state()

        changes = await store.difference(before.fingerprint, now, 10)

        assert changes is not None
        assert changes.came == 3
        assert [came.id for came in store.scan_changes(changes)] == ["first", "newer", "second"]
        assert changes.went == {"gone", "newer"}


async def test_what_came_and_went_between_is_no_difference(tmp_path: Path) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        before = await put(store, article("kept", "بغداد"))
        await put(store, article("passing", "حلب"))
        await store.remove(["passing"])

        changes = await store.difference(before.fingerprint, await store.state(), 10)

        assert changes is not None
        assert (changes.came, changes.went) == (0, frozenset())


@pytest.mark.parametrize(("most", "known"), [(2, False), (3, True)])
async def test_more_than_was_asked_for_is_unknown(tmp_path: Path, most: int, known: bool) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        before = await put(store, article("a", "بغداد"))
        await put(store, article("a", "حلب"), article("b", "نهر"))

        assert (await store.difference(before.fingerprint, await store.state(), most) is not None) == known


@pytest.mark.parametrize("fingerprint", ["", "1", "x-1", "1-xyz", "1-00", "99-ff", "0-"])
async def test_of_a_state_that_never_was_no_difference_is_known(tmp_path: Path, fingerprint: str) -> None:
    async with Store.open(tmp_path / "a.db") as store:
        now = await put(store, article("a", "بغداد"))

        assert await store.difference(fingerprint, now, 10) is None
