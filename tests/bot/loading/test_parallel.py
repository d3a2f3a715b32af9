from __future__ import annotations

from multiprocessing import active_children
from typing import TYPE_CHECKING

import pytest

from bot.loading.files import FileSource
from bot.loading.parallel import ParallelReader
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers.context import ReadContext
from retrieval.records import Article, SetAside
from tests.support.corpora import table
from tests.support.deadly import Deadly

if TYPE_CHECKING:
    from pathlib import Path

    from bot.loading.files import File

PAGE = (
    "عنوان الصفحة عن اللجنة\n\n" + "قالت اللجنة يوم الثلاثاء إنها ستعلن نتائج التحقيق في الأسبوع المقبل. " * 3
)


@pytest.fixture
def reading() -> ReadContext:
    return ReadContext(Boilerplate.from_table(table("boilerplate.toml")))


def pages(folder: Path, number: int) -> list[File]:
    folder.mkdir()
    for each in range(number):
        (folder / f"{each:03}.txt").write_text(PAGE, encoding="utf-8")
    return list(FileSource.at(folder).files)


def test_contents_come_in_order_whoever_read_them(tmp_path: Path, reading: ReadContext) -> None:
    files = pages(tmp_path / "n", 40)
    with ParallelReader(reading, 3) as reader:
        found = [item.id for read in reader.read(files) for item in read.items if isinstance(item, Article)]
    assert found == [f"{number:03}" for number in range(40)]
    assert active_children() == []


def test_who_stops_early_leaves_no_process_behind(tmp_path: Path, reading: ReadContext) -> None:
    with ParallelReader(reading, 2) as reader:
        next(reader.read(pages(tmp_path / "n", 100)))
    assert active_children() == []


def test_a_file_that_a_process_dies_of_is_set_aside_and_the_others_are_read(
    tmp_path: Path, reading: ReadContext
) -> None:
    files = pages(tmp_path / "n", 3)
    (tmp_path / "n" / "001.txt").write_text("", encoding="utf-8")
    with ParallelReader(Deadly(reading.boilerplate), 2) as reader:
        items = [item for read in reader.read(files) for item in read.items]
    # Nothing is asked of the way of reading for a page without a word.
    assert [item.path for item in items if isinstance(item, SetAside)] == [file.shown for file in files]
    assert ["broke off" in item.reason for item in items if isinstance(item, SetAside)] == [True, False, True]
