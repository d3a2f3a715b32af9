from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.semantic.vector_files import ENTRY
from retrieval.semantic.vectors import Vectors
from tests.support.corpora import few

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.semantic.weights import Singles

D = 8


def made(key: int, sentences: int = 2) -> Singles:
    """Return vectors of length 1 of a passage and its sentences, another for each key."""
    drawn = np.random.default_rng(key).normal(size=(1 + sentences, D)).astype(np.float32)
    unit: Singles = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return unit


def opened(folder: Path, *, writing: bool = True, encoder: str = "e5") -> Vectors:
    return Vectors(folder / "vectors", encoder, D, writing=writing)


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    found = opened(tmp_path)
    yield found
    found.close()


def holding(vectors: Vectors, key: int) -> NDArray[np.float16]:
    held = vectors.held(key)
    assert held is not None
    return np.concatenate([held.passage[None], held.sentences])


def same(vectors: Vectors, key: int, sentences: int = 2) -> bool:
    return bool((holding(vectors, key) == made(key, sentences).astype(np.float16)).all())


def test_what_was_added_is_held_now_and_after_opening_again(vectors: Vectors, tmp_path: Path) -> None:
    vectors.add(7, made(7))
    vectors.add(2**64 - 1, made(2**64 - 1, sentences=0))
    assert same(vectors, 7) and same(vectors, 2**64 - 1, sentences=0)
    vectors.close()
    again = opened(tmp_path)
    assert len(again) == 2 and same(again, 7) and same(again, 2**64 - 1, sentences=0)
    again.close()


def test_a_passage_is_kept_once(vectors: Vectors) -> None:
    vectors.add(7, made(7))
    vectors.add(7, made(8))
    assert len(vectors) == 1 and same(vectors, 7)


def test_what_is_not_there_is_none(vectors: Vectors) -> None:
    assert vectors.held(1) is None and 1 not in vectors
    assert vectors.known(np.array([1], np.uint64)).tolist() == [False]


@given(st.integers(0, 3), st.integers(0, 2_000), st.integers(0, 400), st.integers(0, 200))
@few
def test_whatever_is_torn_off_the_ends_the_rest_is_sound_and_can_be_added_to(
    tmp_path_factory: pytest.TempPathFactory, files: int, passages: int, sentences: int, entries: int
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    vectors = opened(folder)
    for key in range(20):
        vectors.add(key, made(key))
    vectors.close()
    for name, lost in zip(
        ("passages", "sentences", "entries")[:files], (passages, sentences, entries), strict=False
    ):
        file = folder / "vectors" / name
        os.truncate(file, max(0, file.stat().st_size - lost))
    again = opened(folder)
    left = len(again)
    assert all(same(again, key) for key in range(left))
    again.add(99, made(99))
    again.close()
    third = opened(folder)
    assert len(third) == left + 1 and same(third, 99) and all(same(third, key) for key in range(left))
    third.close()


@pytest.mark.parametrize("name", ["passages", "sentences", "entries"])
def test_what_a_power_cut_left_unwritten_is_cut_off(tmp_path: Path, name: str) -> None:
    vectors = opened(tmp_path)
    for key in range(10):
        vectors.add(key, made(key))
    vectors.close()
    file = tmp_path / "vectors" / name
    content = bytearray(file.read_bytes())
    content[-12:] = bytes(12)
    file.write_bytes(content)
    again = opened(tmp_path)
    assert len(again) == 9 and all(same(again, key) for key in range(9))
    again.close()


def test_who_does_not_write_changes_no_file_and_keeps_what_is_added_in_memory(
    vectors: Vectors, tmp_path: Path
) -> None:
    vectors.add(1, made(1))
    os.truncate(tmp_path / "vectors" / "entries", 10)
    before = {file.name: file.read_bytes() for file in (tmp_path / "vectors").iterdir()}
    reader = opened(tmp_path, writing=False)
    reader.add(2, made(2))
    assert len(reader) == 0 and same(reader, 2) and 2 in reader
    assert {file.name: file.read_bytes() for file in (tmp_path / "vectors").iterdir()} == before
    reader.close()


def test_vectors_of_another_encoder_are_never_taken_for_ones_own(vectors: Vectors, tmp_path: Path) -> None:
    vectors.add(1, made(1))
    vectors.close()
    for encoder in ("other", "e5"):
        with closing(opened(tmp_path, writing=False, encoder=encoder)) as reader:
            assert (reader.held(1) is None) == (encoder == "other")
    other = opened(tmp_path, encoder="other")
    assert other.held(1) is None and len(other) == 0
    other.close()
    with closing(opened(tmp_path, writing=False)) as reader:
        assert reader.held(1) is None


def test_where_it_cannot_be_read_whose_vectors_they_are_they_are_nobody_s(
    vectors: Vectors, tmp_path: Path
) -> None:
    vectors.add(1, made(1))
    vectors.close()
    (tmp_path / "vectors" / "maker").write_bytes(b"1 e5\xe6 8")
    for writing in (False, True):
        with closing(opened(tmp_path, writing=writing)) as found:
            assert found.held(1) is None


def test_the_nearest_are_those_of_the_highest_product(vectors: Vectors) -> None:
    for key in range(50):
        vectors.add(key, made(key))
    asked = made(1_000)[0]
    products = {key: float(made(key)[0].astype(np.float16).astype(np.float32) @ asked) for key in range(50)}
    keys, cosines = vectors.nearest(asked, 5)
    assert keys.tolist() == sorted(products, key=lambda key: -products[key])[:5]
    assert np.allclose(cosines, [products[key] for key in keys.tolist()], atol=1e-6)
    assert len(vectors.nearest(asked, 500)[0]) == 50


def test_nothing_is_nearest_where_there_is_nothing(vectors: Vectors) -> None:
    keys, cosines = vectors.nearest(made(1)[0], 5)
    assert len(keys) == len(cosines) == len(vectors.sample(5)) == 0


@pytest.mark.parametrize("writing", [True, False])
def test_damaged_vectors_count_as_never_made_and_may_be_made_anew(tmp_path: Path, writing: bool) -> None:
    count, row = 300, 2 * D
    with closing(opened(tmp_path)) as vectors:
        for key in range(count):
            vectors.add(key, made(key))
    places = {"passages": 10 * row + 3, "sentences": 40 * row + 5, "entries": 30 * ENTRY.itemsize + 13}
    for name, place in places.items():
        flipped(tmp_path / "vectors" / name, place)
    with closing(opened(tmp_path, writing=writing)) as vectors:
        assert vectors.damaged() == 3
        assert [key for key in range(count) if vectors.held(key) is None] == [10, 20, 30]
        assert np.flatnonzero(~vectors.known(np.arange(count, dtype=np.uint64))).tolist() == [10, 20, 30]
        assert len(vectors.sample(count)) == count - 3
        assert not {10, 20, 30} & set(vectors.nearest(made(10)[0], count - 3)[0].tolist())
        for key in (10, 20, 30):
            assert key not in vectors
            vectors.add(key, made(key))
        assert vectors.damaged() == 0 and all(same(vectors, key) for key in range(count))
    with closing(opened(tmp_path, writing=False)) as again:
        assert [same(again, 10) if writing else again.held(10)] == [True if writing else None]
        found = again.nearest(made(11)[0], 2 * count)[0].tolist()
        assert len(found) == len(set(found)) == count


def flipped(file: Path, place: int) -> None:
    content = bytearray(file.read_bytes())
    content[place] ^= 1 << 6
    file.write_bytes(content)


def test_a_sample_is_taken_evenly_from_all(vectors: Vectors) -> None:
    for key in range(9):
        vectors.add(key, made(key))
    wanted = [made(key)[0].astype(np.float16).astype(np.float32) for key in (0, 4, 8)]
    assert np.array_equal(vectors.sample(3), np.stack(wanted))
    assert len(vectors.sample(100)) == 9


def test_compacting_keeps_what_is_wanted_and_drops_the_rest(vectors: Vectors, tmp_path: Path) -> None:
    for key in range(100):
        vectors.add(key, made(key, sentences=key % 3))
    size = (tmp_path / "vectors" / "passages").stat().st_size
    vectors.compact(range(50, 200))
    assert len(vectors) == 50 and vectors.held(3) is None
    assert all(same(vectors, key, sentences=key % 3) for key in range(50, 100))
    assert (tmp_path / "vectors" / "passages").stat().st_size == size // 2
    vectors.add(3, made(3))
    vectors.close()
    again = opened(tmp_path)
    assert len(again) == 51 and same(again, 3)
    again.close()


def test_what_is_added_while_others_are_compacted_stays(vectors: Vectors) -> None:
    for key in range(300):
        vectors.add(key, made(key))

    def add() -> None:
        for key in range(300, 400):
            vectors.add(key, made(key))

    adding = threading.Thread(target=add)
    adding.start()
    vectors.compact([*range(100), *range(300, 400)])
    adding.join()
    assert all(same(vectors, key) for key in (*range(100), *range(300, 400)))
    assert all(vectors.held(key) is None for key in range(100, 300))


def test_a_compaction_that_was_killed_between_its_last_two_steps_is_taken_back(
    vectors: Vectors, tmp_path: Path
) -> None:
    vectors.add(1, made(1))
    vectors.close()
    (tmp_path / "vectors").rename(tmp_path / "vectors.old")
    again = opened(tmp_path)
    assert same(again, 1) and not (tmp_path / "vectors.old").exists()
    again.close()


def test_who_reads_while_a_compaction_is_between_its_last_two_steps_finds_all(
    vectors: Vectors, tmp_path: Path
) -> None:
    vectors.add(1, made(1))
    vectors.close()
    (tmp_path / "vectors").rename(tmp_path / "vectors.old")
    with closing(opened(tmp_path, writing=False)) as reader:
        assert same(reader, 1)
        (tmp_path / "vectors.old").rename(tmp_path / "vectors")
        with closing(opened(tmp_path)) as again:
            again.add(2, made(2))
            reader.refresh()
            assert same(reader, 1) and same(reader, 2)


def test_who_reads_finds_all_that_stays_at_whatever_moment_the_others_are_dropped(
    vectors: Vectors, tmp_path: Path
) -> None:
    for key in range(20):
        vectors.add(key, made(key))
    reading = threading.Event()
    reading.set()

    def drop() -> None:
        for key in itertools.takewhile(lambda _: reading.is_set(), itertools.count(100)):
            vectors.add(key, made(key, key % 5))
            vectors.compact(range(20))

    dropping = threading.Thread(target=drop)
    dropping.start()
    try:
        for _ in range(300):
            with closing(opened(tmp_path, writing=False)) as reader:
                assert all(same(reader, key) for key in range(20))
                reader.refresh()
                assert all(same(reader, key) for key in range(20))
    finally:
        reading.clear()
        dropping.join()


def test_more_keys_than_are_found_one_by_one_are_all_found(vectors: Vectors) -> None:
    one = made(1, sentences=0)
    for key in range(0, 3 * 4_200, 3):
        vectors.add(key, one)
    keys = np.arange(12_600, dtype=np.uint64)
    assert np.array_equal(vectors.known(keys), keys % 3 == 0)
    assert vectors.held(3 * 4_199) is not None and vectors.held(4) is None


def test_whenever_the_writer_is_killed_what_it_wrote_before_is_sound(tmp_path: Path) -> None:
    program = (
        "import sys, itertools, numpy as np; from pathlib import Path; from retrieval.semantic.vectors import Vectors\n"
        f"vectors = Vectors(Path(sys.argv[1]), 'e5', {D}, writing=True)\n"
        "for key in itertools.count(len(vectors)):\n"
        f"    vectors.add(key, np.full((3, {D}), key % 100)); print(key, flush=True)"
    )
    seen = 0
    for _ in range(5):
        command = [sys.executable, "-c", program, str(tmp_path / "vectors")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout
            seen = max(int(next(writer.stdout)) for _ in range(40))
            writer.kill()
        again = opened(tmp_path)
        assert len(again) > seen
        assert all((holding(again, key) == key % 100).all() for key in range(len(again)))
        again.close()


def test_who_reads_sees_what_was_added_and_what_was_numbered_anew(vectors: Vectors, tmp_path: Path) -> None:
    for key in (1, 2, 3):
        vectors.add(key, made(key))
    reader = opened(tmp_path, writing=False)
    reader.add(99, made(99))
    vectors.add(4, made(4, 3))
    assert 4 not in reader
    reader.refresh()
    assert 4 in reader
    vectors.compact([2, 4])
    reader.refresh()
    held = reader.held(4)
    assert held and np.array_equal(held.sentences, made(4, 3)[1:].astype(np.float16))
    assert len(reader) == 2 and 1 not in reader and 99 in reader
    reader.close()


def test_who_reads_sees_the_first_vectors_that_are_ever_written(tmp_path: Path) -> None:
    reader = opened(tmp_path, writing=False)
    reader.refresh()
    writer = opened(tmp_path)
    writer.add(1, made(1))
    reader.refresh()
    assert reader.held(1)
    writer.close()
    reader.close()
