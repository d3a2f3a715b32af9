"""What people name is read if it is a file, and refused at once if it would be waited for, or read without end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.errors import CommandError
from bot.regular_files import contents, opened, other_kind_at

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_read_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    (tmp_path / "link").symlink_to("file")
    assert contents(tmp_path / "link") == b"words"
    assert other_kind_at(tmp_path / "link") is None


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_might_be_waited_for_or_has_no_end_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    with pytest.raises(CommandError, match=f"{kind}: a {kind}, which is not read; name a file"):
        opened(tmp_path / kind)
    assert other_kind_at(tmp_path / kind) == f"a {kind}"


def test_what_is_not_there_or_is_a_folder_is_the_systems_to_refuse(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        contents(tmp_path / "nothing")
    with pytest.raises(IsADirectoryError):
        contents(tmp_path)
    assert other_kind_at(tmp_path / "nothing") is None
