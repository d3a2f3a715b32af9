from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import pytest

from bot.archive.store import Store
from bot.loading.batches import BatchReader
from bot.loading.files import FileSource
from bot.progress import Stage, Step, silent
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers.context import ReadContext
from tests.support.corpora import table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.archive.changes.generation import Batch
    from bot.loading.batches import ReadPortion
    from bot.progress import Progress
    from retrieval.records import Article, SetAside

PAGE = (
    "عنوان الصفحة عن اللجنة\n\n" + "قالت اللجنة يوم الثلاثاء إنها ستعلن نتائج التحقيق في الأسبوع المقبل. " * 3
)
OTHER = PAGE.replace("اللجنة", "الهيئة") + "وستنشر النتائج."
LONG_AGO = 1_500_000_000


def line(id_: str, text: str = "نص.") -> bytes:
    return msgspec.json.encode({"id": id_, "title": "عنوان", "text": text}) + b"\n"


def write(path: Path, data: bytes | str) -> Path:
    """Write a file that has not changed for long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@dataclass
class Loader:
    """An archive into which files are loaded."""

    store: Store
    recipe: bytes = b"1"

    def read(
        self, *paths: Path, progress: Progress = silent, withheld: frozenset[str] = frozenset()
    ) -> list[ReadPortion]:
        """Return what loading would bring, without keeping it."""
        intake = BatchReader(
            ReadContext(Boilerplate.from_table(table("boilerplate.toml"))),
            self.recipe,
            self.store.seen_files,
            withheld,
        )
        return list(intake.portions([FileSource.at(path) for path in paths], progress))

    async def load(self, *paths: Path) -> list[ReadPortion]:
        """Keep what loading brings."""

        async def batches() -> AsyncIterator[Batch]:
            for portion in portions:
                yield portion.batch

        portions = self.read(*paths)
        await self.store.add([], batches())
        return portions

    async def texts(self) -> dict[str, str]:
        """Return what the archive holds: a word of each article, by id."""
        return {
            held.id: "الهيئة" if "الهيئة" in held.text else "اللجنة" async for held in self.store.stream()
        }


@pytest.fixture
async def loader(archive: Path) -> AsyncIterator[Loader]:
    async with Store.open(archive) as store:
        yield Loader(store)


def articles(portions: list[ReadPortion]) -> list[Article]:
    return [article for portion in portions for article in portion.batch.articles]


def standing(portions: list[ReadPortion]) -> list[str]:
    return [id_ for portion in portions for id_ in portion.batch.standing]


def set_aside(portions: list[ReadPortion]) -> list[SetAside]:
    return [aside for portion in portions for aside in portion.set_aside]


def test_a_folder_is_read_in_order_with_what_lies_below_it(tmp_path: Path, loader: Loader) -> None:
    write(tmp_path / "n" / "b" / "two.txt", PAGE)
    write(tmp_path / "n" / "one.jsonl", line("1") + line("2"))
    write(tmp_path / "n" / ".hidden", "x")
    steps: list[Step] = []
    portions = loader.read(tmp_path / "n", progress=steps.append)
    assert [article.id for article in articles(portions)] == ["1", "2", "two"]
    assert {portion.batch.source for portion in portions} == {str(tmp_path / "n")}
    assert steps[-1] == Step(Stage.READING, 2, 2)
    assert set_aside(portions) == []


def test_what_cannot_be_read_is_set_aside_with_the_reason_and_the_rest_is_kept(
    tmp_path: Path, loader: Loader
) -> None:
    write(tmp_path / "n" / "bad.jsonl", line("1") + b"{\n" + line("2"))
    write(tmp_path / "n" / "letter.odt", "x")
    write(tmp_path / "n" / "nothing.txt", "")
    portions = loader.read(tmp_path / "n")
    assert [article.id for article in articles(portions)] == ["1", "2"]
    assert [(item.path, item.line) for item in set_aside(portions)] == [
        (str(tmp_path / "n" / "bad.jsonl"), 2),
        (str(tmp_path / "n" / "letter.odt"), None),
        (str(tmp_path / "n" / "nothing.txt"), None),
    ]


def test_an_id_that_a_list_gives_belongs_to_the_first_article_of_a_load_that_has_it(
    tmp_path: Path, loader: Loader
) -> None:
    first, second = (
        write(tmp_path / "a.jsonl", line("1", "الأول.")),
        write(tmp_path / "b.jsonl", line("1", "الثاني.")),
    )
    portions = loader.read(first, second)
    assert [article.text for article in articles(portions)] == ["الأول."]
    [aside] = set_aside(portions)
    assert str(first) in aside.reason


def test_batches_are_bounded_in_number_and_length(tmp_path: Path, loader: Loader) -> None:
    many = write(tmp_path / "many.jsonl", b"".join(line(str(number)) for number in range(600)))
    long = write(tmp_path / "long.jsonl", b"".join(line(f"l{n}", "كلمة " * 500_000) for n in range(4)))
    assert [len(portion.batch.articles) for portion in loader.read(many)] == [256, 256, 88]
    assert [len(portion.batch.articles) for portion in loader.read(long)][:2] == [2, 2]


def test_progress_counts_the_files_of_all_sources_and_tells_how_far_a_long_one_is(
    tmp_path: Path, loader: Loader
) -> None:
    first, second = write(tmp_path / "a.txt", PAGE), write(tmp_path / "b.jsonl", line("1") + line("2"))
    steps: list[Step] = []
    loader.read(first, second, progress=steps.append)
    assert [(step.done, step.total, step.part) for step in steps] == [
        (1, 2, 0),
        (1, 2, 0.5),
        (1, 2, 1),
        (2, 2, 0),
    ]


def test_a_file_name_that_is_no_unicode_still_gives_an_id(tmp_path: Path, loader: Loader) -> None:
    write(tmp_path / "n" / os.fsdecode(b"\xff.txt"), PAGE)
    assert [article.id for article in articles(loader.read(tmp_path / "n"))] == ["\ufffd"]


def test_many_files_are_read_by_several_processes_as_by_one(tmp_path: Path, loader: Loader) -> None:
    for number in range(120):
        write(tmp_path / "many" / f"{number:03}.txt", PAGE if number % 2 else OTHER)
    write(tmp_path / "many" / "060.jsonl", line("1"))
    write(tmp_path / "many" / "070.txt", "")
    portions = loader.read(tmp_path / "many")
    ids = [f"{number:03}" for number in range(120) if number != 70]
    assert [article.id for article in articles(portions)] == [*ids[:60], "1", *ids[60:]]
    assert [aside.path for aside in set_aside(portions)] == [str(tmp_path / "many" / "070.txt")]


async def test_a_file_that_did_not_change_since_is_not_read_again(tmp_path: Path, loader: Loader) -> None:
    page, list_ = write(tmp_path / "a.txt", PAGE), write(tmp_path / "b.jsonl", line("1") + line("2"))
    await loader.load(page, list_)
    again = loader.read(page, list_)
    assert (articles(again), standing(again)) == ([], ["a", "1", "2"])


@pytest.mark.parametrize("why", ["changed", "touched", "read otherwise", "article changed", "just written"])
async def test_a_file_is_read_again_when_anything_may_differ(
    tmp_path: Path, loader: Loader, why: str
) -> None:
    page = write(tmp_path / "a.txt", PAGE)
    if why == "just written":
        os.utime(page)
    await loader.load(page)
    match why:
        case "changed":
            write(page, f"{PAGE}\nفقرة أخرى عن قرار اللجنة الذي صدر يوم الأحد في المدينة.")
        case "touched":
            os.utime(page, (LONG_AGO, LONG_AGO + 1))
        case "read otherwise":
            loader.recipe = b"2"
        case "article changed":
            await loader.load(write(tmp_path / "list.jsonl", line("a", "نص غيره.")))
    again = loader.read(page)
    assert ([article.id for article in articles(again)], standing(again)) == (["a"], [])


async def test_a_file_of_which_something_was_set_aside_says_so_every_time(
    tmp_path: Path, loader: Loader
) -> None:
    list_ = write(tmp_path / "a.jsonl", line("1") + b"{\n")
    await loader.load(list_)
    assert len(set_aside(loader.read(list_))) == 1


async def test_of_two_files_of_one_name_the_first_keeps_it(tmp_path: Path, loader: Loader) -> None:
    await loader.load(write(tmp_path / "a" / "1.txt", PAGE))
    await loader.load(write(tmp_path / "b" / "1.txt", OTHER))
    held = await loader.texts()
    [other] = held.keys() - {"1"}
    assert (held["1"], held[other], other[:2]) == ("اللجنة", "الهيئة", "1-")
    for _ in range(2):
        portions = await loader.load(tmp_path / "b", tmp_path / "a")
        assert (await loader.texts(), set_aside(portions)) == (held, [])


async def test_in_one_load_files_of_one_name_stay_apart_too(tmp_path: Path, loader: Loader) -> None:
    write(tmp_path / "n" / "a" / "1.txt", PAGE)
    write(tmp_path / "n" / "b" / "1.txt", OTHER)
    portions = await loader.load(tmp_path / "n")
    held = await loader.texts()
    assert (len(held), held["1"], set_aside(portions)) == (2, "اللجنة", [])


async def test_a_changed_file_keeps_its_name(tmp_path: Path, loader: Loader) -> None:
    first, second = write(tmp_path / "a" / "1.txt", PAGE), write(tmp_path / "b" / "1.txt", OTHER)
    await loader.load(first, second)
    ids = (await loader.texts()).keys()
    write(first, PAGE.replace("الثلاثاء", "الأربعاء"))
    write(second, OTHER.replace("الثلاثاء", "الأربعاء"))
    await loader.load(second, first)
    assert (await loader.texts()).keys() == ids


async def test_a_folder_that_was_moved_keeps_its_articles(tmp_path: Path, loader: Loader) -> None:
    write(tmp_path / "old" / "1.txt", PAGE)
    await loader.load(tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    await loader.load(tmp_path / "new")
    assert (await loader.texts()).keys() == {"1"}


async def test_a_copy_of_a_file_is_no_second_article_until_it_differs(tmp_path: Path, loader: Loader) -> None:
    first, copy = write(tmp_path / "b" / "1.txt", PAGE), write(tmp_path / "a" / "1.txt", PAGE)
    await loader.load(first)
    await loader.load(copy)
    assert await loader.texts() == {"1": "اللجنة"}
    write(first, OTHER)
    for _ in range(2):
        portions = await loader.load(tmp_path / "a", tmp_path / "b")
    held = await loader.texts()
    assert (len(held), held["1"], set_aside(portions)) == (2, "الهيئة", [])


async def test_of_a_file_and_its_copy_in_one_load_the_second_is_set_aside(
    tmp_path: Path, loader: Loader
) -> None:
    first, copy = write(tmp_path / "a" / "1.txt", PAGE), write(tmp_path / "b" / "1.txt", PAGE)
    [aside] = set_aside(await loader.load(first, copy))
    assert (aside.path, str(first) in aside.reason) == (str(copy), True)


async def test_a_removed_article_is_set_aside_unless_its_file_is_named(
    tmp_path: Path, loader: Loader
) -> None:
    page = write(tmp_path / "n" / "a.txt", PAGE)
    withheld = frozenset({"a"})
    [aside] = set_aside(loader.read(tmp_path / "n", withheld=withheld))
    assert "removed by hand" in aside.reason
    assert [article.id for article in articles(loader.read(page, withheld=withheld))] == ["a"]


def test_a_file_named_twice_is_read_once(tmp_path: Path, loader: Loader) -> None:
    write(tmp_path / "n" / "a" / "1.txt", PAGE)
    write(tmp_path / "n" / "a" / "2.jsonl", line("2"))
    portions = loader.read(tmp_path / "n", tmp_path / "n" / "a")
    assert ([article.id for article in articles(portions)], set_aside(portions)) == (["1", "2"], [])
