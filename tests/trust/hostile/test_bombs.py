"""Small files that cost much memory or time: each is broken off at a bound, which is named."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from bot.archive.library import Library
from bot.loading import bounds
from bot.loading.load import load, read
from bot.processes import Workers
from retrieval.readers import formats
from retrieval.records import Article, SetAside
from tests.support.bombs import LARGE_WORD, PAGE, overlapping, packed, wide_table
from tests.support.growth import MOST, growth
from tests.trust.hostile.costly import fruitless, reading, small_bounds, spinning, swelling

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.configuration.settings import Settings

LISTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty lines": (lambda: gzip.compress(b"\n" * 20_000_000), "lines are empty"),
    "empty lines of some length": (
        lambda: gzip.compress((b" " * 999 + b"\n") * 20_000),
        "it expands more than 200 times",
    ),
    "broken lines": (
        lambda: gzip.compress(b"{\n" * 2_000_000),
        "more than 10000 parts of it hold no article",
    ),
    "broken lines, not packed": (lambda: b"{\n" * 300_000, "more than 10000 parts of it hold no article"),
}


@pytest.mark.parametrize("kind", LISTS)
async def test_a_list_that_holds_nothing_is_not_read_to_its_end(
    settings: Settings, tmp_path: Path, kind: str
) -> None:
    content, bound = LISTS[kind]
    (tmp_path / "bomb.jsonl").write_bytes(content())
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    async with Library.open(settings) as library:
        report = await load(library, [tmp_path / "bomb.jsonl", tmp_path / "page.txt"])
        assert report.changes.added == 1
        assert bound in report.set_aside[-1].reason
        assert len(report.set_aside) <= bounds.MOST_ASIDE + 1


async def test_a_pack_whose_files_overlap_is_refused_at_once(settings: Settings) -> None:
    [aside] = await read(overlapping(15_000), "bomb.zip", settings)
    assert isinstance(aside, SetAside)
    assert "its files overlap" in aside.reason


@pytest.mark.parametrize("kind", LARGE_WORD)
def test_a_word_file_is_read_in_time_that_grows_no_faster_than_it(kind: str) -> None:
    context = reading()
    assert growth(lambda data: list(formats.read(data, "a.docx", context)), LARGE_WORD[kind], 150) < MOST


def test_a_large_word_file_takes_less_than_a_tenth_of_what_one_may() -> None:
    # Sixteen megabytes, ten times as many, may take ten times as much.
    with Workers(1) as workers:
        for data, said in ((LARGE_WORD["rows"](8_000), ""), (wide_table(50_000_000), "خلية")):
            [article] = workers.begin(small_bounds, data, lambda _: (None,)).result()
            assert isinstance(article, Article) and said in article.text


def test_a_process_that_takes_too_long_is_ended_and_it_is_said_why() -> None:
    with Workers(1) as workers:
        said = workers.begin(spinning, None, lambda _: bounds.reason(workers.ended, 5 * 2**20)).result()
    assert said == bounds.TOO_LONG.format(bounds.SECONDS + 5)


def test_a_process_that_takes_too_much_memory_says_so() -> None:
    with Workers(1) as workers:
        [aside] = workers.begin(swelling, None, lambda _: ()).result()
    assert aside == SetAside("a.zip", bounds.TOO_LARGE.format(16))


@pytest.mark.parametrize("number", [3, 150])
async def test_after_many_files_that_were_broken_off_only_harmless_ones_are_read(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(bounds, "BROKEN_OFF", 0)
    for each in range(number):
        (tmp_path / f"{each}.txt").write_text(PAGE + f"{each}", encoding="utf-8")
    (tmp_path / "pack.zip").write_bytes(packed(**{"page.txt": PAGE.encode()}))
    async with Library.open(settings) as library:
        report = await load(library, [tmp_path])
        # Beside many others it is read in a process that is there in any case.
        assert report.changes.added == number + (number > 100)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"MZ" + packed(a=b"x"), b"\x1f\x8b", b"%PDF-1.7", bytes(2**20 + 1)]
)
def test_what_may_cost_much_is_read_apart(data: bytes) -> None:
    assert not bounds.is_harmless(data)
    assert bounds.is_harmless(PAGE.encode())


def test_once_files_without_an_article_took_long_only_harmless_ones_are_read() -> None:
    with Workers(1) as workers:
        first, second, harmless = workers.begin(fruitless, None, lambda _: (None,) * 3).result()
    assert isinstance(first, SetAside) and first.reason != bounds.FRUITLESS.format(0.01)
    assert second == SetAside("b.pdf", bounds.FRUITLESS.format(0.01))
    assert isinstance(harmless, Article)
