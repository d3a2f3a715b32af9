from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from bot.errors import CommandError
from bot.loading.files import FileSource


def names(source: FileSource, below: Path) -> list[str]:
    return [str(Path(file.path).relative_to(below)) for file in source.files]


def write(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    return path


def test_a_folder_gives_its_files_in_order_and_then_those_below(tmp_path: Path) -> None:
    for name in ("b/c/4.txt", "b/3.txt", "2.txt", "a/1.txt", ".hidden", ".git/x"):
        write(tmp_path / name)
    source = FileSource.at(tmp_path)
    assert names(source, tmp_path) == ["2.txt", "a/1.txt", "b/3.txt", "b/c/4.txt"]
    assert [file.place for file in source.files] == [str(tmp_path / name) for name in names(source, tmp_path)]
    assert (source.name, source.set_aside, source.meant) == (str(tmp_path), (), False)


def test_a_file_that_is_named_is_meant(tmp_path: Path) -> None:
    source = FileSource.at(write(tmp_path / "a.txt"))
    assert (source.name, names(source, tmp_path), source.meant) == (str(tmp_path / "a.txt"), ["a.txt"], True)


def test_places_follow_the_name_of_an_earlier_load(tmp_path: Path) -> None:
    write(tmp_path / "1.txt")
    source = FileSource.at(tmp_path, "seeds")
    assert (source.name, [file.place for file in source.files]) == ("seeds", ["seeds/1.txt"])


def test_links_to_folders_are_followed_but_never_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path / "n" / "1.txt")
    write(tmp_path / "elsewhere" / "2.txt")
    (tmp_path / "n" / "out").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "n" / "back").symlink_to(tmp_path / "n")
    (tmp_path / "elsewhere" / "up").symlink_to(tmp_path / "n")
    source = FileSource.at(tmp_path / "n")
    assert names(source, tmp_path / "n") == ["1.txt", "out/2.txt"]
    assert [aside.path for aside in source.set_aside] == [
        str(tmp_path / "n" / "back"),
        str(tmp_path / "n" / "out" / "up"),
    ]


def test_what_is_no_file_is_set_aside_with_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "null.txt").symlink_to("/dev/null")
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind(str(tmp_path / "socket.txt"))
        source = FileSource.at(tmp_path)
    assert source.files == ()
    assert [
        (Path(aside.path).name, aside.reason.partition(",")[0].partition(";")[0])
        for aside in source.set_aside
    ] == [
        ("gone.txt", "cannot be read: No such file or directory"),
        ("null.txt", "a device"),
        ("pipe.txt", "a pipe"),
        ("socket.txt", "a socket"),
    ]


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_that_is_named_itself_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "device").symlink_to("/dev/zero")
    with pytest.raises(
        CommandError, match=f"{kind}: a {kind}, which is not read; give the articles as files"
    ):
        FileSource.at(tmp_path / kind)


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no such file or folder"):
        FileSource.at(tmp_path / "nowhere")
