from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from retrieval.bm25.flatfiles import HEADER, KEPT, SMALL, FlatFiles, mapped, save, verify
from retrieval.errors import DamagedIndex

CONTENT = FlatFiles(
    {"places": np.arange(5), "empty": np.empty(0, np.float32), "bytes": np.frombuffer(b"abc", np.uint8)},
    {"k1": 1.5},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path / "index", "sample", 1, CONTENT)
    return tmp_path / "index"


def test_what_was_saved_is_mapped(folder: Path) -> None:
    content = mapped(folder, "sample", 1)

    assert content.numbers == CONTENT.numbers
    assert {name: (array.dtype, array.tolist()) for name, array in content.arrays.items()} == {
        name: (array.dtype, array.tolist()) for name, array in CONTENT.arrays.items()
    }
    assert not content.arrays["places"].flags.writeable


def test_saving_again_replaces_and_leaves_mapped_pages_alone(folder: Path) -> None:
    before = mapped(folder, "sample", 1)

    save(folder, "sample", 1, FlatFiles({"places": np.arange(3)}, {}))

    assert before.arrays["places"].tolist() == [0, 1, 2, 3, 4]
    assert mapped(folder, "sample", 1).arrays["places"].tolist() == [0, 1, 2]
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_an_interrupted_save_harms_neither_the_old_folder_nor_the_next_save(folder: Path) -> None:
    aside = folder.with_name("index.new")
    aside.mkdir()
    (aside / "places").write_bytes(b"torn")

    assert mapped(folder, "sample", 1).numbers == CONTENT.numbers
    save(folder, "sample", 1, CONTENT)
    assert not aside.exists()


@pytest.mark.parametrize("kind, version", [("other", 1), ("sample", 2)])
def test_another_kind_or_version_is_refused(folder: Path, kind: str, version: int) -> None:
    with pytest.raises(DamagedIndex, match=f"holds sample 1, not {kind} {version}"):
        mapped(folder, kind, version)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DamagedIndex, match="cannot be read"):
        mapped(tmp_path / "nowhere", "sample", 1)


@pytest.mark.parametrize("name", [HEADER, "places", "bytes"])
def test_a_file_cut_short_is_noticed(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:-1])

    with pytest.raises(DamagedIndex, match=name):
        mapped(folder, "sample", 1)


@pytest.mark.parametrize("name", [HEADER, "places", "bytes"])
def test_a_changed_byte_is_noticed(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[-2] ^= 1
    (folder / name).write_bytes(content)

    with pytest.raises(DamagedIndex, match="not as it was written"):
        mapped(folder, "sample", 1)


@pytest.mark.parametrize("name", [HEADER, "places"])
def test_a_missing_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(DamagedIndex, match=name):
        mapped(folder, "sample", 1)


def test_a_header_of_another_program_is_refused(folder: Path) -> None:
    text = b'{"name": "something else"}'
    (folder / HEADER).write_bytes(hashlib.blake2b(text, digest_size=16).hexdigest().encode() + b"\n" + text)

    with pytest.raises(DamagedIndex, match="of another program"):
        mapped(folder, "sample", 1)


def test_a_changed_byte_of_a_large_file_is_for_verify_to_notice(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    save(folder, "sample", 1, FlatFiles({"large": np.zeros(SMALL + 1, np.uint8)}, {}))
    verify(folder, "sample", 1)
    with (folder / "large").open("r+b") as opened:
        opened.write(b"\x01")

    assert mapped(folder, "sample", 1).arrays["large"][0] == 1
    with pytest.raises(DamagedIndex, match="large: is not as it was written"):
        verify(folder, "sample", 1)


def resident(file: Path) -> int:
    """Kilobytes of a mapped file that are in this process's memory, as Linux tells it."""
    listed = Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines()
    mapped = next(number for number, line in enumerate(listed) if line.endswith(str(file)))
    return next(int(line.split()[1]) for line in listed[mapped:] if line.startswith("Rss:"))


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="needs Linux")
def test_released_pages_leave_the_memory_and_come_back(tmp_path: Path) -> None:
    arrays = {"large": np.ones(KEPT + (1 << 20), np.uint8), "small": np.ones(1 << 20, np.uint8)}
    save(tmp_path / "index", "sample", 1, FlatFiles(arrays, {}))
    content = mapped(tmp_path / "index", "sample", 1)
    large, small = content.arrays["large"], content.arrays["small"]
    assert (large.sum(), small.sum()) == (len(large), len(small))
    assert resident(tmp_path / "index" / "large") == len(large) // 1024

    content.release()

    assert resident(tmp_path / "index" / "large") == 0
    assert resident(tmp_path / "index" / "small") == 1024
    assert large.sum() == len(large)
