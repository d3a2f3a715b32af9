"""Segments of like size become one, and nothing that is found changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval.archive import Archive
from retrieval.corpus.manifest import MANIFEST, read
from retrieval.corpus.merging import first_to_merge
from tests.support.corpora import answering, article, word_lists

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "متى زار الوزير بغداد؟"
VISIT = article("visit", "زار الوزير مدينة بغداد في 12 أيلول 2016.")
RAIN = [article(f"rain-{number}", f"هطل المطر على القرية رقم {number}.") for number in range(32)]


@pytest.mark.parametrize(
    ("standing", "held", "first"),
    [
        ([100, 40, 20], [100, 40, 20], 3),
        ([100, 40, 20, 10], [100, 40, 20, 10], 4),
        ([100, 40, 20, 10, 11], [100, 40, 20, 10, 11], 1),
        ([100, 20, 10, 11], [100, 20, 10, 11], 1),
        ([100, 30, 10, 11], [100, 30, 10, 11], 2),
        ([50, 40, 20], [50, 40, 20], 0),
        ([49, 3], [100, 3], 0),
        ([50, 3], [100, 3], 2),
        ([0], [0], 1),
        ([], [], 0),
    ],
)
def test_a_segment_is_merged_once_those_after_it_are_larger_or_most_of_it_is_gone(
    standing: list[int], held: list[int], first: int
) -> None:
    assert first_to_merge(standing, held) == first


def test_segments_that_come_one_by_one_stay_few_and_each_is_written_seldom() -> None:
    sizes, written = [1000], 0
    for _ in range(1000):
        sizes.append(1)
        first = first_to_merge(sizes, sizes)
        if first < len(sizes) - 1:
            written += sum(sizes[first:])
            sizes[first:] = [sum(sizes[first:])]
        assert len(sizes) <= 12

    assert written < 1000 * 10


def test_what_is_gone_is_left_out_of_a_merged_segment_and_what_stands_is_found(tmp_path: Path) -> None:
    archive = Archive.build(RAIN, word_lists(), answering(), "0")
    archive.save(tmp_path)
    for number, held in enumerate(RAIN[:20]):
        opened = Archive.open(tmp_path, word_lists(), answering())
        changed = opened.changed([replace(VISIT, id=f"visit-{number}")], [held.id], str(number))
        changed.save(tmp_path)
    found = Archive.open(tmp_path, word_lists(), answering())
    manifest = read(tmp_path)

    assert set(found.find(QUESTION).ranked) <= {f"visit-{number}" for number in range(20)}
    assert found.find("أين هطل المطر؟").articles[0] in {held.id for held in RAIN[20:]}
    assert (len(found), found.passages) == (32, 32)
    assert len(manifest.segments) <= 5
    assert sum(len(entry.gone) for entry in manifest.segments) <= 16
    assert {path.name for path in tmp_path.iterdir()} == {
        MANIFEST,
        *(entry.name for entry in manifest.segments),
    }


def test_many_changes_of_an_archive_that_is_not_saved_between_are_few_segments() -> None:
    archive = Archive.build(RAIN, word_lists(), answering(), "0")
    for number in range(40):
        archive = archive.changed([replace(VISIT, id=f"visit-{number}")], [], str(number))

    assert len(archive._segments.segments) <= 7
    assert archive.changes == 40
    assert len(archive.find(QUESTION).ranked) == 10
