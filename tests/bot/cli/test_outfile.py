from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import pytest

from bot.cli.outfile import opened
from bot.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("name", ["all.jsonl", "all.jsonl.GZ"])
def test_a_file_is_zipped_by_its_name_and_the_same_each_time(tmp_path: Path, name: str, whole: bool) -> None:
    for number in range(2):
        with opened(str(tmp_path / f"{number}{name}"), whole=whole) as file:
            file.write(b"line\n")
    one, other = ((tmp_path / f"{number}{name}").read_bytes() for number in range(2))
    assert one == other
    assert (gzip.decompress(one) if name.endswith("GZ") else one) == b"line\n"


def test_a_whole_file_that_breaks_off_leaves_the_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    target.write_bytes(b"before\n")
    with pytest.raises(RuntimeError), opened(str(target), whole=True) as file:
        file.write(b"half")
        raise RuntimeError
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before\n"]


def test_results_stand_in_the_file_as_they_come_unless_it_is_to_be_whole(tmp_path: Path) -> None:
    target = tmp_path / "answers.jsonl"
    with pytest.raises(RuntimeError), opened(str(target)) as file:
        file.write(b"first\n")
        raise RuntimeError
    assert target.read_bytes() == b"first\n"


def test_a_link_stays_a_link_to_the_file_that_was_written(tmp_path: Path) -> None:
    target, link = tmp_path / "all.jsonl", tmp_path / "latest.jsonl"
    target.write_bytes(b"before\n")
    link.symlink_to(target)
    with opened(str(link), whole=True) as file:
        file.write(b"after\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"after\n"


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with opened(str(pipe), whole=True) as file:
            file.write(b"line\n")
        assert os.read(reader, 100) == b"line\n"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["pipe", "pipe.gz"])
def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    with (
        pytest.raises(CommandError, match="cannot be written: nobody reads this pipe; name another file"),
        opened(str(tmp_path / name), whole=True),
    ):
        pass


@pytest.mark.parametrize("whole", [False, True])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, whole: bool) -> None:
    with (
        pytest.raises(CommandError, match=r"nowhere/all\.jsonl: cannot be written: .*; name another file"),
        opened(str(tmp_path / "nowhere/all.jsonl"), whole=whole),
    ):
        pass
