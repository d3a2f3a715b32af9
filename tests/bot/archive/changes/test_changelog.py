from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive.changes.changelog import CONTINUED_SECONDS, Act, Change
from bot.archive.changes.generation import Batch, ChangeCounts
from bot.archive.store import Store
from retrieval.records import Article
from tests.support.batches import batches, breaking
from tests.support.corpora import few

if TYPE_CHECKING:
    from tests.support.clock import Clock

ONE = Article("1", "جسر جديد", "افتتح الوزير الجسر.")
TWO = Article("2", "ميناء", "دشنت الشركة الميناء.")


async def held(store: Store) -> dict[str, Article]:
    return {article.id: article async for article in store.stream()}


async def test_a_load_of_several_batches_is_undone_in_one_step(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/old"], batches(ONE, source="/old"))
        await store.add(["/pages"], batches(replace(ONE, text="غيره."), TWO, replace(TWO, id="3")))
        assert await store.rollback() == ChangeCounts(changed=1, removed=2)
        assert await held(store) == {"1": ONE}
        assert await store.sources() == ["/old"]


async def test_going_back_twice_is_as_if_never(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/old"], batches(ONE, TWO))
        await store.replace(["/new"], batches(replace(ONE, text="غيره.")))
        assert await store.rollback() == ChangeCounts(added=1, changed=1)
        assert await held(store) == {"1": ONE, "2": TWO}
        assert await store.rollback() == ChangeCounts(changed=1, removed=1)
        assert await held(store) == {"1": replace(ONE, text="غيره.")}
        assert await store.sources() == ["/new"]


async def test_the_archive_that_comes_back_is_named_by_the_same_sum(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/old"], batches(ONE, TWO))
        before = (await store.state()).fingerprint.partition("-")[2]
        await store.remove(["1"])
        await store.rollback()
        state = await store.state()
        assert state.fingerprint == f"{state.generation}-{before}"


async def test_a_load_that_broke_off_can_be_undone(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(ONE))
        with pytest.raises(RuntimeError):
            await store.add(["/pages"], breaking(replace(ONE, text="غيره."), TWO))
        assert await store.rollback() == ChangeCounts(changed=1, removed=1)
        assert await held(store) == {"1": ONE}


async def test_the_last_change_says_what_was_done_when_and_to_how_many_articles(archive: Path) -> None:
    async with Store.open(archive, clock=lambda: 1_700_000_000.5) as store:
        assert await store.previous() is None
        await store.add(["/pages"], batches(ONE, TWO))
        await store.add(["/pages"], batches(replace(ONE, text="غيره."), TWO))
        assert await store.previous() == Change(
            Act.LOAD, 1_700_000_000, ChangeCounts(changed=1, unchanged=1), 2, (1,)
        )


async def test_what_changes_no_article_is_no_change(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(ONE))
        before = await store.previous()
        await store.renew(["/pages"], batches(ONE))
        await store.remove(["nowhere"])
        assert await store.previous() == before


async def test_what_a_source_brings_piece_by_piece_is_undone_in_one_step(archive: Path, clock: Clock) -> None:
    async with Store.open(archive, clock) as store:
        await store.add(["/pages"], batches(ONE))
        begun = int(clock())
        await store.take(Batch("/feed", [TWO]), continuing=True)
        clock.now += 3600
        third = Batch("/feed", [replace(TWO, id="3"), TWO])
        assert await store.take(third, continuing=True) == ChangeCounts(added=1, unchanged=1)
        await store.take(Batch("/feed", [TWO]), continuing=True)
        done = await store.previous()
        assert done == Change(Act.ADD, begun, ChangeCounts(added=2, unchanged=2), 1, (1,), "/feed")
        assert await store.rollback() == ChangeCounts(unchanged=1, removed=2)
        assert await held(store) == {"1": ONE}


@pytest.mark.parametrize(
    "between", ["another source", "another change", "a rollback", "a day", "a clock set back", "no source"]
)
async def test_a_source_begins_a_change_of_its_own_after_another_or_a_day(
    archive: Path, clock: Clock, between: str
) -> None:
    async with Store.open(archive, clock) as store:
        await store.take(Batch("/feed", [ONE]), continuing=True)
        match between:
            case "another source":
                await store.take(Batch("/other", [replace(ONE, id="4")]), continuing=True)
            case "another change":
                await store.add(["/pages"], batches(replace(ONE, id="4")))
            case "a rollback":
                await store.rollback()
            case "a day":
                clock.now += CONTINUED_SECONDS
            case "a clock set back":
                clock.now -= 1
        await store.take(Batch("/feed", [TWO]), continuing=between != "no source")
        change = await store.previous()
        assert change and change.changes == ChangeCounts(added=1)
        assert (await store.rollback() or ChangeCounts()).removed == 1
        assert "2" not in await held(store)


async def test_an_archive_to_which_nothing_was_done_has_nothing_to_go_back_to(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.replace(["seeds"], batches(ONE), what=None)
        assert await store.rollback() is None
        assert await held(store) == {"1": ONE}


async def test_a_removed_article_is_withheld_until_it_is_put_again(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(ONE, TWO))
        await store.remove(["1", "nowhere"])
        assert await store.withheld() == {"1"}
        await store.add([], batches(ONE))
        assert await store.withheld() == frozenset()


async def test_going_back_over_a_removal_also_forgets_that_the_article_was_withheld(archive: Path) -> None:
    async with Store.open(archive) as store:
        await store.add(["/pages"], batches(ONE, TWO))
        await store.remove(["1"])
        await store.rollback()
        assert await store.withheld() == frozenset()
        await store.rollback()
        assert await store.withheld() == {"1"}


ids = st.sampled_from("abcd")
bodies = st.dictionaries(ids, st.sampled_from(("نص.", "غيره.", "ثالث.")), max_size=4)
changes = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(("add", "replace")), bodies),
        st.tuples(st.just("remove"), bodies),
        st.tuples(st.just("rollback"), st.just(dict[str, str]())),
    ),
    max_size=8,
)
"""What may be done to an archive: articles put or removed, by id and text."""


async def do(store: Store, what: str, articles: list[Article]) -> None:
    match what:
        case "add":
            await store.add(["/pages"], batches(*articles))
        case "replace":
            await store.replace(["/pages"], batches(*articles))
        case "remove":
            await store.remove([article.id for article in articles])
        case _:
            await store.rollback()


def done(
    held: dict[str, str], before: dict[str, str] | None, what: str, texts: dict[str, str]
) -> dict[str, str]:
    """Return what is to stand after a change; `before` is what stood before the change before it."""
    if what == "rollback":
        return held if before is None else before
    if what == "remove":
        return {id_: text for id_, text in held.items() if id_ not in texts}
    return held | texts if what == "add" else texts


@few
@given(changes)
def test_after_any_changes_the_archive_holds_what_it_should(
    changes: list[tuple[str, dict[str, str]]],
) -> None:
    async def run(file: Path) -> None:
        stands: dict[str, str] = {}
        before: dict[str, str] | None = None
        async with Store.open(file) as store:
            for what, texts in changes:
                await do(store, what, [Article(id_, "عنوان", text) for id_, text in texts.items()])
                now = done(stands, before, what, texts)
                assert {id_: article.text for id_, article in (await held(store)).items()} == now
                stands, before = now, stands if now != stands else before

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(folder) / "archive.db"))
