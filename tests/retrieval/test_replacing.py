"""What is replaced is there whole, as it was or as it is to be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from retrieval.replacing import replacing, restore, standing


def write(place: Path, content: str, *, folder: bool) -> None:
    if folder:
        place.mkdir()
        place /= "file"
    place.write_text(content)


def read(place: Path) -> str:
    return (place / "file" if place.is_dir() else place).read_text()


@pytest.fixture(params=[False, True], ids=["file", "folder"])
def folder(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "place"


def test_a_pipe_is_never_replaced(place: Path) -> None:
    os.mkfifo(place)
    with pytest.raises(OSError, match="this is a pipe"), replacing(place) as aside:
        write(aside, "new", folder=False)
    assert place.is_fifo()
    assert list(place.parent.iterdir()) == [place]


def test_what_was_made_aside_takes_the_place_and_nothing_stays_beside_it(place: Path, folder: bool) -> None:
    for content in ("first", "second"):
        with replacing(place) as aside:
            write(aside, content, folder=folder)
            assert not place.exists() or read(place) == "first"
        assert read(place) == content
    assert list(place.parent.iterdir()) == [place]


def test_what_breaks_off_leaves_what_stood_there(place: Path, folder: bool) -> None:
    write(place, "before", folder=folder)
    with pytest.raises(RuntimeError), replacing(place) as aside:
        write(aside, "half", folder=folder)
        raise RuntimeError
    assert read(place) == "before"
    assert list(place.parent.iterdir()) == [place]


def test_what_an_earlier_process_left_beside_it_is_cleared_away(place: Path, folder: bool) -> None:
    for name in ("place.new", "place.old"):
        write(place.with_name(name), "left", folder=True)
    write(place, "before", folder=folder)
    with replacing(place) as aside:
        write(aside, "after", folder=True)
    assert read(place) == "after"
    assert list(place.parent.iterdir()) == [place]


def test_a_folder_comes_back_when_the_new_one_cannot_take_its_place(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: Path, target: Path) -> Path:
        raise OSError(5, "Input/output error")

    write(place, "before", folder=True)
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="Input/output"), replacing(place) as aside:
        write(aside, "after", folder=True)
    assert read(place) == "before"
    assert list(place.parent.iterdir()) == [place]


def test_a_folder_stands_somewhere_at_every_moment_and_is_given_its_name_back(place: Path) -> None:
    before = place.with_name("place.old")
    write(place, "first", folder=True)
    assert standing(place) == place
    place.rename(before)
    assert standing(place) == before
    restore(place)
    assert read(standing(place)) == "first" and not before.exists()


def test_what_a_replacement_left_behind_after_its_second_step_is_cleared_away(place: Path) -> None:
    write(place, "second", folder=True)
    write(place.with_name("place.old"), "first", folder=True)
    restore(place)
    assert read(place) == "second" and list(place.parent.iterdir()) == [place]
